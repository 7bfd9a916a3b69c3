from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from desktop.domain.feedback import Comparison, Preference
from desktop.domain.runs import Stage
from desktop.ui import background
from desktop.ui.background import ProjectTask, is_large
from desktop.ui.job_queue import JobQueue
from desktop.ui.rate.page import RatePage
from desktop.ui.train.train_page import TrainPage
from tests.helpers.fake_work import ScriptedWorks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme


@pytest.fixture
def owner(qapp: QObject) -> Iterator[QObject]:
    made = QObject()
    yield made
    made.deleteLater()


@pytest.fixture
def all_are_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(background, "LARGE", 0)


def count_and_thread(project: Project) -> tuple[int, str]:
    return project.store.prompts.count(), threading.current_thread().name


def test_a_small_project_is_worked_on_at_once(owner: QObject, project: Project) -> None:
    task = ProjectTask(count_and_thread, owner)
    results: list[object] = []
    task.done.connect(results.append)
    task.start(project)
    assert not is_large(project)
    assert results == [(6, "MainThread")]


@pytest.mark.usefixtures("all_are_large")
def test_a_large_one_goes_to_a_thread(owner: QObject, project: Project, qtbot: QtBot) -> None:
    task = ProjectTask(count_and_thread, owner)
    with qtbot.waitSignal(task.done) as done:
        task.start(project)
        task.start(project)
        assert task.busy()
    assert done.args is not None
    count, thread = done.args[0]
    assert count == 6
    assert thread != "MainThread"
    assert not task.busy()


@pytest.mark.usefixtures("all_are_large")
def test_an_error_in_the_thread_is_told(owner: QObject, project: Project, qtbot: QtBot) -> None:
    def fail(_project: Project) -> object:
        raise ValueError("no")

    task = ProjectTask(fail, owner)
    with qtbot.waitSignal(task.failed) as told:
        task.start(project)
    assert told.args is not None
    assert isinstance(told.args[0], ValueError)


@pytest.mark.usefixtures("all_are_large")
def test_after_stop_nothing_is_told(owner: QObject, project: Project, qtbot: QtBot) -> None:
    task = ProjectTask(count_and_thread, owner)
    results: list[object] = []
    task.done.connect(results.append)
    task.start(project)
    task.stop()
    qtbot.wait(20)
    assert results == []
    assert not task.busy()


@pytest.mark.usefixtures("all_are_large")
def test_a_large_project_is_rated_like_a_small_one(
    qtbot: QtBot, theme: Theme, project: Project
) -> None:
    page = RatePage(theme)
    qtbot.addWidget(page)
    page.open_project(project)
    page.show()
    page.refresh()
    assert page.empty.isVisible()
    qtbot.waitUntil(page.modes.compare.isVisible)
    page.activateWindow()
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_2)
    assert project.store.feedback.count_standing("comparison") == 1
    page.close_project()


@pytest.mark.usefixtures("all_are_large")
def test_the_train_page_reads_and_freezes_the_data_of_a_large_project_in_a_thread(
    qtbot: QtBot, project: Project
) -> None:
    for prompt in project.store.prompts.list():
        a, b = project.store.responses.for_prompt(prompt.id)
        project.store.feedback.append(Comparison(prompt.id, a.id, b.id, Preference.A))
    queue = JobQueue(ScriptedWorks().for_run)
    queue.open_project(project.folder)
    page = TrainPage(queue)
    qtbot.addWidget(page)
    page.open_project(project)
    page.refresh()
    assert not page.start.isEnabled()
    page.stages[Stage.PPO].click()
    page.stages[Stage.REWARD].click()
    qtbot.waitUntil(page.start.isEnabled)
    with qtbot.waitSignal(page.page_requested):
        page.start.click()
        assert project.store.runs.list() == []
    (run,) = project.store.runs.list()
    assert run.stage is Stage.REWARD
    page.close_project()
    queue.shut_down()
    assert queue.wait(5)
