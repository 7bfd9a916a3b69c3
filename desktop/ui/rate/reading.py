"""Reads what there is to judge, again whenever something else changed the project."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.services.desk import Desk, glimpse
from desktop.services.history import changes_of_mind
from desktop.services.strategies import read_plan
from desktop.ui.background import ProjectTask, is_large

if TYPE_CHECKING:
    from desktop.services.project import Project
    from desktop.store.store import Store


class DeskReading(QObject):
    """Makes desks of the open project, in a thread where the project is large.

    Signals:
        read: A desk that knows the newest state of the project; of a large one first a glimpse.
        error_occurred: It could not be read.
    """

    read = Signal(object)
    error_occurred = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._seen: tuple[int, ...] | None = None
        self._glimpsing = ProjectTask(glimpse, self)
        self._task = ProjectTask(Desk, self)
        self._glimpsing.done.connect(self._on_glimpsed)
        self._task.done.connect(self._on_task_done)
        for task in (self._glimpsing, self._task):
            task.failed.connect(self.error_occurred)

    def open_project(self, project: Project) -> None:
        """Read this project, at the next look."""
        self._project = project
        self._seen = None

    def close_project(self) -> None:
        """Let go of the project; what is being read is forgotten."""
        self._glimpsing.stop()
        self._task.stop()
        self._project = None

    def look(self) -> None:
        """Read if prompts, answers or scores came, or the history was changed elsewhere."""
        if self._project is None or (seen := _state(self._project.store)) == self._seen:
            return
        first, self._seen = self._seen is None, seen
        if first and is_large(self._project):
            self._glimpsing.start(self._project)
        else:
            self.read_anew()

    def read_anew(self) -> None:
        """Read in any case."""
        if self._project is not None:
            self._task.start(self._project)

    @Slot(object)
    def _on_glimpsed(self, desk: Desk | None) -> None:
        if self._project is None:
            return
        if desk is not None and desk.pairs.current() is not None:
            desk.use(self._project.store)
            self.read.emit(desk)
        self.read_anew()

    @Slot(object)
    def _on_task_done(self, desk: Desk) -> None:
        if self._project is None:
            return
        store = self._project.store
        if desk.pairs.plan != read_plan(store.settings):
            # The user chose another one while this one was read.
            self._task.start(self._project)
            return
        desk.use(store)
        desk.catch_up()
        self.read.emit(desk)


def _state(store: Store) -> tuple[int, ...]:
    return (
        store.prompts.count(),
        store.responses.last_id(),
        store.scores.count(),
        changes_of_mind(store),
    )
