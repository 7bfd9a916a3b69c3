"""The running job at the foot of the navigation rail."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from desktop.ui.jobs.job_texts import left_text, place_text, progress_text
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from desktop.ui.job_queue import JobQueue
    from desktop.ui.jobs.job import Job


class JobSummary(QPushButton):
    """Shows the running job in three lines; hidden when there is none.

    Signals:
        run_requested: It was pressed while a run is at work: the run's id.
        jobs_requested: It was pressed while another job is.
    """

    run_requested = Signal(int)
    jobs_requested = Signal()

    def __init__(self, jobs: JobQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "job")
        self._jobs = jobs
        self._job: Job | None = None
        self.title = label("", "strong", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.progress = label("", "small", wrap=True)
        self.place = label("", "small")
        self._build()
        for signal in (jobs.job_added, jobs.job_changed, jobs.job_over, jobs.ticked):
            signal.connect(self.refresh)
        self.clicked.connect(self._on_clicked)
        self.refresh()

    def _build(self) -> None:
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(4)
        for widget in (self.title, self.bar, self.progress, self.place):
            widget.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            column.addWidget(widget)

    @Slot()
    def refresh(self) -> None:
        """Show the job that runs now."""
        job = self._job = self._jobs.running()
        self.setVisible(job is not None)
        if job is None:
            return
        progress = [progress_text(job), left_text(job, time.monotonic())]
        self.title.setText(job.title)
        self.progress.setText(" · ".join(part for part in progress if part))
        self.place.setText(place_text(job))
        self.bar.setRange(0, max(job.total, 0))
        self.bar.setValue(job.done)
        self.setAccessibleName(f"{job.title}: {self.progress.text()}")
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be as high as the lines are at another width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self._column.hasHeightForWidth():
            self.setMinimumHeight(self._column.totalHeightForWidth(self.width()))

    @Slot()
    def _on_clicked(self) -> None:
        if self._job is not None and self._job.run_id is not None:
            self.run_requested.emit(self._job.run_id)
        else:
            self.jobs_requested.emit()
