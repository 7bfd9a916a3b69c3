"""Honest numbers: proportions with intervals."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Proportion:
    """A share of successes among `n` trials, with its 95% Wilson interval."""

    value: float
    low: float
    high: float
    n: int


def wilson(successes: float, n: int, z: float = 1.959963984540054) -> Proportion:
    """Return the Wilson score interval (Wilson 1927) of `successes` among `n`.

    A tie may count as half a success. With no trials the value is nan and the interval is
    0 to 1: nothing is known.
    """
    if n == 0:
        return Proportion(math.nan, 0.0, 1.0, 0)
    p = successes / n
    centre = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return Proportion(p, max(0.0, centre - half), min(1.0, centre + half), n)


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
