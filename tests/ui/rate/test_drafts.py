"""Drafts are announced, and there is a way to each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QMessageBox

from desktop.services.drafts import Drafts
from desktop.ui.rate.mode import Mode
from tests.ui.conftest import add_answer
from tests.ui.rate.test_modes import use
from tests.ui.rate.test_page import CONTROL, SHIFT, Key, opened, press, shown

if TYPE_CHECKING:
    from PySide6.QtCore import Qt
    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.rate.page import RatePage
    from desktop.ui.theme.theme import Theme


@pytest.fixture
def project(project: Project) -> Project:
    """Each prompt gets a third answer, so that it can be ranked."""
    for prompt in project.store.prompts.list():
        add_answer(project, prompt.id, f"Third answer to {prompt.text}")
    return project


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, project: Project) -> RatePage:
    return opened(qtbot, theme, project)


def waiting(page: RatePage) -> str:
    button = page.unfinished.button
    return button.text() if button.isVisible() else ""


def choose(page: RatePage, number: int = 0) -> None:
    page.unfinished.button.menu_.actions()[number].trigger()


def begin_correction(page: RatePage) -> None:
    press(page, Key.Key_E)
    QTest.keyClicks(page.correction.editor.edit, "Draft. ")
    press(page, Key.Key_Escape)


def begin_remark(page: RatePage, key: Qt.Key, text: str) -> None:
    press(page, key)
    if page.noting.marking.active:
        press(page, Key.Key_Right, SHIFT)
        press(page, Key.Key_Return)
    dialog = page.noting.remarking.dialog
    assert dialog is not None
    QTest.keyClicks(dialog.field, text)
    QTest.keyClick(dialog.field, Key.Key_Escape)


def test_a_draft_that_was_left_waits_and_is_opened_again(page: RatePage) -> None:
    text = shown(page)[0]
    assert waiting(page) == ""
    begin_correction(page)
    assert waiting(page) == "1 draft(s) wait"
    press(page, Key.Key_2)
    choose(page)
    assert page.is_correcting()
    assert page.correction.editor.edit.text() == f"Draft. {text}"
    assert waiting(page) == ""
    press(page, Key.Key_Return, CONTROL)
    assert waiting(page) == ""


def test_the_item_says_that_a_correction_was_begun(page: RatePage) -> None:
    begin_correction(page)
    press(page, Key.Key_2)
    assert page.header.state() == ""
    press(page, Key.Key_Z, CONTROL)
    assert page.header.state() == "a correction of A is begun"


def test_all_kinds_are_announced_at_the_start_and_go_on(
    qtbot: QtBot, theme: Theme, page: RatePage, project: Project
) -> None:
    begin_correction(page)
    begin_remark(page, Key.Key_F, "stiff")
    begin_remark(page, Key.Key_C, "Hm")
    use(page, Mode.RANK)
    press(page, Key.Key_2)
    places = dict(page.modes.rank.order.places)
    use(page, Mode.WRITE)
    QTest.keyClicks(page.modes.write.edit, "Begun")
    use(page, Mode.COMPARE)
    page.close_project()
    page.hide()
    later = opened(qtbot, theme, project)
    assert waiting(later) == "5 draft(s) wait"
    drafts = Drafts(project.store).waiting()
    kinds = [draft.subject.kind.value for draft in drafts]
    choose(later, kinds.index("ranking"))
    assert later.modes.rank.order.places == places
    assert later.modes.rank.isVisible()
    assert later.header.state() == "your half-made ranking is back"
    assert waiting(later) == "4 draft(s) wait"
    choose(later, [k for k in kinds if k != "ranking"].index("demonstration"))
    assert later.modes.write.edit.text() == "Begun"
    use(later, Mode.COMPARE)
    for kind, text in (("comment", "Hm"), ("flag", "stiff")):
        choose(later, kinds.index(kind))
        kinds.remove(kind)
        dialog = later.noting.remarking.dialog
        assert dialog is not None
        assert dialog.field.text() == text
        QTest.keyClick(dialog.field, Key.Key_Return)
    flag = project.store.feedback.standing(kind="flag")[0].judgement
    assert (getattr(flag, "start", None), getattr(flag, "end", None)) == (0, 1)
    assert waiting(later) == "3 draft(s) wait"


def test_drafts_are_dropped_only_after_a_question(
    page: RatePage, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin_correction(page)
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard]
    monkeypatch.setattr(QMessageBox, "exec", lambda _box: answers.pop(0))
    for left in ("1 draft(s) wait", ""):
        page.unfinished.button.menu_.actions()[-1].trigger()
        assert waiting(page) == left
    assert Drafts(project.store).waiting() == []


def test_the_key_opens_the_menu(page: RatePage, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QMenu] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _place: opened.append(menu))
    press(page, Key.Key_D, SHIFT)
    assert opened == []
    begin_correction(page)
    press(page, Key.Key_D, SHIFT)
    assert opened == [page.unfinished.button.menu_]
