"""How often the newest reward model agrees with the user, and what it still needs."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.runs import Stage
from desktop.domain.statistics import Proportion
from desktop.domain.verdict import READY_LOW, Verdict, VerdictState, judge
from desktop.domain.versions import VersionKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.runs import Run
    from desktop.domain.versions import ModelVersion
    from desktop.store.store import Store

_LEAST_MORE, _MOST_MORE = 20, 300


@dataclass(frozen=True, slots=True)
class RewardQuality:
    """How often the newest reward model agrees with the user on prompts it has not seen.

    `more` is a guess where the verdict cannot tell: after so many it is worth another training.
    """

    version_id: int
    accuracy: Proportion
    ready: bool
    more: int
    new_comparisons: int
    verdict: Verdict | None = None

    @property
    def foretold(self) -> bool:
        """Whether `more` is no mere guess."""
        return self.verdict is None or self.verdict.state is not VerdictState.CANNOT_TELL


def is_ready(accuracy: Proportion) -> bool:
    """Return whether a held-out accuracy is surely better than guessing."""
    return accuracy.n > 0 and accuracy.low >= READY_LOW


def more_needed(accuracy: Proportion, comparisons: int) -> int:
    """Estimate how many more comparisons make a reward model ready; 0 when it is.

    The held-out set grows with the data, and its interval shrinks with the root of its size: at the
    accuracy measured, the interval clears `READY_LOW` once n = z² p(1-p) / (p - READY_LOW)².
    """
    if is_ready(accuracy):
        return 0
    p = accuracy.value
    if accuracy.n == 0 or math.isnan(p) or p <= READY_LOW:
        return min(max(comparisons, _LEAST_MORE), _MOST_MORE)
    wanted = 3.84 * p * (1 - p) / (p - READY_LOW) ** 2
    more = math.ceil((wanted / accuracy.n - 1) * comparisons)
    return min(max(more, _LEAST_MORE), _MOST_MORE)


def newest_reward_quality(store: Store, comparisons: int) -> RewardQuality | None:
    """Return what is known of the newest reward model; None without one.

    Args:
        store: The project's.
        comparisons: How many are in force.
    """
    version = store.versions.latest(VersionKind.REWARD)
    if version is None:
        return None
    run = _run_of(store, version)
    started = run.created_at if run else version.created_at
    figures = _figures(version, run)
    accuracy = _accuracy(figures)
    new = store.feedback.count_since(started, kind="comparison", judge=None, later=True)
    used = comparisons - new
    told = figures.get("verdict")
    verdict = Verdict.from_json(told) if told else judge(accuracy, used)
    more = verdict.more or more_needed(accuracy, used)
    return RewardQuality(version.id, accuracy, is_ready(accuracy), more, new, verdict)


def newest_is_ready(store: Store) -> bool | None:
    """Return whether the newest reward model is surely better than guessing; None without one."""
    version = store.versions.latest(VersionKind.REWARD)
    if version is None:
        return None
    return is_ready(_accuracy(_figures(version, _run_of(store, version))))


def _run_of(store: Store, version: ModelVersion) -> Run | None:
    run = store.runs.get(version.run_id) if version.run_id is not None else None
    return run if run is not None and run.stage is Stage.REWARD else None


def _figures(version: ModelVersion, run: Run | None) -> dict[str, Any]:
    return {**version.metrics, **(run.result if run else {})}


def _accuracy(figures: Mapping[str, Any]) -> Proportion:
    return Proportion(
        _number(figures, "accuracy", math.nan),
        _number(figures, "low", 0.0),
        _number(figures, "high", 1.0),
        int(_number(figures, "n", 0.0)),
    )


def _number(figures: Mapping[str, Any], name: str, otherwise: float) -> float:
    value = figures.get(name)
    return otherwise if value is None else float(value)
