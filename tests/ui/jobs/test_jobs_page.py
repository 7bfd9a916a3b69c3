from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop.domain.events import Heartbeat, Progress, RunFailed, WorkerReady
from desktop.domain.runs import Run, RunStatus, Stage
from desktop.ui.job_queue import JobQueue
from desktop.ui.jobs.closing import CloseChoice, ask_before_closing, chosen, closing_box
from desktop.ui.jobs.durations import duration_text, time_left_text
from desktop.ui.jobs.failure_card import FailureCard
from desktop.ui.jobs.job import JobState
from desktop.ui.jobs.job_summary import JobSummary
from desktop.ui.jobs.jobs_page import JobsPage
from desktop.ui.training_thread import JobEvent
from desktop.worker.protocol import Pause, Resume, StopAndKeep
from tests.helpers.fake_work import ObedientWorks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.domain.events import Event
    from desktop.ui.jobs.job import Job


@pytest.fixture
def works() -> ObedientWorks:
    return ObedientWorks()


@pytest.fixture
def jobs(qtbot: QtBot, works: ObedientWorks, tmp_path: Path) -> Iterator[JobQueue]:
    queue = JobQueue(works.for_run)
    queue.open_project(tmp_path)
    yield queue
    queue.shut_down()
    assert queue.wait(5)


def _start(jobs: JobQueue, qtbot: QtBot, stage: Stage = Stage.PPO) -> Job:
    """Start a run and wait for the first words of its worker."""
    job = jobs.start_run(Run(3, stage, RunStatus.WAITING, {}, "runs/3", round=2))
    qtbot.waitUntil(lambda: job.total == 4)
    return job


def _report(jobs: JobQueue, job: Job, *events: Event) -> None:
    for event in events:
        jobs._events.put(JobEvent(job.id, event))
    while not jobs._events.empty():
        jobs.pump.drain()


def _row(page: JobsPage, row: int = 0) -> list[str]:
    model = page.table
    return [model.data(model.index(row, column)) for column in range(model.columnCount())]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (0.4, "0 s"),
        (59, "59 s"),
        (61, "1 min"),
        (1080, "18 min"),
        (3599, "1 h 00 min"),
        (7500, "2 h 05 min"),
    ],
)
def test_lengths_of_time_in_words(seconds: float, text: str) -> None:
    assert duration_text(seconds) == text
    assert time_left_text(seconds) == f"{text} left"
    assert time_left_text(None) == ""


def test_the_list_follows_a_job(jobs: JobQueue, qtbot: QtBot) -> None:
    page = JobsPage(jobs)
    qtbot.addWidget(page)
    assert page._stack.currentIndex() == 0
    job = _start(jobs, qtbot)
    _report(
        jobs,
        job,
        WorkerReady("cpu", "", "float32"),
        Heartbeat(3.14, 3.2),
        Progress("train", 92, 200),
    )
    assert page._stack.currentIndex() == 1
    row = _row(page)
    assert row[:3] == ["PPO · round 2", "running", "update 92 of 200"]
    assert row[4:] == ["", "CPU · 3.1 GB"]
    _report(jobs, job, Progress("train", 102, 200))
    assert _row(page)[4].endswith("left")


def test_actions_fit_the_job(jobs: JobQueue, works: ObedientWorks, qtbot: QtBot) -> None:
    page = JobsPage(jobs)
    qtbot.addWidget(page)
    job = _start(jobs, qtbot)
    page.pause.click()
    qtbot.waitUntil(lambda: job.state is JobState.PAUSED)
    assert page.pause.text() == "Resume"
    page.pause.click()
    qtbot.waitUntil(lambda: job.state is JobState.RUNNING)
    with qtbot.waitSignal(page.page_requested) as asked:
        page.open.click()
    assert asked.args == ["runs", 3]
    page.stop.click()
    qtbot.waitUntil(lambda: job.state is JobState.STOPPED)
    assert works.made[3].received == [Pause(), Resume(), StopAndKeep()]
    assert not page.stop.isEnabled()
    assert not page.pause.isEnabled()


def test_generating_can_be_cancelled_but_not_paused(jobs: JobQueue, qtbot: QtBot) -> None:
    page = JobsPage(jobs)
    qtbot.addWidget(page)
    _start(jobs, qtbot, Stage.GENERATE)
    assert not page.pause.isEnabled()
    assert (page.stop.text(), page.stop.isEnabled()) == ("Cancel", True)


def test_a_failed_job_says_why(jobs: JobQueue, qtbot: QtBot) -> None:
    page = JobsPage(jobs)
    qtbot.addWidget(page)
    job = _start(jobs, qtbot)
    _report(jobs, job, RunFailed("The disk is full", "Nothing is lost.", "Make room."))
    assert page.failure.title.text() == "The disk is full"
    assert page.failure.why.text() == "Nothing is lost. Make room."


def test_the_summary_shows_the_running_job(jobs: JobQueue, qtbot: QtBot) -> None:
    summary = JobSummary(jobs)
    qtbot.addWidget(summary)
    assert summary.isHidden()
    job = _start(jobs, qtbot)
    _report(
        jobs,
        job,
        WorkerReady("cpu", "", "float32"),
        Heartbeat(3.1, 3.2),
        Progress("train", 92, 200),
    )
    assert not summary.isHidden()
    assert summary.title.text() == "PPO · round 2"
    assert summary.progress.text() == "update 92 of 200"
    assert summary.place.text() == "CPU · 3.1 GB"
    assert (summary.bar.value(), summary.bar.maximum()) == (92, 200)
    summary.show()
    summary.resize(300, 10)
    one_line = summary.minimumHeight()
    summary.resize(90, 10)
    assert summary.minimumHeight() > one_line, "a long title goes on in the next line"
    with qtbot.waitSignal(summary.run_requested) as asked:
        summary.click()
    assert asked.args == [3]
    jobs.discard(job.id)
    qtbot.waitUntil(summary.isHidden)


def test_failures_can_be_copied_whole(qtbot: QtBot) -> None:
    card = FailureCard()
    qtbot.addWidget(card)
    card.show_error(RunFailed("Title", "Why.", "Hint.", "Traceback: x"), resumable=True)
    card.copy.click()
    assert QGuiApplication.clipboard().text() == "Title\n\nWhy. Hint.\n\nTraceback: x"
    card.show_error(None)
    assert card.isHidden()


def test_closing_does_not_ask_when_nothing_runs(jobs: JobQueue, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    assert ask_before_closing(window, jobs, has_tray=True) is CloseChoice.CLOSE


@pytest.mark.parametrize(
    ("has_tray", "offered"),
    [(True, {"hide", "pause_and_quit", "cancel"}), (False, {"pause_and_quit", "cancel"})],
)
def test_closing_asks_while_something_runs(
    has_tray: bool, offered: set[str], jobs: JobQueue, qtbot: QtBot
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    _start(jobs, qtbot)
    box = closing_box(window, jobs, has_tray=has_tray)
    assert "PPO · round 2" in box.text()
    assert {made.objectName() for made in box.buttons()} == offered
    assert chosen(box) is CloseChoice.CANCEL


def test_the_answer_to_the_question_is_given_back(
    jobs: JobQueue, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    _start(jobs, qtbot)

    def answer(box: QMessageBox) -> int:
        next(b for b in box.buttons() if b.objectName() == "pause_and_quit").click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    choice = ask_before_closing(window, jobs, has_tray=True)
    assert choice is CloseChoice.PAUSE_AND_QUIT
