"""How many judgements the user wants to give a day."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QSpinBox, QWidget

from desktop.ui.dialogs.forms import FormDialog

MOST = 10_000


class GoalDialog(FormDialog):
    """Asks for the goal of a day.

    Args:
        goal: The goal as it is now.
        parent: The window in front of which it opens.
    """

    def __init__(self, goal: int, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("GoalDialog", "Goal for a day"),
            translate("GoalDialog", "The Rate page counts towards it and says the time left."),
            translate("GoalDialog", "Apply"),
            parent,
        )
        self.goal = QSpinBox()
        self.goal.setRange(1, MOST)
        self.goal.setValue(goal)
        self.add_row(self.tr("Judgements"), self.goal)
        self.goal.selectAll()
