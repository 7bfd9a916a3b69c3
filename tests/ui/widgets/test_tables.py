from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextDocument

from desktop.ui.widgets.labels import whole_tip
from desktop.ui.widgets.tables import RowsModel, row_table

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

Role = Qt.ItemDataRole
SAID = (("first", "<img src='/etc/hostname'> & more"), ("second", "gone"))


class Sayings(RowsModel):
    def __init__(self) -> None:
        super().__init__()
        self.set_headings(("Name", "Saying"))

    def row_count(self) -> int:
        return len(SAID)

    def cell(self, row: int, column: int) -> str:
        return SAID[row][column]

    def struck_out(self, row: int, column: int) -> bool:
        return SAID[row][column] == "gone"


def test_a_table_has_its_rows_and_no_row_has_rows_of_its_own(qtbot: QtBot) -> None:
    model = Sayings()
    assert (model.rowCount(), model.columnCount()) == (2, 2)
    first = model.index(0, 0)
    assert (model.rowCount(first), model.columnCount(first)) == (0, 0)
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Saying"
    assert model.data(first, Role.AccessibleTextRole) == "Name: first"
    assert model.data(model.index(1, 1), Role.FontRole).strikeOut()
    assert model.data(first, Role.FontRole) is None


def test_the_widths_of_a_table_are_shared_as_said(qtbot: QtBot) -> None:
    model = Sayings()
    view = row_table(model, "Sayings", stretched=(1,))
    qtbot.addWidget(view)
    view.resize(600, 200)
    view.show()
    header = view.horizontalHeader()
    assert header.sectionSize(0) == max(header.sectionSizeHint(0), view.sizeHintForColumn(0))
    assert header.length() == view.viewport().width()


@pytest.mark.parametrize(
    "text", ["short", "a < b && c > d", "<img src='/etc/hostname'>", "word " * 40, "two\nlines"]
)
def test_a_tip_shows_every_character_and_reads_no_markup(text: str) -> None:
    tip = whole_tip(text)
    shown = QTextDocument()
    if "<" in tip:
        shown.setHtml(tip)
    else:
        shown.setPlainText(tip)
    assert shown.toPlainText().split() == text.split()
    assert "￼" not in shown.toPlainText()
