"""Workers' mains that misbehave in one way each. They are spawned as real processes."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from desktop.domain.events import Heartbeat, Progress, RunEnded, RunFailed
from desktop.worker.link import Link
from desktop.worker.protocol import Shutdown

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from desktop.worker.protocol import Job


def echo_commands(pipe: Connection, job: Job, log_path: str) -> None:
    """Names each command in a progress event; ends on `Shutdown` like a run that was shut down."""
    link = Link(pipe)
    link.start()
    link.report(Progress("ready", 0, 1))
    while not isinstance(command := link.commands.get(), Shutdown):
        link.report(Progress(type(command).__name__, 1, 1))
    link.report(RunEnded("interrupted", 0))


def crash(pipe: Connection, job: Job, log_path: str) -> None:
    """Writes last words and ends with a code of its own."""
    with open(log_path, "a", encoding="utf-8") as log:
        log.write("first line\nall my last words\n")
    os._exit(7)


def end_silently(pipe: Connection, job: Job, log_path: str) -> None:
    """Ends as if all were well, without a result."""


def finish(pipe: Connection, job: Job, log_path: str) -> None:
    """Reports more than a pipe holds, then the end of the run."""
    for number in range(3000):
        pipe.send(Progress("x" * 100, number, 3000))
    pipe.send(RunEnded("finished", 3, {"accuracy": 0.5}))


def fail(pipe: Connection, job: Job, log_path: str) -> None:
    """Reports a failure."""
    pipe.send(RunFailed("No", "because", "do this"))


def ignore_all(pipe: Connection, job: Job, log_path: str) -> None:
    """Beats, but hears nothing."""
    while True:
        pipe.send(Heartbeat(1.0, 1.0))
        time.sleep(0.05)
