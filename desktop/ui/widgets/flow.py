"""A layout that puts widgets in a line and begins another line where the width ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QLayoutItem, QWidget

if TYPE_CHECKING:
    from collections.abc import Iterable


class FlowLayout(QLayout):
    """Lines of widgets, from the left; hidden ones take no room.

    Args:
        spacing: Pixels between neighbours and between lines.
        parent: The widget that is laid out.
    """

    def __init__(self, spacing: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = spacing
        self._heights: dict[int, int] = {}
        self._sizes: dict[str, QSize] = {}
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one more item."""
        self._items.append(item)

    def count(self) -> int:
        """Return the number of items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, or None."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item and return it, or None."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Ask for no more than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Need more lines in a smaller width."""
        return True

    def invalidate(self) -> None:
        """Forget what was computed: an item needs another size."""
        self._heights.clear()
        self._sizes.clear()
        super().invalidate()

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines in a width."""
        # A page asks dozens of times for each change of a text.
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def sizeHint(self) -> QSize:
        """Return the size of a single line."""
        if "hint" not in self._sizes:
            self._sizes["hint"] = self._line_size()
        return self._sizes["hint"]

    def minimumSize(self) -> QSize:
        """Return the size of the largest item."""
        if "least" not in self._sizes:
            self._sizes["least"] = self._largest_size()
        return self._sizes["least"]

    def _line_size(self) -> QSize:
        hints = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(hint.width() for hint in hints) + self._gap * max(0, len(hints) - 1)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def _largest_size(self) -> QSize:
        size = QSize()
        for item in self._items:
            size = size.expandedTo(item.minimumSize())
        return size

    def setGeometry(self, area: QRect) -> None:
        """Put the items into their places."""
        super().setGeometry(area)
        self._place(area, move=True)

    def _place(self, area: QRect, *, move: bool) -> int:
        y = area.y()
        for line in self._lines(self._items, area.width()):
            if move:
                self._place_line(line, area.x(), y, area.width())
            y += _height(line) + self._gap
        return max(0, y - self._gap - area.y())

    def _place_line(self, line: list[QLayoutItem], x: int, y: int, most: int) -> None:
        """Put items beside each other, each in the middle of the line's height."""
        height = _height(line)
        for item in line:
            hint = item.sizeHint().boundedTo(QSize(most, height))
            item.setGeometry(QRect(QPoint(x, y + (height - hint.height()) // 2), hint))
            x += hint.width() + self._gap

    def _width(self, line: list[QLayoutItem]) -> int:
        widths = [item.sizeHint().width() for item in line]
        return sum(widths) + self._gap * max(0, len(widths) - 1)

    def _lines(self, items: list[QLayoutItem], width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        x = width + 1
        for item in items:
            if item.isEmpty():
                continue
            needed = item.sizeHint().width()
            if x + needed > width:
                lines.append([])
                x = 0
            lines[-1].append(item)
            x += needed + self._gap
        return lines


class HeaderLayout(FlowLayout):
    """Two groups of widgets, at the left and at the right end of a line.

    Where one line is not wide enough the right group stands below the left one.
    """

    def __init__(self, spacing: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(spacing, parent)
        self._at_left = 0

    def add_left(self, widget: QWidget) -> None:
        """Put a widget at the end of the left group."""
        self.addWidget(widget)
        self._items.insert(self._at_left, self._items.pop())
        self._at_left += 1

    def add_right(self, widget: QWidget) -> None:
        """Put a widget at the right end."""
        self.addWidget(widget)

    def _place(self, area: QRect, *, move: bool) -> int:
        left, right = self._groups()
        one_line = [*left, *right]
        if self._width(one_line) <= area.width():
            if move and one_line:
                height = _height(one_line)
                for group, x in ((left, 0), (right, area.width() - self._width(right))):
                    y = area.y() + (height - _height(group)) // 2
                    self._place_line(group, area.x() + x, y, area.width())
            return _height(one_line)
        y = area.y()
        for line in (*self._lines(left, area.width()), *self._lines(right, area.width())):
            if move:
                self._place_line(line, area.x(), y, area.width())
            y += _height(line) + self._gap
        return max(0, y - self._gap - area.y())

    def _groups(self) -> tuple[list[QLayoutItem], list[QLayoutItem]]:
        shown = [[item for item in group if not item.isEmpty()] for group in self._halves()]
        return shown[0], shown[1]

    def _halves(self) -> tuple[list[QLayoutItem], list[QLayoutItem]]:
        return self._items[: self._at_left], self._items[self._at_left :]


def ends(left: Iterable[QWidget], right: Iterable[QWidget] = (), spacing: int = 8) -> HeaderLayout:
    """Return a line with widgets at both of its ends."""
    layout = HeaderLayout(spacing)
    for widget in left:
        layout.add_left(widget)
    for widget in right:
        layout.add_right(widget)
    return layout


def beside(*widgets: QWidget) -> QWidget:
    """Return widgets that stay beside each other, such as a key and what it does."""
    pair = QWidget()
    row = QHBoxLayout(pair)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(6)
    for widget in widgets:
        row.addWidget(widget)
    return pair


def _height(line: list[QLayoutItem]) -> int:
    return max((item.sizeHint().height() for item in line), default=0)
