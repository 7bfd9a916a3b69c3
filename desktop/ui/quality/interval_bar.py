"""A share with its interval on a line from 0 to 100%, and a mark where chance would be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from desktop.domain.statistics import Proportion
    from desktop.ui.theme.theme import Theme

HEIGHT = 22
MARGIN = 6.0
CHANCE = 0.5


class IntervalBar(QWidget):
    """Draws a share; the card around it says the same in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share: Proportion | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def set_share(self, share: Proportion | None) -> None:
        """Show another share, or none."""
        self._share = share if share is not None and share.n else None
        self.update()

    def sizeHint(self) -> QSize:
        """Ask for one line."""
        return QSize(120, HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line, chance, the interval and the share."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens = self._theme.current()
        middle = self.height() / 2
        line = QRectF(MARGIN, middle - 2, self.width() - 2 * MARGIN, 4)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.border))
        painter.drawRoundedRect(line, 2, 2)
        painter.setPen(QPen(QColor(tokens.muted), 1, Qt.PenStyle.DotLine))
        chance = self._x(CHANCE)
        painter.drawLine(QPointF(chance, 2), QPointF(chance, self.height() - 2))
        if self._share is None:
            return
        colour = QColor(tokens.accent)
        painter.setPen(QPen(colour, 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        low, high = self._x(self._share.low), self._x(self._share.high)
        painter.drawLine(QPointF(low, middle), QPointF(high, middle))
        painter.setPen(QPen(QColor(tokens.surface), 2))
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(self._x(self._share.value), middle), 6, 6)

    def _x(self, share: float) -> float:
        return MARGIN + share * (self.width() - 2 * MARGIN)
