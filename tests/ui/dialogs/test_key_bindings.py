from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.dialogs.key_bindings import KeyBindingsDialog
from desktop.ui.rate.commands import Command
from desktop.ui.rate.key_table import KeyTable
from desktop.ui.widgets.buttons import KeyedButton

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def dialog(qtbot: QtBot) -> KeyBindingsDialog:
    made = KeyBindingsDialog(KeyTable(), {"Ctrl+N": "New project…"})
    qtbot.addWidget(made)
    made.show()
    return made


def record(
    dialog: KeyBindingsDialog,
    command: Command,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    recorder = dialog.recorders[command]
    recorder.click()
    QTest.keyClick(recorder, key, modifier)


def test_a_key_is_recorded_and_reset(dialog: KeyBindingsDialog) -> None:
    record(dialog, Command.SKIP, Qt.Key.Key_K, SHIFT)
    assert dialog.table().keys(Command.SKIP) == ("Shift+K",)
    assert "Shift K" in dialog.recorders[Command.SKIP].text()
    dialog.resets[Command.SKIP].click()
    assert dialog.table() == KeyTable()


def test_a_key_that_belongs_to_another_command_is_refused_by_name(
    dialog: KeyBindingsDialog,
) -> None:
    record(dialog, Command.SKIP, Qt.Key.Key_D)
    assert dialog.table() == KeyTable()
    assert "“what differs”" in dialog.message.text()


@pytest.mark.parametrize(
    ("key", "modifier", "owner"),
    [
        (Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier, "New project…"),
        (Qt.Key.Key_Tab, Qt.KeyboardModifier.NoModifier, "moving between the controls"),
    ],
)
def test_keys_of_the_window_are_refused(
    dialog: KeyBindingsDialog, key: Qt.Key, modifier: Qt.KeyboardModifier, owner: str
) -> None:
    record(dialog, Command.SKIP, key, modifier)
    assert dialog.table() == KeyTable()
    assert owner in dialog.message.text()


def test_a_first_key_that_was_given_away_does_not_come_back(dialog: KeyBindingsDialog) -> None:
    record(dialog, Command.SKIP, Qt.Key.Key_K)
    record(dialog, Command.DIFF, Qt.Key.Key_S)
    dialog.resets[Command.SKIP].click()
    assert dialog.table().keys(Command.SKIP) == ("K",)
    assert "“what differs”" in dialog.message.text()
    dialog.reset_all.click()
    assert dialog.table() == KeyTable()


def test_escape_and_a_modifier_alone_record_nothing(dialog: KeyBindingsDialog) -> None:
    record(dialog, Command.SKIP, Qt.Key.Key_Shift)
    QTest.keyClick(dialog.recorders[Command.SKIP], Qt.Key.Key_Escape)
    assert dialog.table() == KeyTable()
    assert dialog.isVisible()


def test_page_and_buttons_follow_the_new_key(
    qtbot: QtBot, theme: Theme, project: Project, tmp_path: Path
) -> None:
    from desktop.ui.rate.habits import Habits
    from desktop.ui.rate.page import RatePage
    from desktop.ui.settings_store import SettingsStore

    settings = SettingsStore(tmp_path / "window.json")
    habits = Habits(settings)
    page = RatePage(theme, habits)
    qtbot.addWidget(page)
    page.open_project(project)
    page.show()
    page.refresh()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.setFocus()
    settings.change(keys=KeyTable().with_key(Command.SKIP, "K").stored())
    habits.read_again()
    button = page.modes.compare.buttons[Command.SKIP]
    assert isinstance(button, KeyedButton)
    assert button.key() == "K"
    QTest.keyClick(page, Qt.Key.Key_S)
    assert project.store.feedback.count_standing("skip") == 0
    QTest.keyClick(page, Qt.Key.Key_K)
    assert project.store.feedback.count_standing("skip") == 1
    habits.deleteLater()
