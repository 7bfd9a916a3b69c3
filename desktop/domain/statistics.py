"""Honest numbers: proportions with intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Z_95 = 1.959963984540054
"""The normal distribution's quantile for an interval of 95%."""


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share of successes among `n` trials, with its 95% Wilson interval."""

    value: float
    low: float
    high: float
    n: int


def wilson(successes: float, n: int, z: float = Z_95) -> Proportion:
    """Return the Wilson score interval (Wilson 1927) of `successes` among `n`.

    A tie may count as half a success. With no trials the value is nan and the interval is
    0 to 1: nothing is known.
    """
    if n == 0:
        return Proportion(math.nan, 0.0, 1.0, 0)
    return Proportion(successes / n, *_wilson_bounds(successes / n, n, z), n)


def clustered_wilson(clusters: Iterable[Sequence[float]]) -> Proportion:
    """Return the Wilson interval of trials that come in clusters, like the pairs of one prompt.

    The trials of a cluster tend to go alike, so they tell less than as many independent ones. They
    count as those that would give the share the same variance; that is the ratio estimator's
    between clusters (Cochran 1977, 6.10). Where every trial went the same way each cluster counts
    once. Clusters of one trial give `wilson` itself.

    Args:
        clusters: The successes in each, 0 to 1 a trial.
    """
    filled = [cluster for cluster in clusters if cluster]
    n = sum(map(len, filled))
    if n == 0:
        return wilson(0, 0)
    p = math.fsum(map(math.fsum, filled)) / n
    spread = math.fsum((math.fsum(cluster) - p * len(cluster)) ** 2 for cluster in filled)
    single = p * (1 - p)
    if single == 0:
        counted: float = len(filled)
    else:
        counted = min(n, single * n * n / spread) if spread else n
    return Proportion(p, *_wilson_bounds(p, counted, Z_95), n)


def _wilson_bounds(p: float, n: float, z: float) -> tuple[float, float]:
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return max(0.0, centre - half), min(1.0, centre + half)


@dataclass(frozen=True, slots=True)
class Difference:
    """The difference of two shares, with its 95% interval."""

    value: float
    low: float
    high: float

    @property
    def decided(self) -> bool:
        """Whether the interval leaves no doubt which share is larger."""
        return self.low > 0 or self.high < 0


def difference(one: Proportion, other: Proportion) -> Difference:
    """Return how much larger one share is than an independent other.

    The interval is Newcombe's (1998), made of the two Wilson intervals. Nothing is known where one
    of the shares is not.
    """
    if one.n == 0 or other.n == 0:
        return Difference(math.nan, -1.0, 1.0)
    value = one.value - other.value
    return Difference(
        value,
        max(-1.0, value - math.hypot(one.value - one.low, other.high - other.value)),
        min(1.0, value + math.hypot(one.high - one.value, other.value - other.low)),
    )


def trials_for_width(share: float, width: float) -> int:
    """Return how many trials it takes until the interval of a share is at most so wide."""
    few, many = 0, 1
    while _width(share, many) > width:
        few, many = many, 2 * many
    while many - few > 1:
        middle = (few + many) // 2
        few, many = (middle, many) if _width(share, middle) > width else (few, middle)
    return many


def _width(share: float, n: int) -> float:
    interval = wilson(share * n, n)
    return interval.high - interval.low
