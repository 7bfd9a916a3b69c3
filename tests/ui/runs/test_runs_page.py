from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton

from desktop.domain import metrics
from desktop.domain.events import (
    Event,
    MetricsRecorded,
    Progress,
    RunFailed,
    SampleRecorded,
    WarningRaised,
    WorkerDied,
    WorkerReady,
)
from desktop.domain.runs import RunStatus, Stage, settings_for
from desktop.services.outcomes import RunRecorder
from desktop.ui.job_queue import JobQueue
from desktop.ui.jobs.job import JobState
from desktop.ui.jobs.job_texts import progress_text
from desktop.ui.runs.runs_page import LIST, RUN, RunsPage
from desktop.ui.training_thread import JobEvent
from desktop.worker.protocol import Discard, Pause, Resume, StopAndKeep
from tests.helpers.fake_work import ObedientWorks

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.domain.runs import Run
    from desktop.services.project import Project
    from desktop.ui.jobs.job import Job
    from desktop.ui.theme.theme import Theme

REWARD = metrics.REWARD.name


@pytest.fixture
def works() -> ObedientWorks:
    return ObedientWorks()


@pytest.fixture
def jobs(qtbot: QtBot, works: ObedientWorks, project: Project) -> Iterator[JobQueue]:
    queue = JobQueue(works.for_run)
    queue.open_project(project.folder)
    yield queue
    queue.shut_down()
    assert queue.wait(5)


@pytest.fixture
def run(project: Project) -> Run:
    store = project.store
    run = store.runs.add(Stage.PPO, settings_for(Stage.PPO), total_steps=200)
    for step in range(3):
        store.metrics.record(run.id, step, {REWARD: step / 10}, 1000.0 + step)
    prompt = store.prompts.list()[0]
    store.samples.record(run.id, 0, prompt.id, "We are sorry.", {"reward": -0.5, "kl": 0.0}, True)
    store.samples.record(run.id, 2, prompt.id, "We are here.", {"reward": 1.25, "kl": 3.0}, False)
    return run


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, jobs: JobQueue, project: Project, run: Run) -> RunsPage:
    page = RunsPage(theme, jobs)
    qtbot.addWidget(page)
    page.open_project(project)
    page.refresh()
    return page


@pytest.fixture
def job(page: RunsPage, jobs: JobQueue, run: Run, qtbot: QtBot) -> Job:
    """The run at work, shown by the page."""
    job = jobs.start_run(run)
    page.show_item(run.id)
    qtbot.waitUntil(lambda: job.total == 4)
    return job


def _report(jobs: JobQueue, job: Job, *events: Event) -> None:
    for event in events:
        jobs._events.put(JobEvent(job.id, event))
    while not jobs._events.empty():
        jobs.pump.drain()


def test_the_list_shows_the_runs_and_opens_one(page: RunsPage, run: Run, project: Project) -> None:
    project.store.runs.update(
        run.id,
        status=RunStatus.FINISHED,
        step=200,
        result={"reward_before": -0.3, "reward_after": 1.2, "kl": 4.0},
    )
    page.refresh()
    assert page._stack.currentIndex() == LIST
    cells = [page.table.data(page.table.index(0, column)) for column in range(4)]
    assert cells == [
        f"{run.id}  PPO · round 1",
        "finished",
        "update 200 of 200",
        "reward −0.30 → 1.20",
    ]
    page.list.activated.emit(page.table.index(0, 0))
    assert page._stack.currentIndex() == RUN
    assert "at a KL of 4.00" in page.run.result.text.text()


def test_the_charts_hold_what_is_stored(page: RunsPage, run: Run) -> None:
    page.show_item(run.id)
    assert page.run.board is not None
    x, y = page.run.board.cards[REWARD].plot.raw.getOriginalDataset()
    assert (x.tolist(), y.tolist()) == ([0.0, 1.0, 2.0], [0.0, 0.1, 0.2])
    assert page.run.board.cards[metrics.KL.name].plot.target_line.value() == 8.0


def test_metrics_that_arrive_are_drawn(page: RunsPage, jobs: JobQueue, job: Job) -> None:
    _report(jobs, job, MetricsRecorded(3, {REWARD: 0.7}, 1003.0))
    assert page.run.board is not None
    assert page.run.board.series[REWARD].values == [0.0, 0.1, 0.2, 0.7]
    assert page.run.board.cards[REWARD].value.text() == "0.70"


def test_what_a_run_does_beside_its_steps_is_said(page: RunsPage, jobs: JobQueue, job: Job) -> None:
    _report(jobs, job, Progress("train", 200, 200))
    _report(jobs, job, Progress("folds", 3, 120))
    assert page.run.header.status.text() == "cross-validating"
    assert page.run.header.steps.text() == "update 200 of 200"
    assert not page.run.header.left.text().endswith("left"), "its steps are done, it is not"
    assert progress_text(job) == "cross-validating"
    _report(jobs, job, Progress("folds", 14, 120))
    assert page.run.header.left.text().endswith("left")
    _report(jobs, job, Progress("train", 200, 200))
    assert page.run.header.status.text() == "waiting", "the status that is stored"


def test_progress_is_told_with_the_time_left(page: RunsPage, jobs: JobQueue, job: Job) -> None:
    _report(jobs, job, Progress("train", 92, 200))
    assert page.run.header.steps.text() == "update 92 of 200"
    _report(jobs, job, Progress("train", 102, 200))
    assert page.run.header.left.text().endswith("left")


def test_samples_are_compared_word_by_word_with_the_first(page: RunsPage, run: Run) -> None:
    page.show_item(run.id)
    samples = page.run.samples
    assert list(samples.steps) == [0, 2]
    assert samples.shown_step() == 2
    assert samples.view.text() == "We are sorryhere."
    assert samples.reward.text() == "reward 1.25 (was −0.50)"
    assert samples.kl.text() == "KL 3.00 (was 0.00)"
    assert samples.end.text() == "cut off at the length limit"
    samples.steps[0].click()
    assert samples.view.text() == "We are sorry."
    assert samples.end.text() == "ends properly"


def test_without_changes_the_sample_is_shown_as_it_is(page: RunsPage, run: Run) -> None:
    page.show_item(run.id)
    page.run.samples.changes.click()
    assert page.run.samples.view.text() == "We are here."


def test_a_new_sample_is_followed_unless_another_step_is_chosen(
    page: RunsPage, jobs: JobQueue, job: Job, project: Project
) -> None:
    prompt = project.store.prompts.list()[0]
    samples = page.run.samples
    _report(jobs, job, SampleRecorded(4, prompt.id, "New.", {"reward": 2.0}))
    assert samples.shown_step() == 4
    samples.steps[0].click()
    _report(jobs, job, SampleRecorded(6, prompt.id, "Newer.", {"reward": 2.0}))
    assert samples.shown_step() == 0
    assert list(samples.steps) == [0, 2, 4, 6]


def test_a_warning_is_shown_in_full(page: RunsPage, jobs: JobQueue, job: Job) -> None:
    assert page.run.warnings.isHidden()
    _report(jobs, job, WarningRaised("first"), WarningRaised("KL is above its limit"))
    assert page.run.warnings.text.text() == "KL is above its limit"
    assert page.run.warnings.count.text() == "and 1 earlier"


def test_pause_resume_and_stop_reach_the_worker(
    page: RunsPage, job: Job, works: ObedientWorks, run: Run, qtbot: QtBot
) -> None:
    header = page.run.header
    assert not header.pause.isHidden()
    assert header.resume.isHidden()
    header.pause.click()
    qtbot.waitUntil(lambda: job.state is JobState.PAUSED)
    assert header.pause.isHidden()
    header.resume.click()
    qtbot.waitUntil(lambda: job.state is JobState.RUNNING)
    header.stop.click()
    assert header.status.text() == "stopping"
    qtbot.waitUntil(lambda: job.state is JobState.STOPPED)
    assert works.made[run.id].received == [Pause(), Resume(), StopAndKeep()]
    assert header.stop.isHidden()


@pytest.mark.parametrize("sure", [True, False])
def test_discarding_asks_first(
    sure: bool,
    page: RunsPage,
    job: Job,
    works: ObedientWorks,
    run: Run,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[str] = []

    def answer(box: QMessageBox) -> int:
        asked.append(box.text())
        name = "discard" if sure else "keep"
        next(made for made in box.buttons() if made.objectName() == name).click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", answer)
    page.run.header.discard.trigger()
    assert len(asked) == 1
    if sure:
        qtbot.waitUntil(lambda: job.state is JobState.STOPPED)
        assert works.made[run.id].received == [Discard()]
    else:
        assert job.state is JobState.RUNNING


@pytest.mark.parametrize(
    ("event", "title", "details"),
    [
        (
            RunFailed("Out of memory", "7 GB wanted.", "Lower it.", "trace"),
            "Out of memory",
            "trace",
        ),
        (WorkerDied(-9, "Killed"), "The worker process ended unexpectedly", "Killed"),
    ],
)
def test_a_failure_is_shown_with_what_to_do_and_can_be_resumed(
    event: RunFailed | WorkerDied,
    title: str,
    details: str,
    page: RunsPage,
    jobs: JobQueue,
    job: Job,
    project: Project,
    qtbot: QtBot,
) -> None:
    project.store.runs.update(page.run.run_id or 0, status=RunStatus.INTERRUPTED)
    _report(jobs, job, event)
    jobs.stop_and_keep(job.id)
    qtbot.waitUntil(lambda: job.state is JobState.FAILED)
    failure = page.run.failure
    assert not failure.isHidden()
    assert failure.title.text() == title
    assert failure.details.toPlainText() == details
    assert not failure.resume.isHidden()
    assert failure.details.isHidden()
    failure.show_details.click()
    assert not failure.details.isHidden()


def test_a_run_that_cannot_be_resumed_says_why(
    page: RunsPage, run: Run, project: Project, qtbot: QtBot
) -> None:
    project.store.runs.update(run.id, status=RunStatus.INTERRUPTED, error="The machine went off.")
    page.show_item(run.id)
    assert page.run.failure.why.text() == "The machine went off."
    with qtbot.waitSignal(page.error_occurred):
        page.run.header.go_on.click()


def test_pictures_and_numbers_are_saved(page: RunsPage, run: Run, tmp_path: Path) -> None:
    page.show_item(run.id)
    page.run.save_csv(tmp_path / "run.csv")
    lines = (tmp_path / "run.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == f"{REWARD},0,0.0,1000.0"
    page.run.save_picture(tmp_path / "run.png")
    assert (tmp_path / "run.png").read_bytes().startswith(b"\x89PNG")


def test_a_file_that_cannot_be_written_is_told(
    page: RunsPage, run: Run, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.show_item(run.id)
    path = tmp_path / "missing" / "run"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    for name in ("charts_picture", "charts_csv"):
        made = page.findChild(QPushButton, name)
        assert made is not None
        with qtbot.waitSignal(page.error_occurred) as told:
            made.click()
        assert told.args is not None
        assert str(path) in told.args[0].message


def test_a_generating_run_has_no_charts(page: RunsPage, project: Project) -> None:
    made = project.store.runs.add(Stage.GENERATE, settings_for(Stage.GENERATE), total_steps=8)
    page.show_item(made.id)
    assert page.run.toolbar is not None
    assert page.run.toolbar.isHidden()
    assert page.run.header.steps.text() == "answer 0 of 8"


def test_going_back_and_closing(page: RunsPage, run: Run) -> None:
    page.show_item(run.id)
    page.run.header.back.click()
    assert page._stack.currentIndex() == LIST
    page.close_project()
    assert page.table.rowCount() == 0


def test_where_a_run_computes_stands_in_its_first_line(
    page: RunsPage, jobs: JobQueue, job: Job, project: Project, run: Run
) -> None:
    assert page.run.header.place.isHidden()
    ready = WorkerReady("cpu", "no GPU here", "float32")
    RunRecorder(project.store, project.folder, run).record(ready)
    _report(jobs, job, ready)
    assert page.run.header.place.text() == "CPU"
    assert page.run.header.place.toolTip() == "no GPU here"
    assert "no GPU here" in page.run.facts.place.text()


def test_another_run_is_laid_under_this_one(page: RunsPage, project: Project, run: Run) -> None:
    store = project.store
    store.runs.add(Stage.SFT, settings_for(Stage.SFT))
    other = store.runs.add(Stage.PPO, settings_for(Stage.PPO))
    for step in range(4):
        store.metrics.record(other.id, step, {REWARD: 5.0}, 2000.0 + step)
    page.show_item(run.id)
    toolbar, board = page.run.toolbar, page.run.board
    assert toolbar is not None
    assert board is not None
    offered = [toolbar.other.itemData(index) for index in range(toolbar.other.count())]
    assert offered == [0, other.id]
    toolbar.other.activated.emit(1)
    x, y = board.cards[REWARD].plot.other.getOriginalDataset()
    assert (list(x), list(y)) == ([0, 1, 2, 3], [5.0] * 4)
    toolbar.other.activated.emit(0)
    x, _ = board.cards[REWARD].plot.other.getOriginalDataset()
    assert x is None or len(x) == 0
