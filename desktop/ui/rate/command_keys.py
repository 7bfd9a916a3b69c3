"""The keys of the rating page at work: in each scope its own ones, as the user has them.

They act wherever the focus is in the window while the page is to be seen; a text field takes what
it needs before them.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence, QShortcut

from desktop.ui.rate.commands import caption
from desktop.ui.rate.keys import REPEATING, Scope, commands_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.rate.commands import Command
    from desktop.ui.rate.habits import Habits


class CommandKeys(QObject):
    """Turns keys into commands, those of one scope at a time.

    Args:
        page: Where they act.
        habits: Whose keys they are.

    Signals:
        pressed: The key of a command was pressed.
    """

    pressed = Signal(object)

    def __init__(self, page: QWidget, habits: Habits) -> None:
        super().__init__(page)
        self._page = page
        self._habits = habits
        self._scope = Scope.COMPARE
        self._shortcuts: dict[Scope, list[QShortcut]] = {}
        self._on_habits_changed()
        habits.changed.connect(self._on_habits_changed)

    @property
    def scope(self) -> Scope:
        """Whose keys act now."""
        return self._scope

    def use(self, scope: Scope) -> None:
        """Let the keys of another scope act."""
        if scope is not self._scope:
            self._set_enabled(False)
            self._scope = scope
            self._set_enabled(True)

    def actions(self) -> list[QAction]:
        """Return an action for each command of the scope, with its key, for the palette.

        The keys do not act by themselves.
        """
        made = []
        for command in commands_of(self._scope):
            action = QAction(caption(command), self._page)
            keys = self._habits.keys.keys_in(command, self._scope)
            action.setShortcut(QKeySequence(keys[0]))
            action.triggered.connect(partial(self._emit, command))
            made.append(action)
        return made

    @Slot()
    def _on_habits_changed(self) -> None:
        for shortcut in self._all():
            shortcut.setEnabled(False)
            shortcut.deleteLater()
        self._shortcuts = {scope: self._made(scope) for scope in Scope}
        self._set_enabled(True)

    def _made(self, scope: Scope) -> list[QShortcut]:
        made = []
        for command in commands_of(scope):
            for key in self._habits.keys.keys_in(command, scope):
                shortcut = QShortcut(QKeySequence(key), self._page)
                shortcut.setAutoRepeat(command in REPEATING)
                shortcut.setEnabled(False)
                shortcut.activated.connect(partial(self.pressed.emit, command))
                made.append(shortcut)
        return made

    def _set_enabled(self, enabled: bool) -> None:
        for shortcut in self._shortcuts[self._scope]:
            shortcut.setEnabled(enabled)

    def _all(self) -> list[QShortcut]:
        return [shortcut for made in self._shortcuts.values() for shortcut in made]

    def _emit(self, command: Command, _checked: bool = False) -> None:
        self.pressed.emit(command)
