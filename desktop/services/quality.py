"""How the user judges: what the Quality page shows, read from the feedback in force.

Only what people judged counts; simulated judges are left out and counted apart. Agreement with the
reward model is measured on comparisons that the model in question had not been trained on: those
given after its training data were frozen.
"""

from __future__ import annotations

import datetime
import math
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.feedback import HUMAN, Comment, Comparison, FeedbackEvent
from desktop.domain.quality import (
    Judged,
    Speed,
    StrategyResult,
    Summary,
    agreement,
    consistency,
    length_bias,
    side_bias,
    speed,
    strategy_results,
    summary,
)
from desktop.domain.statistics import Proportion, wilson
from desktop.domain.versions import VersionKind
from desktop.services.response_scores import unscored

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.scores import ResponseScore
    from desktop.services.project import Project
    from desktop.store.store import Store

MOST_PERIODS = 26
_DAYS_SHOWN_SINGLY = 31


@dataclass(frozen=True, slots=True)
class QualityReport:
    """All figures of the Quality page.

    Args:
        comparisons: The user's comparisons in force.
        simulated: Judgements of simulated judges, which are left out.
        consistency: Agreement with oneself over repeated pairs.
        side: Share of preferences for the left answer.
        longer: Share of preferences for the longer answer.
        speed: Time for a comparison; None where no time is known.
        kinds: How many judgements of each kind, the most frequent first.
        tags: Figures for the prompts of each tag, the most frequent first.
        periods: Figures by day, or by week when they are many; the oldest first.
        weekly: Whether the periods are weeks.
        reward_model: Name of the newest reward model, if there is one.
        agreement: How often the reward models agreed with comparisons they had not seen.
        held_out: The newest one's agreement on its own held-out prompts.
        strategies: Whether the strategies beat their random share.
        unscored: Answers that the newest reward model has not scored.
    """

    comparisons: int
    simulated: int
    consistency: Proportion
    side: Proportion
    longer: Proportion
    speed: Speed | None
    kinds: tuple[tuple[str, int], ...]
    tags: tuple[Summary, ...]
    periods: tuple[Summary, ...]
    weekly: bool
    reward_model: str | None
    agreement: Proportion
    held_out: Proportion
    strategies: tuple[StrategyResult, ...]
    unscored: int = 0


@dataclass(frozen=True, slots=True)
class _Predictor:
    """A reward model: what it gives each response, and since when it learns nothing more."""

    since: float
    scores: Mapping[int, ResponseScore]

    def margin(self, a_id: int, b_id: int) -> float | None:
        a, b = self.scores.get(a_id), self.scores.get(b_id)
        return None if a is None or b is None else b.mean - a.mean


def read_quality(project: Project) -> QualityReport:
    """Read the feedback in force and return all figures about it."""
    store = project.store
    standing = store.feedback.standing()
    own = [event for event in standing if event.judge == HUMAN]
    comparisons = _judged(store, own)
    by_event = {c.event_id: c for c in comparisons}
    periods, weekly = _periods(comparisons, by_event)
    name, held_out = _newest_reward(store)
    return QualityReport(
        comparisons=len(comparisons),
        simulated=len(standing) - len(own),
        consistency=consistency(comparisons),
        side=side_bias(comparisons),
        longer=length_bias(comparisons),
        speed=speed(comparisons),
        kinds=tuple(Counter(event.kind for event in own).most_common()),
        tags=_tags(store, own, comparisons, by_event),
        periods=periods,
        weekly=weekly,
        reward_model=name,
        agreement=agreement(comparisons),
        held_out=held_out,
        strategies=strategy_results(comparisons),
        unscored=unscored(project),
    )


def _judged(store: Store, events: Iterable[FeedbackEvent]) -> list[Judged]:
    lengths = store.responses.lengths()
    predictors = _predictors(store)
    found = []
    for event in events:
        judgement = event.judgement
        if not isinstance(judgement, Comparison):
            continue
        preference = judgement.preference
        found.append(
            Judged(
                event_id=event.id,
                prompt_id=judgement.prompt_id,
                at=event.created_at,
                sign=None if preference is None else (preference > 0) - (preference < 0),
                a_length=lengths[judgement.a_id],
                b_length=lengths[judgement.b_id],
                seconds=event.seconds,
                repeat_of=judgement.repeat_of,
                strategy=judgement.strategy,
                control=judgement.control,
                margin=_margin(predictors, event.created_at, judgement),
            )
        )
    return found


def _predictors(store: Store) -> list[_Predictor]:
    """Return the reward models that scored anything, the newest first."""
    frozen = {run.id: run.created_at for run in store.runs.list()}
    found = []
    for version in store.versions.list():
        if version.kind is VersionKind.REWARD and (scores := store.scores.of_version(version.id)):
            since = frozen.get(version.run_id or 0, version.created_at)
            found.append(_Predictor(since, scores))
    return sorted(found, key=lambda predictor: -predictor.since)


def _margin(
    predictors: Iterable[_Predictor], judged_at: float, comparison: Comparison
) -> float | None:
    """Return what the newest model that had not seen a comparison made of it."""
    for predictor in predictors:
        if predictor.since < judged_at:
            margin = predictor.margin(comparison.a_id, comparison.b_id)
            if margin is not None:
                return margin
    return None


def _newest_reward(store: Store) -> tuple[str | None, Proportion]:
    version = store.versions.latest(VersionKind.REWARD)
    if version is None or "accuracy" not in version.metrics:
        return (version.name if version else None), wilson(0, 0)
    figures = version.metrics
    share = Proportion(
        float(figures["accuracy"]),
        float(figures.get("low", math.nan)),
        float(figures.get("high", math.nan)),
        int(figures.get("n", 0)),
    )
    return version.name, share


def _tags(
    store: Store,
    events: Iterable[FeedbackEvent],
    comparisons: Iterable[Judged],
    by_event: Mapping[int, Judged],
) -> tuple[Summary, ...]:
    """Return the figures of each tag: of prompts, or given to them in a remark."""
    tags = {p.id: set(p.tags) for p in store.prompts.list(include_retired=True) if p.tags}
    for event in events:
        judgement = event.judgement
        if isinstance(judgement, Comment) and judgement.response_id is None:
            tags.setdefault(judgement.prompt_id, set()).update(judgement.tags)
    groups: dict[str, list[Judged]] = {}
    for comparison in comparisons:
        for tag in tags.get(comparison.prompt_id, ()):
            groups.setdefault(tag, []).append(comparison)
    found = [summary(tag, group, by_event) for tag, group in groups.items()]
    return tuple(sorted(found, key=lambda s: (-s.judgements, s.name)))


def _periods(
    comparisons: Sequence[Judged], by_event: Mapping[int, Judged]
) -> tuple[tuple[Summary, ...], bool]:
    """Return the figures of each day with comparisons, or of each week when the days are many."""
    days: dict[datetime.date, list[Judged]] = {}
    for comparison in comparisons:
        days.setdefault(datetime.date.fromtimestamp(comparison.at), []).append(comparison)
    weekly = bool(days) and (max(days) - min(days)).days >= _DAYS_SHOWN_SINGLY
    groups: dict[datetime.date, list[Judged]] = {}
    for day, group in days.items():
        start = day - datetime.timedelta(days=day.weekday()) if weekly else day
        groups.setdefault(start, []).extend(group)
    newest = sorted(groups)[-MOST_PERIODS:]
    return tuple(summary(str(start), groups[start], by_event) for start in newest), weekly
