"""Brings what the jobs report into the window, about thirty times a second.

Workers report faster than a screen can show. The pump takes what has gathered, joins runs of
metrics, samples and tokens of one job into one signal each, keeps only the latest heartbeat and the
latest progress of each phase, and leaves the order as it was: whatever had gathered is emitted
before an event that changes a job's state.
"""

from __future__ import annotations

import queue
import time

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.domain.events import (
    CandidateGrew,
    Event,
    Heartbeat,
    MetricsRecorded,
    Progress,
    SampleRecorded,
    TokenGenerated,
)
from desktop.ui.training_thread import JobEnded, JobEvent

INTERVAL_MS = 33
BUDGET_S = 0.008
"""Time that one tick may take events for; the rest waits for the next tick."""


class EventPump(QObject):
    """Drains the jobs' queue and emits typed signals; every first argument is the job's id."""

    progress_made = Signal(int, object)
    heartbeat_heard = Signal(int, object)
    metrics_recorded = Signal(int, list)
    samples_recorded = Signal(int, list)
    tokens_generated = Signal(int, list)
    candidates_grew = Signal(int, list)
    event_received = Signal(int, object)
    job_ended = Signal(int, object)

    def __init__(self, events: queue.SimpleQueue[JobEvent], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._events = events
        self._batch = _Batch(self)
        self._timer = QTimer(self)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.drain)

    def start(self) -> None:
        """Begin to look for events."""
        self._timer.start()

    def stop(self) -> None:
        """Stop looking; what is in the queue stays there."""
        self._timer.stop()

    @Slot()
    def drain(self) -> None:
        """Emit what has gathered, for at most a few milliseconds."""
        deadline = time.monotonic() + BUDGET_S
        while time.monotonic() < deadline:
            try:
                job_event = self._events.get_nowait()
            except queue.Empty:
                break
            self._batch.take(job_event.job_id, job_event.event)
        self._batch.flush()


class _Batch:
    """Gathers one job's joinable events until something else comes."""

    def __init__(self, pump: EventPump) -> None:
        self._pump = pump
        self._job_id = 0
        self._clear()

    def _clear(self) -> None:
        self._progress: dict[str, Progress] = {}
        self._heartbeat: Heartbeat | None = None
        self._metrics: list[MetricsRecorded] = []
        self._samples: list[SampleRecorded] = []
        self._tokens: list[TokenGenerated] = []
        self._candidates: list[CandidateGrew] = []

    def take(self, job_id: int, event: Event | JobEnded) -> None:
        if job_id != self._job_id:
            self.flush()
            self._job_id = job_id
        if self._gather(event):
            return
        self.flush()
        if isinstance(event, JobEnded):
            self._pump.job_ended.emit(job_id, event)
        else:
            self._pump.event_received.emit(job_id, event)

    def _gather(self, event: Event | JobEnded) -> bool:
        if isinstance(event, MetricsRecorded):
            self._metrics.append(event)
        elif isinstance(event, SampleRecorded):
            self._samples.append(event)
        elif isinstance(event, TokenGenerated):
            self._tokens.append(event)
        elif isinstance(event, CandidateGrew):
            self._candidates.append(event)
        elif isinstance(event, Progress):
            # The last of each phase: what one has come to is not said by the phase after it.
            self._progress.pop(event.phase, None)
            self._progress[event.phase] = event
        elif isinstance(event, Heartbeat):
            self._heartbeat = event
        else:
            return False
        return True

    def flush(self) -> None:
        job_id, pump = self._job_id, self._pump
        progress, heartbeat = self._progress, self._heartbeat
        metrics, samples, tokens = self._metrics, self._samples, self._tokens
        candidates = self._candidates
        self._clear()
        if metrics:
            pump.metrics_recorded.emit(job_id, metrics)
        if samples:
            pump.samples_recorded.emit(job_id, samples)
        if tokens:
            pump.tokens_generated.emit(job_id, tokens)
        if candidates:
            pump.candidates_grew.emit(job_id, candidates)
        for made in progress.values():
            pump.progress_made.emit(job_id, made)
        if heartbeat is not None:
            pump.heartbeat_heard.emit(job_id, heartbeat)
