from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QTextEdit,
    QToolButton,
    QWidget,
)

from desktop.domain.errors import ProjectError
from desktop.domain.feedback import Preference
from desktop.services.project import open_project
from desktop.services.rating import RatingSession
from desktop.ui.dialogs.preferences import PreferencesDialog
from desktop.ui.settings_store import SettingsStore
from tests.ui.conftest import add_answer

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
PAGES = ("home", "prompts", "rate", "quality", "train", "runs", "chat", "models", "export", "jobs")
SPOKEN = (
    QPushButton,
    QToolButton,
    QLineEdit,
    QTextEdit,
    QPlainTextEdit,
    QComboBox,
    QAbstractSpinBox,
    QAbstractItemView,
    QSlider,
)


@pytest.fixture
def opened(window: MainWindow, project: Project) -> MainWindow:
    folder = project.folder
    project.close()
    window.opener.open(str(folder))
    return window


def open_store_of(window: MainWindow) -> Project:
    project = window.project()
    assert project is not None
    return project


def test_without_a_project_the_welcome_page_is_shown(window: MainWindow) -> None:
    assert window.welcome.isVisible()
    assert not window.rail.buttons["rate"].isEnabled()
    assert window.welcome.sample.isEnabled()


def test_a_project_opens_on_its_home_page(opened: MainWindow) -> None:
    assert opened.pages.current_name() == "home"
    assert opened.rail.buttons["home"].isChecked()
    assert "Letters" in opened.windowTitle()
    assert "Round 1" in opened.status.text()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_opens_with_a_click_and_with_a_key(
    opened: MainWindow, errors: list[BaseException], name: str
) -> None:
    opened.rail.buttons[name].click()
    assert opened.pages.current_name() == name
    opened.show_page("home")
    number = Qt.Key(Qt.Key.Key_1 + PAGES.index(name))
    key = Qt.Key.Key_J if name == "jobs" else number
    opened.activateWindow()
    QTest.keyClick(opened, key, CONTROL)
    assert opened.pages.current_name() == name
    assert not errors


def test_rating_with_keys_right_after_choosing_the_page(opened: MainWindow) -> None:
    opened.activateWindow()
    opened.rail.buttons["rate"].click()
    QTest.keyClick(opened.focusWidget(), Qt.Key.Key_2)
    assert open_store_of(opened).store.feedback.count_standing("comparison") == 1


def test_the_status_line_follows_the_judgements(opened: MainWindow, qtbot: QtBot) -> None:
    opened.activateWindow()
    opened.show_page("rate")
    QTest.keyClick(opened.focusWidget(), Qt.Key.Key_2)
    qtbot.waitUntil(lambda: "1 judgement" in opened.status.text())


def test_the_sample_project_is_ready_to_rate_and_opened_again(
    window: MainWindow, errors: list[BaseException]
) -> None:
    window.opener.open_sample()
    window.show_page("rate")
    assert RatingSession(open_store_of(window)).current() is not None
    RatingSession(open_store_of(window)).compare(Preference.A)
    window.close_project()
    assert window.welcome.isVisible()
    window.opener.open_sample()
    assert open_store_of(window).store.feedback.count_standing("comparison") == 1
    assert not errors


def test_closing_a_project_frees_it(opened: MainWindow, project: Project) -> None:
    opened.show_page("rate")
    opened.close_project()
    assert opened.project() is None
    open_project(project.folder).close()


def test_closing_the_window_frees_the_project(opened: MainWindow, project: Project) -> None:
    opened.close()
    open_project(project.folder).close()


def test_the_last_project_is_remembered(
    opened: MainWindow, project: Project, tmp_path: Path
) -> None:
    opened.close()
    remembered = SettingsStore(tmp_path / "window.json").get().recent_projects
    assert remembered == (str(project.folder),)
    opened.opener.open_last()
    assert opened.project() is not None


def test_a_folder_that_is_no_project_is_an_error_with_words(
    window: MainWindow, errors: list[BaseException], tmp_path: Path
) -> None:
    window.opener.open(str(tmp_path / "nothing"))
    assert window.project() is None
    assert [type(error) for error in errors] == [ProjectError]


def test_a_project_open_elsewhere_is_refused(
    window: MainWindow, errors: list[BaseException], project: Project
) -> None:
    window.opener.open(str(project.folder))
    assert window.project() is None
    assert [type(error) for error in errors] == [ProjectError]


def test_projects_are_made_where_the_preferences_say(
    window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: PreferencesDialog) -> int:
        dialog.place.setText(str(tmp_path / "elsewhere"))
        return 1

    monkeypatch.setattr(PreferencesDialog, "exec", choose)
    window.show_preferences()
    window.opener.open_sample()
    assert (tmp_path / "elsewhere" / "sample" / "project.db").is_file()


def test_a_project_of_a_newer_version_is_refused_with_what_to_do(
    window: MainWindow, errors: list[BaseException], project: Project
) -> None:
    project.store.connection.execute("PRAGMA user_version = 9999")
    project.close()
    window.opener.open(str(project.folder))
    assert window.project() is None
    [error] = errors
    assert isinstance(error, ProjectError)
    assert "newer version" in error.title
    assert error.hint.startswith("Update Tastemaker")


@pytest.mark.parametrize("name", PAGES)
def test_every_control_has_a_name_for_screen_readers(opened: MainWindow, name: str) -> None:
    project = open_store_of(opened)
    add_answer(project, project.store.prompts.list()[0].id, "one more")
    opened.show_page(name)
    page = opened.pages.page(name)
    nameless = [
        f"{type(widget).__name__} {widget.objectName()!r}"
        for kind in SPOKEN
        for widget in page.findChildren(kind)
        if widget.isVisibleTo(page) and not _inside_another(widget) and not _name(widget)
    ]
    assert not nameless


@pytest.mark.parametrize("name", PAGES)
def test_labels_never_read_markup(opened: MainWindow, name: str) -> None:
    opened.show_page(name)
    labels = opened.findChildren(QLabel)
    rich = [w.text() for w in labels if w.textFormat() != Qt.TextFormat.PlainText]
    assert not rich


def _inside_another(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    return isinstance(parent, QComboBox | QAbstractSpinBox | QAbstractItemView | QLineEdit) or (
        widget.objectName().startswith("qt_")
    )


def _name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QPushButton | QToolButton) else ""
    return widget.accessibleName() or text


def test_reading_text_grows_and_shrinks_by_keys_and_stays_so(
    opened: MainWindow, tmp_path: Path
) -> None:
    opened.activateWindow()
    QTest.keyClick(opened, Qt.Key.Key_Plus, CONTROL)
    QTest.keyClick(opened, Qt.Key.Key_Plus, CONTROL)
    QTest.keyClick(opened, Qt.Key.Key_Minus, CONTROL)
    assert SettingsStore(tmp_path / "window.json").get().reading_zoom == 1.1
    QTest.keyClick(opened, Qt.Key.Key_0, CONTROL)
    assert SettingsStore(tmp_path / "window.json").get().reading_zoom == 1.0
