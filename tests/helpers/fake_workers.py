"""Workers' mains that misbehave in one way each. They are spawned as real processes."""

from __future__ import annotations

import errno
import os
import time
from typing import TYPE_CHECKING
from unittest.mock import Mock, patch

from desktop.domain.events import Heartbeat, Progress, RunEnded, RunFailed
from desktop.worker.entry import worker_main
from desktop.worker.link import Link
from desktop.worker.protocol import TRYING, Shutdown

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from torch import Tensor

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


def full_disk(pipe: Connection, job: Job, log_path: str) -> None:
    """Is a real worker whose disk is full from the third checkpoint on."""
    from safetensors.torch import save_file

    written: list[str] = []

    def save(tensors: dict[str, Tensor], path: str) -> None:
        written.append(path)
        if len(written) > 2:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        save_file(tensors, path)

    patch("desktop.models.checkpoints.save_file", save).start()
    worker_main(pipe, job, log_path)


def out_of_memory(pipe: Connection, job: Job, log_path: str) -> None:
    """Is a real worker that cannot allocate what it needs."""
    error = RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: you tried")
    patch("desktop.training.engine.load_language_model", Mock(side_effect=error)).start()
    worker_main(pipe, job, log_path)


def broken(pipe: Connection, job: Job, log_path: str) -> None:
    """Is a real worker with a bug."""
    error = KeyError("a bug")
    patch("desktop.training.engine.load_language_model", Mock(side_effect=error)).start()
    worker_main(pipe, job, log_path)


def stuck_on_a_device(pipe: Connection, job: Job, log_path: str) -> None:
    """Beats, but does not come to the end of trying its second device."""
    pipe.send(Progress(f"{TRYING}cpu", 0, 1))
    pipe.send(Progress(f"{TRYING}cuda:0", 0, 1))
    ignore_all(pipe, job, log_path)
