"""The reward model's report against numbers worked by hand."""

from __future__ import annotations

import itertools
import math

import pytest

from desktop.domain.calibration import fit_temperature
from desktop.domain.statistics import wilson
from desktop.training.evaluation import PairOutcome, concordance, correlation, reward_report

PROMPTS = itertools.count()


def outcome(
    margin: float,
    target: float = 1.0,
    kind: str = "comparison",
    lengths: tuple[int, int] = (9, 9),
    prompt_id: int | None = None,
) -> PairOutcome:
    """A pair of a prompt of its own, unless one is given."""
    prompt_id = next(PROMPTS) if prompt_id is None else prompt_id
    return PairOutcome(prompt_id, margin, 0.0, target, kind, *lengths)


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
    assert (report["low"], report["high"]) == pytest.approx((interval.low, interval.high))
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


def test_the_pairs_of_one_ranking_count_as_one_where_they_go_alike() -> None:
    rankings = [outcome(1.0 if n else -1.0, prompt_id=n) for n in range(3) for _ in range(6)]
    report = reward_report(rankings, [1.0], [1])
    interval = wilson(2, 3)
    assert (report["n"], report["accuracy"]) == (18, pytest.approx(2 / 3))
    assert (report["low"], report["high"]) == pytest.approx((interval.low, interval.high))


def test_scores_alone_are_measured_by_their_order() -> None:
    scored = [(1.0, -2.0), (1.0, 0.5), (2.0, 0.5), (4.0, 0.0)]
    # 1 < 2: right, equal; 1 < 4: right, wrong; 2 < 4: wrong.
    assert concordance(scored) == pytest.approx(2.5 / 5)
    report = reward_report([], [], [], scored)
    assert (report["score_concordance"], report["scored"]) == (pytest.approx(0.5), 4)
    assert concordance([(3.0, 1.0), (3.0, 2.0)]) is None
