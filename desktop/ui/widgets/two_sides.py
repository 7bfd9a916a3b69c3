"""A row with a left and a right side, which stand one above the other when the window is narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

SPACING = 8


class TwoSides(QWidget):
    """Keeps both sides whole at any width and text size that either of them fits."""

    def __init__(self, left: QWidget, right: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sides = (left, right)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(SPACING)
        self._box.setSizeConstraint(QBoxLayout.SizeConstraint.SetNoConstraint)
        self._box.addWidget(left, 1)
        self._box.addWidget(right)

    def stacked(self) -> bool:
        """Whether the sides stand one above the other."""
        return self._box.direction() is QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        """Return the size of the wider side, and the height as it stands now."""
        width = max(_least_width(side) for side in self._sides)
        return QSize(width, self._box.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stack the sides when they no longer fit beside each other."""
        wanted = sum(_least_width(side) for side in self._sides) + SPACING
        fits = wanted <= event.size().width()
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.LeftToRight if fits else direction.TopToBottom)
        self.setMinimumHeight(self._box.minimumSize().height())
        super().resizeEvent(event)


def _least_width(side: QWidget) -> int:
    return max(side.minimumWidth(), side.minimumSizeHint().width())
