from __future__ import annotations

import csv
import io
import math

from desktop.ui.charts.series import Series, XAxis, to_csv
from desktop.ui.charts.smoothing import smooth


def test_the_three_horizontal_axes() -> None:
    series = Series.of([0, 10, 20], [1.0, 2.0, 3.0], [1000.0, 1030.0, 1120.0])
    assert series.x(XAxis.STEP) == [0.0, 10.0, 20.0]
    assert series.x(XAxis.RELATIVE) == [0.0, 0.5, 2.0]
    assert series.x(XAxis.WALL) == [1000.0, 1030.0, 1120.0]


def test_steps_that_come_again_after_a_resume_replace_the_old_ones() -> None:
    series = Series.of([1, 2, 3], [1.0, 2.0, 3.0], [0.0, 1.0, 2.0])
    series.add(2, 20.0, 9.0)
    series.add(3, 30.0, 10.0)
    assert (series.steps, series.values, series.times) == (
        [1, 2, 3],
        [1.0, 20.0, 30.0],
        [0.0, 9.0, 10.0],
    )


def test_missing_values_are_gaps_and_the_last_finite_one_is_shown() -> None:
    series = Series.of([1, 2], [0.5, None], [0.0, 1.0])
    assert math.isnan(series.values[1])
    assert series.last() == 0.5
    assert Series().last() is None


def test_nearest_point() -> None:
    series = Series.of([0, 10, 20], [1.0, 2.0, 3.0], [0.0, 1.0, 2.0])
    assert series.nearest(14.0, XAxis.STEP) == 1
    assert Series().nearest(1.0, XAxis.STEP) is None


def test_csv_holds_every_point_exactly() -> None:
    series = Series.of([1, 2], [0.1 + 0.2, -3.0], [5.5, 6.5])
    rows = list(csv.DictReader(io.StringIO(to_csv([("objective/kl", series)]))))
    assert [float(row["value"]) for row in rows] == series.values
    assert [int(row["step"]) for row in rows] == series.steps
    assert [float(row["time"]) for row in rows] == series.times
    assert {row["metric"] for row in rows} == {"objective/kl"}


def test_smoothing_goes_on_where_it_was_and_begins_anew_after_a_resume() -> None:
    series = Series.of([1, 2], [1.0, 2.0], [0.0, 1.0])
    assert series.smoothed(0.5) == smooth([1.0, 2.0], 0.5)
    series.add(3, 4.0, 2.0)
    assert series.smoothed(0.5) == smooth([1.0, 2.0, 4.0], 0.5)
    series.add(2, -1.0, 3.0)
    assert series.smoothed(0.5) == smooth([1.0, -1.0], 0.5)
    assert series.smoothed(0.9) == smooth([1.0, -1.0], 0.9)
