"""What every job with a worker does: pump commands in and events out, and enforce a stop."""

from __future__ import annotations

import logging
import queue
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.errors import AppError
from desktop.domain.events import (
    CheckpointSaved,
    Event,
    MetricsRecorded,
    Progress,
    WorkerReady,
    WorkerSilent,
)
from desktop.services.outcomes import RunRecorder
from desktop.services.run_files import LOG
from desktop.worker.protocol import Command, Discard, Job, Shutdown, StopAndKeep

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.processes import Place
    from desktop.domain.runs import Run
    from desktop.store.store import Store
    from desktop.worker.supervisor import Worker

logger = logging.getLogger(__name__)

OnEvent = Callable[[Event], None]
Commands = queue.Queue[Command]

POLL_S = 0.1
STOPPING = "stopping"
"""Phase of the progress event with which a worker acknowledges a stop."""


@dataclass(frozen=True, slots=True)
class JobLimits:
    """Seconds.

    Args:
        stop_within: From a stop to its acknowledgement, and from there to the end; then the worker
            is killed.
        keep_within: From the acknowledgement of "stop and keep" to the end: the model is written
            in between.
        silent_after: Silence of a living worker that is reported.
    """

    stop_within: float = 10.0
    keep_within: float = 300.0
    silent_after: float = 20.0


class WorkerJob(ABC):
    """One run with its worker.

    Args:
        store: A connection that belongs to the caller's thread.
        project_folder: The project.
        run: The run to do.
        worker: Not started yet.
        on_event: Hears every event after it is recorded.
        commands: Where commands come from.
        limits: How long a worker may be silent, or take to stop.
        place: Of this process, where several share a training run.
    """

    def __init__(
        self,
        store: Store,
        project_folder: Path,
        run: Run,
        *,
        worker: Worker,
        on_event: OnEvent,
        commands: Commands,
        limits: JobLimits,
        place: Place | None = None,
    ) -> None:
        self._place = place
        self._store = store
        self._run = run
        self._project_folder = project_folder
        self._run_folder = project_folder / run.folder
        self._recorder = RunRecorder(store, project_folder, run)
        self._worker = worker
        self._on_event = on_event
        self._commands = commands
        self._limits = limits
        self._ready = False
        self._stop: Command | None = None
        self._stop_by = 0.0
        self._silence_told = False

    @abstractmethod
    def job(self) -> Job:
        """Return what the worker is started on."""

    @abstractmethod
    def handle(self, event: Event) -> None:
        """Record an event and pass it on."""

    @abstractmethod
    def end_without_word(self) -> None:
        """Record the end of a worker that did not report one (it was stopped)."""

    def run(self) -> None:
        """Do the job; on an exception the worker is stopped and the run marked interrupted."""
        self._recorder.begin()
        try:
            self._worker.start(self.job(), log_path=self._run_folder / LOG)
            self._pump()
        except BaseException as error:
            self._break_off(str(error) or None)
            raise
        if not self._recorder.ended:
            self.end_without_word()

    def _break_off(self, words: str | None) -> None:
        """Stop the worker and record what can be: the store itself may have failed."""
        self._worker.stop(self._limits.stop_within)
        try:
            for event in self._worker.receive(0):
                self.handle(event)
            if not self._recorder.ended:
                self._recorder.interrupt(words)
        except AppError:
            logger.exception("the end of run %d was not recorded", self._run.id)

    def _pump(self) -> None:
        while self._worker.alive:
            self._forward()
            for event in self._worker.receive(POLL_S):
                self._note(event)
                self.handle(event)
            self._watch()
        for event in self._worker.receive(0):
            self.handle(event)

    def _forward(self) -> None:
        while True:
            try:
                command = self._commands.get_nowait()
            except queue.Empty:
                return
            if isinstance(command, StopAndKeep | Discard | Shutdown):
                self.stop(command)
            else:
                self._worker.send(command)

    def stop(self, command: Command) -> None:
        """Ask the worker to stop; one that has not begun has nothing to keep: it is killed."""
        if self._stop is None:
            self._stop_by = time.monotonic() + self._limits.stop_within
        self._stop = command
        if self._ready:
            self._worker.send(command)
        else:
            self._worker.kill()

    def _note(self, event: Event) -> None:
        if isinstance(event, WorkerReady | MetricsRecorded | CheckpointSaved):
            self._ready = True
        elif isinstance(event, Progress) and event.phase == STOPPING and self._stop is not None:
            keeping = isinstance(self._stop, StopAndKeep)
            limit = self._limits.keep_within if keeping else self._limits.stop_within
            self._stop_by = time.monotonic() + limit

    def _watch(self) -> None:
        """Kill a worker that does not obey a stop; tell of one that has gone silent."""
        if self._stop is not None and time.monotonic() > self._stop_by:
            self._worker.kill()
        elif self._worker.unresponsive(self._limits.silent_after):
            if not self._silence_told:
                self._on_event(WorkerSilent(self._worker.silence()))
            self._silence_told = True
        else:
            self._silence_told = False
