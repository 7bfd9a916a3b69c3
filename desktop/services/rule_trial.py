"""Reward rules tried on answers of the project, before a run is begun with them."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.errors import WorkerError
from desktop.domain.responses import Origin
from desktop.domain.reward_rules import parse_rules
from desktop.worker.launch import RULES_ARGUMENT, built_in_engine, environment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.project import Project

MOST_ANSWERS = 400
LIMIT_S = 4.0
"""Time for all rules and answers; with the start of a process it is plenty for honest patterns."""


class TrialState(StrEnum):
    """Whether a rule was tried; one that took too long would hold up a run as well."""

    TRIED = "tried"
    TOO_SLOW = "too slow"
    NOT_REACHED = "not reached"


@dataclass(frozen=True, slots=True)
class RuleTrial:
    """What one rule found.

    Args:
        line: The rule as it was written.
        weight: What it gives to an answer that fits.
        state: Whether it was tried.
        fits: How many answers fit.
        fitting: The newest answer that fits, if one does.
        missing: The newest that does not.
    """

    line: str
    weight: float
    state: TrialState
    fits: int = 0
    fitting: str | None = None
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class RuleTrials:
    """All rules, tried on so many answers."""

    answers: int
    rules: tuple[RuleTrial, ...]

    @property
    def mean_reward(self) -> float:
        """What the rules that were tried give to an answer on average."""
        given = sum(rule.weight * rule.fits for rule in self.rules)
        return given / self.answers if self.answers else 0.0


def newest_answers(project: Project, most: int = MOST_ANSWERS) -> list[str]:
    """Return the newest answers of the project's models, else any, the newest first."""
    responses = project.store.responses
    last = responses.last_id()
    found = [*responses.get_many(range(max(1, last - 2 * most + 1), last + 1)).values()]
    found.reverse()
    generated = [one for one in found if one.origin is Origin.GENERATED]
    return [one.text for one in (generated or found)[:most]]


def try_rules(text: str, answers: Sequence[str], *, limit_s: float = LIMIT_S) -> RuleTrials:
    """Return what the rules of a text find among answers.

    Raises:
        InvalidInputError: A line is no rule.
        WorkerError: The system would not start the process that tries them.
    """
    rules = parse_rules(text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    found = _found(text, answers, limit_s) if rules and answers else []
    trials = []
    for place, (line, rule) in enumerate(zip(lines, rules, strict=True)):
        if place < len(found):
            facts = found[place]
            fit, miss = facts["fit"], facts["miss"]
            trials.append(
                RuleTrial(
                    line,
                    rule.weight,
                    TrialState.TRIED,
                    int(facts["fits"] or 0),
                    None if fit is None else answers[fit],
                    None if miss is None else answers[miss],
                )
            )
        elif answers:
            slow = place == len(found)
            state = TrialState.TOO_SLOW if slow else TrialState.NOT_REACHED
            trials.append(RuleTrial(line, rule.weight, state))
        else:
            trials.append(RuleTrial(line, rule.weight, TrialState.NOT_REACHED))
    return RuleTrials(len(answers), tuple(trials))


def _found(text: str, answers: Sequence[str], limit_s: float) -> list[dict[str, int | None]]:
    """Return what the rules found that were tried in time, in their order."""
    request = json.dumps({"rules": text, "answers": list(answers)}).encode()
    command = [*built_in_engine().command, RULES_ARGUMENT]
    try:
        done = subprocess.run(
            command,
            input=request,
            capture_output=True,
            timeout=limit_s,
            check=False,
            env=environment(os.environ.copy()),
        )
        output = done.stdout
    except subprocess.TimeoutExpired as error:
        output = error.stdout or b""
    except OSError as error:
        raise WorkerError(
            "The rules could not be tried",
            f"The system refused to start a process ({error.strerror or error}).",
            "Close other programs and try again.",
        ) from error
    return [json.loads(line) for line in output.splitlines(keepends=True) if line.endswith(b"\n")]
