from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain import metrics
from desktop.ui.charts.chart_table import ChartTable
from desktop.ui.charts.chart_toolbar import ChartToolbar
from desktop.ui.charts.chart_view import ChartView
from desktop.ui.charts.series import Series, XAxis

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_the_toolbar_says_how_to_look(qtbot: QtBot) -> None:
    toolbar = ChartToolbar()
    qtbot.addWidget(toolbar)
    assert toolbar.view() == ChartView()
    with qtbot.waitSignal(toolbar.view_changed) as told:
        toolbar.smoothing.setValue(99)
    assert told.args == [ChartView(smoothing=0.99)]
    with qtbot.waitSignal(toolbar.view_changed) as told:
        toolbar.log.click()
    assert told.args == [ChartView(0.99, XAxis.STEP, True)]
    toolbar.set_view(ChartView(0.25, XAxis.WALL, False))
    assert toolbar.view() == ChartView(0.25, XAxis.WALL, False)


def test_smoothing_by_the_keyboard_cannot_leave_its_range(qtbot: QtBot) -> None:
    toolbar = ChartToolbar()
    qtbot.addWidget(toolbar)
    QTest.keyClick(toolbar.smoothing, Qt.Key.Key_End)
    assert toolbar.view().smoothing == 0.99
    QTest.keyClick(toolbar.smoothing, Qt.Key.Key_Home)
    assert toolbar.view().smoothing == 0.0


def test_the_table_holds_the_same_numbers(qtbot: QtBot) -> None:
    model = ChartTable(
        {
            metrics.KL.name: Series.of([1, 2], [0.5, 0.125], [0.0, 1.0]),
            metrics.REWARD.name: Series.of([2], [-0.25], [1.0]),
        }
    )
    assert (model.rowCount(), model.columnCount()) == (2, 3)
    cells = [[model.data(model.index(row, column)) for column in range(3)] for row in range(2)]
    assert cells == [["1", "0.5", ""], ["2", "0.125", "-0.25"]]
    titles = [model.headerData(column, Qt.Orientation.Horizontal) for column in range(3)]
    assert titles == ["Step", metrics.KL.label, metrics.REWARD.label]
