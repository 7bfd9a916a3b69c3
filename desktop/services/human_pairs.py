"""A person's own verdict on a policy in training: blind pairs of its answers and its start's.

A run that is to ask pauses and leaves the pairs in its folder. Each judgement is an ordinary
comparison of the project, durable before the next pair is shown, and so it also teaches the next
reward model. When all pairs of a step are judged, the person's win rate becomes a figure of the
run, and the run may go on.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.blind_pairs import BlindPair, read_pairs
from desktop.domain.errors import NotFoundError
from desktop.domain.feedback import HUMAN, Comparison, Preference
from desktop.domain.metrics import HUMAN_WIN_RATE
from desktop.domain.statistics import wilson

if TYPE_CHECKING:
    from desktop.domain.feedback import FeedbackEvent
    from desktop.domain.prompts import Message
    from desktop.domain.runs import Run
    from desktop.domain.statistics import Proportion
    from desktop.services.project import Project


@dataclass(frozen=True, slots=True)
class ShownPair:
    """What a person sees of a pair: the prompt and two answers, and nothing of who wrote them."""

    step: int
    number: int
    messages: tuple[Message, ...]
    first: str
    second: str


def waiting_pairs(project: Project, run: Run) -> list[ShownPair]:
    """Return the pairs of a run that nobody has judged yet, in the order they are to be shown."""
    judged = _judged(project, run)
    return [
        _shown(project, pair)
        for pair in read_pairs(project.run_folder(run))
        if _key(pair) not in judged
    ]


def judge_pair(
    project: Project,
    run: Run,
    shown: ShownPair,
    preference: Preference,
    *,
    judge: str = HUMAN,
    seconds: float | None = None,
) -> FeedbackEvent:
    """Record a judgement of a pair; when this returns it is on the disk.

    Args:
        project: The open project.
        run: The run that asked.
        shown: One of its waiting pairs.
        preference: Which is better: A is the first answer.
        judge: Who says so.
        seconds: Time spent on it.

    Raises:
        NotFoundError: The run does not wait for this pair.
        StorageError: The disk is full or failing; nothing was recorded.
    """
    pair = _waiting(project, run, shown)
    store = project.store
    with store.transaction():
        policy = store.responses.add(
            pair.prompt_id, pair.policy_text, round=run.round, finished=pair.policy_finished
        )
        start = store.responses.add(
            pair.prompt_id,
            pair.start_text,
            model_version_id=run.policy_version_id,
            round=run.round,
            finished=pair.start_finished,
        )
        first, second = (policy, start) if pair.policy_first else (start, policy)
        event = store.feedback.append(
            Comparison(pair.prompt_id, first.id, second.id, preference),
            judge=judge,
            round=run.round,
            seconds=seconds,
        )
        judged = _judged(project, run) | {_key(pair): _score(pair, preference)}
        store.settings.set(_setting(run), judged)
        _record_when_complete(project, run, pair.step, judged)
    return event


def win_rate(project: Project, run: Run, step: int) -> Proportion:
    """Return how often the policy won at a step, ties counting half, with its 95% interval."""
    judged = _judged(project, run)
    own = [value for key, value in judged.items() if key.startswith(f"{step}:")]
    return wilson(sum(own), len(own))


def _record_when_complete(project: Project, run: Run, step: int, judged: dict[str, float]) -> None:
    keys = [_key(pair) for pair in read_pairs(project.run_folder(run)) if pair.step == step]
    if all(key in judged for key in keys):
        rate = sum(judged[key] for key in keys) / len(keys)
        project.store.metrics.record(run.id, step, {HUMAN_WIN_RATE.name: rate}, time.time())


def _waiting(project: Project, run: Run, shown: ShownPair) -> BlindPair:
    judged = _judged(project, run)
    for pair in read_pairs(project.run_folder(run)):
        if (pair.step, pair.number) == (shown.step, shown.number) and _key(pair) not in judged:
            return pair
    raise NotFoundError(
        "This pair is not waiting",
        f"Run {run.id} has no pair {shown.number + 1} of step {shown.step} to be judged.",
        "Go on with the pairs that are.",
    )


def _shown(project: Project, pair: BlindPair) -> ShownPair:
    prompt = project.store.prompts.get(pair.prompt_id)
    answers = (pair.policy_text, pair.start_text)
    first, second = answers if pair.policy_first else reversed(answers)
    messages = prompt.messages if prompt is not None else ()
    return ShownPair(pair.step, pair.number, messages, first, second)


def _score(pair: BlindPair, preference: Preference) -> float:
    """Return 1 where the policy won, 0 where its start did, one half for a tie."""
    if preference is Preference.EQUAL:
        return 0.5
    return float((preference < 0) == pair.policy_first)


def _key(pair: BlindPair) -> str:
    return f"{pair.step}:{pair.number}"


def _setting(run: Run) -> str:
    return f"human_pairs.{run.id}"


def _judged(project: Project, run: Run) -> dict[str, float]:
    found: Any = project.store.settings.get(_setting(run), {})
    return dict(found)
