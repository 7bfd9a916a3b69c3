"""Two small charts drawn by the page itself: bars by day, shares with intervals by round."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.charts.painted_chart import PaintedChart, draw_line, draw_point

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter

    from desktop.ui.theme.theme import Theme

TICKS = 4


@dataclass(frozen=True, slots=True)
class Point:
    """A value with its interval and what stands under it."""

    name: str
    value: float
    low: float = 0.0
    high: float = 0.0


class SmallChart(PaintedChart):
    """Axis, grid and names; what stands in the middle is the subclasses' business."""

    def __init__(self, theme: Theme, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, accessible_name, 1, parent)
        self._points: list[Point] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def set_points(self, points: Sequence[Point]) -> None:
        """Show other values; screen readers get them as text."""
        self._points = list(points)
        self.setAccessibleDescription("; ".join(self._words(p) for p in self._points))
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for a modest size."""
        return QSize(280, 180)

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(180, 100)

    def _draw(self, painter: QPainter, area: QRectF) -> None:
        for value, text in zip(self._ticks(), self._value_texts(), strict=True):
            self._draw_value(painter, area, self._y(value, area), text)
        if self._points:
            self._draw_values(painter, area)
            self._draw_names(painter, area)

    def _ticks(self) -> list[float]:
        low, high = self.range()
        return [low + (high - low) * tick / TICKS for tick in range(TICKS + 1)]

    def _value_texts(self) -> list[str]:
        return [f"{value:.0f}" for value in self._ticks()]

    def range(self) -> tuple[float, float]:
        """Return the lowest and the highest value of the axis. Abstract: each subclass scales."""
        raise NotImplementedError

    def _words(self, point: Point) -> str:
        """Say a point for screen readers. Abstract: the unit is the subclass's."""
        raise NotImplementedError

    def _draw_values(self, painter: QPainter, area: QRectF) -> None:
        """Draw the points. Abstract: bars or shares, as the subclass has them."""
        raise NotImplementedError

    def _y(self, value: float, area: QRectF) -> float:
        low, high = self.range()
        return area.bottom() - (value - low) / (high - low) * area.height()

    def _x(self, index: int, area: QRectF) -> float:
        return area.left() + (index + 0.5) * area.width() / len(self._points)

    def _draw_names(self, painter: QPainter, area: QRectF) -> None:
        width = area.width() / len(self._points)
        widest = max(painter.fontMetrics().horizontalAdvance(p.name) for p in self._points) + 8
        every = max(1, -int(-widest // width))
        for index, point in enumerate(self._points):
            if (len(self._points) - 1 - index) % every == 0:
                self._draw_below(painter, area, self._x(index, area), point.name)


class BarChart(SmallChart):
    """Counts as bars."""

    def range(self) -> tuple[float, float]:
        """Begin at zero and end at a round number that four lines divide."""
        highest = max((p.value for p in self._points), default=0.0)
        step = TICKS * max(1, -int(-highest // (TICKS * 5)) * 5 if highest > 2 * TICKS else 1)
        return 0.0, float(max(step, -int(-highest // TICKS) * TICKS))

    def _words(self, point: Point) -> str:
        return f"{point.name}: {point.value:.0f}"

    def _draw_values(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._theme.current().accent))
        width = min(28.0, 0.6 * area.width() / len(self._points))
        for index, point in enumerate(self._points):
            top = self._y(point.value, area)
            bar = QRectF(self._x(index, area) - width / 2, top, width, area.bottom() - top)
            painter.drawRoundedRect(bar, 2, 2)


class ShareChart(SmallChart):
    """Percentages with 95% intervals; dashed, a level to reach."""

    def __init__(self, theme: Theme, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, accessible_name, parent)
        self._level: float | None = None

    def set_level(self, level: float | None) -> None:
        """Draw a dashed line at a percentage, or none."""
        self._level = level
        self.update()

    def range(self) -> tuple[float, float]:
        """Show the upper part, and more of it when a value lies lower."""
        lowest = min([50.0, *(p.low for p in self._points)])
        return (max(0.0, lowest // 20 * 20), 100.0) if lowest < 40 else (40.0, 100.0)

    def _words(self, point: Point) -> str:
        return f"{point.name}: {point.value:.0f}% ({point.low:.0f}–{point.high:.0f}%)"

    def _draw_values(self, painter: QPainter, area: QRectF) -> None:
        tokens = self._theme.current()
        if self._level is not None:
            y = self._y(self._level, area)
            self._draw_dashes(painter, QPointF(area.left(), y), QPointF(area.right(), y))
        colour = QColor(tokens.answer_a)
        places = [
            QPointF(self._x(i, area), self._y(p.value, area)) for i, p in enumerate(self._points)
        ]
        draw_line(painter, places, colour)
        for place, point in zip(places, self._points, strict=True):
            low, high = self._y(point.low, area), self._y(point.high, area)
            draw_point(painter, place, low, high, colour)
