"""The seven preferences as buttons with their keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from desktop.ui.rate.command_line import CommandCap, with_key_below
from desktop.ui.rate.commands import PREFERENCES, Command, caption
from desktop.ui.rate.keys import Scope
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.even_columns import EvenColumns
from desktop.ui.widgets.labels import set_tone

if TYPE_CHECKING:
    from desktop.ui.rate.habits import Habits

HIGHLIGHT_MS = 450
GAP = 6
_TONES = {c: "a" if p < 0 else "b" if p > 0 else "accent" for c, p in PREFERENCES.items()}


class ChoiceBar(QWidget):
    """Which answer is better, and how much; a choice shines for a moment.

    Signals:
        chosen: A button was pressed: its command.
    """

    chosen = Signal(object)

    def __init__(self, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._habits = habits
        self.buttons: dict[Command, QPushButton] = {}
        self._lit: QPushButton | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(HIGHLIGHT_MS)
        self._timer.timeout.connect(self.end_highlight)
        self._build()

    def highlight(self, widget: QPushButton | None, command: Command) -> None:
        """Let the button of a choice shine for a moment, in its answer's colour."""
        self.end_highlight()
        self._lit = widget
        if widget is not None:
            set_tone(widget, _TONES.get(command, "accent"))
            self._timer.start()

    @Slot()
    def end_highlight(self) -> None:
        """Let the choice look as usual again."""
        self._timer.stop()
        if self._lit is not None:
            set_tone(self._lit, "")
            self._lit = None

    def _build(self) -> None:
        cells = [self._cell(command) for command in PREFERENCES]
        row = QVBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(EvenColumns(cells, GAP))

    def _cell(self, command: Command) -> QWidget:
        """Return a choice with its key below it."""
        widget = button(caption(command), role="choice", name=f"choice_{command}")
        widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        widget.clicked.connect(partial(self._on_button_clicked, command))
        self.buttons[command] = widget
        return with_key_below(widget, CommandCap(self._habits, Scope.COMPARE, (command,)))

    def _on_button_clicked(self, command: Command, _checked: bool = False) -> None:
        self.chosen.emit(command)
