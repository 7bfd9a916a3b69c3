"""Starts the generation of answers, after making the base model ready where it is not.

What it takes is loaded when first needed: the window opens sooner without.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.ui.background import ProjectTask
from desktop.ui.jobs.job import JobKind
from desktop.ui.jobs.prepare_model import PrepareModel

if TYPE_CHECKING:
    from desktop.domain.runs import Run
    from desktop.services.project import Project
    from desktop.ui.dialogs.generate import GenerateAnswers
    from desktop.ui.job_queue import JobQueue


class GenerationStarter(QObject):
    """Asks how many answers are wanted and starts the job.

    Signals:
        started: A job was queued.
        error_occurred: It could not be.
    """

    started = Signal()
    error_occurred = Signal(object)

    def __init__(self, jobs: JobQueue, window: QWidget) -> None:
        super().__init__(window)
        self._jobs = jobs
        self._window = window
        self._wanted: GenerateAnswers | None = None
        self._preparing = ProjectTask(self._prepare, self)
        self._preparing.done.connect(self._on_prepared)
        self._preparing.failed.connect(self.error_occurred)

    @Slot(object)
    def ask(self, project: Project) -> None:
        """Ask and start; first offer to fetch the model if it is not on this computer."""
        from desktop.services.ahead_settings import read_ahead
        from desktop.services.starter import base_ready
        from desktop.ui.dialogs.generate import GenerateDialog

        if not base_ready(project.model):
            self._offer_model(project.model)
            return
        dialog = GenerateDialog(
            project.store.versions.list(),
            project.store.prompts.count(),
            ahead=read_ahead(project.store.settings),
            parent=self._window,
        )
        if dialog.exec():
            self.start(project, dialog.answers())
        dialog.deleteLater()

    def start(self, project: Project, answers: GenerateAnswers) -> None:
        """Keep what was chosen and queue a generating run; a large project is read in a thread."""
        from desktop.services.ahead_settings import keep_ahead

        if self._preparing.busy():
            return
        keep_ahead(project.store.settings, answers.ahead)
        self._wanted = answers
        self._preparing.start(project)

    def _prepare(self, project: Project) -> Run:
        from desktop.services.generation import prepare_generation

        wanted = self._wanted
        assert wanted is not None
        return prepare_generation(
            project, wanted.values, version_ids=wanted.version_ids, limit=wanted.limit
        )

    @Slot(object)
    def _on_prepared(self, run: Run) -> None:
        self._jobs.start_run(run)
        self.started.emit()

    def stop(self) -> None:
        """Let go of the project."""
        self._preparing.stop()

    def _offer_model(self, model: str) -> None:
        box = QMessageBox(self._window)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("The model is not ready"))
        box.setText(self.tr("The project's model is not on this computer yet."))
        box.setInformativeText(
            self.tr(
                "Making it ready fetches or converts it once, which takes a few minutes. "
                "You can rate meanwhile."
            )
        )
        box.addButton(self.tr("Make it ready"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        accepted = box.exec() != QMessageBox.StandardButton.Cancel
        box.deleteLater()
        if accepted:
            title = self.tr("Making the model ready")
            self._jobs.start_task(JobKind.IMPORT, title, PrepareModel(model))
            self.started.emit()
