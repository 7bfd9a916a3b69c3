"""Work for a job's thread without a worker process: it reports a script, or obeys commands."""

from __future__ import annotations

import queue
from typing import TYPE_CHECKING

from desktop.domain.events import Event, Progress, RunEnded, RunPaused, RunResumed
from desktop.worker.protocol import Command, Discard, Pause, Resume, Shutdown, StopAndKeep

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path


class ScriptedWork:
    """Reports a list of events, raises what it is given to raise, and is over."""

    def __init__(
        self, on_event: Callable[[Event], None], events: Sequence[Event], error: Exception | None
    ) -> None:
        self._on_event = on_event
        self._events = events
        self._error = error

    def run(self) -> None:
        for event in self._events:
            self._on_event(event)
        if self._error is not None:
            raise self._error

    def send(self, command: Command) -> None:
        """Has nobody to pass it to."""


class ScriptedWorks:
    """Makes scripted works; stands in for what makes the work of a run."""

    def __init__(self, events: Sequence[Event] = (), error: Exception | None = None) -> None:
        self.events = events
        self.error = error

    def __call__(self, on_event: Callable[[Event], None]) -> ScriptedWork:
        return ScriptedWork(on_event, self.events, self.error)

    def for_run(self, folder: Path, run_id: int) -> ScriptedWorks:
        return self


class ObedientWork:
    """Runs until told to end, and answers commands as a worker does."""

    def __init__(self, on_event: Callable[[Event], None]) -> None:
        self.on_event = on_event
        self.received: list[Command] = []
        self._commands: queue.Queue[Command] = queue.Queue()

    def run(self) -> None:
        self.on_event(Progress("train", 0, 4))
        while True:
            command = self._commands.get(timeout=10)
            self.received.append(command)
            if isinstance(command, Pause):
                self.on_event(RunPaused(1))
            elif isinstance(command, Resume):
                self.on_event(RunResumed(1))
            elif isinstance(command, StopAndKeep | Discard | Shutdown):
                status = "discarded" if isinstance(command, Discard) else "stopped"
                self.on_event(RunEnded(status, 1))
                return

    def send(self, command: Command) -> None:
        self._commands.put(command)


class ObedientWorks:
    """Makes obedient works and keeps them, by run id, for the test to look at."""

    def __init__(self) -> None:
        self.made: dict[int, ObedientWork] = {}

    def for_run(
        self, folder: Path, run_id: int
    ) -> Callable[[Callable[[Event], None]], ObedientWork]:
        def make(on_event: Callable[[Event], None]) -> ObedientWork:
            self.made[run_id] = ObedientWork(on_event)
            return self.made[run_id]

        return make
