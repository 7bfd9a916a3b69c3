"""The seven preferences as buttons with their keys, and the other commands as a line below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.ui.rate.keys import PREFERENCES, Command, caption
from desktop.ui.widgets.buttons import KeyedButton, button
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import KeyCap, set_tone

if TYPE_CHECKING:
    from desktop.ui.rate.habits import Habits

HIGHLIGHT_MS = 450
_TONES = {c: "a" if p < 0 else "b" if p > 0 else "accent" for c, p in PREFERENCES.items()}
_LINE = (
    Command.BOTH_GOOD,
    Command.BOTH_BAD,
    Command.CORRECT_A,
    Command.CORRECT_B,
    Command.FLAG,
    Command.COMMENT,
    Command.TAGS,
    Command.SKIP,
    Command.BAD_PROMPT,
    Command.DIFF,
    Command.UNDO,
    Command.REDO,
)


class ChoiceBar(QWidget):
    """The commands of the page as buttons.

    Signals:
        chosen: A command's button was pressed.
    """

    chosen = Signal(object)

    def __init__(self, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._habits = habits
        self._caps: dict[Command, KeyCap] = {}
        self.buttons: dict[Command, QPushButton] = {}
        self._lit: QPushButton | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HIGHLIGHT_MS)
        self._timer.timeout.connect(self.end_highlight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(self._choices())
        column.addLayout(self._others())
        habits.changed.connect(self._on_habits_changed)

    def highlight(self, command: Command) -> None:
        """Let a choice shine for a moment, in its answer's colour."""
        self.end_highlight()
        self._lit = self.buttons.get(command)
        if self._lit is not None:
            set_tone(self._lit, _TONES.get(command, "accent"))
            self._timer.start()

    def set_undo(self, undo: str, redo: str, *, can_undo: bool, can_redo: bool) -> None:
        """Name what undo and redo would act on."""
        for command, text, able in (
            (Command.UNDO, undo, can_undo),
            (Command.REDO, redo, can_redo),
        ):
            widget = self.buttons[command]
            if isinstance(widget, KeyedButton):
                widget.set_caption(text)
            widget.setEnabled(able)
        self.buttons[Command.REDO].setVisible(can_redo)

    def set_judging(self, able: bool) -> None:
        """Let the user judge, or only take back."""
        for command, widget in self.buttons.items():
            if command not in (Command.UNDO, Command.REDO, Command.KEYS):
                widget.setEnabled(able)

    def _choices(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(3)
        for column, command in enumerate(PREFERENCES):
            widget = button(caption(command), role="choice", name=f"choice_{command}")
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self._connect(command, widget)
            grid.addWidget(widget, 0, column)
            self._caps[command] = cap = KeyCap(self._habits.keys.shown(command))
            grid.addWidget(cap, 1, column, Qt.AlignmentFlag.AlignHCenter)
            grid.setColumnStretch(column, 1)
            grid.setColumnMinimumWidth(column, 60)
        return grid

    def _others(self) -> QHBoxLayout:
        commands = QWidget()
        flow = FlowLayout(2, commands)
        for command in _LINE:
            flow.addWidget(self._keyed(command))
        row = QHBoxLayout()
        row.addWidget(commands, 1)
        row.addWidget(self._keyed(Command.KEYS), 0, Qt.AlignmentFlag.AlignTop)
        return row

    def _keyed(self, command: Command) -> KeyedButton:
        widget = KeyedButton(self._habits.keys.shown(command), caption(command))
        widget.setObjectName(f"command_{command}")
        self._connect(command, widget)
        return widget

    def _connect(self, command: Command, widget: QPushButton) -> None:
        self.buttons[command] = widget
        widget.clicked.connect(partial(self._on_button_clicked, command))

    @Slot()
    def _on_habits_changed(self) -> None:
        keys = self._habits.keys
        for command, cap in self._caps.items():
            cap.setText(keys.shown(command))
        for command, widget in self.buttons.items():
            if isinstance(widget, KeyedButton):
                widget.set_key(keys.shown(command))

    def _on_button_clicked(self, command: Command, _checked: bool = False) -> None:
        self.chosen.emit(command)

    @Slot()
    def end_highlight(self) -> None:
        """Let the choice look as usual again."""
        self._timer.stop()
        if self._lit is not None:
            set_tone(self._lit, "")
            self._lit = None
