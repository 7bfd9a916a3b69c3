"""How all charts of a page are looked at."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.ui.charts.series import XAxis


@dataclass(frozen=True, slots=True)
class ChartView:
    """Smoothing weight, horizontal axis, and whether the vertical axis is logarithmic."""

    smoothing: float = 0.6
    axis: XAxis = XAxis.STEP
    log: bool = False
