"""The loop of the hand: what differs, the question after a very fast choice, goal and time."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel

from desktop.domain.prompts import user_prompt
from desktop.ui.dialogs.goal import GoalDialog
from desktop.ui.rate.page import RatePage
from tests.ui.conftest import add_answer

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme

Key = Qt.Key


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, empty_project: Project) -> RatePage:
    """Five prompts with long answers that differ in one word."""
    for number in range(5):
        prompt = empty_project.store.prompts.add(user_prompt(f"Question {number}?"))
        for word in ("good", "bad"):
            add_answer(
                empty_project, prompt.id, f"The {word} answer {number}. " + "It goes on. " * 20
            )
    made = RatePage(theme)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.open_project(empty_project)
    made.show()
    made.refresh()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    made.setFocus()
    return made


def test_a_choice_faster_than_reading_is_asked_for_once(
    page: RatePage, empty_project: Project
) -> None:
    feedback = empty_project.store.feedback
    QTest.keyClick(page, Key.Key_2)
    assert feedback.count_standing() == 0
    QTest.keyClick(page, Key.Key_2)
    assert feedback.count_standing() == 1
    seconds = feedback.standing()[-1].seconds
    assert seconds is not None
    assert 0 <= seconds < 60


def test_what_was_seen_before_is_not_asked_about(page: RatePage, empty_project: Project) -> None:
    QTest.keyClick(page, Key.Key_2)
    QTest.keyClick(page, Key.Key_2)
    QTest.keyClick(page, Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page, Key.Key_6)
    assert empty_project.store.feedback.count_standing() == 1


def test_the_question_can_be_switched_off(page: RatePage, empty_project: Project) -> None:
    page.habits.asks_when_fast = False
    QTest.keyClick(page, Key.Key_2)
    assert empty_project.store.feedback.count_standing() == 1


def test_what_differs_is_marked_and_the_texts_stay_whole(page: RatePage) -> None:
    panes = (page.modes.compare.pair.a, page.modes.compare.pair.b)
    QTest.keyClick(page, Key.Key_D)
    for pane in panes:
        assert pane.view.in_pieces()
        assert pane.view.toPlainText() == pane.view.text()
    QTest.keyClick(page, Key.Key_D)
    assert not any(pane.view.in_pieces() for pane in panes)


def test_what_differs_is_marked_pair_after_pair_at_one_painting_each(page: RatePage) -> None:
    pair = page.modes.compare.pair
    QTest.keyClick(page, Key.Key_D)
    painted: list[None] = []
    pair.b.view.shown.connect(partial(painted.append, None))
    pair.set_texts("one two", "one three four")
    assert (pair.a.view.text(), pair.b.view.text()) == ("one two", "one three four")
    assert pair.b.view.in_pieces()
    assert len(painted) == 1
    assert any(label.text().startswith("3 ") for label in pair.b.findChildren(QLabel))
    pair.set_texts("", "")
    assert (pair.a.view.toPlainText(), pair.b.view.toPlainText()) == ("", "")


def test_goal_and_time_left_are_shown(
    page: RatePage, empty_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: GoalDialog) -> bool:
        dialog.goal.setValue(4)
        return True

    monkeypatch.setattr(GoalDialog, "exec", choose)
    page.header.progress.click()
    assert "0 of 4 today" in page.header.progress.text()
    page.habits.asks_when_fast = False
    for _ in range(3):
        QTest.keyClick(page, Key.Key_2)
    assert "3 of 4 today · about 1 min" in page.header.progress.text()
    QTest.keyClick(page, Key.Key_2)
    assert "4 of 4 today ✓" in page.header.progress.text()


def test_the_next_pairs_are_made_ready_and_put_into_place(page: RatePage, qtbot: QtBot) -> None:
    shelf = page.modes.ahead.shelf
    page.habits.asks_when_fast = False
    qtbot.waitUntil(lambda: shelf.ready() == 8)
    coming = page.modes.compare.upcoming()[:2]
    QTest.keyClick(page, Key.Key_2)
    assert shelf.ready() == 6
    assert [page.modes.compare.pair.a.view.text(), page.modes.compare.pair.b.view.text()] == coming
    page.close_project()
    assert shelf.ready() == 0
