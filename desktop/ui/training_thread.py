"""The thread of the application that owns a worker.

The window must never wait for a child process. So one thread for each job starts the worker,
forwards commands to it, records what it reports, and queues the same for the window;
`desktop.ui.event_pump` hands that over to the pages. All the work is done by an object that knows
no Qt (a `JobRunner` of `desktop.services.jobs`); this class is the thread, the queue, and the
promise that a job's end is always told.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QThread

from desktop.domain.errors import AppError
from desktop.domain.events import Event, RunFailed

if TYPE_CHECKING:
    import queue

    from PySide6.QtCore import QObject

    from desktop.worker.protocol import Command

logger = logging.getLogger(__name__)


class Work(Protocol):
    """What a job does."""

    def run(self) -> object:
        """Do it, blocking until it is over."""

    def send(self, command: Command) -> None:
        """Take a command while it runs, from any thread, without waiting."""


MakeWork = Callable[[Callable[[Event], None]], Work]
"""Makes a job's work around the function that it reports events to."""


@dataclass(frozen=True, slots=True)
class JobEnded:
    """The last thing heard of a job: its thread is done, with an error if its work raised one."""

    error: RunFailed | None = None


@dataclass(frozen=True, slots=True)
class JobEvent:
    """An event and the job it belongs to."""

    job_id: int
    event: Event | JobEnded


class TrainingThread(QThread):
    """Runs one job's work.

    Args:
        job_id: Marks this job's events.
        make_work: Called at once; its result runs in the thread.
        events: Where events are put, for the window to take.
        parent: Deletes the thread with itself.
    """

    def __init__(
        self,
        job_id: int,
        make_work: MakeWork,
        events: queue.SimpleQueue[JobEvent],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName(f"job-{job_id}")
        self._job_id = job_id
        self._events = events
        self._work = make_work(self._report)

    def send(self, command: Command) -> None:
        """Pass a command to the work; returns at once."""
        self._work.send(command)

    def run(self) -> None:
        """Do the work (in the new thread) and report how it ended."""
        error: RunFailed | None = None
        try:
            self._work.run()
        except AppError as problem:
            error = RunFailed(problem.title, problem.message, problem.hint)
        except Exception as problem:
            logger.exception("job %d failed", self._job_id)
            error = RunFailed(
                type(problem).__name__, str(problem), "", traceback.format_exc(), False
            )
        finally:
            self._events.put(JobEvent(self._job_id, JobEnded(error)))

    def _report(self, event: Event) -> None:
        self._events.put(JobEvent(self._job_id, event))
