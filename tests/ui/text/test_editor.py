from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.ui.text.editor import TextEditor, with_plain_breaks

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(
    "text", ["", "one\ntwo", "no\u00a0break", "\ttab ", "你好\n", "a\u200bb", "<b>x</b>"]
)
def test_it_gives_back_what_it_was_given(qtbot: QtBot, text: str) -> None:
    editor = TextEditor("Your version")
    qtbot.addWidget(editor)
    editor.set_text(text)
    assert editor.text() == text


def test_line_breaks_of_other_systems_become_plain_ones() -> None:
    assert with_plain_breaks("a\r\nb\rc\u2029d") == "a\nb\nc\nd"


def test_undo_does_not_go_behind_the_text_it_began_with(qtbot: QtBot) -> None:
    editor = TextEditor("Your version")
    qtbot.addWidget(editor)
    editor.set_text("first")
    QTest.keyClicks(editor, "x")
    editor.undo()
    editor.undo()
    assert editor.text() == "first"


@given(given_text=st.text("a \n", max_size=6), typed=st.text("b \n", max_size=12))
def test_law_each_key_adds_its_sign(qapp: QApplication, given_text: str, typed: str) -> None:
    """Also the second Return in a row, which makes an empty line; Backspace takes each back."""
    editor = TextEditor("Your version")
    editor.set_text(given_text)
    editor.moveCursor(editor.textCursor().MoveOperation.End)
    for sign in typed:
        if sign == "\n":
            QTest.keyClick(editor, Qt.Key.Key_Return)
        else:
            QTest.keyClicks(editor, sign)
    assert editor.text() == given_text + typed
    for _ in typed:
        QTest.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.text() == given_text
    editor.deleteLater()


def test_a_new_line_takes_the_place_of_what_was_selected(qtbot: QtBot) -> None:
    editor = TextEditor("Your version")
    qtbot.addWidget(editor)
    editor.set_text("one two")
    editor.selectAll()
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "\n"
    assert editor.textCursor().blockFormat().lineHeight() > 100
    editor.undo()
    assert editor.text() == "one two"


def test_a_text_that_cannot_be_changed_takes_no_new_line(qtbot: QtBot) -> None:
    editor = TextEditor("Your version")
    qtbot.addWidget(editor)
    editor.set_text("one")
    editor.setReadOnly(True)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "one"
