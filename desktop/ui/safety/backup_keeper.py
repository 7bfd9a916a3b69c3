"""Makes backups while the window is open: one a day, and one after every so many judgements."""

from __future__ import annotations

import dataclasses
import logging
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.domain.errors import DamagedProjectError
from desktop.services.backups import back_up_if_due
from desktop.ui.safety.work import Work

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.services.project import Project

logger = logging.getLogger(__name__)

FIRST_MS = 3_000
EVERY_MS = 60_000


def in_thread(
    project: Project, function: Callable[[Project], object], _tell: object = None
) -> object:
    """Call a function with the project over a connection that belongs to this thread."""
    store = project.store.reopen()
    try:
        return function(dataclasses.replace(project, store=store))
    finally:
        store.close()


class BackupKeeper(QObject):
    """Looks now and then whether a backup is due, and makes it in a thread.

    Signals:
        backed_up: There is a new backup: its path.
        damaged: A backup could not be made because the database is damaged: the error.
        failed: It could not be made for another reason: the error.
    """

    backed_up = Signal(object)
    damaged = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._said = ""
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_timer_timeout)
        self._work = Work(self)
        self._work.done.connect(self._on_work_done)
        self._work.failed.connect(self._on_work_failed)

    def open_project(self, project: Project) -> None:
        """Look after this project from now on."""
        self._project = project
        self._said = ""
        self._timer.start(FIRST_MS)

    def close_project(self) -> None:
        """Let go of the project, after the backup that is being made."""
        self._timer.stop()
        self._work.stop()
        self._project = None

    def look(self) -> None:
        """Make a backup now if one is due."""
        if self._project is not None and not self._work.busy():
            self._work.start(partial(in_thread, self._project, back_up_if_due))

    def working(self) -> bool:
        """Return whether it is at work on a backup."""
        return self._work.busy()

    @Slot()
    def _on_timer_timeout(self) -> None:
        self._timer.setInterval(EVERY_MS)
        self.look()

    @Slot(object)
    def _on_work_done(self, path: Path | None) -> None:
        self._said = ""
        if path is not None:
            self.backed_up.emit(path)

    @Slot(object)
    def _on_work_failed(self, error: Exception) -> None:
        logger.warning("no backup was made: %s", error)
        # The same trouble is not said every minute.
        if str(error) == self._said:
            return
        self._said = str(error)
        (self.damaged if isinstance(error, DamagedProjectError) else self.failed).emit(error)
