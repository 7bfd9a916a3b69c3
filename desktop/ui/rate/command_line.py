"""The commands of a way of judging as buttons with their keys, in a line that wraps."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.rate.commands import Command, caption
from desktop.ui.widgets.buttons import KeyedButton
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import KeyCap

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QPushButton

    from desktop.ui.rate.habits import Habits
    from desktop.ui.rate.keys import Scope


class CommandLine(QWidget):
    """Buttons; that for all keys stands at the right.

    Args:
        habits: Whose keys are shown.
        scope: Where the commands act.
        commands: Which commands.
        parent: The widget that holds it.

    Signals:
        chosen: A button was pressed: its command.
    """

    chosen = Signal(object)

    def __init__(
        self,
        habits: Habits,
        scope: Scope,
        commands: Iterable[Command],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._habits = habits
        self._scope = scope
        self.buttons: dict[Command, KeyedButton] = {}
        line = QWidget()
        flow = FlowLayout(2, line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for command in commands:
            flow.addWidget(self._made(command))
        row.addWidget(line, 1)
        row.addWidget(self._made(Command.KEYS), 0, Qt.AlignmentFlag.AlignTop)
        habits.changed.connect(self._on_habits_changed)

    def set_undo(self, undo: str, redo: str, *, can_undo: bool, can_redo: bool) -> None:
        """Name what undo and redo would act on."""
        for command, text, able in (
            (Command.UNDO, undo, can_undo),
            (Command.REDO, redo, can_redo),
        ):
            self.buttons[command].set_caption(text)
            self.buttons[command].setEnabled(able)
        self.buttons[Command.REDO].setVisible(can_redo)

    def _made(self, command: Command) -> KeyedButton:
        widget = KeyedButton(self._habits.keys.shown(command, self._scope), caption(command))
        widget.setObjectName(f"command_{command}")
        widget.clicked.connect(partial(self._on_button_clicked, command))
        self.buttons[command] = widget
        return widget

    @Slot()
    def _on_habits_changed(self) -> None:
        for command, widget in self.buttons.items():
            widget.set_key(self._habits.keys.shown(command, self._scope))

    def _on_button_clicked(self, command: Command, _checked: bool = False) -> None:
        self.chosen.emit(command)


class CommandCap(KeyCap):
    """The keys of a few commands that belong together, as one key cap: “1 – 9”, “↑ ↓”.

    Args:
        habits: Whose keys are shown.
        scope: Where the commands act.
        commands: Which commands; of numbered ones the first and the last.
        parent: The widget that holds it.
    """

    def __init__(
        self,
        habits: Habits,
        scope: Scope,
        commands: tuple[Command, ...],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("", parent)
        self._habits = habits
        self._scope = scope
        self.set_commands(commands)
        habits.changed.connect(self._on_habits_changed)

    def set_commands(self, commands: tuple[Command, ...]) -> None:
        """Show the keys of other commands."""
        self._commands = commands
        self._on_habits_changed()

    @Slot()
    def _on_habits_changed(self) -> None:
        caps = [self._habits.keys.shown(command, self._scope) for command in self._commands]
        numbered = self._commands[0].value[-1:].isdigit()
        self.setText(" – ".join(caps) if numbered else "  ".join(caps))


def with_key_below(widget: QPushButton, cap: CommandCap) -> QWidget:
    """Return a button with the key that does the same below it."""
    cell = QWidget()
    column = QVBoxLayout(cell)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(3)
    column.addWidget(widget)
    column.addWidget(cap, 0, Qt.AlignmentFlag.AlignHCenter)
    return cell
