from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain.errors import InvalidInputError
from desktop.domain.prompts import Message, Role
from desktop.ui import background
from desktop.ui.prompts.editor import PromptEditor, SeveralPromptsDialog
from desktop.ui.prompts.page import PromptsPage
from desktop.ui.prompts.table import ANSWERS, TEXT, USE

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog
    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project


def opened(qtbot: QtBot, project: Project) -> PromptsPage:
    page = PromptsPage()
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.open_project(project)
    page.refresh()
    page.show()
    page.activateWindow()
    return page


@pytest.fixture
def page(qtbot: QtBot, project: Project) -> PromptsPage:
    return opened(qtbot, project)


def cell(page: PromptsPage, row: int, column: int) -> str:
    return str(page.table.index(row, column).data())


def accept(monkeypatch: pytest.MonkeyPatch, kind: type[QDialog], **texts: str) -> None:
    """Let the next dialog of a kind be filled in and accepted."""

    def exec_(dialog: QDialog) -> int:
        for name, text in texts.items():
            getattr(dialog, name).setPlainText(text)
        return 1

    monkeypatch.setattr(kind, "exec", exec_)


def test_it_lists_prompts_with_their_answers(page: PromptsPage) -> None:
    assert page.table.rowCount() == 6
    assert cell(page, 0, TEXT) == "Question 0?"
    assert cell(page, 0, ANSWERS) == "2"
    assert {cell(page, row, USE) for row in range(6)} == {"training", "held out"}


def test_search_narrows_the_list(page: PromptsPage, qtbot: QtBot) -> None:
    page.activateWindow()
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.search.hasFocus()
    QTest.keyClicks(page.search, "Question 3")
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)


def test_adding_a_prompt(
    page: PromptsPage, project: Project, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    accept(monkeypatch, PromptEditor, system="Be kind.", user="A new one?")
    with qtbot.waitSignal(page.project_changed):
        page.add.click()
    newest = project.store.prompts.list()[-1]
    assert newest.messages == (
        Message(Role.SYSTEM, "Be kind."),
        Message(Role.USER, "A new one?"),
    )


def test_an_empty_prompt_is_refused_with_words(
    page: PromptsPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    accept(monkeypatch, PromptEditor, user="  ")
    with qtbot.waitSignal(page.error_occurred) as refused:
        page.add.click()
    assert isinstance(refused.args[0], InvalidInputError)
    assert page.table.rowCount() == 6


def test_editing_keeps_the_system_message(
    page: PromptsPage, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(monkeypatch, PromptEditor, user="Changed?")
    page.view.selectRow(0)
    page.edit.click()
    first = project.store.prompts.list()[0]
    assert first.text == "Changed?"
    assert first.messages[0] == Message(Role.SYSTEM, "Be brief.")


def test_several_prompts_a_line_each(
    page: PromptsPage, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept(monkeypatch, SeveralPromptsDialog, lines="One?\n\n  Two?  \n")
    page.several.click()
    assert [p.text for p in project.store.prompts.list()][-2:] == ["One?", "Two?"]


def test_the_trash_gives_back_what_was_put_into_it(page: PromptsPage, project: Project) -> None:
    page.view.selectRow(0)
    page.retire.click()
    assert project.store.prompts.count() == 5
    page.retired.click()
    assert page.table.rowCount() == 1
    page.view.selectRow(0)
    assert page.retire.text() == "Restore"
    assert cell(page, 0, USE) == "in the trash"
    page.retire.click()
    assert project.store.prompts.count() == 6


def test_importing_and_pasting_are_asked_for(page: PromptsPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.import_requested):
        page.import_.click()
    with qtbot.waitSignal(page.paste_requested):
        page.paste.click()


def test_an_empty_project_says_what_to_do(
    qtbot: QtBot, empty_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(qtbot, empty_project)
    assert page.empty.isVisible()
    accept(monkeypatch, PromptEditor, user="First?")
    page.empty.primary.click()
    assert not page.empty.isVisible()
    assert page.table.rowCount() == 1


def test_the_list_stays_on_the_chosen_prompt(page: PromptsPage) -> None:
    page.view.selectRow(3)
    page.refresh()
    assert page.view.currentIndex().row() == 3


def test_of_a_large_project_the_last_search_counts(
    qtbot: QtBot, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "LARGE", 0)
    page = opened(qtbot, project)
    for text in ("Question", "nothing like this", "Question 3"):
        page.search.setText(text)
        page.refresh()
    qtbot.waitUntil(lambda: page.table.rowCount() == 1)
    assert cell(page, 0, TEXT) == "Question 3?"
    qtbot.waitUntil(lambda: not page._timer.isActive() and not page._reading.busy())
    page.close_project()
