"""Starts the generation of answers, after making the base model ready where it is not.

The services for it are loaded when first needed: the window opens sooner without them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.ui.dialogs.generate import GenerateDialog
from desktop.ui.jobs.job import JobKind
from desktop.ui.jobs.prepare_model import PrepareModel

if TYPE_CHECKING:
    from desktop.services.project import Project
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

    @Slot(object)
    def ask(self, project: Project) -> None:
        """Ask and start; first offer to fetch the model if it is not on this computer."""
        from desktop.services.starter import base_ready

        if not base_ready(project.model):
            self._offer_model(project.model)
            return
        dialog = GenerateDialog(
            project.store.versions.list(), project.store.prompts.count(), self._window
        )
        if dialog.exec():
            self.start(
                project,
                version_id=int(dialog.version.currentData()),
                per_prompt=dialog.per_prompt.value(),
                limit=dialog.limit.value(),
            )
        dialog.deleteLater()

    def start(self, project: Project, *, version_id: int, per_prompt: int, limit: int) -> None:
        """Queue a generating run."""
        from desktop.services.generation import prepare_generation

        try:
            run = prepare_generation(
                project, {"per_prompt": per_prompt}, version_id=version_id, limit=limit
            )
        except Exception as error:
            self.error_occurred.emit(error)
            return
        self._jobs.start_run(run)
        self.started.emit()

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
