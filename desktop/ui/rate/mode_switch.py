"""The ways of judging, as a row of buttons that hold together; one key each."""

from __future__ import annotations

from enum import StrEnum
from functools import partial

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop.ui.widgets.buttons import button


class Mode(StrEnum):
    """A way of judging; the values are stored."""

    COMPARE = "compare"
    RANK = "rank"
    SCORE = "score"
    WRITE = "write"

    @classmethod
    def read(cls, stored: object) -> Mode:
        """Return a stored mode; comparing where there is none."""
        return next((mode for mode in cls if mode.value == stored), cls.COMPARE)


_CAPTIONS = {
    Mode.COMPARE: str(QT_TRANSLATE_NOOP("ModeSwitch", "Compare")),
    Mode.RANK: str(QT_TRANSLATE_NOOP("ModeSwitch", "Rank")),
    Mode.SCORE: str(QT_TRANSLATE_NOOP("ModeSwitch", "Score")),
    Mode.WRITE: str(QT_TRANSLATE_NOOP("ModeSwitch", "Write")),
}


class ModeSwitch(QWidget):
    """Lets the user choose; Alt+1 to Alt+4 do the same, also while a text field has the focus.

    Signals:
        chosen: The user wants another mode.
    """

    chosen = Signal(object)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.setAccessibleName(self.tr("Way of judging"))
        self.buttons: dict[Mode, QPushButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for number, mode in enumerate(Mode, start=1):
            key = f"Alt+{number}"
            caption = QCoreApplication.translate("ModeSwitch", _CAPTIONS[mode])
            widget = button(caption, role="segment", tip=f"{caption} ({key})", name=f"mode_{mode}")
            widget.setCheckable(True)
            widget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            widget.clicked.connect(partial(self._on_button_clicked, mode))
            QShortcut(QKeySequence(key), page).activated.connect(partial(self.chosen.emit, mode))
            self._group.addButton(widget)
            self.buttons[mode] = widget
            row.addWidget(widget)
        self.show_mode(Mode.COMPARE)

    def show_mode(self, mode: Mode) -> None:
        """Show which mode it is."""
        self.buttons[mode].setChecked(True)

    def _on_button_clicked(self, mode: Mode, _checked: bool = False) -> None:
        self.chosen.emit(mode)
