"""Asks for what is set once in a while: the goal for a day, and which scores are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.services.tally import keep_rating_goal, rating_goal
from desktop.ui.dialogs.goal import GoalDialog
from desktop.ui.dialogs.score_plan import ScorePlanDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.services.desk import Desk
    from desktop.services.project import Project


class Asking(QObject):
    """The dialogs of the rating page's own settings.

    Signals:
        goal_changed: The goal is another one, or was left as it is.
        scores_changed: Other scores are asked for.
    """

    goal_changed = Signal()
    scores_changed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        self._project: Project | None = None
        self._desk: Desk | None = None
        self.score_plan: ScorePlanDialog | None = None

    def open_project(self, project: Project) -> None:
        """Set what this project asks for."""
        self._project = project

    def close_project(self) -> None:
        """Let go of the project."""
        self._project = self._desk = None

    @Slot()
    def ask_for_goal(self) -> None:
        """Let the user choose how much they want to judge a day."""
        if self._project is None:
            return
        store = self._project.store
        dialog = GoalDialog(rating_goal(store), self._page)
        if dialog.exec():
            keep_rating_goal(store, dialog.goal.value())
        dialog.deleteLater()
        self.goal_changed.emit()

    def set_desk(self, desk: Desk) -> None:
        """Ask for the scores of this desk."""
        self._desk = desk

    @Slot()
    def ask_for_scores(self) -> None:
        """Let the user choose the scale and the aspects."""
        if self._desk is None:
            return
        self.score_plan = ScorePlanDialog(self._desk.score_plan, self._page)
        self.score_plan.accepted.connect(self._on_score_plan_accepted)
        self.score_plan.open()

    @Slot()
    def _on_score_plan_accepted(self) -> None:
        if self._desk is not None and self.score_plan is not None:
            self._desk.set_score_plan(self.score_plan.plan())
            self.scores_changed.emit()
