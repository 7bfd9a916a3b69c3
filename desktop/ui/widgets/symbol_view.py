"""An icon that stands by itself, as large as a few lines of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.icons import Ink, Symbol, icon

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class SymbolView(QWidget):
    """Decorates: what it means is said beside it, so screen readers pass over it.

    Args:
        symbol: What it shows.
        lines: Its height in lines of text.
        ink: Its colour.
    """

    def __init__(
        self,
        symbol: Symbol,
        lines: float = 2.5,
        ink: Ink = Ink.QUIET,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon = icon(symbol, ink)
        self._lines = lines
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Grow with the text."""
        side = round(self.fontMetrics().height() * self._lines)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the icon."""
        painter = QPainter(self)
        self._icon.paint(painter, self.rect())
        painter.end()
