from __future__ import annotations

import math
import random

import pytest

from desktop.domain.calibration import (
    agreement,
    calibration_curve,
    calibration_error,
    confidence,
    cross_fitted,
    fit_temperature,
    log_loss,
    mean_log_loss,
)
from desktop.domain.statistics import wilson

THREE_TO_ONE = math.log(3)


def test_numbers_by_hand() -> None:
    assert confidence(THREE_TO_ONE) == pytest.approx(0.75)
    assert confidence(-THREE_TO_ONE) == pytest.approx(0.75)
    assert log_loss(-THREE_TO_ONE) == pytest.approx(-math.log(0.25))
    assert (agreement(2.0), agreement(0.0), agreement(-2.0)) == (1.0, 0.5, 0.0)
    assert mean_log_loss([0.0, 0.0]) == pytest.approx(math.log(2))
    assert mean_log_loss([]) is None


def test_huge_margins_are_finite() -> None:
    assert log_loss(-5000.0) == 5000.0
    assert confidence(5000.0) == 1.0


def test_a_curve_by_hand() -> None:
    margins = [THREE_TO_ONE, THREE_TO_ONE, -THREE_TO_ONE, 0.0]
    half, sure = calibration_curve(margins)
    assert (half.predicted, half.observed, half.n) == (0.5, 0.5, 1)
    assert sure.predicted == pytest.approx(0.75)
    assert (sure.observed, sure.n) == (2 / 3, 3)
    assert (sure.low, sure.high) == (wilson(2, 3).low, wilson(2, 3).high)
    assert calibration_error((half, sure)) == pytest.approx(3 / 4 * (0.75 - 2 / 3))
    assert calibration_error(()) is None


def test_perfect_calibration_has_no_error() -> None:
    margins = [THREE_TO_ONE] * 3 + [-THREE_TO_ONE]
    assert calibration_error(calibration_curve(margins)) == pytest.approx(0.0)


def _margins(count: int, factor: float) -> list[float]:
    """Margins of a model whose true log-odds are multiplied by a factor."""
    noise = random.Random(0)
    found = []
    for _ in range(count):
        odds = noise.uniform(0.0, 3.0)
        right = noise.random() < confidence(odds)
        found.append(factor * (odds if right else -odds))
    return found


@pytest.mark.parametrize("factor", [0.3, 1.0, 4.0])
def test_the_temperature_is_what_margins_were_multiplied_by(factor: float) -> None:
    margins = _margins(4000, factor)
    temperature = fit_temperature(margins)
    assert temperature == pytest.approx(factor, rel=0.1)
    # It is the least: a little more or less is worse.
    losses = [mean_log_loss([m / (temperature * x) for m in margins]) for x in (0.9, 1.0, 1.1)]
    assert min(losses, key=lambda loss: loss or 0.0) == losses[1]


def test_few_pairs_that_are_all_right_do_not_make_a_model_certain() -> None:
    assert fit_temperature([]) == 1.0
    assert 0.3 < fit_temperature([1.0, 1.0, 1.0]) < 1.0


def test_cross_fitting_corrects_with_the_other_half_only() -> None:
    sure, unsure = 4.0, -1.0
    margins = [sure, unsure] * 3
    from_even, from_odd = fit_temperature([sure] * 3), fit_temperature([unsure] * 3)
    assert cross_fitted(margins) == [sure / from_odd, unsure / from_even] * 3


def test_correction_helps_a_model_that_is_too_sure() -> None:
    margins = _margins(2000, 4.0)
    before, after = mean_log_loss(margins), mean_log_loss(cross_fitted(margins))
    assert before is not None
    assert after is not None
    assert after < before - 0.2
    raw, corrected = (
        calibration_error(calibration_curve(m)) or 0.0 for m in (margins, cross_fitted(margins))
    )
    assert corrected < 0.05 < raw
