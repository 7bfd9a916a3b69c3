"""The page of all background work: what runs, how far, how long; pause, stop, look at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.domain.runs import Stage
from desktop.ui.icons import Symbol
from desktop.ui.jobs.failure_card import FailureCard
from desktop.ui.jobs.job import Job, JobState
from desktop.ui.jobs.job_table import JobTable
from desktop.ui.page import Page
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import EmptyState, PageHeader, page_layout
from desktop.ui.widgets.tables import row_table

if TYPE_CHECKING:
    from desktop.services.project import Project
    from desktop.ui.job_queue import JobQueue


class JobsPage(Page):
    """Lists the jobs of this window."""

    def __init__(self, jobs: JobQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.table = JobTable(jobs, self)
        self.view = row_table(self.table, self.tr("Jobs"), stretched=(0,))
        self.failure = FailureCard()
        self.pause = button(self.tr("Pause"), name="job_pause", symbol=Symbol.PAUSE)
        self.stop = button(self.tr("Stop and keep"), name="job_stop", symbol=Symbol.STOP)
        self.open = button(self.tr("Open the run"), name="job_open", symbol=Symbol.RUNS)
        self.empty = EmptyState(
            self.tr("Nothing runs"),
            self.tr("Training, generating, imports and exports are listed here while they work."),
            self.tr("Go to Train"),
            symbol=Symbol.JOBS,
        )
        self._build()
        self._connect()
        self.refresh()

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Jobs")

    def open_project(self, project: Project) -> None:
        """Need nothing of it: jobs belong to the window."""

    def close_project(self) -> None:
        """Have nothing to let go of."""

    def refresh(self) -> None:
        """Show the list, or that it is empty."""
        self._stack.setCurrentIndex(1 if self.table.rowCount() else 0)
        if self.table.rowCount() and not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self._show_actions()

    def _build(self) -> None:
        full = QWidget()
        column = page_layout(full)
        head = PageHeader(self.title())
        for tool in (self.open, self.pause, self.stop):
            head.add_right(tool)
        column.addWidget(head)
        column.addWidget(self.failure)
        column.addWidget(self.view, 1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(full)

    def _connect(self) -> None:
        for signal in (self._jobs.job_added, self._jobs.job_changed, self._jobs.job_over):
            signal.connect(self._on_jobs_changed)
        self.view.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self.view.doubleClicked.connect(self._on_open_pressed)
        self.pause.clicked.connect(self._on_pause_pressed)
        self.stop.clicked.connect(self._on_stop_pressed)
        self.open.clicked.connect(self._on_open_pressed)
        self.empty.primary_requested.connect(self._on_train_wanted)

    def _chosen(self) -> Job | None:
        return self.table.job_at(self.view.currentIndex().row())

    def _show_actions(self) -> None:
        job = self._chosen()
        paused = job is not None and job.state is JobState.PAUSED
        training = job is not None and job.stage not in (None, Stage.GENERATE)
        can_pause = (
            training and job is not None and job.state in (JobState.RUNNING, JobState.PAUSED)
        )
        self.pause.setEnabled(can_pause)
        self.pause.setText(self.tr("Resume") if paused else self.tr("Pause"))
        self.pause.setAccessibleName(self.pause.text())
        self.stop.setText(self.tr("Stop and keep") if training else self.tr("Cancel"))
        self.stop.setAccessibleName(self.stop.text())
        self.stop.setEnabled(
            job is not None and not job.state.over and job.state is not JobState.STOPPING
        )
        self.open.setEnabled(job is not None and job.run_id is not None)
        self.failure.show_error(job.error if job is not None else None)

    @Slot()
    def _on_jobs_changed(self) -> None:
        self.refresh()

    @Slot(QModelIndex, QModelIndex)
    def _on_row_chosen(self, current: QModelIndex, previous: QModelIndex) -> None:
        self._show_actions()

    @Slot()
    def _on_pause_pressed(self) -> None:
        job = self._chosen()
        if job is None:
            return
        if job.state is JobState.PAUSED:
            self._jobs.resume(job.id)
        else:
            self._jobs.pause(job.id)

    @Slot()
    def _on_stop_pressed(self) -> None:
        job = self._chosen()
        if job is not None:
            self._jobs.stop_and_keep(job.id)

    @Slot()
    def _on_open_pressed(self) -> None:
        job = self._chosen()
        if job is not None and job.run_id is not None:
            self.page_requested.emit("runs", job.run_id)

    @Slot()
    def _on_train_wanted(self) -> None:
        self.page_requested.emit("train", None)
