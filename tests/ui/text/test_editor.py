from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from desktop.ui.text.editor import TextEditor, with_plain_breaks

if TYPE_CHECKING:
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
