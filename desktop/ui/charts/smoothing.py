"""Smoothing as the charts of the field do it: an exponential moving average without its early bias.

A plain moving average starts at zero and needs many steps to forget that. Dividing by the weight
that has been handed out so far removes it (Kingma and Ba 2015, section 3): the first smoothed value
is the first raw value.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_SMOOTHING = 0.99


def smooth(values: Sequence[float], weight: float) -> list[float]:
    """Return the debiased exponential moving average of `values`.

    Args:
        values: In order of the steps; values that are not finite are carried through and change
            nothing after them.
        weight: How much of the average so far is kept at each value, 0 (no smoothing) to 0.99.
    """
    average, handed_out = 0.0, 0.0
    result = []
    for value in values:
        if not math.isfinite(value):
            result.append(value)
            continue
        average = weight * average + (1.0 - weight) * value
        handed_out = weight * handed_out + (1.0 - weight)
        result.append(average / handed_out)
    return result
