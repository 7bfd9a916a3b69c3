from __future__ import annotations

import math

import pytest

from desktop.domain.statistics import wilson
from desktop.domain.verdict import (
    Curve,
    CurvePoint,
    Verdict,
    VerdictReason,
    VerdictState,
    fit_curve,
    judge,
)


def points(ceiling: float, slope: float, *pairs: int) -> list[CurvePoint]:
    curve = Curve(ceiling, slope)
    return [CurvePoint(m, curve.at(m), 0.0, 1.0) for m in pairs]


def test_a_curve_by_hand() -> None:
    # At 4, 16 and 64 pairs: 0.8 - 0.8 / 2, / 4, / 8.
    found = fit_curve([CurvePoint(m, y, 0, 1) for m, y in ((4, 0.4), (16, 0.6), (64, 0.7))])
    assert found is not None
    assert found.ceiling == pytest.approx(0.8)
    assert found.slope == pytest.approx(0.8)


def test_a_falling_curve_is_taken_as_flat() -> None:
    found = fit_curve([CurvePoint(m, y, 0, 1) for m, y in ((4, 0.7), (16, 0.6), (64, 0.5))])
    assert found is not None
    assert found.ceiling == pytest.approx(0.6)
    assert found.slope == 0.0


def test_too_few_points_are_no_curve() -> None:
    assert fit_curve(points(0.8, 1.0, 10, 20)) is None
    assert fit_curve(points(0.8, 1.0, 10, 10, 10)) is None


def test_ready_by_the_lower_end_of_the_interval() -> None:
    assert judge(wilson(80, 100), 500) == Verdict(VerdictState.READY, VerdictReason.CLEARS_THE_BAR)


def test_nothing_measured_is_said() -> None:
    assert judge(wilson(0, 0), 40).reason is VerdictReason.NOTHING_MEASURED
    assert judge(wilson(3, 4), 0).reason is VerdictReason.NOTHING_MEASURED


def test_few_held_out_pairs_ask_for_enough_to_measure() -> None:
    # 5 of 25 are held out: 20 held-out ones need 100 pairs, 75 more.
    found = judge(wilson(3, 5), 25)
    assert found == Verdict(VerdictState.RATE_MORE, VerdictReason.FEW_HELD_OUT, 80)


def test_a_steeper_curve_asks_for_fewer() -> None:
    accuracy = wilson(24, 40)
    asked = [
        judge(accuracy, 200, points(0.75, slope, 20, 50, 100, 200)).more
        for slope in (1.0, 2.0, 4.0)
    ]
    assert asked == sorted(asked, reverse=True)
    assert len(set(asked)) == 3
    # By hand for slope 2: at 500 pairs 0.6 + 2/sqrt(200) - 2/sqrt(500) = 0.652 of 100, at 440
    # pairs 0.646 of 88.
    assert wilson(65.2, 100).low >= 0.55 > wilson(0.646 * 88, 88).low
    assert 240 < asked[1] <= 300


def test_a_flat_curve_below_the_bar_is_not_promised_anything() -> None:
    flat = points(0.5, 0.0, 20, 50, 100, 200)
    assert judge(wilson(20, 40), 200, flat) == Verdict(VerdictState.CANNOT_TELL, VerdictReason.FLAT)


def test_what_lies_too_far_out_is_not_told() -> None:
    slow = points(0.7, 0.05, 20, 50, 100, 200)
    found = judge(wilson(56, 100), 200, slow)
    assert found == Verdict(VerdictState.CANNOT_TELL, VerdictReason.FAR)


def test_a_narrower_interval_alone_can_be_enough() -> None:
    found = judge(wilson(26, 40), 200)
    assert found.reason is VerdictReason.CURVE
    # 65% of n: the interval clears 55% once n is about 92, 2.3 times as many pairs.
    assert 200 < found.more <= 300


def test_it_comes_back_from_json() -> None:
    verdict = Verdict(VerdictState.RATE_MORE, VerdictReason.CURVE, 60)
    assert Verdict.from_json(verdict.to_json()) == verdict
    assert not math.isnan(verdict.more)
