from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain import metrics
from desktop.domain.blind_pairs import BlindPair, read_pairs, write_pairs
from desktop.domain.events import PairsWaiting
from desktop.domain.feedback import Comparison
from desktop.domain.runs import Run, RunStatus, Stage, settings_for
from desktop.ui.job_queue import JobQueue
from desktop.ui.jobs.job import JobState
from desktop.ui.runs.pairs_notice import PairsNotice
from desktop.ui.runs.runs_page import JUDGE, RUN, RunsPage
from desktop.ui.widgets.notice import Notice, NoticeStack
from desktop.worker.protocol import Resume
from tests.helpers.fake_work import ObedientWorks
from tests.ui.runs.test_runs_page import _report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme


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
    run = project.store.runs.add(
        Stage.PPO,
        settings_for(Stage.PPO),
        total_steps=20,
        policy_version_id=project.store.versions.base().id,
    )
    project.run_folder(run).mkdir(parents=True)
    return run


def ask(project: Project, run: Run, count: int = 3, step: int = 4) -> None:
    prompt = project.store.prompts.list()[0]
    pairs = [
        BlindPair(step, n, prompt.id, f"new {n}", True, f"old {n}", True, 1.0, 0.0)
        for n in range(count)
    ]
    write_pairs(project.run_folder(run), step, pairs)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, jobs: JobQueue, project: Project, run: Run) -> RunsPage:
    page = RunsPage(theme, jobs)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.open_project(project)
    page.refresh()
    page.show()
    qtbot.waitExposed(page)
    return page


def test_a_run_that_has_never_asked_shows_nothing(page: RunsPage, run: Run) -> None:
    page.show_item(run.id)
    assert page.run.pairs.isHidden()


def test_a_run_that_asks_says_so_and_its_pairs_are_judged_with_the_keys(
    page: RunsPage, jobs: JobQueue, works: ObedientWorks, project: Project, run: Run, qtbot: QtBot
) -> None:
    job = jobs.start_run(run)
    page.show_item(run.id)
    ask(project, run)
    _report(jobs, job, PairsWaiting(4, 3))
    jobs.pause(job.id)
    qtbot.waitUntil(lambda: job.state is JobState.PAUSED)
    assert page.run.pairs.count.text() == "0 of 3 judged"
    page.run.pairs.judge.click()
    assert page._stack.currentIndex() == JUDGE
    first = read_pairs(project.run_folder(run))[0]
    shown = (page.blind.pair.a.view.text(), page.blind.pair.b.view.text())
    assert shown == (("new 0", "old 0") if first.policy_first else ("old 0", "new 0"))
    for pair in read_pairs(project.run_folder(run)):
        key = Qt.Key.Key_2 if pair.policy_first else Qt.Key.Key_6
        with qtbot.waitSignal(page.blind.judged):
            QTest.keyClick(page.blind, key)
    assert page.blind.count.text() == "3 of 3 judged"
    words = page.blind.end.text_label.text()
    assert "100% (44–100%) of 3 pairs" in words
    assert "of the 3 that were not equal" in words
    said = [e.judgement for e in project.store.feedback.events()]
    assert len([s for s in said if isinstance(s, Comparison)]) == 3
    page.blind.end.primary.click()
    assert page._stack.currentIndex() == RUN
    qtbot.waitUntil(lambda: any(isinstance(c, Resume) for c in works.made[run.id].received))
    board = page.run.board
    assert board is not None
    for metric in (metrics.HUMAN_WIN_RATE, metrics.HUMAN_AGREEMENT):
        assert list(board.series[metric.name].values) == [1.0]
    assert "100%" in page.run.pairs.text.text()


def test_the_last_judgement_is_taken_back_with_ctrl_z(
    page: RunsPage, project: Project, run: Run, qtbot: QtBot
) -> None:
    ask(project, run)
    project.store.runs.update(run.id, status=RunStatus.INTERRUPTED)
    page.show_item(run.id)
    page.run.pairs.judge.click()
    assert not page.blind.undo.isEnabled()
    with qtbot.waitSignal(page.blind.judged):
        QTest.keyClick(page.blind, Qt.Key.Key_4)
    assert page.blind.count.text() == "1 of 3 judged"
    with qtbot.waitSignal(page.blind.judged):
        QTest.keyClick(page.blind, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.blind.count.text() == "0 of 3 judged"
    texts = {page.blind.pair.a.view.text(), page.blind.pair.b.view.text()}
    assert texts == {"new 0", "old 0"}


def test_leaving_keeps_what_was_judged(
    page: RunsPage, project: Project, run: Run, qtbot: QtBot
) -> None:
    ask(project, run)
    page.show_item(run.id)
    page.run.pairs.judge.click()
    with qtbot.waitSignal(page.blind.judged):
        page.blind.choices.buttons[next(iter(page.blind.choices.buttons))].click()
    page.blind.back.click()
    assert page._stack.currentIndex() == RUN
    assert page.run.pairs.count.text() == "1 of 3 judged"
    page.run.pairs.judge.click()
    assert {page.blind.pair.a.view.text(), page.blind.pair.b.view.text()} == {"new 1", "old 1"}


def test_a_prompt_that_is_gone_leaves_the_answers(
    page: RunsPage, project: Project, run: Run
) -> None:
    write_pairs(project.run_folder(run), 4, [BlindPair(4, 0, 9999, "new", True, "old", True)])
    page.show_item(run.id)
    page.run.pairs.judge.click()
    assert page.blind.prompt.isHidden()
    assert {page.blind.pair.a.view.text(), page.blind.pair.b.view.text()} == {"new", "old"}


def test_a_run_that_asks_is_announced_above_all_pages(
    jobs: JobQueue, run: Run, qtbot: QtBot
) -> None:
    notices = NoticeStack()
    qtbot.addWidget(notices)
    shown: list[tuple[str, object]] = []
    asked = PairsNotice(jobs, notices, lambda name, item: shown.append((name, item)), notices)
    job = jobs.start_run(run)
    _report(jobs, job, PairsWaiting(4, 3))
    (notice,) = notices.findChildren(Notice)
    assert asked.parent() is notices
    assert notice.text.text().startswith("PPO · round 1 waits for you")
    notice.action_button.click()
    assert shown == [("runs", run.id)]
