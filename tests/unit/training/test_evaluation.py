"""The reward model's report against numbers worked by hand."""

from __future__ import annotations

import math

import pytest

from desktop.domain.calibration import fit_temperature
from desktop.domain.statistics import wilson
from desktop.training.evaluation import PairOutcome, correlation, reward_report


def outcome(
    margin: float, target: float = 1.0, kind: str = "comparison", lengths: tuple[int, int] = (9, 9)
) -> PairOutcome:
    return PairOutcome(margin, 0.0, target, kind, *lengths)


def test_report_by_hand() -> None:
    outcomes = [
        outcome(math.log(3)),
        outcome(-math.log(3), target=0.0, kind="ranking", lengths=(30, 9)),
        outcome(-math.log(3), kind="ranking"),
        outcome(7.0, target=0.5),
    ]
    report = reward_report(outcomes, [1.0, 2.0, 3.0], [10, 20, 30])
    assert report["n"] == 3
    assert report["accuracy"] == pytest.approx(2 / 3)
    interval = wilson(2, 3)
    assert (report["low"], report["high"]) == (interval.low, interval.high)
    assert report["log_loss"] == pytest.approx((2 * -math.log(0.75) - math.log(0.25)) / 3)
    assert report["calibration"] == [
        {
            "predicted": pytest.approx(0.75),
            "observed": pytest.approx(2 / 3),
            "low": interval.low,
            "high": interval.high,
            "n": 3,
        }
    ]
    assert report["temperature"] == fit_temperature([math.log(3), math.log(3), -math.log(3)])
    assert report["calibration_error"] == pytest.approx(0.75 - 2 / 3)
    assert report["by_kind"] == {
        "comparison": {"accuracy": 1.0, "n": 1},
        "ranking": {"accuracy": 0.5, "n": 2},
    }
    # The preferred response of the second pair is the second one: 9 - 30 tokens.
    assert report["by_length_difference"] == [
        {"low": None, "high": -20, "accuracy": 1.0, "n": 1},
        {"low": -5, "high": 5, "accuracy": 0.5, "n": 2},
    ]
    assert report["length_correlation"] == pytest.approx(1.0)


def test_nothing_decided_says_nothing() -> None:
    report = reward_report([outcome(1.0, target=0.5)], [1.0], [3])
    assert report["accuracy"] is None
    assert report["log_loss"] is None
    assert report["calibration_error"] is None
    assert (report["low"], report["high"], report["n"]) == (0.0, 1.0, 0)


def test_equal_rewards_count_one_half() -> None:
    assert reward_report([outcome(0.0)], [0.0], [1])["accuracy"] == 0.5


def test_certain_margins_stay_finite() -> None:
    report = reward_report([outcome(-5000.0)], [0.0], [1])
    assert report["log_loss"] == pytest.approx(5000.0)


def test_correlation_needs_variation() -> None:
    assert correlation([1.0, 1.0], [1.0, 2.0]) is None
    assert correlation([1.0, 2.0, 3.0], [6.0, 4.0, 2.0]) == pytest.approx(-1.0)
