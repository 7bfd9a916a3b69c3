"""Simulated judges: fixed rules that stand in for a person in demonstrations, tests and benchmarks.

Their judgements are marked with the rule's name wherever they are stored, and never count as the
user's own.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from desktop.domain.errors import InvalidInputError
from desktop.domain.feedback import Preference
from desktop.services.rating import RatingSession
from desktop.services.strategies import Plan

if TYPE_CHECKING:
    from desktop.services.project import Project

_GOES_ON = (",", ";", ":", "-", "(")
_WORDS_FOR_ONE_POINT = 40
_STRENGTHS = ((0.6, 3), (0.25, 2), (0.1, 1))


class Answer(Protocol):
    """What a rule sees of an answer: its text, and whether the model ended it."""

    @property
    def text(self) -> str:
        """The answer."""

    @property
    def finished(self) -> bool:
        """Whether the model ended it by itself."""


Rule = Callable[[Answer], float]


def short_complete(answer: Answer) -> float:
    """Return a score that is high for short answers that end properly.

    An answer that is broken off (not ended by the model, or where more must follow) scores 0,
    however long it is. A complete one scores 2, less 1 for every 40 words, at least 1. No words at
    all are the worst answer.
    """
    text = answer.text.strip()
    words = len(text.split())
    if words == 0:
        return -1.0
    if not answer.finished or text.endswith(_GOES_ON):
        return 0.0
    return 2.0 - min(words / _WORDS_FOR_ONE_POINT, 1.0)


RULES: Mapping[str, Rule] = {"short_complete": short_complete}


def judge_label(rule: str) -> str:
    """Return the name under which a rule's judgements are stored."""
    return f"simulated:{rule}"


def rule_named(name: str) -> Rule:
    """Return a rule; raises `InvalidInputError` when there is none of that name."""
    if name not in RULES:
        raise InvalidInputError(
            f"There is no judge “{name}”",
            f"The simulated judges are: {', '.join(RULES)}.",
            "Choose one of them.",
        )
    return RULES[name]


def preference_between(rule: Rule, a: Answer, b: Answer) -> Preference:
    """Return what a rule prefers: the larger the difference of the scores, the stronger."""
    difference = rule(b) - rule(a)
    strength = next((s for least, s in _STRENGTHS if abs(difference) >= least), 0)
    return Preference(strength if difference > 0 else -strength)


def judge_pairs(
    project: Project,
    rule: str,
    *,
    count: int | None = None,
    noise: float = 0.0,
    seed: int = 0,
    on_progress: Callable[[int, int], None] | None = None,
) -> int:
    """Let a simulated judge compare the waiting pairs and return how many it did.

    Args:
        project: An open project.
        rule: Name of the judge.
        count: At most this many; all if not given.
        noise: Share of the judgements that are turned round, as people's are.
        seed: Decides the order, the sides and the noise.
        on_progress: Told how many of how many are done.

    Raises:
        InvalidInputError: There is no such judge.

    """
    score = rule_named(rule)
    # What the user chose to go through in the window is not the judge's business.
    session = RatingSession(
        project, seed=seed, judge=judge_label(rule), repeat_share=0.0, plan=Plan()
    )
    total = min(
        count if count is not None else session.progress().remaining, session.progress().remaining
    )
    chance = random.Random(seed)
    for done in range(total):
        item = session.current()
        if item is None:
            return done
        preference = preference_between(score, item.a, item.b)
        if chance.random() < noise:
            preference = Preference(-preference)
        session.compare(preference)
        if on_progress:
            on_progress(done + 1, total)
    return total
