"""The first line of a run's page: what it is, how far, how long, and what can be done with it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from desktop.domain.runs import RunStatus
from desktop.ui.error_words import translated
from desktop.ui.icons import Symbol
from desktop.ui.jobs.job import JobState
from desktop.ui.jobs.job_texts import elapsed_text, left_text
from desktop.ui.jobs.stage_texts import (
    job_state_text,
    phase_text,
    run_status_text,
    run_title,
    step_text,
)
from desktop.ui.widgets.buttons import button, more_button
from desktop.ui.widgets.containers import PageHeader
from desktop.ui.widgets.labels import Chip, whole_tip
from desktop.ui.widgets.two_sides import TwoSides

if TYPE_CHECKING:
    from desktop.domain.runs import Run
    from desktop.ui.jobs.job import Job

TONES = {
    RunStatus.RUNNING: "good",
    RunStatus.FINISHED: "good",
    RunStatus.PAUSED: "warning",
    RunStatus.INTERRUPTED: "warning",
    RunStatus.FAILED: "bad",
}


class RunHeader(QWidget):
    """Shows a run's state and offers what fits it.

    Signals:
        back_requested, pause_requested, resume_requested, stop_requested, discard_requested:
            A button was pressed.
        continue_requested: A run that is not at work should go on from its last checkpoint.
    """

    back_requested = Signal()
    pause_requested = Signal()
    resume_requested = Signal()
    stop_requested = Signal()
    discard_requested = Signal()
    continue_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.head = PageHeader("")
        self.status = self.head.add_chip(Chip("", "", self.head))
        self.steps = self.head.add_chip(Chip("", "", self.head))
        self.left = self.head.add_chip(Chip("", "", self.head))
        self.place = self.head.add_chip(Chip("", "", self.head))
        self.back = button(self.tr("All runs"), role="flat", name="run_back", symbol=Symbol.BACK)
        self.pause = button(self.tr("Pause"), name="run_pause", symbol=Symbol.PAUSE)
        self.resume = button(self.tr("Resume"), name="run_resume", symbol=Symbol.PLAY)
        self.go_on = button(
            self.tr("Resume"), role="primary", name="run_continue", symbol=Symbol.PLAY
        )
        self.stop = button(self.tr("Stop and keep"), name="run_stop", symbol=Symbol.STOP)
        self.more = more_button(self.tr("More"))
        self.menu = QMenu(self)
        self.discard = self.menu.addAction(self.tr("Discard the run…"))
        self.more.setMenu(self.menu)
        self._build()

    def _build(self) -> None:
        tools = QWidget()
        right = QHBoxLayout(tools)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(8)
        right.addStretch(1)
        for widget in (self.back, self.pause, self.resume, self.go_on, self.stop, self.more):
            right.addWidget(widget)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(TwoSides(self.head, tools))
        self.back.clicked.connect(self.back_requested)
        self.pause.clicked.connect(self.pause_requested)
        self.resume.clicked.connect(self.resume_requested)
        self.go_on.clicked.connect(self.continue_requested)
        self.stop.clicked.connect(self.stop_requested)
        self.discard.triggered.connect(self.discard_requested)

    def show_run(self, run: Run, job: Job | None) -> None:
        """Show a run, and the job that works on it, if any."""
        live = job is not None and not job.state.over
        now = time.monotonic()
        self.head.heading.setText(run_title(run))
        text, tone = run_status_text(run.status), TONES.get(run.status, "")
        if live and job is not None and job.state is JobState.STOPPING:
            text, tone = job_state_text(job.state), "warning"
        elif live and job is not None and job.state is JobState.RUNNING:
            text = phase_text(job.phase) or text
        self.status.show_state(text, tone)
        done, total = (job.done, job.total) if live and job else (run.step, run.total_steps)
        self.steps.show_state(step_text(run.stage, done, total))
        left = ""
        if live and job is not None:
            left = left_text(job, now) or elapsed_text(job, now)
        self.left.show_state(left)
        self._offer(run, job if live else None)

    def show_place(self, device: str, reason: str) -> None:
        """Show where the run computes, and why there on hovering."""
        self.place.show_state(device.upper())
        self.place.setToolTip(whole_tip(translated(reason)))

    def _offer(self, run: Run, job: Job | None) -> None:
        state = job.state if job is not None else None
        self.pause.setVisible(state is JobState.RUNNING)
        self.resume.setVisible(state is JobState.PAUSED)
        self.stop.setVisible(state in (JobState.RUNNING, JobState.PAUSED, JobState.WAITING))
        self.more.setVisible(not self.stop.isHidden())
        self.go_on.setVisible(job is None and run.status.resumable)
