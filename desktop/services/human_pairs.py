"""A person's own verdict on a policy in training: blind pairs of its answers and its start's.

A run that is to ask pauses and leaves the pairs in its folder. Each judgement is an ordinary
comparison of the project, durable before the next pair is shown, and so it also teaches the next
reward model. A pair waits again once its judgement is taken back, wherever that is done. When all
pairs of a step are judged, the person's win rate and the reward model's agreement with the person
become figures of the run, and the run may go on.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.blind_pairs import BlindPair, read_pairs
from desktop.domain.derivation import in_force
from desktop.domain.errors import NotFoundError
from desktop.domain.feedback import HUMAN, Comparison, Preference, Retraction
from desktop.domain.metrics import HUMAN_AGREEMENT, HUMAN_WIN_RATE
from desktop.domain.statistics import wilson

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.feedback import FeedbackEvent
    from desktop.domain.prompts import Message
    from desktop.domain.runs import Run
    from desktop.domain.statistics import Proportion
    from desktop.services.project import Project
    from desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class ShownPair:
    """What a person sees of a pair: the prompt and two answers, and nothing of who wrote them."""

    step: int
    number: int
    messages: tuple[Message, ...]
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class PairsState:
    """How far the pairs of the run's latest question are.

    Args:
        step: The update at which they were asked.
        judged: How many of them are judged.
        total: How many there are.
        win_rate: How often the policy was preferred so far, ties counting half; None before any.
        agreement: How often the reward model preferred the same answer; None where it cannot tell.
    """

    step: int
    judged: int
    total: int
    win_rate: Proportion | None = None
    agreement: Proportion | None = None

    @property
    def waiting(self) -> int:
        """How many wait to be judged."""
        return self.total - self.judged


def waiting_pairs(project: Project, run: Run) -> list[ShownPair]:
    """Return the pairs of a run that nobody has judged yet, in the order they are to be shown."""
    judged = _judged(project.store, run)
    return [
        _shown(project, pair)
        for pair in read_pairs(project.run_folder(run))
        if _key(pair) not in judged
    ]


def pairs_state(project: Project, run: Run) -> PairsState | None:
    """Return how far the latest question of a run is; None for a run that has never asked."""
    pairs = read_pairs(project.run_folder(run))
    if not pairs:
        return None
    step = pairs[-1].step
    own = [pair for pair in pairs if pair.step == step]
    judged = _judged(project.store, run)
    said = [(pair, judged[_key(pair)]) for pair in own if _key(pair) in judged]
    return PairsState(
        step,
        len(said),
        len(own),
        wilson(sum(score for _, score in said), len(said)) if said else None,
        _agreement(said),
    )


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
        said = {"event": event.id, "policy_first": pair.policy_first}
        store.settings.set(_setting(run), {**_stored(store, run), _key(pair): said})
        _record_when_complete(project, run, pair.step)
    return event


def take_back_pair(project: Project, run: Run, *, judge: str = HUMAN) -> ShownPair | None:
    """Take back the judgement given last; return its pair, which waits again, None without one."""
    judged = _judged(project.store, run)
    stored = _stored(project.store, run)
    events = {stored[key]["event"]: key for key in judged if isinstance(stored.get(key), dict)}
    if not events:
        return None
    newest = max(events)
    last = in_force(project.store.feedback.thread(newest))[-1]
    project.store.feedback.append(Retraction(), judge=judge, supersedes=last.id)
    pairs = read_pairs(project.run_folder(run))
    return next(_shown(project, pair) for pair in pairs if _key(pair) == events[newest])


def win_rate(project: Project, run: Run, step: int) -> Proportion:
    """Return how often the policy won at a step, ties counting half, with its 95% interval."""
    judged = _judged(project.store, run)
    own = [value for key, value in judged.items() if key.startswith(f"{step}:")]
    return wilson(sum(own), len(own))


def _agreement(said: Iterable[tuple[BlindPair, float]]) -> Proportion | None:
    """Return how often the reward model and the person preferred the same answer; ties say none."""
    told = [
        (pair.rewarded > 0) == (score > 0.5)
        for pair, score in said
        if pair.rewarded and score != 0.5
    ]
    return wilson(sum(told), len(told)) if told else None


def _record_when_complete(project: Project, run: Run, step: int) -> None:
    judged = _judged(project.store, run)
    pairs = [pair for pair in read_pairs(project.run_folder(run)) if pair.step == step]
    if not all(_key(pair) in judged for pair in pairs):
        return
    said = [(pair, judged[_key(pair)]) for pair in pairs]
    values = {HUMAN_WIN_RATE.name: sum(score for _, score in said) / len(said)}
    if (agreement := _agreement(said)) is not None:
        values[HUMAN_AGREEMENT.name] = agreement.value
    project.store.metrics.record(run.id, step, values, time.time())


def _waiting(project: Project, run: Run, shown: ShownPair) -> BlindPair:
    judged = _judged(project.store, run)
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


def _score(preference: Preference | None, *, policy_first: bool) -> float:
    """Return 1 where the policy won, 0 where its start did, one half for a tie."""
    if not preference:
        return 0.5
    return float((preference < 0) == policy_first)


def _key(pair: BlindPair) -> str:
    return f"{pair.step}:{pair.number}"


def _setting(run: Run) -> str:
    return f"human_pairs.{run.id}"


def _stored(store: Store, run: Run) -> dict[str, Any]:
    """Return what was said of each pair; earlier versions noted the score alone."""
    return dict(store.settings.get(_setting(run), {}))


def _judged(store: Store, run: Run) -> dict[str, float]:
    """Return the scores of the pairs whose judgement stands, as it was given or edited since."""
    found: dict[str, float] = {}
    for key, said in _stored(store, run).items():
        if not isinstance(said, dict):
            found[key] = float(said)
        elif (judgement := _standing(store, said["event"])) is not None:
            found[key] = _score(judgement.preference, policy_first=said["policy_first"])
    return found


def _standing(store: Store, event_id: int) -> Comparison | None:
    """Return what stands now of a judgement; None once it is taken back."""
    standing = (event.judgement for event in in_force(store.feedback.thread(event_id)))
    return next((said for said in standing if isinstance(said, Comparison)), None)
