"""The axes of a chart: values at the left whose numbers always fit, whole steps at the bottom.

pyqtgraph leaves a number out when it is wider than the axis, so that a nearly flat curve, whose
ticks need many digits, would have none. Here the range shown is never so narrow that three digits
could not tell two ticks apart, and large numbers are written in thousands.
"""

from __future__ import annotations

import math

import numpy as np
import pyqtgraph as pg

from desktop.ui.number_texts import minus

WIDTH = 50
"""Pixels; the same for all charts, so that their curves begin below each other."""
NARROWEST = 0.02
"""The least range shown, as a share of the largest value."""
NARROWEST_LOG = 0.05
"""The least range shown on a log scale, in powers of ten."""


class ValueAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis at the left with numbers of at most six characters."""

    def __init__(self) -> None:
        super().__init__("left")
        self.setWidth(WIDTH)

    def tickStrings(self, values: list[float], scale: float, spacing: float) -> list[str]:
        """Return the numbers at the ticks; pyqtgraph's interface."""
        if self.logMode:
            strings: list[str] = super().tickStrings(values, scale, spacing)
            return [minus(string) for string in strings]
        return [short_number(value * scale, spacing * scale) for value in values]


class StepAxis(pg.AxisItem):  # type: ignore[misc]
    """An axis at the bottom with ticks at whole numbers alone."""

    def __init__(self) -> None:
        super().__init__("bottom")

    def tickSpacing(self, low: float, high: float, pixels: float) -> list[tuple[float, float]]:
        """Return the distances between ticks and their offsets; pyqtgraph's interface."""
        levels: list[tuple[float, float]] = super().tickSpacing(low, high, pixels)
        return [level for level in levels if level[0] >= 1] or [(1.0, 0.0)]


def short_number(value: float, spacing: float) -> str:
    """Return a number with the decimals that tell it from its neighbour at `spacing`."""
    if value == 0:
        return "0"
    if abs(value) >= 10_000:
        return minus(f"{value / 1000:.4g}k")
    if abs(value) < 0.001:
        return minus(f"{value:.2g}")
    return minus(f"{value:.{max(0, math.ceil(-math.log10(spacing)))}f}")


def least_range(y: np.ndarray, *, log: bool) -> float:
    """Return the narrowest range in which the values `y` may be shown."""
    if log:
        return NARROWEST_LOG
    finite = np.abs(y[np.isfinite(y)])
    return NARROWEST * float(finite.max()) if finite.size and finite.max() > 0 else NARROWEST
