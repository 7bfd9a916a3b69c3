"""All background work of the window: what waits, what runs, what is over.

Jobs that need a model run one after the other, each in a thread of its own with a worker process;
imports and exports run beside them. Every command returns at once. What a job reports comes back
through the event pump, is noted here, and is told on by signals; pages that want the events
themselves (charts, chat) connect to `pump`.
"""

from __future__ import annotations

import itertools
import queue
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.domain.events import (
    Heartbeat,
    Progress,
    RunEnded,
    RunFailed,
    RunPaused,
    RunResumed,
    WarningRaised,
    WorkerDied,
    WorkerReady,
    WorkerSilent,
)
from desktop.domain.runs import RunStatus, Stage
from desktop.ui.event_pump import EventPump
from desktop.ui.job_work import MakeRunWork, MakeTaskWork
from desktop.ui.jobs.job import Job, JobKind, JobState
from desktop.ui.jobs.stage_texts import run_title
from desktop.ui.training_thread import JobEnded, JobEvent, MakeWork, TrainingThread
from desktop.worker.protocol import Command, Discard, Pause, Resume, Shutdown, StopAndKeep

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path
    from typing import Any

    from desktop.domain.runs import Run
    from desktop.services.project import Project
    from desktop.ui.job_work import Task

TICK_MS = 1000
STEP_PHASES = ("train", "generate")
"""Phases of a run's progress that count its steps; others (loading, sampling) only have a name."""


class JobQueue(QObject):
    """Starts, steers and watches jobs.

    Args:
        make_run: Makes the work of a run from the project's folder and the run's id; tests pass a
            fake.
        parent: Owns the queue.
    """

    job_added = Signal(int)
    job_changed = Signal(int)
    job_over = Signal(int)
    ticked = Signal()
    all_ended = Signal()

    def __init__(
        self,
        make_run: Callable[[Path, int], MakeWork] = MakeRunWork,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._make_run = make_run
        self._folder: Path | None = None
        self._jobs: dict[int, Job] = {}
        self._works: dict[int, MakeWork] = {}
        self._threads: dict[int, TrainingThread] = {}
        self._job_ids = itertools.count(1)
        self._request_ids = itertools.count(1_000_000)
        self._events: queue.SimpleQueue[JobEvent] = queue.SimpleQueue()
        self.pump = EventPump(self._events, self)
        self._ticker = QTimer(self)
        self._ticker.setInterval(TICK_MS)
        self._ticker.timeout.connect(self.ticked)
        self.pump.progress_made.connect(self._on_progress_made)
        self.pump.heartbeat_heard.connect(self._on_heartbeat_heard)
        self.pump.event_received.connect(self._on_event_received)
        self.pump.job_ended.connect(self._on_job_ended)

    def open_project(self, folder: Path) -> None:
        """Run jobs in this project from now on."""
        self._folder = folder

    def jobs(self) -> list[Job]:
        """Return the jobs of the list, newest first."""
        return [job for job in reversed(self._jobs.values()) if job.kind is not JobKind.CHAT]

    def job(self, job_id: int) -> Job:
        """Return one job."""
        return self._jobs[job_id]

    def job_of_run(self, run_id: int) -> Job | None:
        """Return the latest job of a run, if this window started one."""
        return next((job for job in self.jobs() if job.run_id == run_id), None)

    def running(self) -> Job | None:
        """Return the job to show at the foot of the rail: the one with a model, else any."""
        live = [job for job in self.jobs() if job.state.live]
        return next((job for job in live if job.kind.heavy), live[0] if live else None)

    def busy(self) -> bool:
        """Whether closing the window would cut work off."""
        return any(not job.state.over for job in self.jobs())

    def next_request_id(self) -> int:
        """Return an id for a request to a worker that no other request has."""
        return next(self._request_ids)

    def start_run(self, run: Run) -> Job:
        """Queue a prepared run (training or generating) and start it when its turn comes."""
        if self._folder is None:
            raise RuntimeError("no project is open")
        kind = JobKind.GENERATE if run.stage is Stage.GENERATE else JobKind.TRAIN
        job = Job(next(self._job_ids), kind, run_title(run), run_id=run.id, stage=run.stage)
        job.done, job.total = run.step, run.total_steps
        return self._add(job, self._make_run(self._folder, run.id))

    def start_generation(
        self,
        project: Project,
        values: Mapping[str, Any] | None = None,
        *,
        version_ids: Sequence[int] = (),
        prompt_ids: Iterable[int] | None = None,
        limit: int | None = None,
    ) -> Job:
        """Prepare a run that samples candidates and queue it; raises like `prepare_generation`."""
        # Loaded when first needed: the window opens sooner without it.
        from desktop.services.generation import prepare_generation

        run = prepare_generation(
            project, values, version_ids=version_ids, prompt_ids=prompt_ids, limit=limit
        )
        return self.start_run(run)

    def start_task(self, kind: JobKind, title: str, task: Task) -> Job:
        """Queue a function, such as an import or export."""
        return self._add(Job(next(self._job_ids), kind, title), MakeTaskWork(task, title))

    def start_service(self, title: str, make_work: MakeWork) -> Job:
        """Start a worker that answers requests until it is stopped; it stands in no list."""
        return self._add(Job(next(self._job_ids), JobKind.CHAT, title), make_work)

    def send(self, job_id: int, command: Command) -> None:
        """Send a command to a job's worker, if it has one."""
        if job_id in self._threads:
            self._threads[job_id].send(command)

    def pause(self, job_id: int) -> None:
        """Ask a job to write a checkpoint and wait; `PAUSED` follows when it has."""
        self.send(job_id, Pause())

    def resume(self, job_id: int) -> None:
        """Let a paused job go on."""
        self.send(job_id, Resume())

    def stop_and_keep(self, job_id: int) -> None:
        """End a job now and keep what it has made."""
        self._end(job_id, StopAndKeep())

    def discard(self, job_id: int) -> None:
        """End a job now and keep nothing."""
        self._end(job_id, Discard())

    def shut_down(self) -> None:
        """End everything; runs write a checkpoint and can go on later. `all_ended` follows."""
        for job in self._jobs.values():
            if job.state is JobState.WAITING:
                self._set_over(job, JobState.STOPPED)
        for job_id in list(self._threads):
            self._end(job_id, Shutdown())
        if not self._threads:
            self.all_ended.emit()

    def wait(self, seconds: float) -> bool:
        """Block until all threads have ended, at most so long: only for the application’s end."""
        deadline = time.monotonic() + seconds
        for thread in list(self._threads.values()):
            thread.wait(max(0, int(1000 * (deadline - time.monotonic()))))
        while self._threads and not self._events.empty():
            self.pump.drain()
        return not self._threads

    def _add(self, job: Job, make_work: MakeWork) -> Job:
        self._jobs[job.id] = job
        self._works[job.id] = make_work
        self.job_added.emit(job.id)
        self._start_waiting()
        return job

    def _start_waiting(self) -> None:
        for job in self._jobs.values():
            if job.state is JobState.WAITING and not (job.kind.heavy and self._heavy_runs()):
                self._start(job)

    def _heavy_runs(self) -> bool:
        return any(self._jobs[job_id].kind.heavy for job_id in self._threads)

    def _start(self, job: Job) -> None:
        thread = TrainingThread(job.id, self._works.pop(job.id), self._events, self)
        self._threads[job.id] = thread
        job.clock.start(time.monotonic())
        job.state = JobState.RUNNING
        self.pump.start()
        self._ticker.start()
        thread.start()
        self.job_changed.emit(job.id)

    def _end(self, job_id: int, command: Command) -> None:
        job = self._jobs[job_id]
        if job.state is JobState.WAITING:
            self._works.pop(job_id, None)
            self._set_over(job, JobState.STOPPED)
        elif job.state.live:
            job.state = JobState.STOPPING
            self.send(job_id, command)
            self.job_changed.emit(job_id)

    def _set_over(self, job: Job, state: JobState) -> None:
        job.clock.stop(time.monotonic())
        job.state = state
        self.job_changed.emit(job.id)
        self.job_over.emit(job.id)

    @Slot(int, object)
    def _on_progress_made(self, job_id: int, progress: Progress) -> None:
        job = self._jobs[job_id]
        job.phase = progress.phase
        counted = job.stage is None or progress.phase in STEP_PHASES
        if counted:
            job.done, job.total = progress.done, progress.total
        if counted or job.done >= job.total > 0:
            # What a run does after its steps takes a time of its own.
            job.clock.step(progress.done, progress.total, time.monotonic())
        self.job_changed.emit(job_id)

    @Slot(int, object)
    def _on_heartbeat_heard(self, job_id: int, heartbeat: Heartbeat) -> None:
        self._jobs[job_id].memory_gb = heartbeat.memory_gb
        self.job_changed.emit(job_id)

    @Slot(int, object)
    def _on_event_received(self, job_id: int, event: object) -> None:
        job = self._jobs[job_id]
        if isinstance(event, RunPaused) and job.state is not JobState.STOPPING:
            job.clock.stop(time.monotonic())
            job.state = JobState.PAUSED
        elif isinstance(event, RunResumed) and job.state is JobState.PAUSED:
            job.clock.start(time.monotonic())
            job.state = JobState.RUNNING
        elif isinstance(event, WorkerReady):
            job.device = event.device
        elif isinstance(event, WarningRaised):
            job.warnings.append(event.text)
        elif isinstance(event, WorkerSilent):
            job.warnings.append(
                self.tr(
                    "The worker has not been heard for {seconds} s. It may be very busy; you can "
                    "wait, or stop the run and resume it."
                ).format(seconds=round(event.seconds))
            )
        elif isinstance(event, RunFailed | WorkerDied):
            job.error = event
        elif isinstance(event, RunEnded) and event.status == RunStatus.FINISHED:
            job.state = JobState.DONE
        self.job_changed.emit(job_id)

    @Slot(int, object)
    def _on_job_ended(self, job_id: int, ended: JobEnded) -> None:
        thread = self._threads.pop(job_id)
        thread.wait()
        thread.deleteLater()
        job = self._jobs[job_id]
        job.error = job.error or ended.error
        self._set_over(job, _end_state(job))
        self._start_waiting()
        if not self._threads:
            self.pump.stop()
            self._ticker.stop()
            self.all_ended.emit()


def _end_state(job: Job) -> JobState:
    if job.error is not None:
        return JobState.FAILED
    return JobState.STOPPED if job.state is JobState.STOPPING else JobState.DONE
