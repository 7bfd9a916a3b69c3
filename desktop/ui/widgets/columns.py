"""A layout of equal columns: as many as have room, the rest in further lines."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize

from desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLayoutItem


class ColumnsLayout(FlowLayout):
    """Widgets of one width, each line of them of one height.

    No column is narrower than the widest widget needs; the lines have the same number of widgets
    where that can be.
    """

    def _place(self, area: QRect, *, move: bool) -> int:
        shown = [item for item in self._items if not item.isEmpty()]
        columns = self._columns(shown, area.width())
        width = (area.width() - self._gap * (columns - 1)) // columns
        y = area.y()
        for first in range(0, len(shown), columns):
            line = shown[first : first + columns]
            height = max(_height_for(item, width) for item in line)
            for column, item in enumerate(line if move else ()):
                place = QPoint(area.x() + column * (width + self._gap), y)
                item.setGeometry(QRect(place, QSize(width, height)))
            y += height + self._gap
        return max(0, y - self._gap - area.y())

    def _columns(self, shown: list[QLayoutItem], width: int) -> int:
        """Return how many widgets stand in a line."""
        widest = max((item.minimumSize().width() for item in shown), default=0)
        room = max(1, (width + self._gap) // (widest + self._gap))
        lines = math.ceil(len(shown) / room)
        return max(1, math.ceil(len(shown) / max(1, lines)))


def _height_for(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
