"""Equal columns, in windows of any width."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel, QLayout, QWidget

from desktop.ui.widgets.columns import ColumnsLayout

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

GAP = 10


@pytest.fixture
def outer(qtbot: QtBot) -> QWidget:
    """Four widgets, of which the widest needs 100 pixels."""
    made = QWidget()
    qtbot.addWidget(made)
    layout = ColumnsLayout(GAP, made)
    for least in (40, 100, 60, 20):
        widget = QWidget()
        widget.setMinimumSize(least, 30)
        layout.addWidget(widget)
    return made


def inside(outer: QWidget) -> list[QWidget]:
    """Return the widgets in the order in which they were put in."""
    return [w for w in outer.findChildren(QWidget) if w.parentWidget() is outer]


def layout_of(outer: QWidget) -> QLayout:
    layout = outer.layout()
    assert layout is not None
    return layout


def places(outer: QWidget) -> list[tuple[int, int, int]]:
    """Return the corner and the width of each widget."""
    return [(widget.x(), widget.y(), widget.width()) for widget in inside(outer)]


@pytest.mark.parametrize(
    ("width", "columns", "each"),
    [(430, 4, 100), (830, 4, 200), (429, 2, 209), (210, 2, 100), (209, 1, 209), (100, 1, 100)],
)
def test_as_many_columns_as_have_room_each_as_wide_as_the_others(
    outer: QWidget, width: int, columns: int, each: int
) -> None:
    outer.resize(width, 400)
    outer.show()
    found = places(outer)
    assert [width for _, _, width in found] == [each] * 4
    assert [x for x, _, _ in found] == [(n % columns) * (each + GAP) for n in range(4)]
    assert len({y for _, y, _ in found}) == 4 // columns


def test_a_line_is_as_high_as_its_highest_widget_needs(outer: QWidget) -> None:
    text = QLabel("word " * 40)
    text.setWordWrap(True)
    layout_of(outer).addWidget(text)
    outer.resize(540, 600)
    outer.show()
    assert {widget.height() for widget in inside(outer)} == {text.heightForWidth(100)}
    assert layout_of(outer).heightForWidth(540) == text.heightForWidth(100)


def test_what_is_hidden_takes_no_column(outer: QWidget) -> None:
    inside(outer)[1].hide()
    outer.resize(200, 200)
    outer.show()
    assert [places(outer)[n] for n in (0, 2, 3)] == [(0, 0, 60), (70, 0, 60), (140, 0, 60)]
