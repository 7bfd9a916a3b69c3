"""Is a reward model ready, or how many more judgements would it take: a verdict, with its reason.

**Ready** means: on prompts it has not seen, the model agrees with the person surely more often than
chance; the lower end of the 95% interval of its accuracy reaches `READY_LOW`.

**How many more** comes from a learning curve. Linear heads on features of the untrained model are
cheap enough to be fitted on growing parts of the judgements, each measured on prompts left out
(`desktop.training.reward_curve`). Their accuracy is fitted with acc(m) = a - b / sqrt(m), the rate
at which the error of an estimate shrinks with the number m of pairs. The curve gives the *growth*;
the *level* is that of the model in question. Two things come with more judgements: a better model,
and a narrower interval, for the held-out share grows too. The verdict names the first number of
pairs at which the expected interval clears the bar, and says that it cannot tell when that lies
further out than the curve can be trusted, or nowhere.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from desktop.domain.statistics import Proportion, wilson

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

READY_LOW = 0.55
"""The lower end of the held-out interval from which on a reward model is ready."""
FEWEST_HELD_OUT = 20
"""Held-out pairs below which an accuracy says too little to look ahead from."""
FARTHEST = 4.0
"""How many times the present pairs a curve is followed."""
_HIGHEST = 0.98
_FEWEST_POINTS = 3


class VerdictState(StrEnum):
    """What a verdict says."""

    READY = "ready"
    RATE_MORE = "rate_more"
    CANNOT_TELL = "cannot_tell"


class VerdictReason(StrEnum):
    """Why it says so."""

    CLEARS_THE_BAR = "clears_the_bar"
    CURVE = "curve"
    FEW_HELD_OUT = "few_held_out"
    FLAT = "flat"
    FAR = "far"
    NOTHING_MEASURED = "nothing_measured"


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Accuracy on unseen prompts after so many pairs, with its 95% interval."""

    pairs: float
    accuracy: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Curve:
    """acc(m) = ceiling - slope / sqrt(m)."""

    ceiling: float
    slope: float

    def at(self, pairs: float) -> float:
        """Return the accuracy expected after so many pairs."""
        return self.ceiling - self.slope / math.sqrt(pairs)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict; `more` pairs are wanted where it says so."""

    state: VerdictState
    reason: VerdictReason
    more: int = 0

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Self:
        """Read what `to_json` wrote."""
        state, reason = VerdictState(value["state"]), VerdictReason(value["reason"])
        return cls(state, reason, int(value["more"]))

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {"state": self.state.value, "reason": self.reason.value, "more": self.more}


def fit_curve(points: Sequence[CurvePoint]) -> Curve | None:
    """Return the least-squares curve through points, never falling; None with too few of them."""
    if len(points) < _FEWEST_POINTS:
        return None
    xs = [1.0 / math.sqrt(p.pairs) for p in points]
    ys = [p.accuracy for p in points]
    mean_x, mean_y = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    spread = math.fsum((x - mean_x) ** 2 for x in xs)
    if spread == 0:
        return None
    together = math.fsum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True))
    slope = max(-together / spread, 0.0)
    return Curve(mean_y + slope * mean_x, slope)


def judge(accuracy: Proportion, pairs: int, points: Sequence[CurvePoint] = ()) -> Verdict:
    """Return the verdict on a reward model.

    Args:
        accuracy: On pairs of prompts it has not seen.
        pairs: All decided pairs there are, trained on or held out.
        points: Of the learning curve.
    """
    if accuracy.n == 0 or pairs == 0 or math.isnan(accuracy.value):
        return Verdict(VerdictState.CANNOT_TELL, VerdictReason.NOTHING_MEASURED)
    if accuracy.low >= READY_LOW:
        return Verdict(VerdictState.READY, VerdictReason.CLEARS_THE_BAR)
    if accuracy.n < FEWEST_HELD_OUT:
        more = pairs * (FEWEST_HELD_OUT / accuracy.n - 1.0)
        return Verdict(VerdictState.RATE_MORE, VerdictReason.FEW_HELD_OUT, _about(more))
    curve = fit_curve(points)
    enough = _enough(accuracy, pairs, curve)
    if enough is not None:
        more = enough - pairs
        return Verdict(VerdictState.RATE_MORE, VerdictReason.CURVE, _about(more))
    best = accuracy.value + (curve.slope / math.sqrt(pairs) if curve else 0.0)
    reason = VerdictReason.FAR if best > READY_LOW else VerdictReason.FLAT
    return Verdict(VerdictState.CANNOT_TELL, reason)


def _enough(accuracy: Proportion, pairs: int, curve: Curve | None) -> int | None:
    """Return the first number of pairs whose expected interval clears the bar."""
    step = max(pairs // 50, 1)
    for wanted in range(pairs + step, int(FARTHEST * pairs) + 1, step):
        grown = curve.at(wanted) - curve.at(pairs) if curve else 0.0
        expected = min(accuracy.value + grown, _HIGHEST)
        held_out = round(accuracy.n * wanted / pairs)
        if wilson(expected * held_out, held_out).low >= READY_LOW:
            return wanted
    return None


def _about(number: float) -> int:
    """Round up to a number that does not look exact: tens up to 200, then fifties."""
    step = 10 if number <= 200 else 50
    return max(math.ceil(number / step) * step, step)
