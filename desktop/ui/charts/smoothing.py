"""Smoothing as the charts of the field do it: an exponential moving average without its early bias.

A plain moving average starts at zero and needs many steps to forget that. Dividing by the weight
that has been handed out so far removes it (Kingma and Ba 2015, section 3): the first smoothed value
is the first raw value.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_SMOOTHING = 0.99


class Smoother:
    """Smooths values as they come, so that a long curve need not be smoothed again for each point.

    Args:
        weight: How much of the average so far is kept at each value, 0 (no smoothing) to 0.99.
    """

    def __init__(self, weight: float) -> None:
        self.weight = weight
        self.values: list[float] = []
        self._average = 0.0
        self._handed_out = 0.0

    def extend(self, values: Iterable[float]) -> None:
        """Take in further values; those that are not finite are carried through without effect."""
        for value in values:
            if not math.isfinite(value):
                self.values.append(value)
                continue
            self._average = self.weight * self._average + (1.0 - self.weight) * value
            self._handed_out = self.weight * self._handed_out + (1.0 - self.weight)
            self.values.append(self._average / self._handed_out)


def smooth(values: Iterable[float], weight: float) -> list[float]:
    """Return the debiased exponential moving average of `values`."""
    smoother = Smoother(weight)
    smoother.extend(values)
    return smoother.values
