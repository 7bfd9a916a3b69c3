"""Every page is used with the keyboard alone: Tab reaches every control and is caught by none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desktop.ui.rate.mode import Mode
from desktop.ui.rate.mode_switch import MODE_COMMANDS
from desktop.ui.rate.page import RatePage
from tests.ui.conftest import add_answer
from tests.ui.test_main_window import open_store_of

if TYPE_CHECKING:
    from desktop.services.project import Project
    from desktop.ui.main_window import MainWindow

PAGES = (
    *("home", "prompts", "rate", "quality", "history", "train", "runs", "chat", "models"),
    *("export", "jobs"),
)
MOST_STEPS = 400


@pytest.fixture
def opened(window: MainWindow, project: Project) -> MainWindow:
    for prompt in project.store.prompts.list():
        add_answer(project, prompt.id, f"Third answer to {prompt.text}")
    folder = project.folder
    project.close()
    window.opener.open(str(folder))
    window.activateWindow()
    return window


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def walk(window: MainWindow, key: Qt.Key) -> list[QWidget]:
    """Press a key until the focus is where it was before; return where it has been."""
    window.rail.buttons["home"].setFocus()
    been: list[QWidget] = []
    for _ in range(MOST_STEPS):
        widget = QApplication.focusWidget()
        assert widget is not None, "the focus is lost"
        if been and widget is been[0]:
            return been
        been.append(widget)
        modifier = Qt.KeyboardModifier.NoModifier
        QTest.keyClick(widget, key, modifier)
    last = been[-1]
    raise AssertionError(f"Tab does not come back; it stays at {type(last)} {_name(last)!r}")


def expected(page: QWidget) -> set[QWidget]:
    """Return the controls that Tab should reach: they are shown, and can be used."""
    return {
        widget
        for widget in page.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not widget.objectName().startswith("qt_")
    }


def check(window: MainWindow, page: QWidget) -> None:
    """Compare the way of Tab, and that of Shift+Tab, with what should be reached."""
    forward = walk(window, Qt.Key.Key_Tab)
    missed = expected(page) - set(forward)
    assert [(type(w).__name__, w.objectName(), _name(w)) for w in missed] == []
    assert set(walk(window, Qt.Key.Key_Backtab)) == set(forward)


@pytest.mark.parametrize("name", PAGES)
def test_tab_reaches_every_control_of_a_page(opened: MainWindow, name: str) -> None:
    assert {*PAGES} == set(opened.rail.buttons)
    opened.show_page(name)
    check(opened, opened.pages.page(name))


@pytest.mark.parametrize("mode", list(Mode))
def test_tab_reaches_every_control_of_a_way_of_judging(opened: MainWindow, mode: Mode) -> None:
    opened.show_page("rate")
    page = opened.pages.page("rate")
    assert isinstance(page, RatePage)
    page.do(MODE_COMMANDS[mode])
    assert open_store_of(opened).store.settings.get("rate.mode", "compare") == mode.value
    check(opened, page)


@pytest.mark.parametrize("name", PAGES)
def test_what_tab_reaches_has_a_name(opened: MainWindow, name: str) -> None:
    opened.show_page(name)
    page = opened.pages.page(name)
    nameless = [w for w in expected(page) if not _name(w) and not _is_plain(w)]
    assert [(type(w).__name__, w.objectName()) for w in nameless] == []


def _is_plain(widget: QWidget) -> bool:
    """Whether a widget only holds others and takes the focus for their keys."""
    return type(widget).__module__.startswith("desktop.")
