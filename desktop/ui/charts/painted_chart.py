"""What the charts that paint themselves share: their room, the values at the left, the points.

The room for what is written grows with the text, so that nothing is cut off at any size of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QFont, QPaintEvent

    from desktop.ui.theme.theme import Theme

TEXT_PIXELS = 11
GAP = 6
"""Pixels between an axis and what is written beside it."""
TOP, RIGHT = 10, 20
_CAP = 4
_DOT = 4
_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class PaintedChart(QWidget):
    """An area with values at its left and lines of text under it.

    Args:
        theme: Gives the colours and the size of the text.
        accessible_name: What the chart shows.
        lines: How many lines of text stand under the area.
    """

    def __init__(
        self, theme: Theme, accessible_name: str, lines: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._lines = lines
        self.setAccessibleName(accessible_name)
        theme.changed.connect(self.updateGeometry)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chart."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        self._draw(painter, self._area())
        painter.end()

    def _draw(self, painter: QPainter, area: QRectF) -> None:
        """Draw everything: axes, names and values."""
        raise NotImplementedError

    def _value_texts(self) -> Sequence[str]:
        """Return what is written at the left."""
        raise NotImplementedError

    def _font(self) -> QFont:
        font = self.font()
        font.setPixelSize(self._theme.text_pixels(TEXT_PIXELS))
        return font

    def _line_height(self) -> float:
        return QFontMetricsF(self._font()).height()

    def _area(self) -> QRectF:
        metrics = QFontMetricsF(self._font())
        left = max(map(metrics.horizontalAdvance, self._value_texts()), default=0.0) + 2 * GAP
        below = self._lines * (metrics.height() + GAP / 2) + GAP
        return QRectF(left, TOP, self.width() - left - RIGHT, self.height() - TOP - below)

    def _draw_value(self, painter: QPainter, area: QRectF, y: float, text: str) -> None:
        """Draw a line of the grid and the value that it stands for."""
        tokens = self._theme.current()
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
        painter.setPen(QColor(tokens.muted))
        height = self._line_height()
        painter.drawText(QRectF(0, y - height / 2, area.left() - GAP, height), _AT_RIGHT, text)

    def _draw_below(
        self, painter: QPainter, area: QRectF, x: float, text: str, line: int = 0
    ) -> None:
        """Write under the area, around x but never beyond the chart's edges."""
        painter.setPen(QColor(self._theme.current().muted))
        height = self._line_height()
        width = painter.fontMetrics().horizontalAdvance(text) + 2
        left = max(0.0, min(x - width / 2, self.width() - width))
        top = area.bottom() + GAP + line * (height + GAP / 2)
        painter.drawText(QRectF(left, top, width, height), Qt.AlignmentFlag.AlignHCenter, text)

    def _draw_dashes(self, painter: QPainter, start: QPointF, end: QPointF) -> None:
        colour = QColor(self._theme.current().muted)
        painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
        painter.drawLine(start, end)


def draw_line(painter: QPainter, places: Iterable[QPointF], colour: QColor) -> None:
    """Join points by a line."""
    painter.setPen(QPen(colour, 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(list(places))


def draw_point(painter: QPainter, place: QPointF, low: float, high: float, colour: QColor) -> None:
    """Draw a point and the interval around it, from y `low` to y `high`."""
    painter.setPen(QPen(colour, 1.5))
    painter.drawLine(QPointF(place.x(), low), QPointF(place.x(), high))
    for end in (low, high):
        painter.drawLine(QPointF(place.x() - _CAP, end), QPointF(place.x() + _CAP, end))
    painter.setBrush(colour)
    painter.drawEllipse(place, _DOT, _DOT)
