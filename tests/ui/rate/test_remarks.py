from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest

from desktop.domain.feedback import Comment, Flag, Rating
from desktop.services.remarks import flags_of
from desktop.ui.rate.commands import Command
from desktop.ui.rate.mode import Mode
from tests.ui.rate.test_modes import use
from tests.ui.rate.test_page import CONTROL, SHIFT, Key, last, opened, press

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.dialogs.remark import RemarkDialog
    from desktop.ui.rate.page import RatePage
    from desktop.ui.theme.theme import Theme


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, project: Project) -> RatePage:
    return opened(qtbot, theme, project)


def asked(page: RatePage) -> RemarkDialog:
    dialog = page.remarking.dialog
    assert dialog is not None
    return dialog


def write(page: RatePage, key: Qt.Key, text: str, about: str = "") -> None:
    press(page, key)
    dialog = asked(page)
    if about:
        dialog.subject_box.setCurrentText(about)
    dialog.field.clear()
    QTest.keyClicks(dialog.field, text)
    QTest.keyClick(dialog.field, Key.Key_Return)
    assert page.remarking.dialog is None


def test_a_flag_marks_the_selected_words(page: RatePage, project: Project) -> None:
    view = page.modes.compare.pair.b.view
    cursor = view.textCursor()
    cursor.setPosition(0)
    cursor.setPosition(len("Answer"), cursor.MoveMode.KeepAnchor)
    view.setTextCursor(cursor)
    write(page, Key.Key_F, "too stiff")
    flag = last(project).judgement
    assert isinstance(flag, Flag)
    text = project.store.responses.require(flag.response_id).text
    assert text == view.text()
    assert (flag.reason, text[flag.start : flag.end]) == ("too stiff", "Answer")
    assert [s.cursor.selectedText() for s in view.extraSelections()] == ["Answer"]
    assert view.accessibleDescription() == "too stiff"
    undo = page.modes.compare.buttons[Command.UNDO]
    assert undo.accessibleName() == "undo “flag: too stiff”"
    press(page, Key.Key_Z, CONTROL)
    assert flags_of(project.store, flag.prompt_id) == {}
    assert view.extraSelections() == []


def test_a_flag_without_words_is_about_the_answer(page: RatePage, project: Project) -> None:
    write(page, Key.Key_F, "wrong", about="B")
    flag = last(project).judgement
    assert isinstance(flag, Flag)
    assert (flag.start, flag.end) == (None, None)


def test_a_comment_is_edited_and_taken_back(page: RatePage, project: Project) -> None:
    write(page, Key.Key_C, "Hm.")
    write(page, Key.Key_C, "Better say why.")
    standing = [e.judgement for e in project.store.feedback.standing()]
    assert [c.text for c in standing if isinstance(c, Comment)] == ["Better say why."]
    press(page, Key.Key_Z, CONTROL)
    restored = last(project).judgement
    assert isinstance(restored, Comment)
    assert restored.text == "Hm."
    write(page, Key.Key_C, "")
    assert project.store.feedback.count_standing() == 0


def test_tags_of_an_answer(page: RatePage, project: Project) -> None:
    write(page, Key.Key_T, "tone, short ,tone", about="A")
    comment = last(project).judgement
    assert isinstance(comment, Comment)
    assert comment.tags == ("tone", "short")
    assert comment.response_id is not None
    undo = page.modes.compare.buttons[Command.UNDO]
    assert undo.accessibleName() == "undo “tags: tone, short”"


def test_a_remark_that_was_left_is_a_draft(page: RatePage, project: Project) -> None:
    press(page, Key.Key_C)
    QTest.keyClicks(asked(page).field, "Not yet")
    QTest.keyClick(asked(page).field, Key.Key_Escape)
    assert project.store.feedback.count_standing() == 0
    press(page, Key.Key_C)
    assert asked(page).field.text() == "Not yet"
    asked(page).reject()


def test_a_remark_keeps_the_pair(page: RatePage) -> None:
    before = page.modes.compare.pair.a.view.text()
    write(page, Key.Key_C, "A remark")
    assert page.modes.compare.pair.a.view.text() == before


def test_in_scoring_f_is_fair_and_shift_f_flags(page: RatePage, project: Project) -> None:
    use(page, Mode.SCORE)
    press(page, Key.Key_F, SHIFT)
    dialog = asked(page)
    QTest.keyClicks(dialog.field, "off topic")
    QTest.keyClick(dialog.field, Key.Key_Return)
    assert isinstance(last(project).judgement, Flag)
    press(page, Key.Key_F)
    assert isinstance(last(project).judgement, Rating)
