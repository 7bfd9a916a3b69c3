"""Jobs, for the window's training thread and the command line alike.

A `JobRunner` owns one worker for one run. It forwards commands, records events over a database
connection of its own and tells `on_event` about each. It blocks, so it belongs into a thread of
its own (or the foreground of a command).
"""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING

from desktop.domain.errors import NotFoundError
from desktop.domain.runs import Run, Stage
from desktop.services.engines import new_worker
from desktop.services.generation import GenerationJob
from desktop.services.project import DATABASE
from desktop.services.training_job import TrainingJob
from desktop.services.worker_job import Commands, JobLimits, OnEvent
from desktop.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.domain.events import Event
    from desktop.domain.processes import Place
    from desktop.worker.protocol import Command
    from desktop.worker.supervisor import Worker

__all__ = ["Commands", "JobLimits", "JobRunner", "OnEvent"]


def _ignore(event: Event) -> None:
    """Hear an event without doing anything."""


class JobRunner:
    """Runs one job of a project to its end.

    Args:
        project_folder: The (open) project; a second database connection is made to it.
        on_event: Called in the thread of `run` with every event, after it is recorded.
        commands: Where commands for the worker are put (pause, resume, stop, generate, …), from
            any thread.
        worker: Makes the worker.
        limits: How long a worker may be silent, or take to stop.
        place: Of this process, where several share a training run.
    """

    def __init__(
        self,
        project_folder: Path,
        *,
        on_event: OnEvent = _ignore,
        commands: Commands | None = None,
        worker: Callable[[], Worker] = new_worker,
        limits: JobLimits | None = None,
        place: Place | None = None,
    ) -> None:
        self._place = place
        self._folder = project_folder
        self._on_event = on_event
        self._commands: Commands = commands if commands is not None else queue.Queue()
        self._worker = worker
        self._limits = limits or JobLimits()

    def send(self, command: Command) -> None:
        """Pass a command to the worker; from any thread, at once."""
        self._commands.put(command)

    def run(self, run_id: int) -> Run:
        """Do the job that `prepare_run` or `prepare_resume` made ready; return the run as it ended.

        Failures of the run end up in its status and in a `RunFailed` or `WorkerDied` event;
        nothing is raised for them.

        Raises:
            NotFoundError: There is no such run.
            StorageError: What the worker reports cannot be recorded; the worker is stopped.
            WorkerError: No worker could be started.
            KeyboardInterrupt: The run is interrupted, its state kept.

        """
        store = open_store(self._folder / DATABASE)
        try:
            run = store.runs.get(run_id)
            if run is None:
                raise NotFoundError(f"There is no run {run_id}", "The project does not know it.")
            job = GenerationJob if run.stage is Stage.GENERATE else TrainingJob
            job(
                store,
                self._folder,
                run,
                worker=self._worker(),
                on_event=self._on_event,
                commands=self._commands,
                limits=self._limits,
                place=self._place,
            ).run()
            ended = store.runs.get(run_id)
            assert ended is not None
            return ended
        finally:
            store.close()
