"""Commands as a running job meets them: at `poll`, and at `serve`, between two updates.

Small requests wait in line until `serve`, where the trainer lends its live engine. A stop is seen
at the next `poll`, also one inside a request's generation.
"""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.domain.events import (
    CheckpointSaved,
    Event,
    MetricsRecorded,
    Progress,
    ResponsesGenerated,
    RunPaused,
    RunResumed,
    SampleRecorded,
)
from desktop.training.session import ShutdownRequested, StopRequested
from desktop.worker.protocol import (
    CancelRequest,
    Command,
    Discard,
    Generate,
    Pause,
    Resume,
    Score,
    Shutdown,
    StopAndKeep,
)

if TYPE_CHECKING:
    from desktop.domain.journal import JournalWriter
    from desktop.worker.link import Link

STOPPING = "stopping"
"""Phase of the progress event that acknowledges a stop."""

Request = Generate | Score
ServeRequest = Callable[[Any, Request, Callable[[], bool]], None]
"""Answers a request with an engine; the function given tells whether to stop early."""


class WorkerControl:
    """Both what a trainer reports to and what may interrupt it.

    Args:
        link: The worker's end of the pipe.
        serve_request: Answers one request.
        journal: Also takes what a run measures and samples.
    """

    def __init__(
        self, link: Link, serve_request: ServeRequest, journal: JournalWriter | None = None
    ) -> None:
        self._link = link
        self._journal = journal
        self._serve_request = serve_request
        self._requests: deque[Request] = deque()
        self._cancelled: set[int] = set()
        self._paused = False
        self._keep_delivered = False
        self.on_pause: Callable[[], None] | None = None
        self.step = 0
        self.ending: Command | None = None

    @property
    def stopping(self) -> bool:
        """Whether the user asked to end the run and keep its model."""
        return isinstance(self.ending, StopAndKeep)

    def report(self, event: Event) -> None:
        """Pass an event of the run on."""
        if isinstance(event, MetricsRecorded | CheckpointSaved):
            self.step = event.step
        if self._journal is not None and isinstance(event, MetricsRecorded | SampleRecorded):
            self._journal.write(event)
        self._link.report(event)

    def poll(self) -> None:
        """Take in what was asked; wait while paused; raise when the run is to end."""
        self._take_all()
        if self._paused and self.ending is None:
            self._wait()
        self._raise_ending()

    def pause(self) -> None:
        """Wait at the next `poll` until told to go on."""
        self._paused = True

    def serve(self, engine: Any) -> None:  # noqa: ANN401 - the live Engine
        """Answer the requests in line, oldest first."""
        self.poll()
        while self._requests:
            request = self._requests.popleft()
            self._serve_request(engine, request, partial(self._is_over, request))
            self._cancelled.discard(request.request_id)
            self._raise_ending()

    def wait(self, seconds: float) -> bool:
        """Wait for a command between requests; return whether one came."""
        try:
            self._take(self._link.commands.get(timeout=seconds))
        except queue.Empty:
            return False
        return True

    def cancel_waiting(self) -> None:
        """Answer the requests that will not be served: the run is over."""
        self._take_all()
        for request in self._requests:
            self._link.report(ResponsesGenerated(request.request_id, (), cancelled=True))
        self._requests.clear()

    def _wait(self) -> None:
        if self.on_pause is not None:
            self.on_pause()
        self._link.report(RunPaused(self.step))
        while self._paused and self.ending is None:
            self._take(self._link.commands.get())
        if self.ending is None:
            self._link.report(RunResumed(self.step))

    def _take_all(self) -> None:
        while True:
            try:
                command = self._link.commands.get_nowait()
            except queue.Empty:
                return
            self._take(command)

    def _take(self, command: Command) -> None:
        if isinstance(command, Pause):
            self._paused = True
        elif isinstance(command, Resume):
            self._paused = False
        elif isinstance(command, Generate | Score):
            self._requests.append(command)
        elif isinstance(command, CancelRequest):
            self._cancelled.add(command.request_id)
        elif isinstance(command, StopAndKeep | Discard | Shutdown):
            if self.ending is None:
                self._link.report(Progress(STOPPING, 0, 0))
            if not isinstance(self.ending, Shutdown):
                self.ending = command

    def _raise_ending(self) -> None:
        if self.ending is None:
            return
        if isinstance(self.ending, Shutdown):
            raise ShutdownRequested
        if isinstance(self.ending, Discard):
            raise StopRequested(keep=False)
        if not self._keep_delivered:
            # Once only: keeping the model is work that may poll again.
            self._keep_delivered = True
            raise StopRequested(keep=True)

    def _is_over(self, request: Request) -> bool:
        """Tell whether a request being served should stop: cancelled, or the run is to end."""
        self._take_all()
        return self.ending is not None or request.request_id in self._cancelled
