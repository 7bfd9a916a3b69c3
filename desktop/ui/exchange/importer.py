"""Imports files that were chosen, dropped onto the window or pasted: dialog, job, report."""

from __future__ import annotations

import csv
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.domain.errors import AppError, InvalidInputError
from desktop.ui.jobs.job import JobKind

if TYPE_CHECKING:
    from desktop.services.project import Project
    from desktop.ui.exchange.tasks import ImportTask
    from desktop.ui.job_queue import JobQueue

_COLUMNS = {
    "prompt",
    "chosen",
    "rejected",
    "completion",
    "instruction",
    "question",
    "answer",
    "text",
}


class Importer(QObject):
    """Asks how a file is to be read, starts the job, and shows what came of it.

    Args:
        jobs: Where the work is done.
        window: In front of which dialogs open.

    Signals:
        imported: The project has new data.
        error_occurred: The file cannot be read.
    """

    imported = Signal()
    error_occurred = Signal(object)

    def __init__(self, jobs: JobQueue, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._tasks: dict[int, tuple[ImportTask, str, Path | None]] = {}
        jobs.job_over.connect(self._on_job_over)

    def ask_for_file(self, project: Project) -> None:
        """Let the user choose files, and import them one after the other."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("A file with prompts, answers or judgements"),
            "",
            self.tr("Data (*.jsonl *.json *.csv *.tsv *.parquet *.txt *.gz *.kiln);;All files (*)"),
        )
        for name in names:
            self.ask(project, Path(name))

    def paste(self, project: Project) -> None:
        """Import what is on the clipboard: rows of a table, JSON, or a prompt in each line."""
        try:
            text = _clipboard_text()
        except AppError as error:
            self.error_occurred.emit(error)
            return
        folder = Path(tempfile.mkdtemp(prefix="tastemaker-"))
        path = folder / f"clipboard{pasted_suffix(text)}"
        path.write_text(text, encoding="utf-8", errors="replace", newline="")
        if not self.ask(project, path, self.tr("the clipboard"), temporary=folder):
            shutil.rmtree(folder, ignore_errors=True)

    def ask(
        self, project: Project, path: Path, title: str = "", *, temporary: Path | None = None
    ) -> bool:
        """Show a file and import it if the user says so; return whether a job was started.

        Args:
            project: Where to.
            path: The file.
            title: What to call it; its name if not given.
            temporary: A folder to remove when the job is over.
        """
        from desktop.ui.exchange.import_dialog import ImportDialog

        dialog = ImportDialog(path, title, self._window)
        try:
            dialog.load()
            if not dialog.exec():
                return False
            self._start(
                project, dialog.chosen_format(), dialog.chosen_mapping(), path, title, temporary
            )
        except AppError as error:
            self.error_occurred.emit(error)
            return False
        finally:
            dialog.deleteLater()
        return True

    def _start(
        self,
        project: Project,
        format: str | None,
        mapping: dict[str, str],
        path: Path,
        title: str,
        temporary: Path | None,
    ) -> None:
        from desktop.ui.exchange.tasks import ImportTask

        task = ImportTask(project, path, format, mapping)
        name = title or path.name
        job = self._jobs.start_task(
            JobKind.IMPORT, self.tr("Import {name}").format(name=name), task
        )
        self._tasks[job.id] = (task, name, temporary)

    @Slot(int)
    def _on_job_over(self, job_id: int) -> None:
        if job_id not in self._tasks:
            return
        task, name, temporary = self._tasks.pop(job_id)
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)
        failure = self._jobs.job(job_id).error
        if failure is not None:
            self.error_occurred.emit(
                AppError(*(getattr(failure, part, "") for part in ("title", "message", "hint")))
            )
        if task.report is None:
            return
        self.imported.emit()
        from desktop.ui.exchange.import_report import ImportReportDialog

        report = ImportReportDialog(task.report, name, self._window)
        report.error_occurred.connect(self.error_occurred)
        report.show()


def _clipboard_text() -> str:
    text = QGuiApplication.clipboard().text()
    if not text.strip():
        raise InvalidInputError(
            "There is no text on the clipboard",
            "Nothing was imported.",
            "Copy rows of a table, JSON lines, or prompts, one in each line.",
        )
    return text


def pasted_suffix(text: str) -> str:
    """Return the ending for a file of pasted text: that of a table if it looks like one."""
    first = text.split("\n", 1)[0]
    if first.lstrip().startswith(("{", "[")):
        return ".jsonl" if first.lstrip().startswith("{") else ".json"
    if "\t" in first:
        return ".tsv"
    header = {cell.strip().lower() for cell in next(csv.reader([first]), [])}
    return ".csv" if header & _COLUMNS else ".txt"
