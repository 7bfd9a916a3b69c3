"""The jobs as a table."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)

from desktop.ui.jobs.job_texts import elapsed_text, left_text, place_text, progress_text
from desktop.ui.jobs.stage_texts import job_state_text

if TYPE_CHECKING:
    from desktop.ui.job_queue import JobQueue
    from desktop.ui.jobs.job import Job

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class JobTable(QAbstractTableModel):
    """One row a job, the newest first."""

    def __init__(self, jobs: JobQueue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._rows: list[Job] = jobs.jobs()
        jobs.job_added.connect(self._on_job_added)
        jobs.job_changed.connect(self._on_job_changed)
        jobs.ticked.connect(self._on_ticked)

    def job_at(self, row: int) -> Job | None:
        """Return the job of a row."""
        return self._rows[row] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of jobs."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self._titles())

    def _titles(self) -> tuple[str, ...]:
        return (
            self.tr("Job"),
            self.tr("State"),
            self.tr("Progress"),
            self.tr("Elapsed"),
            self.tr("Time left"),
            self.tr("Where"),
        )

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a cell's text."""
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        job, now = self._rows[index.row()], time.monotonic()
        return (
            job.title,
            job_state_text(job.state),
            progress_text(job),
            elapsed_text(job, now),
            left_text(job, now),
            place_text(job),
        )[index.column()]

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return a column's title."""
        if role != Qt.ItemDataRole.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return self._titles()[section]

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
                last = self.columnCount() - 1
                self.dataChanged.emit(self.index(row, 0), self.index(row, last))

    @Slot()
    def _on_ticked(self) -> None:
        for job in self._rows:
            if job.state.live:
                self._on_job_changed(job.id)
