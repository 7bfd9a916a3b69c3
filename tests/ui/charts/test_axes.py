from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QFontMetrics

from desktop.ui.charts.axes import WIDTH, StepAxis, least_range, short_number
from desktop.ui.charts.plot import MetricPlot
from desktop.ui.charts.series import Series
from desktop.ui.theme.tokens import LIGHT


@pytest.mark.parametrize(
    ("value", "spacing", "text"),
    [
        (0.0, 0.1, "0"),
        (0.1425, 0.0005, "0.1425"),
        (-1.5, 0.5, "−1.5"),
        (120.0, 20.0, "120"),
        (25_000.0, 5_000.0, "25k"),
        (0.00025, 0.00005, "0.00025"),
    ],
)
def test_numbers_are_as_short_as_their_spacing_allows(
    value: float, spacing: float, text: str
) -> None:
    assert short_number(value, spacing) == text


def test_the_range_is_never_too_narrow_for_three_digits() -> None:
    flat = np.array([0.142857, 0.142858, np.nan])
    assert least_range(flat, log=False) == pytest.approx(0.02 * 0.142858)
    assert least_range(np.array([0.0, np.nan]), log=False) == 0.02
    assert least_range(flat, log=True) == 0.05


@pytest.mark.parametrize("values", [[0.142857, 0.142858], [1.3841, 1.3902], [0.0, 0.0], [-3.0]])
def test_a_flat_curve_has_numbers_that_fit_at_its_axis(qtbot: object, values: list[float]) -> None:
    plot = MetricPlot("Accuracy")
    plot.set_colours(LIGHT, "#0072B2")
    plot.resize(320, 200)
    series = Series()
    for step, value in enumerate(values):
        series.add(step, value, float(step))
    plot.set_series(series)
    plot.grab()
    axis = plot.getPlotItem().getAxis("left")
    (low, high), height = axis.range, plot.height()
    ticks = [(spacing, at) for spacing, at in axis.tickValues(low, high, height) if len(at)]
    texts = [text for spacing, at in ticks for text in axis.tickStrings(list(at), 1.0, spacing)]
    metrics = QFontMetrics(plot.font())
    assert len(set(texts)) >= 2
    assert all(metrics.horizontalAdvance(text) < WIDTH for text in texts)
    plot.deleteLater()


@pytest.mark.parametrize("last", [1, 4, 15, 1_000])
def test_steps_are_whole_numbers(qapp: object, last: int) -> None:
    axis = StepAxis()
    ticks = [at for _spacing, values in axis.tickValues(0, last, 300) for at in values]
    assert len(ticks) >= 2
    assert all(float(at).is_integer() for at in ticks)
