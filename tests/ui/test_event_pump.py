from __future__ import annotations

import queue
from typing import TYPE_CHECKING

from desktop.domain.events import (
    CheckpointSaved,
    Event,
    Heartbeat,
    MetricsRecorded,
    Progress,
    RunEnded,
    SampleRecorded,
    TokenGenerated,
)
from desktop.ui.event_pump import EventPump
from desktop.ui.training_thread import JobEnded, JobEvent

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Listener:
    """Notes every signal of a pump in the order it came."""

    def __init__(self, pump: EventPump) -> None:
        self.heard: list[tuple[str, int, object]] = []
        for name in (
            "progress_made",
            "heartbeat_heard",
            "metrics_recorded",
            "samples_recorded",
            "tokens_generated",
            "event_received",
            "job_ended",
        ):
            getattr(pump, name).connect(self._note(name))

    def _note(self, name: str) -> object:
        def note(job_id: int, value: object) -> None:
            self.heard.append((name, job_id, value))

        return note


def _drain(events: list[tuple[int, Event | JobEnded]]) -> list[tuple[str, int, object]]:
    waiting: queue.SimpleQueue[JobEvent] = queue.SimpleQueue()
    for job_id, event in events:
        waiting.put(JobEvent(job_id, event))
    pump = EventPump(waiting)
    listener = Listener(pump)
    while not waiting.empty():
        pump.drain()
    return listener.heard


def test_metrics_are_joined_and_only_the_latest_progress_of_a_phase_is_told(qtbot: QtBot) -> None:
    first, second = MetricsRecorded(1, {"a": 1.0}), MetricsRecorded(2, {"a": 2.0})
    heard = _drain([(1, first), (1, Progress("p", 1, 9)), (1, second), (1, Progress("p", 2, 9))])
    assert heard == [
        ("metrics_recorded", 1, [first, second]),
        ("progress_made", 1, Progress("p", 2, 9)),
    ]


def test_the_end_of_a_phase_is_told_before_the_next_phase(qtbot: QtBot) -> None:
    told = [Progress("sample", 1, 1), Progress("train", 0, 1), Progress("train", 1, 1)]
    heard = _drain([(1, progress) for progress in (*told, Progress("sample", 0, 4))])
    assert heard == [
        ("progress_made", 1, Progress("train", 1, 1)),
        ("progress_made", 1, Progress("sample", 0, 4)),
    ]


def test_nothing_overtakes_an_event_that_changes_the_state(qtbot: QtBot) -> None:
    before, after = MetricsRecorded(1, {"a": 1.0}), MetricsRecorded(2, {"a": 2.0})
    sample, token = SampleRecorded(1, 3, "hello"), TokenGenerated(5, 0, "he")
    heard = _drain(
        [
            (1, before),
            (1, sample),
            (1, token),
            (1, Heartbeat(1.0, 2.0)),
            (1, CheckpointSaved(1)),
            (1, after),
            (1, RunEnded("finished", 2)),
            (1, JobEnded()),
        ]
    )
    assert heard == [
        ("metrics_recorded", 1, [before]),
        ("samples_recorded", 1, [sample]),
        ("tokens_generated", 1, [token]),
        ("heartbeat_heard", 1, Heartbeat(1.0, 2.0)),
        ("event_received", 1, CheckpointSaved(1)),
        ("metrics_recorded", 1, [after]),
        ("event_received", 1, RunEnded("finished", 2)),
        ("job_ended", 1, JobEnded()),
    ]


def test_two_jobs_are_kept_apart(qtbot: QtBot) -> None:
    one, two = MetricsRecorded(1, {"a": 1.0}), MetricsRecorded(1, {"b": 2.0})
    assert _drain([(1, one), (2, two)]) == [
        ("metrics_recorded", 1, [one]),
        ("metrics_recorded", 2, [two]),
    ]


def test_the_timer_drains_until_stopped(qtbot: QtBot) -> None:
    waiting: queue.SimpleQueue[JobEvent] = queue.SimpleQueue()
    pump = EventPump(waiting)
    pump.start()
    waiting.put(JobEvent(4, JobEnded()))
    with qtbot.waitSignal(pump.job_ended) as told:
        pass
    assert told.args == [4, JobEnded()]
    pump.stop()
