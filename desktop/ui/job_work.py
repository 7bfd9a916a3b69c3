"""The kinds of work that a job's thread can do."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from desktop.domain.events import Event, Progress
from desktop.worker.protocol import Discard, Shutdown, StopAndKeep

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.jobs import JobRunner
    from desktop.worker.protocol import Command

OnEvent = Callable[[Event], None]
Task = Callable[[Callable[[int, int], None], Callable[[], bool]], object]
"""Work without a model, such as an import: reports (done, total), asks if it was cancelled."""


class RunWork:
    """A run of the project, by the services' job runner."""

    def __init__(self, runner: JobRunner, run_id: int) -> None:
        self._runner = runner
        self._run_id = run_id

    def run(self) -> object:
        """Do the run."""
        return self._runner.run(self._run_id)

    def send(self, command: Command) -> None:
        """Pass a command to its worker."""
        self._runner.send(command)


class MakeRunWork:
    """Makes the work of a run; only then is the job runner's module loaded."""

    def __init__(self, project_folder: Path, run_id: int) -> None:
        self._project_folder = project_folder
        self._run_id = run_id

    def __call__(self, on_event: OnEvent) -> RunWork:
        """Return the work, reporting to `on_event`."""
        from desktop.services.jobs import JobRunner

        return RunWork(JobRunner(self._project_folder, on_event=on_event), self._run_id)


class TaskWork:
    """A function that reports progress and can be cancelled."""

    def __init__(self, task: Task, phase: str, on_event: OnEvent) -> None:
        self._task = task
        self._phase = phase
        self._on_event = on_event
        self._cancelled = threading.Event()

    def run(self) -> object:
        """Call the function."""
        return self._task(self._progress, self._cancelled.is_set)

    def send(self, command: Command) -> None:
        """Cancel on every command that ends a job."""
        if isinstance(command, StopAndKeep | Discard | Shutdown):
            self._cancelled.set()

    def _progress(self, done: int, total: int) -> None:
        self._on_event(Progress(self._phase, done, total))


class MakeTaskWork:
    """Makes the work of a function."""

    def __init__(self, task: Task, phase: str) -> None:
        self._task = task
        self._phase = phase

    def __call__(self, on_event: OnEvent) -> TaskWork:
        """Return the work, reporting to `on_event`."""
        return TaskWork(self._task, self._phase, on_event)
