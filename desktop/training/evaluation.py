"""How well a reward model agrees with the person on pairs it has not seen.

Ties have no winner, so they do not count towards accuracy, log loss and calibration.
"""

from __future__ import annotations

import bisect
import itertools
import statistics
from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.calibration import (
    agreement,
    calibration_curve,
    calibration_error,
    cross_fitted,
    fit_temperature,
    mean_log_loss,
)
from desktop.domain.statistics import clustered_wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

COLUMNS = 5
"""Columns of the calibration curve: held-out pairs are few."""
LENGTH_EDGES = (-20, -5, 5, 20)
"""Bounds, in tokens, of the bins of (preferred length - other length)."""


@dataclass(frozen=True, slots=True)
class PairOutcome:
    """A judged pair and the rewards that the model gave, before any shift or scale."""

    prompt_id: int
    first_reward: float
    second_reward: float
    target: float
    kind: str
    first_length: int
    second_length: int

    @property
    def decided(self) -> bool:
        """Whether the person preferred one of them."""
        return self.target != 0.5

    @property
    def margin(self) -> float:
        """Reward of the preferred response minus that of the other."""
        difference = self.first_reward - self.second_reward
        return difference if self.target > 0.5 else -difference

    @property
    def length_difference(self) -> int:
        """Tokens of the preferred response minus those of the other."""
        difference = self.first_length - self.second_length
        return difference if self.target > 0.5 else -difference

    @property
    def correct(self) -> float:
        """1 when the preferred response has the higher reward, one half when they are equal."""
        return agreement(self.margin)


def reward_report(
    outcomes: Sequence[PairOutcome],
    rewards: Sequence[float],
    lengths: Sequence[int],
    scored: Sequence[tuple[float, float]] = (),
) -> dict[str, Any]:
    """Return the figures of a reward model on held-out pairs; what cannot be said is None.

    The calibration is given twice: as the model is, and corrected by a temperature that was fitted
    on the other half of the pairs. The interval of the accuracy counts the pairs of a prompt as
    what they are: no independent trials.

    Args:
        outcomes: The held-out pairs, ties among them.
        rewards: Of each held-out response once.
        lengths: Their lengths in tokens.
        scored: The person's score and the reward of each held-out response that has a score.
    """
    decided = [o for o in outcomes if o.decided]
    margins = [o.margin for o in decided]
    corrected = cross_fitted(margins)
    agreed = clustered_wilson(_by_prompt(decided).values())
    return {
        "accuracy": agreed.value if decided else None,
        "low": agreed.low,
        "high": agreed.high,
        "n": agreed.n,
        "log_loss": mean_log_loss(margins),
        "calibration_error": calibration_error(calibration_curve(margins, COLUMNS)),
        "calibration": [asdict(b) for b in calibration_curve(margins, COLUMNS)],
        "temperature": fit_temperature(margins),
        "corrected_log_loss": mean_log_loss(corrected),
        "corrected_calibration_error": calibration_error(calibration_curve(corrected, COLUMNS)),
        "corrected_calibration": [asdict(b) for b in calibration_curve(corrected, COLUMNS)],
        "by_kind": _by_kind(decided),
        "by_length_difference": _by_length_difference(decided),
        "length_correlation": correlation(rewards, [float(n) for n in lengths]),
        "score_concordance": concordance(scored),
        "scored": len(scored),
    }


def accuracy(outcomes: Sequence[PairOutcome]) -> float | None:
    """Return the share of decided pairs ordered as the person did; None without any."""
    return _mean([o.correct for o in outcomes if o.decided])


def log_loss(outcomes: Sequence[PairOutcome]) -> float | None:
    """Return the mean of -log P(preferred wins) over the decided pairs; None without any."""
    return mean_log_loss([o.margin for o in outcomes if o.decided])


def concordance(scored: Sequence[tuple[float, float]]) -> float | None:
    """Return how often of two responses with different scores the better one has more reward.

    That is Harrell's C (1982); equal rewards count one half. None where all scores are the same.

    Args:
        scored: The score and the reward of each response.
    """
    levels: defaultdict[float, list[float]] = defaultdict(list)
    for score, reward in scored:
        levels[score].append(reward)
    agreed = pairs = 0.0
    for low, high in itertools.combinations(sorted(levels), 2):
        below = sorted(levels[low])
        pairs += len(below) * len(levels[high])
        for reward in levels[high]:
            agreed += (bisect.bisect_left(below, reward) + bisect.bisect_right(below, reward)) / 2
    return agreed / pairs if pairs else None


def correlation(xs: Sequence[float], ys: Sequence[float]) -> float | None:
    """Return Pearson's correlation; None where one side does not vary."""
    if len(xs) < 2 or min(xs) == max(xs) or min(ys) == max(ys):
        return None
    return statistics.correlation(xs, ys)


def _by_prompt(decided: Sequence[PairOutcome]) -> dict[int, list[float]]:
    """Return what each prompt's pairs came to, with the prompt's number."""
    found: defaultdict[int, list[float]] = defaultdict(list)
    for o in decided:
        found[o.prompt_id].append(o.correct)
    return found


def _by_kind(decided: Sequence[PairOutcome]) -> dict[str, dict[str, float]]:
    kinds = sorted({o.kind for o in decided})
    return {kind: _share(decided, lambda o, k=kind: o.kind == k) for kind in kinds}  # type: ignore[misc]


def _by_length_difference(decided: Sequence[PairOutcome]) -> list[dict[str, Any]]:
    bounds = [None, *LENGTH_EDGES, None]
    rows = []
    for low, high in itertools.pairwise(bounds):

        def within(o: PairOutcome, low: int | None = low, high: int | None = high) -> bool:
            above = low is None or o.length_difference >= low
            return above and (high is None or o.length_difference < high)

        share = _share(decided, within)
        if share["n"]:
            rows.append({"low": low, "high": high, **share})
    return rows


def _share(
    decided: Sequence[PairOutcome], belongs: Callable[[PairOutcome], bool]
) -> dict[str, float]:
    members = [o.correct for o in decided if belongs(o)]
    return {"accuracy": _mean(members) or 0.0, "n": len(members)}


def _mean(values: Sequence[float]) -> float | None:
    return statistics.fmean(values) if values else None
