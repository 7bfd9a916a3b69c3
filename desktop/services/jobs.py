"""Jobs: the loop between a worker and the project, for the window's training thread and the command line alike.

A `JobRunner` owns one worker for one run. It forwards commands, records events over a database connection of its own and
tells `on_event` about each. It blocks, so it belongs into a thread of its own (or the foreground of a command).
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from desktop.domain.events import Event
from desktop.domain.runs import Run
from desktop.worker.protocol import Command

OnEvent = Callable[[Event], None]


class JobRunner:
    """Runs one job of a project to its end.

    Args:
        project_folder: The (open) project; a second database connection is made to it.
        on_event: Called in the thread of `run` with every event, after it is recorded.
    """

    def __init__(self, project_folder: Path, *, on_event: OnEvent) -> None:
        self._folder = project_folder
        self._on_event = on_event

    def send(self, command: Command) -> None:
        """Pass a command (pause, resume, stop, generate, …) to the worker; from any thread, at once."""
        raise NotImplementedError

    def run(self, run_id: int) -> Run:
        """Do the job and return the run as it ended. `prepare_run` or `prepare_resume` made it ready.

        All failures end up in the run's status and in a `RunFailed` or `WorkerDied` event; nothing is raised for them.
        """
        raise NotImplementedError
