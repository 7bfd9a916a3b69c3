"""A worker for one short job: its events until it ends, its failures as errors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from desktop.domain.errors import AppError, WorkerError
from desktop.domain.events import Event, RunFailed, WorkerDied
from desktop.services.engines import new_worker
from desktop.services.outcomes import describe_death

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.worker.protocol import Job
    from desktop.worker.supervisor import Worker

Cancelled = Callable[[], bool]
POLL_S = 0.2
STOP_WITHIN_S = 2.0


def never() -> bool:
    """Never cancel."""
    return False


def do_job(
    job: Job,
    log_path: Path,
    cancelled: Cancelled = never,
    *,
    worker: Callable[[], Worker] = new_worker,
    grace_s: float = STOP_WITHIN_S,
) -> Iterator[Event]:
    """Start a worker on a job and yield its events.

    It is stopped when it is cancelled, or nobody listens any more, and killed after `grace_s`.

    Raises:
        AppError: The job failed.
        WorkerError: The worker could not be started, or died.

    """
    child = worker()
    child.start(job, log_path=log_path)
    try:
        while child.alive and not cancelled():
            for event in child.receive(POLL_S):
                if isinstance(event, RunFailed):
                    raise AppError(event.title, event.message, event.hint)
                if isinstance(event, WorkerDied):
                    raise WorkerError(
                        "The worker is gone", describe_death(event), f"Its log is {log_path}."
                    )
                yield event
    finally:
        child.stop(grace_s)
