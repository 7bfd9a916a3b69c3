from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest

from desktop.ui import background
from desktop.ui.background import ProjectReader, is_large
from desktop.ui.rate.page import RatePage

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


def test_a_small_project_is_read_at_once(owner: QObject, project: Project) -> None:
    reader = ProjectReader(count_and_thread, owner)
    results: list[object] = []
    reader.read.connect(results.append)
    reader.start(project)
    assert not is_large(project)
    assert results == [(6, "MainThread")]


@pytest.mark.usefixtures("all_are_large")
def test_a_large_one_is_read_in_a_thread(owner: QObject, project: Project, qtbot: QtBot) -> None:
    reader = ProjectReader(count_and_thread, owner)
    with qtbot.waitSignal(reader.read) as done:
        reader.start(project)
        reader.start(project)
        assert reader.busy()
    assert done.args is not None
    count, thread = done.args[0]
    assert count == 6
    assert thread != "MainThread"
    assert not reader.busy()


@pytest.mark.usefixtures("all_are_large")
def test_an_error_in_the_thread_is_told(owner: QObject, project: Project, qtbot: QtBot) -> None:
    def fail(_project: Project) -> object:
        raise ValueError("no")

    reader = ProjectReader(fail, owner)
    with qtbot.waitSignal(reader.failed) as told:
        reader.start(project)
    assert told.args is not None
    assert isinstance(told.args[0], ValueError)


@pytest.mark.usefixtures("all_are_large")
def test_after_stop_nothing_is_told(owner: QObject, project: Project, qtbot: QtBot) -> None:
    reader = ProjectReader(count_and_thread, owner)
    results: list[object] = []
    reader.read.connect(results.append)
    reader.start(project)
    reader.stop()
    qtbot.wait(20)
    assert results == []
    assert not reader.busy()


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
    qtbot.waitUntil(page.judging.isVisible)
    page.activateWindow()
    page.setFocus()
    QTest.keyClick(page, Qt.Key.Key_2)
    assert project.store.feedback.count_standing("comparison") == 1
    page.close_project()
