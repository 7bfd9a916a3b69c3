"""Repairs a project, or takes it back to a backup: while it is closed, and asked for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.domain.errors import DamagedProjectError, InvalidInputError
from desktop.services.project import DATABASE
from desktop.services.repairing import Repaired, Restored, repair_project, restore_backup
from desktop.store.journal import journal_path
from desktop.ui.safety.closed_work_dialog import ClosedWorkDialog
from desktop.ui.safety.texts import saved_text, time_text

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from desktop.services.backups import Backup
    from desktop.ui.job_queue import JobQueue
    from desktop.ui.safety.work import Function, Tell


class Recovery(QObject):
    """Asks, has the project closed, does the work, and has it opened again.

    Args:
        jobs: Nothing is done while a job is at work.
        window: In front of which dialogs open.

    Signals:
        closing_requested: The project must be closed now.
        opening_requested: The project in this folder can be opened again.
        error_occurred: It cannot be done now.
    """

    closing_requested = Signal()
    opening_requested = Signal(str)
    error_occurred = Signal(object)

    def __init__(self, jobs: JobQueue, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._asking = False

    def offer_repair(self, folder: Path, error: DamagedProjectError | None) -> None:
        """Ask whether a damaged project should be repaired; do it and open it again."""
        title, first = self.tr("Repair the project"), ""
        if error is not None:
            title = self.tr("The project's database is damaged")
        if error is not None and journal_path(folder / DATABASE).exists():
            first = self.tr("What you judged is not lost: it is also in the journal.") + " "
        text = first + self.tr(
            "Tastemaker makes the database anew from the journal, from all that can still be read "
            "of it and, if need be, from the newest backup. The damaged files are kept."
        )
        self._do_closed(title, text, self.tr("Repair"), partial(_repair, folder), folder)

    def offer_restore(self, folder: Path, backup: Backup) -> None:
        """Ask whether a project should go back to a backup; do it and open it again."""
        made = time_text(backup.made_at, long=True)
        text = self.tr(
            "The project goes back to the backup of {made}, with {count} judgements. Its present "
            "state is kept as a backup first, so you can come back to it."
        ).format(made=made, count=backup.judgements)
        work = partial(_restore, folder, backup.path)
        self._do_closed(self.tr("Restore this backup?"), text, self.tr("Restore"), work, folder)

    def _do_closed(self, title: str, text: str, action: str, work: Function, folder: Path) -> None:
        if self._asking:
            return
        if self._jobs.busy():
            self.error_occurred.emit(
                InvalidInputError(
                    self.tr("A job is at work"),
                    self.tr("The project must be closed for this, and a job is using it."),
                    self.tr("Stop the job or wait for its end, then try again."),
                )
            )
            return
        self._asking = True
        dialog = ClosedWorkDialog(title, text, action, work, self._words, self._window)
        dialog.begun.connect(self.closing_requested)
        agreed = dialog.exec()
        dialog.deleteLater()
        self._asking = False
        if agreed:
            self.opening_requested.emit(str(folder))

    def _words(self, result: object) -> str:
        if isinstance(result, Restored):
            return self.tr(
                "The project is back at that backup, with %n judgement(s). What stood before is "
                "the newest backup in the list.",
                "",
                result.judgements,
            )
        if not isinstance(result, Repaired):
            return ""
        if result.saved is not None:
            kept = self.tr("The damaged files are in {folder}.").format(folder=result.kept)
            return f"{saved_text(result.saved)} {kept}"
        return self.tr("Repaired. No judgement was touched.")


def _repair(folder: Path, tell: Tell) -> Repaired:
    return repair_project(folder, tell)


def _restore(folder: Path, backup: Path, _tell: Tell) -> Restored:
    return restore_backup(folder, backup)
