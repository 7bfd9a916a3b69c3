from __future__ import annotations

import math
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from desktop.domain import metrics
from desktop.domain.events import MetricsRecorded
from desktop.domain.runs import Stage
from desktop.ui.charts.chart_board import ChartBoard
from desktop.ui.charts.chart_view import ChartView
from desktop.ui.charts.layout import main_metrics
from desktop.ui.charts.series import Series, XAxis
from desktop.ui.theme.theme import Theme, ThemeMode

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot

KL = metrics.KL.name
REWARD = metrics.REWARD.name


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp)


@pytest.fixture
def board(qtbot: QtBot, theme: Theme) -> ChartBoard:
    board = ChartBoard(theme, Stage.PPO)
    qtbot.addWidget(board)
    return board


def _history() -> dict[str, Series]:
    steps = [1, 2, 3, 4]
    times = [100.0, 160.0, 220.0, 280.0]
    return {
        REWARD: Series.of(steps, [0.1, 0.4, -0.2, 0.8], times),
        KL: Series.of(steps, [0.0, 1.0, 2.0, 3.0], times),
    }


def _drawn(board: ChartBoard, name: str, which: str) -> tuple[list[float], list[float]]:
    x, y = getattr(board.cards[name].plot, which).getOriginalDataset()
    return cast("list[float]", x.tolist()), cast("list[float]", y.tolist())


def test_what_is_drawn_is_what_is_stored(board: ChartBoard) -> None:
    board.set_history(_history(), {"environment.kl_target": 6.0})
    board.set_view(ChartView(smoothing=0.5))
    assert _drawn(board, REWARD, "raw") == ([1.0, 2.0, 3.0, 4.0], [0.1, 0.4, -0.2, 0.8])
    x, y = _drawn(board, REWARD, "smoothed")
    assert x == [1.0, 2.0, 3.0, 4.0]
    # Averages 0.05, 0.225, 0.0125, 0.40625 over weights 0.5, 0.75, 0.875, 0.9375.
    assert y == pytest.approx([0.1, 0.3, 0.0125 / 0.875, 0.40625 / 0.9375])
    assert board.cards[KL].plot.target_line.value() == 6.0
    assert board.cards[KL].plot.target_line.isVisible()
    assert not board.cards[REWARD].plot.target_line.isVisible()


def test_a_point_without_a_line_is_a_dot(board: ChartBoard) -> None:
    plot = board.cards[REWARD].plot
    axis = plot.getPlotItem().getAxis("left")
    assert not axis.style["showValues"], "an empty chart has no scale"
    board.set_history({}, {"environment.kl_target": 6.0})
    assert not axis.style["showValues"]
    target = board.cards[KL].plot.getPlotItem().getAxis("left")
    assert target.style["showValues"], "the value to stay under can be read"
    board.set_history({REWARD: Series.of([1], [0.25], [0.0])}, {})
    assert _drawn(board, REWARD, "lone") == ([1.0], [0.25])
    assert axis.style["showValues"]
    values = [0.1, 0.4, None, 0.8, None, 0.3, 0.2]
    board.set_history({REWARD: Series.of(list(range(7)), values, [0.0] * 7)}, {})
    assert _drawn(board, REWARD, "lone")[0] == [3.0]


def test_points_that_arrive_are_appended(board: ChartBoard) -> None:
    board.set_history(_history(), {})
    board.add([MetricsRecorded(5, {REWARD: 0.9, KL: 3.5}, 340.0)])
    assert _drawn(board, REWARD, "raw") == ([1.0, 2.0, 3.0, 4.0, 5.0], [0.1, 0.4, -0.2, 0.8, 0.9])
    assert board.cards[REWARD].value.text() == "0.90"
    assert board.cards[KL].value.text() == "3.50 nats"


def test_time_on_the_horizontal_axis(board: ChartBoard) -> None:
    board.set_history(_history(), {})
    board.set_view(ChartView(axis=XAxis.RELATIVE))
    assert _drawn(board, KL, "raw")[0] == [0.0, 1.0, 2.0, 3.0]
    board.set_view(ChartView(axis=XAxis.WALL))
    assert _drawn(board, KL, "raw")[0] == [100.0, 160.0, 220.0, 280.0]


def test_a_log_scale_leaves_out_what_has_no_logarithm(board: ChartBoard) -> None:
    board.set_history(_history(), {"environment.kl_target": 10.0})
    board.set_view(ChartView(log=True))
    _, y = _drawn(board, KL, "raw")
    assert math.isnan(y[0])
    assert y[1:] == [1.0, 2.0, 3.0]
    assert board.cards[KL].plot.target_line.value() == pytest.approx(1.0)
    _, shown = board.cards[KL].plot.raw.getData()
    assert shown[-1] == pytest.approx(np.log10(3.0))


def test_the_charts_to_watch_are_there_from_the_start_and_others_on_demand(
    board: ChartBoard,
) -> None:
    assert list(board.cards) == main_metrics(Stage.PPO)
    extra = metrics.EXPLAINED_VARIANCE.name
    board.add([MetricsRecorded(1, {extra: 0.5, "own/metric": 1.0})])
    assert extra not in board.cards
    board.show_all(True)
    assert board.names() == [*main_metrics(Stage.PPO), extra, "own/metric"]
    assert set(board.cards) == set(board.names())
    board.show_all(False)
    assert set(board.cards) == set(main_metrics(Stage.PPO))


def test_the_crosshair_stands_in_every_chart_and_reads_the_values(
    board: ChartBoard, qtbot: QtBot
) -> None:
    board.set_history(_history(), {})
    plot = board.cards[REWARD].plot
    QTest.keyClick(plot, Qt.Key.Key_Left)
    assert board.cards[REWARD].value.text() == "3: −0.20"
    assert board.cards[KL].value.text() == "3: 2.00 nats"
    assert board.cards[KL].plot.crosshair.value() == 3.0
    QTest.keyClick(plot, Qt.Key.Key_Escape)
    assert board.cards[KL].value.text() == "3.00 nats"
    assert not board.cards[KL].plot.crosshair.isVisible()


def test_charts_can_be_read_aloud(board: ChartBoard) -> None:
    board.set_history(_history(), {})
    assert board.cards[KL].plot.accessibleName() == metrics.KL.label
    assert "3.00 nats" in board.cards[KL].plot.accessibleDescription()


def test_colours_follow_the_theme(board: ChartBoard, theme: Theme) -> None:
    theme.choose(ThemeMode.DARK)
    dark = board.cards[REWARD].plot.smoothed.opts["pen"].color().name()
    theme.choose(ThemeMode.LIGHT)
    light = board.cards[REWARD].plot.smoothed.opts["pen"].color().name()
    assert (dark.upper(), light.upper()) == ("#56B4E9", "#0072B2")
    theme.choose(ThemeMode.SYSTEM)


def test_a_run_without_points_draws_nothing_and_says_so(board: ChartBoard) -> None:
    assert board.cards[REWARD].value.text() == "–"


@pytest.mark.parametrize("count", [1, 100_000])
def test_any_number_of_points_is_kept(board: ChartBoard, count: int) -> None:
    steps = list(range(count))
    values = [math.sin(step / 50) for step in steps]
    board.set_history({REWARD: Series.of(steps, values, [float(s) for s in steps])}, {})
    assert _drawn(board, REWARD, "raw")[1] == values
