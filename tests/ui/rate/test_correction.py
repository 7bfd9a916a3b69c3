from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest

from desktop.ui.rate.command_keys import CommandKeys
from desktop.ui.rate.correction import CorrectionEditor
from desktop.ui.rate.habits import Habits
from desktop.ui.rate.keys import Scope

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.ui.theme.theme import Theme

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
ORIGINAL = "Hello dear 𝔘ser, it is late."
EDITED = "Hi dear 𝔘ser, it was late."


@pytest.fixture
def editor(qtbot: QtBot, theme: Theme) -> CorrectionEditor:
    habits = Habits()
    made = CorrectionEditor(theme, habits)
    habits.setParent(made)
    qtbot.addWidget(made)
    keys = CommandKeys(made, habits)
    keys.use(Scope.CORRECT)
    keys.pressed.connect(made.do)
    made.resize(900, 400)
    made.show()
    made.start(ORIGINAL, EDITED)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.edit.setFocus()
    return made


def test_a_click_on_a_change_takes_it_back(editor: CorrectionEditor) -> None:
    cursor = QTextCursor(editor.diff.document())
    cursor.setPosition(3)
    place: QPoint = editor.diff.cursorRect(cursor).center()
    QTest.mouseClick(editor.diff.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert editor.edit.text() == "Hello dear 𝔘ser, it was late."


def test_keys_go_through_the_changes_and_take_them_back(editor: CorrectionEditor) -> None:
    QTest.keyClick(editor.edit, Key.Key_Down, ALT)
    QTest.keyClick(editor.edit, Key.Key_Down, ALT)
    QTest.keyClick(editor.edit, Key.Key_Delete, ALT)
    assert editor.edit.text() == "Hi dear 𝔘ser, it is late."
    QTest.keyClick(editor.edit, Key.Key_Delete, ALT)
    assert editor.edit.text() == ORIGINAL
    assert not editor.save_button.isEnabled()


def test_the_editors_undo_brings_a_change_back(editor: CorrectionEditor) -> None:
    QTest.keyClick(editor.edit, Key.Key_Down, ALT)
    QTest.keyClick(editor.edit, Key.Key_Delete, ALT)
    assert editor.edit.text().startswith("Hello")
    QTest.keyClick(editor.edit, Key.Key_Z, CONTROL)
    assert editor.edit.text() == EDITED
