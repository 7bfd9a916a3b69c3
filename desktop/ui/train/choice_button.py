"""A button that stays chosen; chosen ones are bold, and the room for that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Sequence


class ChoiceButton(QPushButton):
    """One of several choices, or a switch."""

    def __init__(self, text: str, role: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setCheckable(True)
        if role:
            self.setProperty("role", role)

    def sizeHint(self) -> QSize:
        """Return the size for bold text, so that nothing moves or is cut when it is chosen."""
        hint = super().sizeHint()
        bold = self.font()
        bold.setBold(True)
        wider = QFontMetrics(bold).horizontalAdvance(self.text())
        return hint + QSize(max(0, wider - self.fontMetrics().horizontalAdvance(self.text())), 0)

    def minimumSizeHint(self) -> QSize:
        """Return the same: a choice is never cut."""
        return self.sizeHint()


def choice_group(parent: QWidget, buttons: Sequence[ChoiceButton]) -> QButtonGroup:
    """Let one of several choices hold at a time."""
    group = QButtonGroup(parent)
    for made in buttons:
        group.addButton(made)
    return group


def choice_row(buttons: Sequence[ChoiceButton]) -> FlowLayout:
    """Return choices side by side, in further lines where they do not fit."""
    row = FlowLayout(8)
    for made in buttons:
        row.addWidget(made)
    return row
