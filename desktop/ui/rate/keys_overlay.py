"""The overlay that shows all keys of the page, as they are now."""

from __future__ import annotations

from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.rate.commands import Group, caption, group_title
from desktop.ui.rate.keys import BY_COMMAND, commands_of, key_cap
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.even_columns import EvenColumns
from desktop.ui.widgets.fitting_area import FittingArea
from desktop.ui.widgets.labels import KeyCap, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QMouseEvent

    from desktop.ui.rate.commands import Command
    from desktop.ui.rate.habits import Habits
    from desktop.ui.rate.keys import Scope

MARGIN = 8
"""The least distance from the page's edges."""
USUAL, MOST = 2, 3
"""Columns of keys; more than usual where they would be too long and there is the width."""


class KeysOverlay(QFrame):
    """A panel over the page with the keys of one scope; any key or click closes it."""

    def __init__(self, habits: Habits, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._habits = habits
        self._before: QWidget | None = None
        self.setObjectName("overlay")
        self.setAccessibleName(self.tr("All keys"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 16, 24, 16)
        self._column.setSpacing(12)
        self._column.addLayout(self._head())
        self._lists: FittingArea | None = None
        self.hide()

    def toggle(self, scope: Scope) -> None:
        """Show the keys of a scope in the middle of the page, or hide them."""
        if self.isVisible():
            self.dismiss()
            return
        self._before = self._page.window().focusWidget()
        # Only what is shown knows the style sheet, and with it how large it must be.
        self.show()
        page = self._page
        room = page.visibleRegion().boundingRect().adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        needed = self._show_lists(scope, USUAL)
        if needed.height() > room.height():
            wider = self._show_lists(scope, MOST)
            needed = wider if wider.width() <= room.width() else self._show_lists(scope, USUAL)
        self.resize(needed.boundedTo(room.size()))
        place = self.rect()
        place.moveCenter(room.center())
        self.move(place.topLeft())
        self.raise_()
        self.setFocus()

    @Slot()
    def dismiss(self) -> None:
        """Hide the overlay and give the keys back to what had them."""
        self.hide()
        (self._before or self._page).setFocus()

    def event(self, event: QEvent) -> bool:
        """Take every key before the page does."""
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on any key but a modifier."""
        event.accept()
        if event.key() not in _MODIFIERS:
            self.dismiss()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a click."""
        event.accept()
        self.dismiss()

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label(self.tr("All keys"), "heading"))
        head.addStretch(1)
        close = button(self.tr("Close"), name="close_keys")
        close.clicked.connect(self.dismiss)
        head.addWidget(close)
        return head

    def _show_lists(self, scope: Scope, columns: int) -> QSize:
        """Show the keys in so many columns and return the room that the panel needs then."""
        if self._lists is not None:
            self._column.removeWidget(self._lists)
            self._lists.hide()
            self._lists.deleteLater()
        lists = EvenColumns([self._side(scope, groups) for groups in _columns(scope, columns)], 24)
        self._lists = FittingArea(lists)
        self._column.addWidget(self._lists)
        self._lists.show()
        return self.sizeHint() + QSize(self._lists.verticalScrollBar().sizeHint().width(), 0)

    def _side(self, scope: Scope, groups: Sequence[tuple[Group, list[Command]]]) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        for group, commands in groups:
            column.addWidget(label(group_title(group), "title"))
            column.addLayout(self._table(scope, commands))
        column.addStretch(1)
        return side

    def _table(self, scope: Scope, commands: list[Command]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, command in enumerate(commands):
            caps = QHBoxLayout()
            caps.setSpacing(4)
            caps.addStretch(1)
            for name in self._habits.keys.keys_in(command, scope):
                caps.addWidget(KeyCap(key_cap(name)))
            grid.addLayout(caps, row, 0)
            grid.addWidget(label(caption(command)), row, 1)
        return grid


def _columns(scope: Scope, most: int) -> list[list[tuple[Group, list[Command]]]]:
    """Return the groups of a scope in columns, the longest as short as can be."""
    groups = [(g, [c for c in commands_of(scope) if BY_COMMAND[c].group is g]) for g in Group]
    found = [(group, commands) for group, commands in groups if commands]
    sizes = [len(commands) + 2 for _, commands in found]
    ways = [
        list(pairwise((0, *cuts, len(found))))
        for cuts in combinations(range(1, len(found)), min(most, len(found)) - 1)
    ]
    best = min(ways, key=lambda way: max(sum(sizes[start:end]) for start, end in way))
    return [found[start:end] for start, end in best]


_MODIFIERS = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_Meta)
