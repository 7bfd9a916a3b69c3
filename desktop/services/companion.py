"""A process that does a share of a run which another process of the same launch leads.

It opens no project and says nothing: the first process has the database, reports, and explains what
fails, here too.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from desktop.domain.events import RunEnded, RunFailed, WorkerDied
from desktop.domain.runs import RunStatus
from desktop.services.engines import new_worker
from desktop.services.paths import logs_folder
from desktop.worker.protocol import JoinRun, Shutdown

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.processes import Place
    from desktop.worker.supervisor import Worker

_POLL_S = 0.5


def join_run(place: Place, *, worker: Callable[[], Worker] = new_worker) -> bool:
    """Do a share of the run that the first process starts; return whether it came to its end.

    A Ctrl-C reaches all processes: the worker leaves the run together with the others.

    Raises:
        WorkerError: The worker could not be started.
    """
    child = worker()
    child.start(JoinRun(place), log_path=logs_folder() / f"process-{place.rank}.log")
    ended = False
    while child.alive:
        try:
            for event in child.receive(_POLL_S):
                if isinstance(event, RunEnded):
                    ended = event.status in (RunStatus.FINISHED, RunStatus.STOPPED)
                elif isinstance(event, RunFailed | WorkerDied):
                    ended = False
        except KeyboardInterrupt:
            with suppress(KeyboardInterrupt):
                child.send(Shutdown())
    return ended
