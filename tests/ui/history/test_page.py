from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QComboBox, QLineEdit

from desktop.domain.feedback import (
    Comment,
    Comparison,
    Correction,
    Flag,
    Judgement,
    Preference,
    Ranking,
    Rating,
)
from desktop.ui import background
from desktop.ui.history import rerate
from desktop.ui.history.page import HistoryPage
from desktop.ui.history.rerate import RerateDialog
from desktop.ui.history.table import PAGE, SAID, STATE, HistoryTable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pytestqt.qtbot import QtBot

    from desktop.domain.history import HistoryRow
    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme


@pytest.fixture
def judged(project: Project) -> Project:
    """A comparison of each prompt; the third is about cats."""
    for number in range(6):
        preference = Preference.A if number % 2 else Preference.B_MUCH
        project.store.feedback.append(
            Comparison(number + 1, 2 * number + 1, 2 * number + 2, preference)
        )
    project.store.feedback.append(Comment(3, None, "关于猫咪 of cats", ("pets",)))
    return project


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, judged: Project) -> Iterator[HistoryPage]:
    made = HistoryPage(theme)
    qtbot.addWidget(made)
    made.resize(1100, 760)
    made.open_project(judged)
    made.show()
    made.activateWindow()
    with qtbot.waitSignal(made.searching.ended):
        made.refresh()
    yield made
    made.close_project()


def cell(page: HistoryPage, row: int, column: int) -> str:
    return str(page.table.index(row, column).data())


def search(qtbot: QtBot, page: HistoryPage, text: str) -> None:
    with qtbot.waitSignal(page.searching.ended):
        page.bar.search.setText(text)


def test_the_newest_judgement_comes_first_and_is_open(page: HistoryPage) -> None:
    assert page.table.rowCount() == 7
    assert cell(page, 0, SAID) == "关于猫咪 of cats #pets"
    assert cell(page, 1, SAID) == "A better"
    assert page.count.text() == "7 found"
    assert "关于猫咪" in page.detail.said.text()


def test_slash_leads_to_the_search_and_down_back(page: HistoryPage, qtbot: QtBot) -> None:
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Slash)
    assert page.bar.search.hasFocus()
    with qtbot.waitSignal(page.searching.ended):
        QTest.keyClicks(page.bar.search, "cats")
    assert page.table.rowCount() == 1
    QTest.keyClick(page.bar.search, Qt.Key.Key_Down)
    assert page.view.hasFocus()


def test_answers_are_searched(page: HistoryPage, qtbot: QtBot) -> None:
    search(qtbot, page, '"answer Y to 3"')
    assert [page.table.id_at(row) for row in range(page.table.rowCount())] == [4]
    search(qtbot, page, "猫咪")
    assert [page.table.id_at(row) for row in range(page.table.rowCount())] == [7]
    search(qtbot, page, "nowhere")
    assert page.empty.isVisible()
    with qtbot.waitSignal(page.searching.ended):
        page.bar.clear.click()
    assert page.table.rowCount() == 7


def test_only_the_newest_search_is_shown(page: HistoryPage, qtbot: QtBot) -> None:
    page.bar.search.setText("Question 1")
    page._search()
    page.bar.search.setText("Question 2")
    with qtbot.waitSignal(page.searching.ended):
        page._search()
    assert [page.table.id_at(row) for row in range(page.table.rowCount())] == [7, 3]


def test_taking_back_and_bringing_back(page: HistoryPage, qtbot: QtBot, judged: Project) -> None:
    page.view.selectRow(1)
    with qtbot.waitSignals([page.searching.ended, page.project_changed]):
        page.detail.change.click()
    assert judged.store.feedback.count_standing() == 6
    box = page.bar.boxes["state"]
    with qtbot.waitSignal(page.searching.ended):
        box.setCurrentIndex(box.findText("taken back"))
    assert cell(page, 0, STATE) == "taken back"
    page.view.setFocus()
    with qtbot.waitSignal(page.searching.ended):
        QTest.keyClick(page.view, Qt.Key.Key_Delete)
    assert judged.store.feedback.count_standing() == 7


def test_judging_again_shows_the_past(
    page: HistoryPage, qtbot: QtBot, judged: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def choose(dialog: RerateDialog) -> int:
        dialog.preference.setCurrentIndex(dialog.preference.findText("equal"))
        return 1

    monkeypatch.setattr(RerateDialog, "exec", choose)
    page.view.selectRow(1)
    page.view.setFocus()
    with qtbot.waitSignal(page.searching.ended):
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    assert judged.store.feedback.get(6) is not None
    assert page.detail.said.text() == "comparison: equal"
    assert page.detail.past.count() == 2


SAME: list[tuple[Judgement, Callable[[RerateDialog], object], Judgement]] = [
    (Rating(1, 1, 2, 1, 5), lambda d: d.score.setValue(4), Rating(1, 1, 4, 1, 5)),
    (
        Ranking(1, ((1,), (2,))),
        lambda d: d.places[1].setValue(2),
        Ranking(1, ((1, 2),)),
    ),
    (Flag(1, 1, "odd", 0, 3), lambda d: d.text.setPlainText("wrong"), Flag(1, 1, "wrong", 0, 3)),
    (Comment(1, None, "x"), lambda d: d.tags.setText("a, b,a"), Comment(1, None, "x", ("a", "b"))),
    (
        Correction(1, 1, 2),
        lambda d: d.pair.setChecked(False),
        Correction(1, 1, 2, as_pair=False),
    ),
    (Correction(1, 1, 2), lambda d: d.text.setPlainText("Mine."), Correction(1, 1, 13)),
]


@pytest.mark.parametrize(("old", "change", "new"), SAME)
def test_every_kind_can_be_judged_again(
    qtbot: QtBot,
    project: Project,
    old: Judgement,
    change: Callable[[RerateDialog], object],
    new: Judgement,
) -> None:
    from desktop.services.history import History

    history = History(project)
    event = project.store.feedback.append(old)
    assert rerate.can_judge_again(old)
    dialog = RerateDialog(history.open(event.id))
    qtbot.addWidget(dialog)
    change(dialog)
    assert dialog.save(history).judgement == new
    assert [e.judgement for e in project.store.feedback.standing()] == [new]


def test_every_control_has_a_name(page: HistoryPage) -> None:
    for kind in (QAbstractButton, QComboBox, QLineEdit, QAbstractItemView):
        for widget in page.findChildren(kind):
            if widget.isVisible() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
                assert widget.accessibleName(), widget


def test_a_million_rows_are_read_only_where_one_looks(qtbot: QtBot) -> None:
    asked: list[Sequence[int]] = []

    def read(ids: Sequence[int]) -> list[HistoryRow]:
        asked.append(ids)
        return []

    table = HistoryTable()
    table.set_source(read)
    table.add_ids(range(1_000_000, 0, -1))
    assert table.rowCount() == 1_000_000
    table.index(500_000, 0).data()
    table.index(500_001, 0).data()
    assert len(asked) == 1
    assert len(asked[0]) == PAGE
    assert 500_000 in asked[0]
    table.deleteLater()


def test_what_was_found_can_be_exported(page: HistoryPage, qtbot: QtBot) -> None:
    search(qtbot, page, "cats")
    with qtbot.waitSignal(page.page_requested) as asked:
        QTest.keyClick(page, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    name, chosen = asked.args
    assert name == "export"
    assert list(chosen) == sorted(page.table.ids())
    search(qtbot, page, "nothing like that")
    assert not page.export.isEnabled()


def test_of_a_large_project_the_window_reads_no_filters(
    qtbot: QtBot, page: HistoryPage, judged: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "LARGE", 0)
    judged.store.feedback.append(Comment(4, None, "of dogs", ("dogs",)))
    asked: list[str] = []
    judged.store.connection.raw.set_trace_callback(asked.append)
    with qtbot.waitSignal(page.searching.ended):
        page.refresh()
    tags = page.bar.boxes["tag"]
    qtbot.waitUntil(lambda: tags.findText("dogs") > 0)
    assert not [sql for sql in asked if "DISTINCT" in sql or "versions" in sql]
