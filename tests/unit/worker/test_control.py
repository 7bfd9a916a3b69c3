from __future__ import annotations

import queue
import threading
from typing import TYPE_CHECKING

import pytest

from desktop.domain.events import (
    CheckpointSaved,
    Event,
    Progress,
    ResponsesGenerated,
    RunPaused,
    RunResumed,
)
from desktop.domain.settings import SamplingSettings
from desktop.training.session import ShutdownRequested, StopRequested
from desktop.worker.control import STOPPING, WorkerControl
from desktop.worker.protocol import (
    CancelRequest,
    Command,
    Discard,
    Generate,
    Pause,
    Resume,
    Shutdown,
    StopAndKeep,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.worker.protocol import Score

STOP_TOLD = Progress(STOPPING, 0, 0)


class FakeLink:
    """A link with nobody at the other end."""

    def __init__(self, *commands: Command) -> None:
        self.commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self.events: list[Event] = []
        for command in commands:
            self.commands.put(command)

    def report(self, event: Event) -> None:
        self.events.append(event)


class Server:
    """Remembers what was asked of it, and whether it should have stopped."""

    def __init__(self) -> None:
        self.served: list[tuple[object, int, bool]] = []

    def __call__(
        self, engine: object, request: Generate | Score, should_stop: Callable[[], bool]
    ) -> None:
        self.served.append((engine, request.request_id, should_stop()))


def request(number: int) -> Generate:
    return Generate(number, (), SamplingSettings())


def control_of(*commands: Command) -> tuple[WorkerControl, FakeLink, Server]:
    link, server = FakeLink(*commands), Server()
    return WorkerControl(link, server), link, server  # type: ignore[arg-type]


def test_nothing_asked_nothing_done() -> None:
    control, link, _ = control_of()
    control.poll()
    assert link.events == []


def test_stop_and_keep_is_raised_once_so_that_keeping_can_poll() -> None:
    control, link, _ = control_of(StopAndKeep())
    with pytest.raises(StopRequested) as raised:
        control.poll()
    assert raised.value.keep
    control.poll()
    assert control.stopping
    assert link.events == [STOP_TOLD]


def test_discard_and_shutdown_are_raised_at_every_poll() -> None:
    control, _, _ = control_of(Discard())
    for _ in range(2):
        with pytest.raises(StopRequested) as raised:
            control.poll()
        assert not raised.value.keep
    control, _, _ = control_of(Shutdown())
    for _ in range(2):
        with pytest.raises(ShutdownRequested):
            control.poll()


def test_a_discard_overrides_keeping_and_a_shutdown_overrides_all() -> None:
    control, link, _ = control_of(StopAndKeep())
    with pytest.raises(StopRequested):
        control.poll()
    link.commands.put(Discard())
    with pytest.raises(StopRequested) as raised:
        control.poll()
    assert not raised.value.keep
    link.commands.put(Shutdown())
    link.commands.put(StopAndKeep())
    with pytest.raises(ShutdownRequested):
        control.poll()


def test_a_pause_writes_a_checkpoint_first_and_waits_for_resume() -> None:
    control, link, _ = control_of(Pause())
    order: list[str] = []
    control.report(CheckpointSaved(4))
    control.on_pause = lambda: order.append("checkpoint")

    def note(event: Event) -> None:
        order.append(type(event).__name__)
        if isinstance(event, RunPaused):
            link.commands.put(Resume())

    link.report = note  # type: ignore[method-assign]
    control.poll()
    assert order == ["checkpoint", "RunPaused", "RunResumed"]
    control.poll()
    assert order[3:] == []


def test_a_paused_run_can_be_stopped() -> None:
    control, link, _ = control_of(Pause())
    timer = threading.Timer(0.05, link.commands.put, (StopAndKeep(),))
    timer.start()
    with pytest.raises(StopRequested):
        control.poll()
    timer.join()
    assert link.events == [RunPaused(0), STOP_TOLD]
    assert not any(isinstance(event, RunResumed) for event in link.events)


def test_requests_wait_for_serve_and_keep_their_order() -> None:
    control, _, server = control_of(request(1), request(2))
    control.poll()
    assert server.served == []
    control.serve("engine")
    assert server.served == [("engine", 1, False), ("engine", 2, False)]


def test_a_request_cancelled_in_line_is_told_to_stop() -> None:
    control, link, server = control_of(request(1))
    control.poll()
    link.commands.put(CancelRequest(1))
    control.serve(None)
    assert server.served == [(None, 1, True)]


def test_a_stop_ends_the_request_being_served_and_then_the_run() -> None:
    control, link, server = control_of(request(1), request(2))
    control.poll()
    link.commands.put(Discard())
    with pytest.raises(StopRequested):
        control.serve(None)
    assert server.served == []
    control.cancel_waiting()
    assert link.events[1:] == [
        ResponsesGenerated(1, (), cancelled=True),
        ResponsesGenerated(2, (), cancelled=True),
    ]
