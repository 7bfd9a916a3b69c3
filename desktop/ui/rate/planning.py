"""Keeps what the user chose to go through, and offers it: the button's side of the rating page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.domain.versions import VersionKind
from desktop.services.ahead_settings import keep_ahead, read_ahead
from desktop.services.strategies import Plan, Queue, Strategy, keep_plan, read_plan
from desktop.ui.rate.plan_button import PlanButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.services.project import Project
    from desktop.services.rating import RatingSession


class Planning(QObject):
    """The plan of the open project.

    Signals:
        plan_changed: Something else is gone through from now on.
        ahead_changed: Something else is made ready in the background from now on.
        generation_requested: The user wants more answers now.
    """

    plan_changed = Signal()
    ahead_changed = Signal()
    generation_requested = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._project: Project | None = None
        self._session: RatingSession | None = None
        self.button = PlanButton(page)
        self.button.plan_chosen.connect(self._on_plan_chosen)
        self.button.menu_opening.connect(self._on_menu_opening)
        self.button.ahead_chosen.connect(self._on_ahead_chosen)
        self.button.generation_requested.connect(self.generation_requested)

    def open_project(self, project: Project) -> None:
        """Show the plan of this project."""
        self._project = project
        self.button.set_plan(read_plan(project.store.settings))

    def close_project(self) -> None:
        """Let go of the project."""
        self._project = self._session = None

    def plan(self) -> Plan:
        """Return the plan of the open project."""
        return read_plan(self._project.store.settings) if self._project else Plan()

    def set_session(self, session: RatingSession) -> None:
        """Count what waits in this session from now on."""
        self._session = session

    def go_to_new_pairs(self) -> None:
        """Leave a list that is done."""
        self._choose(replace(self.plan(), queue=Queue.NEW))

    def _choose(self, plan: Plan) -> None:
        if self._project is None:
            return
        keep_plan(self._project.store.settings, plan)
        self.button.set_plan(plan)
        self.plan_changed.emit()
        if plan.strategy is Strategy.UNCERTAIN:
            self.ahead_changed.emit()

    @Slot(object)
    def _on_plan_chosen(self, plan: Plan) -> None:
        self._choose(plan)

    @Slot()
    def _on_menu_opening(self) -> None:
        if self._project is None or self._session is None:
            return
        store = self._project.store
        uncertain = store.versions.latest(VersionKind.REWARD) is not None
        ahead = read_ahead(store.settings).enabled
        counts = self._session.waiting_counts()
        self.button.set_offer(counts, uncertain=uncertain, ahead=ahead)

    @Slot(bool)
    def _on_ahead_chosen(self, enabled: bool) -> None:
        if self._project is not None:
            settings = self._project.store.settings
            keep_ahead(settings, replace(read_ahead(settings), enabled=enabled))
            self.ahead_changed.emit()
