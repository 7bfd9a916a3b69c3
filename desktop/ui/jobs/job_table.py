"""The jobs as a table."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject, Slot

from desktop.ui.jobs.job_texts import elapsed_text, left_text, place_text, progress_text
from desktop.ui.jobs.stage_texts import job_state_text, job_symbol
from desktop.ui.widgets.tables import RowsModel

if TYPE_CHECKING:
    from desktop.ui.icons import Symbol
    from desktop.ui.job_queue import JobQueue
    from desktop.ui.jobs.job import Job

STATE = 1


class JobTable(RowsModel):
    """One row a job, the newest first."""

    def __init__(self, jobs: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._rows: list[Job] = jobs.jobs()
        self.set_headings(
            (
                self.tr("Job"),
                self.tr("State"),
                self.tr("Progress"),
                self.tr("Elapsed"),
                self.tr("Time left"),
                self.tr("Where"),
            )
        )
        jobs.job_added.connect(self._on_job_added)
        jobs.job_changed.connect(self._on_job_changed)
        jobs.ticked.connect(self._on_ticked)

    def job_at(self, row: int) -> Job | None:
        """Return the job of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def row_count(self) -> int:
        """Return the number of jobs."""
        return len(self._rows)

    def cell(self, row: int, column: int) -> str:
        """Return a fact about a job."""
        job, now = self._rows[row], time.monotonic()
        return (
            job.title,
            job_state_text(job.state),
            progress_text(job),
            elapsed_text(job, now),
            left_text(job, now),
            place_text(job),
        )[column]

    def symbol(self, row: int, column: int) -> Symbol | None:
        """Show a job's state as an icon too."""
        return job_symbol(self._rows[row].state) if column == STATE else None

    @Slot(int)
    def _on_job_added(self, job_id: int) -> None:
        job = self._jobs.job(job_id)
        if job not in self._jobs.jobs():
            return
        self.beginInsertRows(QModelIndex(), 0, 0)
        self._rows.insert(0, job)
        self.endInsertRows()

    @Slot(int)
    def _on_job_changed(self, job_id: int) -> None:
        for row, job in enumerate(self._rows):
            if job.id == job_id:
                self.cells_changed(row, row)

    @Slot()
    def _on_ticked(self) -> None:
        for job in self._rows:
            if job.state.live:
                self._on_job_changed(job.id)
