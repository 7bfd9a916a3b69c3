"""The command palette: every command and page by a few letters of its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from PySide6.QtGui import QAction

_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def found(query: str, names: Iterable[str]) -> list[int]:
    """Return which names hold all words of a query, those that begin with it first."""
    words = query.casefold().split()
    folded = [name.casefold() for name in names]
    hits = [n for n, name in enumerate(folded) if all(word in name for word in words)]
    return sorted(hits, key=lambda n: (not folded[n].startswith(query.casefold().strip()), n))


class CommandPalette(QDialog):
    """A field and a list; Enter does what is marked.

    Args:
        actions: All that can be done, each with its name and keys.
        parent: The window in front of which it opens.
    """

    def __init__(self, actions: Sequence[QAction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        translate = QCoreApplication.translate
        self._actions = [action for action in actions if action.isEnabled()]
        self.setWindowTitle(translate("CommandPalette", "All commands"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("What do you want to do?"))
        self.field.setAccessibleName(self.tr("What do you want to do?"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.nothing = label(self.tr("No command has this name."), "muted")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        for widget in (self.field, self.list, self.nothing):
            column.addWidget(widget)
        self.resize(520, 420)
        self.field.installEventFilter(self)
        self.field.textChanged.connect(self._on_text_changed)
        self.field.returnPressed.connect(self._on_chosen)
        self.list.itemClicked.connect(self._on_chosen)
        self._on_text_changed("")

    def chosen(self) -> QAction | None:
        """Return what the user wants to do."""
        item = self.list.currentItem()
        return self._actions[item.data(Qt.ItemDataRole.UserRole)] if item else None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the field has the focus."""
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and event.key() in _MOVES:
            self.list.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    @Slot(str)
    def _on_text_changed(self, query: str) -> None:
        self.list.clear()
        for index in found(query, (action.text() for action in self._actions)):
            action = self._actions[index]
            keys = action.shortcut().toString()
            item = QListWidgetItem(
                action.icon(), f"{action.text()}   ({keys})" if keys else action.text()
            )
            item.setData(Qt.ItemDataRole.UserRole, index)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.nothing.setVisible(self.list.count() == 0)

    @Slot()
    def _on_chosen(self) -> None:
        if self.chosen() is not None:
            self.accept()
