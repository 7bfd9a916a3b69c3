"""A small chart of a few measured points with their intervals, drawn by itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from desktop.ui.theme.theme import Theme

LEFT, BOTTOM, TOP, RIGHT = 40, 38, 10, 20
_CAP = 4


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


class CurveChart(QWidget):
    """Points joined by a line, over a faint earlier line and a dashed guide.

    Args:
        theme: Gives the colours.
        accessible_name: What the chart shows.
    """

    def __init__(self, theme: Theme, accessible_name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._x = self._y = Axis(0.0, 1.0, (), "")
        self._points: tuple[CurvePoint, ...] = ()
        self._faint: tuple[CurvePoint, ...] = ()
        self._guide: tuple[tuple[float, float], tuple[float, float]] | None = None
        self.setAccessibleName(accessible_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

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
        return QSize(300, 200)

    def minimumSizeHint(self) -> QSize:
        """Stay readable."""
        return QSize(220, 200)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw axes, guide, the faint line and the points."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self.font()
        font.setPixelSize(self._theme.text_pixels(11))
        painter.setFont(font)
        area = QRectF(LEFT, TOP, self.width() - LEFT - RIGHT, self.height() - TOP - BOTTOM)
        self._draw_axes(painter, area)
        self._draw_guide(painter, area)
        series = self._theme.current().series()
        self._draw_line(painter, area, self._faint, QColor(self._theme.current().border_strong))
        self._draw_line(painter, area, self._points, QColor(series[0]))
        self._draw_points(painter, area, QColor(series[0]))

    def _place(self, x: float, y: float, area: QRectF) -> QPointF:
        return QPointF(
            area.left() + self._x.share(x) * area.width(),
            area.bottom() - self._y.share(y) * area.height(),
        )

    def _draw_axes(self, painter: QPainter, area: QRectF) -> None:
        tokens = self._theme.current()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value, text in self._y.ticks:
            y = self._place(self._x.low, value, area).y()
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(QColor(tokens.muted))
            painter.drawText(QRectF(0, y - 8, LEFT - 6, 16), right, text)
        painter.setPen(QColor(tokens.muted))
        for value, text in self._x.ticks:
            x = self._place(value, self._y.low, area).x()
            place = QRectF(x - 30, area.bottom() + 4, 60, 16)
            painter.drawText(place, Qt.AlignmentFlag.AlignHCenter, text)
        name = QRectF(area.left(), area.bottom() + 20, area.width(), 16)
        painter.drawText(name, Qt.AlignmentFlag.AlignHCenter, self._x.name)

    def _draw_guide(self, painter: QPainter, area: QRectF) -> None:
        if self._guide is not None:
            colour = QColor(self._theme.current().muted)
            painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
            start, end = self._guide
            painter.drawLine(self._place(*start, area), self._place(*end, area))

    def _draw_line(
        self, painter: QPainter, area: QRectF, points: Sequence[CurvePoint], colour: QColor
    ) -> None:
        painter.setPen(QPen(colour, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolyline([self._place(p.x, p.y, area) for p in points])

    def _draw_points(self, painter: QPainter, area: QRectF, colour: QColor) -> None:
        for point in self._points:
            painter.setPen(QPen(colour, 1.5))
            low, high = (self._place(point.x, end, area) for end in (point.low, point.high))
            painter.drawLine(low, high)
            for end in (low, high):
                painter.drawLine(end + QPointF(-_CAP, 0), end + QPointF(_CAP, 0))
            painter.setBrush(colour)
            painter.drawEllipse(self._place(point.x, point.y, area), 4, 4)
