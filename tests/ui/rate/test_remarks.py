from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from desktop.domain.feedback import Comment, Flag, Rating
from desktop.services.remarks import remarks_on
from desktop.ui.rate.commands import Command
from desktop.ui.rate.mode import Mode
from desktop.ui.rate.remark_bar import CutChip
from desktop.ui.widgets.labels import Chip
from tests.ui.conftest import add_answer
from tests.ui.rate.test_modes import use
from tests.ui.rate.test_page import CONTROL, SHIFT, Key, last, opened, press

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.dialogs.remark import RemarkDialog
    from desktop.ui.rate.page import RatePage
    from desktop.ui.rate.remark_bar import RemarkBar
    from desktop.ui.theme.theme import Theme


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, project: Project) -> RatePage:
    return opened(qtbot, theme, project)


def asked(page: RatePage) -> RemarkDialog:
    dialog = page.noting.remarking.dialog
    assert dialog is not None
    return dialog


def write(page: RatePage, key: Qt.Key, text: str, about: str = "") -> None:
    press(page, key)
    if page.noting.marking.active:
        press(page, Key.Key_Return)
    dialog = asked(page)
    if about:
        dialog.subject_box.setCurrentText(about)
    dialog.field.clear()
    QTest.keyClicks(dialog.field, text)
    QTest.keyClick(dialog.field, Key.Key_Return)
    assert page.noting.remarking.dialog is None


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
    assert remarks_on(project.store, flag.prompt_id) == {}
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
    press(page, Key.Key_Return)
    dialog = asked(page)
    QTest.keyClicks(dialog.field, "off topic")
    QTest.keyClick(dialog.field, Key.Key_Return)
    assert isinstance(last(project).judgement, Flag)
    press(page, Key.Key_F)
    assert isinstance(last(project).judgement, Rating)


def test_words_are_marked_with_the_keyboard_alone(page: RatePage, project: Project) -> None:
    compare = page.modes.compare
    text = compare.pair.b.view.text()
    press(page, Key.Key_F)
    assert compare.pair.a.view.hasFocus()
    press(page, Key.Key_Tab)
    assert compare.pair.b.view.hasFocus()
    for _ in range(3):
        press(page, Key.Key_Right)
    for _ in range(4):
        press(page, Key.Key_Right, SHIFT)
    assert project.store.feedback.count_standing() == 0
    press(page, Key.Key_Return)
    assert asked(page).subject_box.currentText() == "B"
    QTest.keyClicks(asked(page).field, "odd")
    QTest.keyClick(asked(page).field, Key.Key_Return)
    flag = last(project).judgement
    assert isinstance(flag, Flag)
    assert (flag.start, flag.end) == (3, 7)
    assert [s.cursor.selectedText() for s in compare.pair.b.view.extraSelections()] == [text[3:7]]
    press(page, Key.Key_E)
    assert page.is_correcting()


def test_escape_leaves_the_caret_and_the_keys_act_again(page: RatePage, project: Project) -> None:
    press(page, Key.Key_F)
    press(page, Key.Key_2)
    assert project.store.feedback.count_standing() == 0
    press(page, Key.Key_Escape)
    assert not page.noting.marking.active
    press(page, Key.Key_2)
    assert project.store.feedback.count_standing("comparison") == 1


@pytest.mark.parametrize("mode", [Mode.COMPARE, Mode.RANK, Mode.SCORE])
def test_remarks_are_seen_changed_and_removed(page: RatePage, project: Project, mode: Mode) -> None:
    for prompt in project.store.prompts.list():
        add_answer(project, prompt.id, f"Third answer to {prompt.text}")
    page.refresh()
    use(page, mode)
    seen = page.modes.view().seen()
    assert seen is not None
    name = next(iter(seen.answers))
    write(page, Key.Key_C, "Says <b>nothing</b>", about=name)
    write(page, Key.Key_T, "vague, short", about=name)
    press(page, Key.Key_F, SHIFT)
    press(page, Key.Key_Return)
    QTest.keyClicks(asked(page).field, "off")
    QTest.keyClick(asked(page).field, Key.Key_Return)
    write(page, Key.Key_C, "Odd question", about="Prompt")
    bar = seen.answers[name].bar
    assert said(bar) == ["⚑ off", "#vague #short", "“Says <b>nothing</b>”"]
    assert said(seen.bar) == ["“Odd question”"]
    names = [b.accessibleName() for b in bar.findChildren(QPushButton) if b.isVisible()]
    assert names[:2] == ["Change: ⚑ off", "Remove: ⚑ off"]
    button(bar, "Change: ⚑ off").click()
    assert asked(page).field.text() == "off"
    asked(page).field.setText("off topic")
    QTest.keyClick(asked(page).field, Key.Key_Return)
    assert said(bar)[0] == "⚑ off topic"
    button(bar, "Remove: #vague #short").click()
    assert said(bar) == ["⚑ off topic", "“Says <b>nothing</b>”"]
    press(page, Key.Key_Z, CONTROL | SHIFT)
    assert said(bar)[1] == "#vague #short"
    button(bar, "Remove: ⚑ off topic").click()
    assert project.store.feedback.count_standing("flag") == 0
    press(page, Key.Key_Z, CONTROL | SHIFT)
    assert said(bar)[0] == "⚑ off topic"


def test_an_empty_comment_takes_every_version_back(page: RatePage, project: Project) -> None:
    for text in ("One", "Two", ""):
        write(page, Key.Key_C, text)
    assert project.store.feedback.count_standing() == 0


def test_the_remarks_of_one_item_are_not_shown_at_the_next(page: RatePage) -> None:
    write(page, Key.Key_C, "Here", about="A")
    bar = page.modes.compare.pair.a.remarks
    assert said(bar) == ["“Here”"]
    press(page, Key.Key_2)
    assert said(bar) == []
    assert not bar.isVisible()
    press(page, Key.Key_Z, CONTROL)
    assert said(bar) == ["“Here”"]


def said(bar: RemarkBar) -> list[str]:
    return [chip.text() for chip in bar.findChildren(Chip) if chip.isVisible()]


def button(bar: RemarkBar, name: str) -> QPushButton:
    return next(
        b for b in bar.findChildren(QPushButton) if b.accessibleName() == name and b.isVisible()
    )


def test_long_remarks_take_no_room_from_the_other_answer(page: RatePage, qtbot: QtBot) -> None:
    """Both answers have the same width, whatever was said about one of them."""
    page.resize(700, 600)
    write(page, Key.Key_C, "word " * 40, about="B")
    pair = page.modes.compare.pair
    assert pair.a.width() == pair.b.width()
    assert page.minimumSizeHint().width() <= 700
    (chip,) = pair.b.remarks.findChildren(CutChip)
    few = chip.shown_text()
    assert few.endswith("…")
    page.resize(1400, 600)
    qtbot.waitUntil(lambda: chip.shown_text() == chip.text())
    assert len(chip.text()) > len(few)
    assert pair.a.width() == pair.b.width()
