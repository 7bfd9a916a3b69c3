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
