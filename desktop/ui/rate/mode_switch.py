"""The ways of judging, as a row of buttons that hold together; one key each."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop.ui.rate.commands import Command
from desktop.ui.rate.mode import Mode
from desktop.ui.widgets.buttons import button

if TYPE_CHECKING:
    from desktop.ui.rate.habits import Habits


_CAPTIONS = {
    Mode.COMPARE: str(QT_TRANSLATE_NOOP("ModeSwitch", "Compare")),
    Mode.RANK: str(QT_TRANSLATE_NOOP("ModeSwitch", "Rank")),
    Mode.SCORE: str(QT_TRANSLATE_NOOP("ModeSwitch", "Score")),
    Mode.WRITE: str(QT_TRANSLATE_NOOP("ModeSwitch", "Write")),
}

MODE_COMMANDS = {
    Mode.COMPARE: Command.TO_COMPARE,
    Mode.RANK: Command.TO_RANK,
    Mode.SCORE: Command.TO_SCORE,
    Mode.WRITE: Command.TO_WRITE,
}


class ModeSwitch(QWidget):
    """Lets the user choose; keys do the same, also while a text field has the focus.

    Signals:
        chosen: The user wants another mode.
    """

    chosen = Signal(object)

    def __init__(self, habits: Habits, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._habits = habits
        self.setAccessibleName(self.tr("Way of judging"))
        self.buttons: dict[Mode, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for mode in Mode:
            caption = QCoreApplication.translate("ModeSwitch", _CAPTIONS[mode])
            widget = button(caption, role="segment", name=f"mode_{mode}")
            widget.setCheckable(True)
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            widget.clicked.connect(partial(self._on_button_clicked, mode))
            self._group.addButton(widget)
            self.buttons[mode] = widget
            row.addWidget(widget)
        self.show_mode(Mode.COMPARE)
        self._on_habits_changed()
        habits.changed.connect(self._on_habits_changed)

    def show_mode(self, mode: Mode) -> None:
        """Show which mode it is."""
        self.buttons[mode].setChecked(True)

    @Slot()
    def _on_habits_changed(self) -> None:
        for mode, widget in self.buttons.items():
            key = self._habits.keys.keys(MODE_COMMANDS[mode])[0]
            widget.setToolTip(f"{widget.text()} ({key})")

    def _on_button_clicked(self, mode: Mode, _checked: bool = False) -> None:
        self.chosen.emit(mode)
