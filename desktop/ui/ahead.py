"""Works ahead of the user: more answers before the pairs run out, scores for the uncertain ones.

It looks after each judgement, but only as closely as need be: after a look that found many new
pairs, not before about as many were judged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.ui.background import ProjectTask
from desktop.ui.jobs.job import JobKind, JobState
from desktop.ui.scoring import ScoreAnswers

if TYPE_CHECKING:
    from desktop.services.ahead import Outlook
    from desktop.services.project import Project
    from desktop.ui.job_queue import JobQueue


def _look(project: Project) -> Outlook:
    """Look ahead; the service is loaded when first needed."""
    from desktop.services.ahead import look_ahead

    return look_ahead(project)


class WorkAhead(QObject):
    """Starts background work that the open project asks for.

    Signals:
        error_occurred: It could not be prepared.
    """

    error_occurred = Signal(object)

    def __init__(self, jobs: JobQueue, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._own: set[int] = set()
        self._seen: tuple[int, int, int] | None = None
        self._looks_again_at = 0
        self._fruitless: tuple[int, int, int] | None = None
        self._resting = False
        self._looking = ProjectTask(_look, self)
        self._looking.done.connect(self._on_looked)
        self._looking.failed.connect(self._on_failed)
        jobs.job_over.connect(self._on_job_over)

    def open_project(self, project: Project) -> None:
        """Work for this project from now on."""
        self._project = project
        self._forget()

    def close_project(self) -> None:
        """Let go of the project."""
        self._looking.stop()
        self._project = None

    def rest(self) -> None:
        """Start nothing from now on, whatever projects ask for."""
        self._resting = True

    @Slot()
    def look(self) -> None:
        """Look whether something is to be done, unless that cannot be."""
        from desktop.services.ahead_settings import wants_ahead

        project = self._project
        if project is None or self._resting or self._looking.busy() or self._heavy():
            return
        if not wants_ahead(project):
            return
        seen = _counts(project)
        enough = project.store.feedback.count_standing() < self._looks_again_at
        if seen == self._fruitless or (seen == self._seen and enough):
            return
        self._seen = seen
        self._looking.start(project)

    @Slot()
    def chosen_anew(self) -> None:
        """Look at once: the user chose something else."""
        self._forget()
        self.look()

    def _forget(self) -> None:
        self._seen = self._fruitless = None

    def _heavy(self) -> bool:
        return any(job.kind.heavy and not job.state.over for job in self._jobs.jobs())

    @Slot(object)
    def _on_looked(self, outlook: Outlook) -> None:
        from desktop.services.ahead_settings import read_ahead

        project = self._project
        if project is None:
            return
        store = project.store
        spare = outlook.new_pairs - read_ahead(store.settings).below
        self._looks_again_at = store.feedback.count_standing() + max(1, spare)
        if outlook.run is not None:
            self._own.add(self._jobs.start_run(outlook.run).id)
        elif outlook.unscored:
            title = self.tr("Scoring answers")
            self._own.add(self._jobs.start_task(JobKind.SCORE, title, ScoreAnswers(project)).id)

    @Slot(object)
    def _on_failed(self, error: object) -> None:
        self._fruitless = self._seen
        self.error_occurred.emit(error)

    @Slot(int)
    def _on_job_over(self, job_id: int) -> None:
        """Do not try again what failed, was stopped by the user, or made nothing new."""
        if job_id not in self._own or self._project is None:
            return
        self._own.discard(job_id)
        job = self._jobs.job(job_id)
        if job.state is not JobState.DONE or job.done == 0:
            self._fruitless = _counts(self._project)
        self.look()


def _counts(project: Project) -> tuple[int, int, int]:
    store = project.store
    return store.prompts.count(), store.responses.count(), store.scores.count()
