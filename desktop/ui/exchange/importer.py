"""Imports files that were chosen, dropped onto the window or pasted: dialog, job, report."""

from __future__ import annotations

import csv
import shutil
import tempfile
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class ChosenImport:
    """A file that the user has seen, and wants imported.

    Args:
        path: The file.
        format: The format's name; None to have it recognised.
        mapping: The field for each column that is read as something else.
        title: What it is called.
        temporary: A folder to remove when the job is over.
    """

    path: Path
    format: str | None
    mapping: dict[str, str]
    title: str
    temporary: Path | None = None


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
        for path in self.files():
            self.ask(project, path)

    def files(self) -> list[Path]:
        """Let the user choose files; none if they think better of it."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("A file with prompts, answers or judgements"),
            "",
            self.tr("Data (*.jsonl *.json *.csv *.tsv *.parquet *.txt *.gz *.kiln);;All files (*)"),
        )
        return list(map(Path, names))

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
        chosen = self.preview(path, title, temporary=temporary)
        if chosen is not None:
            self.start(project, chosen)
        return chosen is not None

    def preview(
        self, path: Path, title: str = "", *, temporary: Path | None = None
    ) -> ChosenImport | None:
        """Show a file, for any project; return how it is to be imported, or None if it is not."""
        from desktop.ui.exchange.import_dialog import ImportDialog

        dialog = ImportDialog(path, title, self._window)
        try:
            dialog.load()
            if not dialog.exec():
                return None
            return ChosenImport(
                path,
                dialog.chosen_format(),
                dialog.chosen_mapping(),
                title or path.name,
                temporary,
            )
        except AppError as error:
            self.error_occurred.emit(error)
            return None
        finally:
            dialog.deleteLater()

    def start(self, project: Project, chosen: ChosenImport) -> None:
        """Import a file that the user has seen."""
        from desktop.ui.exchange.tasks import ImportTask

        task = ImportTask(project, chosen.path, chosen.format, chosen.mapping)
        title = self.tr("Import {name}").format(name=chosen.title)
        job = self._jobs.start_task(JobKind.IMPORT, title, task)
        self._tasks[job.id] = (task, chosen.title, chosen.temporary)

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
