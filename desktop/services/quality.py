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

from desktop.domain.feedback import HUMAN, Comment
from desktop.domain.statistics import Proportion, wilson
from desktop.domain.versions import VersionKind
from desktop.services.response_scores import unscored

if TYPE_CHECKING:
    from desktop.domain.quality import Speed, StrategyResult, Summary
    from desktop.services.judged import Judged
    from desktop.services.project import Project
    from desktop.store.store import Store

MOST_PERIODS = 26
_DAYS_SHOWN_SINGLY = 31
QUARTER_S = 900


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


def read_quality(project: Project) -> QualityReport:
    """Read the feedback in force and return all figures about it."""
    # NumPy takes a tenth of a second to load: only once somebody looks.
    from desktop.services import judged
    from desktop.services.judged_reading import read_judged

    store = project.store
    rows = read_judged(store)
    kinds = store.feedback.counts_by_kind(HUMAN)
    periods, weekly = _periods(rows)
    name, held_out = _newest_reward(store)
    return QualityReport(
        comparisons=len(rows),
        simulated=store.feedback.count_standing() - sum(kinds.values()),
        consistency=judged.consistency(rows, rows.all()),
        side=judged.side_bias(rows),
        longer=judged.length_bias(rows),
        speed=judged.speed(rows),
        kinds=tuple(Counter(kinds).most_common()),
        tags=_tags(store, rows),
        periods=periods,
        weekly=weekly,
        reward_model=name,
        agreement=judged.agreement(rows, rows.all()),
        held_out=held_out,
        strategies=judged.strategy_results(rows),
        unscored=unscored(project),
    )


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


def _tags(store: Store, rows: Judged) -> tuple[Summary, ...]:
    """Return the figures of each tag: of prompts, or given to them in a remark."""
    import numpy as np

    from desktop.services.judged import summary

    prompts = store.prompts.tagged()
    for event in store.feedback.stream(("comment",), HUMAN):
        judgement = event.judgement
        if isinstance(judgement, Comment) and judgement.response_id is None:
            for tag in judgement.tags:
                prompts.setdefault(tag, set()).add(judgement.prompt_id)
    chosen = ((tag, np.isin(rows.prompt, [*ids])) for tag, ids in prompts.items())
    found = [summary(tag, rows, those) for tag, those in chosen if those.any()]
    return tuple(sorted(found, key=lambda s: (-s.judgements, s.name)))


def _periods(rows: Judged) -> tuple[tuple[Summary, ...], bool]:
    """Return the figures of each day with comparisons, or of each week when the days are many."""
    import numpy as np

    from desktop.services.judged import summary

    # Days begin with a quarter of an hour in every time zone.
    quarters, quarter = np.unique(np.floor(rows.at / QUARTER_S), return_inverse=True)
    days = [datetime.date.fromtimestamp(start * QUARTER_S) for start in quarters.tolist()]
    weekly = bool(days) and (max(days) - min(days)).days >= _DAYS_SHOWN_SINGLY
    starts = [day - datetime.timedelta(days=day.weekday()) if weekly else day for day in days]
    of_quarter = np.array([start.toordinal() for start in starts], np.int64)
    found = []
    for start in sorted({*starts})[-MOST_PERIODS:]:
        those = (of_quarter == start.toordinal())[quarter]
        found.append(summary(str(start), rows, those))
    return tuple(found), weekly
