"""A small chart of a few measured points with their intervals, drawn by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.charts.painted_chart import PaintedChart, draw_line, draw_point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from desktop.ui.theme.theme import Theme

_AREA = 140
"""The least height of the area with the points, in pixels."""


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """A measured value at x, with the ends of its 95% interval."""

    x: float
    y: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its range, what is written at which value, and what it shows."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]
    name: str

    def share(self, value: float) -> float:
        """Return where a value lies, 0 at the low end and 1 at the high end."""
        place = (value - self.low) / (self.high - self.low) if self.high > self.low else 0.5
        return min(max(place, 0.0), 1.0)


def percent_axis(low: int, high: int, step: int, name: str) -> Axis:
    """Return an axis of shares, from one percentage to another."""
    ticks = tuple((p / 100, f"{p}%") for p in range(low, high + 1, step))
    return Axis(low / 100, high / 100, ticks, name)


class CurveChart(PaintedChart):
    """Points joined by a line, over a faint earlier line and a dashed guide.

    Args:
        theme: Gives the colours.
        accessible_name: What the chart shows.
    """

    def __init__(self, theme: Theme, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, accessible_name, 2, parent)
        self._x = self._y = Axis(0.0, 1.0, (), "")
        self._points: tuple[CurvePoint, ...] = ()
        self._faint: tuple[CurvePoint, ...] = ()
        self._guide: tuple[tuple[float, float], tuple[float, float]] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_curve(
        self,
        x: Axis,
        y: Axis,
        points: Sequence[CurvePoint],
        *,
        faint: Sequence[CurvePoint] = (),
        guide: tuple[tuple[float, float], tuple[float, float]] | None = None,
    ) -> None:
        """Show other points.

        Args:
            x: The axis at the bottom.
            y: The axis at the left.
            points: From left to right.
            faint: Points to compare with, drawn behind without intervals.
            guide: Two ends, (x, y) each, of a dashed line.
        """
        self._x, self._y = x, y
        self._points, self._faint, self._guide = tuple(points), tuple(faint), guide
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a modest size."""
        return QSize(300, self.minimumSizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(220, _AREA + round(4 * self._line_height()))

    def _value_texts(self) -> Sequence[str]:
        return [text for _, text in self._y.ticks]

    def _draw(self, painter: QPainter, area: QRectF) -> None:
        self._draw_axes(painter, area)
        if self._guide is not None:
            start, end = self._guide
            self._draw_dashes(painter, self._place(*start, area), self._place(*end, area))
        tokens = self._theme.current()
        colour = QColor(tokens.series()[0])
        draw_line(painter, self._places(self._faint, area), QColor(tokens.border_strong))
        draw_line(painter, self._places(self._points, area), colour)
        for point in self._points:
            low, high = (self._place(point.x, end, area).y() for end in (point.low, point.high))
            draw_point(painter, self._place(point.x, point.y, area), low, high, colour)

    def _place(self, x: float, y: float, area: QRectF) -> QPointF:
        return QPointF(
            area.left() + self._x.share(x) * area.width(),
            area.bottom() - self._y.share(y) * area.height(),
        )

    def _places(self, points: Sequence[CurvePoint], area: QRectF) -> list[QPointF]:
        return [self._place(p.x, p.y, area) for p in points]

    def _draw_axes(self, painter: QPainter, area: QRectF) -> None:
        for value, text in self._y.ticks:
            self._draw_value(painter, area, self._place(self._x.low, value, area).y(), text)
        for value, text in self._x.ticks:
            self._draw_below(painter, area, self._place(value, self._y.low, area).x(), text)
        self._draw_below(painter, area, area.center().x(), self._x.name, line=1)
