"""The points of one metric: all of them are kept, thinning out is the painter's business."""

from __future__ import annotations

import csv
import io
import math
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.ui.charts.smoothing import Smoother

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class XAxis(StrEnum):
    """What runs along the horizontal axis."""

    STEP = "step"
    RELATIVE = "relative"
    WALL = "wall"


@dataclass(slots=True)
class Series:
    """Steps, values and wall times (seconds since 1970) of one metric, in order of the step."""

    steps: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    _smoother: Smoother = field(default_factory=lambda: Smoother(0.0), repr=False, compare=False)

    @classmethod
    def of(
        cls, steps: Sequence[int], values: Sequence[float | None], times: Sequence[float]
    ) -> Series:
        """Return a series of stored points; a missing value becomes nan, a gap in the line."""
        numbers = [math.nan if value is None else float(value) for value in values]
        return cls(list(steps), numbers, list(times))

    def add(self, step: int, value: float, time: float) -> None:
        """Append a point. A resumed run repeats steps: the later points replace the earlier."""
        if self.steps and self.steps[-1] >= step:
            self._smoother = Smoother(self._smoother.weight)
        while self.steps and self.steps[-1] >= step:
            self.steps.pop()
            self.values.pop()
            self.times.pop()
        self.steps.append(step)
        self.values.append(value)
        self.times.append(time)

    def x(self, axis: XAxis) -> list[float]:
        """Return the horizontal positions: steps, minutes since the first point, or wall time."""
        if axis is XAxis.STEP:
            return [float(step) for step in self.steps]
        if axis is XAxis.WALL:
            return list(self.times)
        return [(time - self.times[0]) / 60.0 for time in self.times]

    def smoothed(self, weight: float) -> list[float]:
        """Return the smoothed values."""
        if weight != self._smoother.weight:
            self._smoother = Smoother(weight)
        self._smoother.extend(self.values[len(self._smoother.values) :])
        return self._smoother.values

    def nearest(self, position: float, axis: XAxis) -> int | None:
        """Return the index of the point nearest to a position; None when there is none."""
        positions = self.x(axis)
        if not positions:
            return None
        return min(range(len(positions)), key=lambda i: abs(positions[i] - position))

    def last(self) -> float | None:
        """Return the latest finite value."""
        return next((value for value in reversed(self.values) if math.isfinite(value)), None)


def to_csv(series: Iterable[tuple[str, Series]]) -> str:
    """Return the points of named series as CSV: metric, step, value, time."""
    text = io.StringIO(newline="")
    rows = csv.writer(text)
    rows.writerow(["metric", "step", "value", "time"])
    for name, points in series:
        for step, value, time in zip(points.steps, points.values, points.times, strict=True):
            rows.writerow([name, step, repr(value), repr(time)])
    return text.getvalue()
