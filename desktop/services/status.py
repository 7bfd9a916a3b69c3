"""Where the user is in the loop, in numbers, and the next best step."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.feedback import HUMAN
from desktop.domain.prompts import Split
from desktop.domain.runs import Run, RunStatus
from desktop.domain.statistics import Proportion, wilson
from desktop.domain.versions import ModelVersion, VersionKind
from desktop.services.pairing import MAX_PAIRS_PER_PROMPT, pairs_among, project_seed
from desktop.services.reward_quality import RewardQuality, newest_reward_quality
from desktop.services.tally import rating_goal, start_of_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.services.project import Project
    from desktop.store.store import Store

ENOUGH_COMPARISONS = 40
"""Comparisons before a first reward model is worth its time."""
_PER_DAY = ("comparison", "correction")


class Step(StrEnum):
    """The next best step."""

    ADD_PROMPTS = "add_prompts"
    GENERATE = "generate"
    RATE_MORE = "rate_more"
    TRAIN_REWARD = "train_reward"
    TRAIN_PPO = "train_ppo"
    NEW_ROUND = "new_round"
    WATCH_RUN = "watch_run"
    RESUME_RUN = "resume_run"


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step, with what it is about: `more` judgements (0: nobody can tell), or a run."""

    step: Step
    more: int = 0
    run_id: int | None = None


@dataclass(frozen=True, slots=True)
class Status:
    """All numbers of the Home page and of `tastemaker status`.

    `judgements` counts what is in force by kind; `per_day` the human's comparisons and corrections
    by ISO date.
    """

    name: str
    folder: str
    model: str
    round: int
    prompts: int
    held_out_prompts: int
    responses: int
    judgements: dict[str, int]
    comparisons: int
    simulated: int
    unrated_pairs: int
    rated_today: int
    goal: int
    self_agreement: Proportion
    per_day: dict[str, int]
    reward: RewardQuality | None
    versions: tuple[ModelVersion, ...]
    runs: tuple[Run, ...]
    next_step: NextStep


def project_status(project: Project) -> Status:
    """Return where a project is in the loop."""
    store = project.store
    prompts = store.prompts.count_usable()
    judgements = store.feedback.counts_by_kind()
    comparisons = judgements.get("comparison", 0)
    unrated = open_pairs(project)
    runs, versions = tuple(store.runs.list()), tuple(store.versions.list())
    reward = newest_reward_quality(store, comparisons)
    agreements = store.comparisons.agreements()
    return Status(
        name=project.name,
        folder=str(project.folder),
        model=project.model,
        round=project.round,
        prompts=sum(prompts.values()),
        held_out_prompts=prompts.get(Split.HELD_OUT, 0),
        responses=store.responses.count(),
        judgements=dict(sorted(judgements.items())),
        comparisons=comparisons,
        simulated=store.feedback.count_simulated(),
        unrated_pairs=unrated,
        rated_today=sum(store.feedback.count_since(start_of_day(), kind=k) for k in _PER_DAY),
        goal=rating_goal(store),
        self_agreement=wilson(sum(agreements.values()), len(agreements)),
        per_day=_per_day(store),
        reward=reward,
        versions=versions,
        runs=runs,
        next_step=next_step(
            prompts=sum(prompts.values()),
            comparisons=comparisons,
            unrated=unrated,
            reward=reward,
            versions=versions,
            runs=runs,
        ),
    )


def open_pairs(project: Project) -> int:
    """Return how many pairs are left to judge.

    The database counts them, except where a prompt has so many answers that not all are paired.
    """
    store = project.store
    if pairs_among(store.comparisons.largest_group()) <= MAX_PAIRS_PER_PROMPT:
        return store.comparisons.count_open_pairs()
    from desktop.services.rating_queue import load_queue

    return load_queue(store, project_seed(project), HUMAN).remaining


def next_step(
    *,
    prompts: int,
    comparisons: int,
    unrated: int,
    reward: RewardQuality | None,
    versions: Sequence[ModelVersion],
    runs: Sequence[Run],
) -> NextStep:
    """Return what to do next, from the state of the loop alone."""
    if live := next((r for r in runs if r.status.live), None):
        return NextStep(Step.WATCH_RUN, run_id=live.id)
    newest = max(runs, key=lambda r: r.id, default=None)
    if newest and newest.status is RunStatus.INTERRUPTED:
        return NextStep(Step.RESUME_RUN, run_id=newest.id)
    if prompts == 0:
        return NextStep(Step.ADD_PROMPTS)
    if comparisons < ENOUGH_COMPARISONS and not (reward and reward.ready):
        return _rate(ENOUGH_COMPARISONS - comparisons, unrated)
    if reward is None:
        return NextStep(Step.TRAIN_REWARD)
    tuned = any(v.kind is VersionKind.POLICY and v.id > reward.version_id for v in versions)
    if not reward.ready and not tuned:
        missing = reward.more - reward.new_comparisons
        return _rate_or_train(missing, unrated, reward)
    if not tuned:
        return NextStep(Step.TRAIN_PPO)
    if unrated == 0:
        return NextStep(Step.NEW_ROUND)
    return _rate_or_train(ENOUGH_COMPARISONS - reward.new_comparisons, unrated, reward)


def _rate_or_train(missing: int, unrated: int, reward: RewardQuality) -> NextStep:
    if missing <= 0:
        return NextStep(Step.TRAIN_REWARD)
    return _rate(missing if reward.foretold else 0, unrated)


def _rate(more: int, unrated: int) -> NextStep:
    return NextStep(Step.RATE_MORE if unrated else Step.GENERATE, more=more)


def _per_day(store: Store) -> dict[str, int]:
    days: Counter[str] = Counter()
    for start, count in store.feedback.counts_over_time(_PER_DAY, HUMAN):
        days[str(date.fromtimestamp(start))] += count
    return dict(sorted(days.items()))
