"""Widgets of equal width beside each other, as many as fit; the others stand below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QGridLayout, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent


class EvenColumns(QWidget):
    """A grid whose number of columns follows from its width and the widest of its cells."""

    def __init__(
        self, cells: Sequence[QWidget], spacing: int, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._cells = list(cells)
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(spacing)
        self._arrange(len(self._cells))

    def sizeHint(self) -> QSize:
        """Ask for one row."""
        widest = max(cell.sizeHint().width() for cell in self._cells)
        gaps = (len(self._cells) - 1) * self._grid.spacing()
        height = max(cell.sizeHint().height() for cell in self._cells)
        return QSize(len(self._cells) * widest + gaps, height)

    def minimumSizeHint(self) -> QSize:
        """Need the width of one cell."""
        return QSize(self._widest(), self._grid.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put as many cells beside each other as fit."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Fit again when a cell needs another size."""
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        """Fit again when the text size changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        gap = self._grid.spacing()
        fitting = (self.width() + gap) // (self._widest() + gap)
        self._arrange(max(1, min(len(self._cells), fitting)))

    def _widest(self) -> int:
        return max(cell.minimumSizeHint().width() for cell in self._cells)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(max(columns, self._columns)):
            self._grid.setColumnStretch(column, int(column < columns))
        self._columns = columns
        for place, cell in enumerate(self._cells):
            self._grid.addWidget(cell, place // columns, place % columns)
