from __future__ import annotations

import math

import pytest

from desktop.ui.charts.smoothing import smooth


def test_smoothing_against_numbers_worked_by_hand() -> None:
    # 0.5: averages 0.5, 1.25, 2.625 over weights 0.5, 0.75, 0.875.
    assert smooth([1.0, 2.0, 4.0], 0.5) == pytest.approx([1.0, 1.25 / 0.75, 2.625 / 0.875])


def test_no_smoothing_changes_nothing() -> None:
    assert smooth([3.0, -1.0, 2.5], 0.0) == [3.0, -1.0, 2.5]


def test_a_constant_stays_itself_from_the_first_point() -> None:
    assert smooth([0.7] * 5, 0.99) == pytest.approx([0.7] * 5)


def test_a_gap_is_carried_through_and_changes_nothing_after_it() -> None:
    with_gap = smooth([1.0, math.nan, 3.0], 0.6)
    without = smooth([1.0, 3.0], 0.6)
    assert math.isnan(with_gap[1])
    assert [with_gap[0], with_gap[2]] == without
