"""The application's side of a worker: start it, talk to it, notice its death, stop it.

The worker is an engine's process with one pipe (`launch`). It sends events and a heartbeat; when
the pipe closes it is gone. One thread owns a `Worker`; only `send` may be called from any thread.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import threading
import time
from multiprocessing.connection import wait
from typing import TYPE_CHECKING

from desktop.domain.events import (
    BasePrepared,
    DevicesProbed,
    Event,
    ModelExported,
    RunEnded,
    RunFailed,
    WorkerDied,
)
from desktop.worker.agreement import protocol_version
from desktop.worker.launch import OTHER_PROTOCOL, built_in_engine, launch
from desktop.worker.protocol import Command, Job, Serve, Shutdown

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

    from desktop.domain.engines import Engine

_FINAL = (RunEnded, RunFailed, BasePrepared, DevicesProbed, ModelExported)
_BURST = 1000
_LAST_WORDS = 4000
_LINGERING_S = 5.0


class Worker:
    """A worker process. Make a new one for each job.

    Args:
        find_engine: Says what program to start, when it is started; raises `AppError`.
        clock: Seconds that only go forward.
    """

    def __init__(
        self,
        find_engine: Callable[[], Engine] = built_in_engine,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._find_engine = find_engine
        self._engine: Engine | None = None
        self._clock = clock
        self._process: subprocess.Popen[bytes] | None = None
        self._pipe: Connection | None = None
        self._log_path: Path | None = None
        self._sending = threading.Lock()
        self._pending: list[Event] = []
        self._heard_at = clock()
        self._orderly = False
        self._may_end = False

    def start(self, job: Job, *, log_path: Path) -> None:
        """Start the program on a job; its output goes to the end of `log_path`.

        Raises:
            AppError: There is no engine that can be used.
            WorkerError: The system would not start it.

        """
        if self._process is not None:
            raise RuntimeError("a Worker starts once")
        log_path.parent.mkdir(parents=True, exist_ok=True)
        self._engine = self._find_engine()
        process, pipe = launch(self._engine, log_path=log_path)
        # One that is gone already cannot hear it; its end is noticed by the first `receive`.
        with contextlib.suppress(OSError):
            pipe.send((job, str(log_path)))
        self._process, self._pipe, self._log_path = process, pipe, log_path
        self._may_end = isinstance(job, Serve)
        self._heard_at = self._clock()

    @property
    def engine(self) -> Engine | None:
        """The program that was started; None before the start."""
        return self._engine

    @property
    def pid(self) -> int | None:
        """The process id; None before the start."""
        return self._process.pid if self._process else None

    @property
    def alive(self) -> bool:
        """Whether events may still come."""
        return self._pipe is not None

    @property
    def exit_code(self) -> int | None:
        """How the process ended; negative is a signal, None is not yet."""
        return self._process.poll() if self._process else None

    def send(self, command: Command) -> bool:
        """Send a command; return False when there is no worker to hear it. From any thread."""
        with self._sending:
            if self._pipe is None:
                return False
            try:
                self._pipe.send(command)
            except (OSError, ValueError):
                return False
            if isinstance(command, Shutdown):
                self._may_end = True
        return True

    def receive(self, timeout: float) -> list[Event]:
        """Return what came, waiting up to `timeout` seconds for the first event.

        The last event of a worker that ended without a word is `WorkerDied`.
        """
        events, self._pending = self._pending, []
        pipe = self._pipe
        if pipe is None:
            return events
        try:
            wait([pipe], 0 if events else timeout)
            while pipe.poll() and len(events) < _BURST:
                event: Event = pipe.recv()
                self._heard_at = self._clock()
                self._orderly |= isinstance(event, _FINAL)
                events.append(event)
        except (EOFError, OSError):
            events.extend(self._bury())
        return events

    def unresponsive(self, seconds: float) -> bool:
        """Tell whether a living worker has been silent, heartbeats included, for so long."""
        return self.alive and self.silence() >= seconds

    def silence(self) -> float:
        """Return the seconds since the worker was last heard."""
        return self._clock() - self._heard_at

    def stop(self, grace_s: float = 10.0) -> None:
        """End the worker: ask, kill it after `grace_s`. Its last events can still be received."""
        if self._process is None:
            return
        self.send(Shutdown())
        self._collect(grace_s)
        if self.alive:
            self.kill()

    def kill(self) -> None:
        """End the worker at once; its last checkpoint stays valid."""
        if self._process is None or not self.alive:
            return
        self._may_end = self._orderly = True
        self._process.kill()
        self._collect(5.0)

    def _collect(self, seconds: float) -> None:
        """Receive until the worker is gone or the time is over: a full pipe would hold it up."""
        deadline = self._clock() + seconds
        kept: list[Event] = []
        while self.alive and (left := deadline - self._clock()) > 0:
            kept.extend(self.receive(left))
        self._pending = kept + self._pending

    def _bury(self) -> list[Event]:
        """Close what is left of an ended process; return its death, unless that was expected."""
        process, log_path, engine = self._process, self._log_path, self._engine
        assert process is not None
        assert engine is not None
        assert log_path is not None
        with self._sending:
            if self._pipe is not None:
                self._pipe.close()
            self._pipe = None
        exit_code = _end_of(process)
        if self._orderly or (exit_code == 0 and self._may_end):
            return []
        if exit_code == OTHER_PROTOCOL:
            return [_not_understood(engine)]
        return [WorkerDied(exit_code, last_words(log_path))]


def _end_of(process: subprocess.Popen[bytes]) -> int:
    """Return how a process ended that has closed its pipe; one that lingers is killed."""
    try:
        return process.wait(_LINGERING_S)
    except subprocess.TimeoutExpired:
        process.kill()
        return process.wait()


def _not_understood(engine: Engine) -> RunFailed:
    return RunFailed(
        "The engine is of another Tastemaker",
        f"The engine “{engine.name}” is of Tastemaker {engine.version} and does not understand "
        "this one. Nothing was started. Your project is safe.",
        "Install the engine made for this version, or choose another one in the preferences.",
        f"protocol of the window: {protocol_version()}, of the manifest: {engine.protocol}",
    )


def last_words(log_path: Path, size: int = _LAST_WORDS) -> str:
    """Return the end of a log, from the start of a line; empty when there is none."""
    with contextlib.suppress(OSError), log_path.open("rb") as log:
        log.seek(0, os.SEEK_END)
        start = max(0, log.tell() - size)
        log.seek(start)
        text = log.read().decode("utf-8", "replace")
        return text.split("\n", 1)[-1] if start else text
    return ""
