"""Whether a reward model is as sure as it may be: log loss, calibration curve, temperature.

All of it from *margins*: the log-odds that the model gives to what the person preferred. A margin
of 0 is a model that cannot tell, a negative one a model that disagrees.
"""

from __future__ import annotations

import math
from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.statistics import wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

BINS = 10
_LOG_TEMPERATURES = (-3.0, 3.0)
_GOLDEN = (math.sqrt(5.0) - 1.0) / 2.0


@dataclass(frozen=True, slots=True)
class CalibrationBin:
    """Pairs of which the model is about equally sure.

    Args:
        predicted: Mean confidence, 0.5 to 1.
        observed: Share of them in which the person agrees.
        low: Lower end of its 95% interval.
        high: Upper end of it.
        n: How many they are.
    """

    predicted: float
    observed: float
    low: float
    high: float
    n: int


def confidence(margin: float) -> float:
    """Return how sure the model is of its own choice: 0.5 to 1."""
    return 1.0 / (1.0 + math.exp(-min(abs(margin), 700.0)))


def agreement(margin: float) -> float:
    """Return 1 where model and person choose the same, one half where the model cannot tell."""
    return 0.5 if margin == 0 else float(margin > 0)


def log_loss(margin: float) -> float:
    """Return -log P(what the person preferred wins), without overflow."""
    return max(-margin, 0.0) + math.log1p(math.exp(-abs(margin)))


def mean_log_loss(margins: Sequence[float]) -> float | None:
    """Return the mean log loss; None without pairs."""
    return math.fsum(map(log_loss, margins)) / len(margins) if margins else None


def calibration_curve(margins: Sequence[float], bins: int = BINS) -> tuple[CalibrationBin, ...]:
    """Return, by bins of confidence, how sure the model is and how often it agrees.

    Bins are as many as `bins` columns from 0.5 to 1; empty ones are left out.
    """
    found: dict[int, array[float]] = {}
    for margin in margins:
        place = min(int((confidence(margin) - 0.5) * 2 * bins), bins - 1)
        found.setdefault(place, array("d")).append(margin)
    return tuple(_bin(found[place]) for place in sorted(found))


def _bin(margins: Sequence[float]) -> CalibrationBin:
    count = len(margins)
    share = wilson(math.fsum(map(agreement, margins)), count)
    predicted = math.fsum(map(confidence, margins)) / count
    return CalibrationBin(predicted, share.value, share.low, share.high, count)


def calibration_error(bins: Sequence[CalibrationBin]) -> float | None:
    """Return the expected calibration error (Naeini 2015): the bins' gaps, weighted by number."""
    total = sum(b.n for b in bins)
    return math.fsum(b.n * abs(b.predicted - b.observed) for b in bins) / total if total else None


def fit_temperature(margins: Sequence[float]) -> float:
    """Return what margins are to be divided by so that they are honest log-odds (Guo 2017).

    The log loss is minimised together with a prior, log T ~ N(0, 1): a few pairs that the model
    happens to order all correctly must not make it certain. Without pairs it is 1.
    """

    def loss(log_temperature: float) -> float:
        scale = math.exp(-log_temperature)
        return math.fsum(log_loss(m * scale) for m in margins) + 0.5 * log_temperature**2

    return math.exp(_minimum(loss, *_LOG_TEMPERATURES)) if margins else 1.0


def cross_fitted(margins: Sequence[float]) -> list[float]:
    """Return margins divided by a temperature that was fitted on the other half of them.

    What comes out can be measured honestly: no pair took part in its own correction.
    """
    halves = margins[::2], margins[1::2]
    first, second = (fit_temperature(half) for half in halves)
    return [m / (first if place % 2 else second) for place, m in enumerate(margins)]


def _minimum(function: Callable[[float], float], low: float, high: float) -> float:
    """Return where a function with one valley is least, by golden sections."""
    left, right = high - _GOLDEN * (high - low), low + _GOLDEN * (high - low)
    at_left, at_right = function(left), function(right)
    while high - low > 1e-6:
        if at_left <= at_right:
            high, right, at_right = right, left, at_left
            left = high - _GOLDEN * (high - low)
            at_left = function(left)
        else:
            low, left, at_left = left, right, at_right
            right = low + _GOLDEN * (high - low)
            at_right = function(right)
    return (low + high) / 2
