from __future__ import annotations

import queue
from typing import TYPE_CHECKING

from desktop.domain.errors import TrainingError
from desktop.domain.events import CheckpointSaved, MetricsRecorded, RunFailed
from desktop.ui.training_thread import JobEnded, JobEvent, TrainingThread
from desktop.worker.protocol import Discard, Pause
from tests.helpers.fake_work import ObedientWork, ScriptedWorks

if TYPE_CHECKING:
    import pytest
    from pytestqt.qtbot import QtBot


def _run(works: ScriptedWorks, qtbot: QtBot) -> list[JobEvent]:
    events: queue.SimpleQueue[JobEvent] = queue.SimpleQueue()
    thread = TrainingThread(7, works, events)
    with qtbot.waitSignal(thread.finished):
        thread.start()
    thread.wait()
    heard = []
    while not events.empty():
        heard.append(events.get())
    return heard


def test_events_arrive_in_order_and_the_end_last(qtbot: QtBot) -> None:
    script = [MetricsRecorded(step, {"a": float(step)}) for step in range(200)]
    heard = _run(ScriptedWorks(script), qtbot)
    assert [item.event for item in heard] == [*script, JobEnded()]
    assert {item.job_id for item in heard} == {7}


def test_an_error_the_user_can_mend_is_told_in_its_words(qtbot: QtBot) -> None:
    problem = TrainingError("No pairs", "Nothing was rated.", "Rate some.")
    heard = _run(ScriptedWorks([CheckpointSaved(1)], problem), qtbot)
    assert heard[0].event == CheckpointSaved(1)
    assert heard[1].event == JobEnded(RunFailed("No pairs", "Nothing was rated.", "Rate some."))


def test_a_bug_is_told_with_its_traceback(qtbot: QtBot, caplog: pytest.LogCaptureFixture) -> None:
    heard = _run(ScriptedWorks(error=KeyError("nonsense")), qtbot)
    ended = heard[-1].event
    assert isinstance(ended, JobEnded)
    assert ended.error is not None
    assert not ended.error.expected
    assert "Traceback" in ended.error.details
    assert "nonsense" in ended.error.details
    assert "job 7 failed" in caplog.text


def test_commands_reach_the_work_in_order(qtbot: QtBot) -> None:
    events: queue.SimpleQueue[JobEvent] = queue.SimpleQueue()
    made: list[ObedientWork] = []

    def make(on_event: object) -> ObedientWork:
        made.append(ObedientWork(on_event))  # type: ignore[arg-type]
        return made[0]

    thread = TrainingThread(1, make, events)
    thread.send(Pause())
    thread.send(Discard())
    with qtbot.waitSignal(thread.finished):
        thread.start()
    thread.wait()
    assert made[0].received == [Pause(), Discard()]
