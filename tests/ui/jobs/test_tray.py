from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QApplication, QSystemTrayIcon

from desktop.ui.jobs.closing import CloseChoice
from desktop.ui.jobs.job import JobKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window import MainWindow

pytestmark = pytest.mark.qt_log_ignore("systemTrayWindowChanged", "does not support raise")
"""What Qt says where there is neither a tray nor a window manager."""


@pytest.fixture
def finish(window: MainWindow, qtbot: QtBot) -> Iterator[threading.Event]:
    """A job at work in the window; it ends when this is set."""
    event = threading.Event()

    def work(_report: Callable[[int, int], None], _cancelled: Callable[[], bool]) -> None:
        event.wait(10)

    jobs = window.summary._jobs
    job = jobs.start_task(JobKind.EXPORT, "Exporting", work)
    qtbot.waitUntil(lambda: job.state.live)
    yield event
    event.set()
    qtbot.waitUntil(lambda: job.state.over)


@pytest.fixture
def hidden(
    window: MainWindow, finish: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> Iterator[MainWindow]:
    """The window after it was closed with "keep running"."""
    monkeypatch.setattr(
        "desktop.ui.main_window.ask_before_closing", lambda *_args, **_more: CloseChoice.HIDE
    )
    window.close()
    monkeypatch.setattr(
        "desktop.ui.main_window.ask_before_closing", lambda *_args, **_more: CloseChoice.CLOSE
    )
    yield window
    window.tray.hide()


def test_a_window_that_keeps_running_leaves_an_icon_that_says_what_is_at_work(
    hidden: MainWindow,
) -> None:
    assert hidden.isHidden()
    assert hidden.tray.icon.isVisible()
    assert hidden.tray.icon.toolTip() == "Exporting"
    assert not QApplication.quitOnLastWindowClosed()
    assert [action.text() for action in hidden.tray.menu.actions()] == ["Open Tastemaker", "Quit"]


def test_the_icon_brings_the_window_back(hidden: MainWindow) -> None:
    hidden.tray.icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    assert hidden.isVisible()
    assert not hidden.tray.icon.isVisible()
    assert QApplication.quitOnLastWindowClosed()


def test_the_end_of_the_work_is_told(
    hidden: MainWindow, finish: threading.Event, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[tuple[str, str]] = []
    monkeypatch.setattr(hidden.tray.icon, "showMessage", lambda *words: told.append(words))
    finish.set()
    qtbot.waitUntil(lambda: told == [("Exporting", "It is done.")])
    assert hidden.tray.icon.toolTip() == "Tastemaker"


def test_quitting_from_the_tray_asks_again_with_the_window_on_the_screen(
    hidden: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    def ask(window: MainWindow, *_args: object, **_more: object) -> CloseChoice:
        seen.append(window.isVisible())
        return CloseChoice.CANCEL

    monkeypatch.setattr("desktop.ui.main_window.ask_before_closing", ask)
    hidden.tray.menu.actions()[1].trigger()
    assert seen == [True]
    assert hidden.isVisible()
    monkeypatch.undo()
