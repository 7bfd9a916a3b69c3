from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from desktop.domain.feedback import (
    BadPrompt,
    Comparison,
    Correction,
    FeedbackEvent,
    Preference,
    Quality,
    Skip,
)
from desktop.services.desk import Desk
from desktop.services.drafts import Drafts, correction_of
from desktop.ui import background
from desktop.ui.rate.commands import PREFERENCES, Command
from desktop.ui.rate.key_table import KeyTable
from desktop.ui.rate.keys import KEYS, Scope, commands_of
from desktop.ui.rate.page import RatePage

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.rate.answer_pane import AnswerPane
    from desktop.ui.theme.theme import Theme

Key = Qt.Key
SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)


def opened(qtbot: QtBot, theme: Theme, project: Project) -> RatePage:
    page = RatePage(theme)
    qtbot.addWidget(page)
    page.resize(1000, 700)
    page.open_project(project)
    page.show()
    page.refresh()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.isActiveWindow)
    return page


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, project: Project) -> RatePage:
    return opened(qtbot, theme, project)


def press(page: RatePage, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    target = page.focusWidget() or page
    QTest.keyClick(target, key, modifier or Qt.KeyboardModifier.NoModifier)


def shown(page: RatePage) -> tuple[str, str]:
    return page.modes.compare.pair.a.view.text(), page.modes.compare.pair.b.view.text()


def panes_of(page: RatePage) -> tuple[AnswerPane, AnswerPane]:
    return page.modes.compare.pair.a, page.modes.compare.pair.b


def last(project: Project) -> FeedbackEvent:
    return project.store.feedback.standing()[-1]


PREFERENCE_KEYS = [
    (Key.Key_1, None, Preference.A_MUCH),
    (Key.Key_2, None, Preference.A),
    (Key.Key_3, None, Preference.A_SLIGHTLY),
    (Key.Key_4, None, Preference.EQUAL),
    (Key.Key_5, None, Preference.B_SLIGHTLY),
    (Key.Key_6, None, Preference.B),
    (Key.Key_7, None, Preference.B_MUCH),
    (Key.Key_Left, None, Preference.A),
    (Key.Key_Right, None, Preference.B),
    (Key.Key_Down, None, Preference.EQUAL),
    (Key.Key_Left, SHIFT, Preference.A_MUCH),
    (Key.Key_Right, SHIFT, Preference.B_MUCH),
]


@pytest.mark.parametrize(("key", "modifier", "preference"), PREFERENCE_KEYS)
def test_a_key_saves_a_preference_and_shows_the_next_pair(
    page: RatePage,
    project: Project,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier | None,
    preference: Preference,
) -> None:
    before = shown(page)
    press(page, key, modifier)
    judgement = last(project).judgement
    assert isinstance(judgement, Comparison)
    texts = project.store.responses.get_many([judgement.a_id, judgement.b_id])
    assert (texts[judgement.a_id].text, texts[judgement.b_id].text) == before
    assert judgement.preference is preference
    assert judgement.quality is None
    assert shown(page) != before
    assert "✓" in page.header.saved.text()


@pytest.mark.parametrize(
    ("key", "quality"), [(Key.Key_9, Quality.BOTH_GOOD), (Key.Key_0, Quality.BOTH_BAD)]
)
def test_both_good_and_both_bad_stand_alone(
    page: RatePage, project: Project, key: Qt.Key, quality: Quality
) -> None:
    press(page, key)
    judgement = last(project).judgement
    assert isinstance(judgement, Comparison)
    assert (judgement.preference, judgement.quality) == (None, quality)


def test_both_bad_goes_with_a_preference(page: RatePage, project: Project) -> None:
    press(page, Key.Key_0, ALT)
    assert project.store.feedback.count_standing() == 0
    press(page, Key.Key_6)
    judgement = last(project).judgement
    assert isinstance(judgement, Comparison)
    assert (judgement.preference, judgement.quality) == (Preference.B, Quality.BOTH_BAD)
    press(page, Key.Key_6)
    again = last(project).judgement
    assert isinstance(again, Comparison)
    assert again.quality is None


def test_all_pairs_by_keyboard_alone_and_then_a_next_step(page: RatePage, project: Project) -> None:
    for _ in range(6):
        press(page, Key.Key_2)
    assert project.store.feedback.count_standing("comparison") == 6
    assert page.empty.isVisible()
    assert page.empty.primary.isVisible()
    press(page, Key.Key_2)
    assert project.store.feedback.count_standing("comparison") == 6


def test_undo_names_what_it_takes_back_and_shows_the_pair_again(
    page: RatePage, project: Project
) -> None:
    before = shown(page)
    press(page, Key.Key_2)
    undo = page.modes.compare.buttons[Command.UNDO]
    assert undo.accessibleName() == "undo “A better”"
    press(page, Key.Key_Z, CONTROL)
    assert shown(page) == before
    assert project.store.feedback.count_standing() == 0
    redo = page.modes.compare.buttons[Command.REDO]
    assert redo.accessibleName() == "redo “A better”"
    press(page, Key.Key_Z, CONTROL | SHIFT)
    assert project.store.feedback.count_standing() == 1
    assert shown(page) != before


def test_undo_and_redo_after_the_page_was_opened_again(
    qtbot: QtBot, theme: Theme, page: RatePage, project: Project
) -> None:
    before = shown(page)
    press(page, Key.Key_7)
    page.close_project()
    page.hide()
    later = opened(qtbot, theme, project)
    assert later.modes.compare.buttons[Command.UNDO].accessibleName() == "undo “B much better”"
    press(later, Key.Key_Z, CONTROL)
    assert shown(later) == before
    later.close_project()
    later.hide()
    last_one = opened(qtbot, theme, project)
    press(last_one, Key.Key_Z, CONTROL | SHIFT)
    judgement = last(project).judgement
    assert isinstance(judgement, Comparison)
    assert judgement.preference is Preference.B_MUCH


def test_undo_works_when_nothing_is_left_to_judge(page: RatePage, project: Project) -> None:
    for _ in range(6):
        press(page, Key.Key_2)
    press(page, Key.Key_Z, CONTROL)
    assert page.modes.compare.isVisible()
    assert project.store.feedback.count_standing() == 5


def test_skip_and_bad_prompt(page: RatePage, project: Project) -> None:
    before = shown(page)
    press(page, Key.Key_S)
    assert isinstance(last(project).judgement, Skip)
    assert shown(page) != before
    press(page, Key.Key_X)
    assert isinstance(last(project).judgement, BadPrompt)


def test_a_correction_is_written_and_saved_with_keys(page: RatePage, project: Project) -> None:
    original = shown(page)[0]
    press(page, Key.Key_E)
    editor = page.correction.editor
    assert editor.edit.hasFocus()
    assert editor.edit.text() == original
    press(page, Key.Key_Return, CONTROL)
    assert project.store.feedback.count_standing() == 0
    editor.edit.selectAll()
    QTest.keyClicks(editor.edit, "1 better answer")
    assert project.store.feedback.count_standing() == 0
    press(page, Key.Key_Return, CONTROL)
    judgement = last(project).judgement
    assert isinstance(judgement, Correction)
    assert judgement.as_demonstration
    assert judgement.as_pair
    texts = project.store.responses.get_many([judgement.original_id, judgement.edited_id])
    assert texts[judgement.original_id].text == original
    assert texts[judgement.edited_id].text == "1 better answer"
    assert not page.is_correcting()
    press(page, Key.Key_2)
    assert project.store.feedback.count_standing("comparison") == 1


def test_the_other_answer_can_be_corrected_too(page: RatePage) -> None:
    press(page, Key.Key_E, SHIFT)
    assert page.correction.editor.edit.text() == shown(page)[1]


def test_escape_keeps_the_draft_also_for_another_day(
    qtbot: QtBot, theme: Theme, page: RatePage, project: Project
) -> None:
    press(page, Key.Key_E)
    QTest.keyClicks(page.correction.editor.edit, "Draft. ")
    press(page, Key.Key_Escape)
    assert not page.is_correcting()
    page.close_project()
    page.hide()
    later = opened(qtbot, theme, project)
    press(later, Key.Key_E)
    assert later.correction.editor.edit.text().startswith("Draft. ")


def test_the_draft_is_on_disk_while_the_user_types(
    qtbot: QtBot, page: RatePage, project: Project
) -> None:
    press(page, Key.Key_E)
    with qtbot.waitSignal(page.correction.editor.draft_changed):
        QTest.keyClicks(page.correction.editor.edit, "Safe. ")
    response = project.store.responses.all()
    drafts = [Drafts(project.store).get(correction_of(r.id)) for r in response]
    assert sum((draft or "").startswith("Safe. ") for draft in drafts) == 1


def test_the_diff_follows_the_editor(qtbot: QtBot, page: RatePage) -> None:
    press(page, Key.Key_E)
    editor = page.correction.editor
    editor.edit.setPlainText("Answer better")
    qtbot.waitUntil(lambda: "better" in editor.diff.toPlainText())


def test_raw_view_is_one_key_away(page: RatePage) -> None:
    press(page, Key.Key_R)
    assert page.modes.compare.pair.raw()
    press(page, Key.Key_R)
    assert not page.modes.compare.pair.raw()


def test_the_overlay_lists_every_command_and_any_key_closes_it(page: RatePage) -> None:
    press(page, Key.Key_Question)
    assert page.overlay.isVisible()
    texts = {w.text() for w in page.overlay.findChildren(QLabel)}
    assert {"A much better", "undo", "a page down", "bad prompt"} <= texts
    press(page, Key.Key_A)
    assert not page.overlay.isVisible()


@pytest.mark.parametrize("scope", list(Scope))
def test_a_key_does_one_thing_in_each_scope(scope: Scope) -> None:
    table = KeyTable()
    names = [name for command in commands_of(scope) for name in table.keys_in(command, scope)]
    assert len(names) == len(set(names))
    assert all(table.keys_in(command, scope) for command in commands_of(scope))


def test_every_command_has_a_line_in_the_table() -> None:
    assert [key.command for key in KEYS] == list(dict.fromkeys(key.command for key in KEYS))
    assert {key.command for key in KEYS} == set(Command)
    assert set(PREFERENCES.values()) == set(Preference)


def test_page_keys_move_both_answers(page: RatePage, project: Project, qtbot: QtBot) -> None:
    page.modes.compare.pair.set_texts("one\n\n" * 200, "two\n\n" * 400)
    bars = [p.view.verticalScrollBar() for p in panes_of(page)]
    qtbot.waitUntil(lambda: all(bar.maximum() > 0 for bar in bars))
    press(page, Key.Key_PageDown)
    assert all(bar.value() > 0 for bar in bars)
    press(page, Key.Key_PageUp)
    assert all(bar.value() == 0 for bar in bars)


def test_scrolling_one_answer_scrolls_the_other(page: RatePage, qtbot: QtBot) -> None:
    page.modes.compare.pair.set_texts("one\n\n" * 200, "two\n\n" * 400)
    a, b = (p.view.verticalScrollBar() for p in panes_of(page))
    qtbot.waitUntil(lambda: a.maximum() > 0 and b.maximum() > 0)
    a.setValue(a.maximum())
    assert b.value() == b.maximum()


def test_a_prompt_with_a_system_message_folds(page: RatePage) -> None:
    card = page.modes.compare.prompt
    while card.view.text().count("\n") == 0:
        press(page, Key.Key_S)
    assert "Be brief." in card.view.text()
    press(page, Key.Key_P)
    assert "Be brief." not in card.view.text()


def test_nothing_tells_which_model_wrote_what(page: RatePage, project: Project) -> None:
    name = project.store.versions.base().name
    texts = [w.text() for w in page.findChildren(QLabel)]
    assert not any(name in text for text in texts)


def test_a_project_without_prompts_says_what_to_do(
    qtbot: QtBot, theme: Theme, empty_project: Project
) -> None:
    page = opened(qtbot, theme, empty_project)
    with qtbot.waitSignal(page.page_requested) as asked:
        page.empty.primary.click()
    assert asked.args == ["prompts", None]


def test_a_project_without_answers_offers_to_generate_them(
    qtbot: QtBot, theme: Theme, empty_project: Project
) -> None:
    from desktop.domain.prompts import user_prompt

    empty_project.store.prompts.add(user_prompt("Hello?"))
    page = opened(qtbot, theme, empty_project)
    with qtbot.waitSignal(page.generation_requested):
        page.empty.primary.click()


def test_new_answers_appear_after_a_refresh(
    qtbot: QtBot, theme: Theme, page: RatePage, project: Project
) -> None:
    from tests.ui.conftest import add_answer

    for _ in range(6):
        press(page, Key.Key_2)
    assert page.empty.isVisible()
    prompt = project.store.prompts.list()[0]
    add_answer(project, prompt.id, "A third one.")
    page.refresh()
    assert page.modes.compare.isVisible()


def test_every_button_has_a_name(page: RatePage) -> None:
    nameless = [w for w in page.findChildren(QPushButton) if not w.accessibleName()]
    hidden = {
        page.empty.primary,
        page.empty.secondary,
        page.modes.compare.prompt.findChild(QPushButton),
    }
    assert set(nameless) <= hidden


def test_a_large_project_is_glimpsed_at_and_what_is_judged_meanwhile_counts(
    qtbot: QtBot, theme: Theme, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "LARGE", 0)
    page = RatePage(theme)
    qtbot.addWidget(page)
    desks: list[Desk] = []
    said: list[str] = []

    def judge_the_glimpse(desk: Desk) -> None:
        # At once: the whole project may be read before anyone looks again.
        desks.append(desk)
        if len(desks) == 1:
            said.append(page.header.progress.text())
            page.do(Command.A)

    page.reading.read.connect(judge_the_glimpse)
    page.open_project(project)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: len(desks) == 2)
    assert desks[0].is_glimpse
    assert "left" not in said[0]
    looked_at = desks[0].pairs.current()
    assert not desks[1].is_glimpse
    assert desks[1].pairs.current() == looked_at
    assert desks[1].pairs.progress().total == 1
    assert desks[1].pairs.progress() == Desk(project).pairs.progress()
    assert "left" in page.header.progress.text()
    page.close_project()
