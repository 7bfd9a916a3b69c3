"""The overlay that shows all keys of the page, as they are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.rate.keys import KEYS, Command, Group, Key, caption, group_title, key_cap
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.labels import KeyCap, label

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent

    from desktop.ui.rate.habits import Habits


class KeysOverlay(QFrame):
    """A panel over the page; any key or click closes it."""

    def __init__(self, habits: Habits, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self._habits = habits
        self._caps: dict[Command, QHBoxLayout] = {}
        self.setObjectName("overlay")
        self.setAccessibleName(self.tr("All keys"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()
        self.hide()
        self._on_habits_changed()
        habits.changed.connect(self._on_habits_changed)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("All keys"), "heading"))
        head.addStretch(1)
        close = button(self.tr("Close"), name="close_keys")
        close.clicked.connect(self.dismiss)
        head.addWidget(close)
        column.addLayout(head)
        columns = QHBoxLayout()
        columns.setSpacing(24)
        for groups in ((Group.PREFER, Group.TAKE_BACK), (Group.JUDGE, Group.READ)):
            side = QVBoxLayout()
            side.setSpacing(8)
            for group in groups:
                side.addWidget(label(group_title(group), "title"))
                side.addLayout(self._table([k for k in KEYS if k.group is group]))
            side.addStretch(1)
            columns.addLayout(side)
        column.addLayout(columns)

    def _table(self, keys: list[Key]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        for row, key in enumerate(keys):
            self._caps[key.command] = caps = QHBoxLayout()
            caps.setSpacing(4)
            grid.addLayout(caps, row, 0)
            grid.addWidget(label(caption(key.command)), row, 1)
        return grid

    @Slot()
    def _on_habits_changed(self) -> None:
        """Draw the key caps of all commands."""
        for command, caps in self._caps.items():
            while (item := caps.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.deleteLater()
            caps.addStretch(1)
            for name in self._habits.keys.keys(command):
                caps.addWidget(KeyCap(key_cap(name)))

    def toggle(self) -> None:
        """Show the overlay in the middle of the page, or hide it."""
        if self.isVisible():
            self.dismiss()
            return
        self.adjustSize()
        page = self._page
        self.move((page.width() - self.width()) // 2, max(8, (page.height() - self.height()) // 2))
        self.show()
        self.raise_()
        self.setFocus()

    @Slot()
    def dismiss(self) -> None:
        """Hide the overlay and give the keys back to the page."""
        self.hide()
        self._page.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on any key."""
        event.accept()
        self.dismiss()
