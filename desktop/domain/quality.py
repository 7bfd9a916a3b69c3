"""How good a judge the user is: figures about their own comparisons, each with its uncertainty.

Shares say how many observations they rest on; where these are too few to say anything, `missing`
says about how many more it takes. `desktop.services.judged` makes them of the comparisons.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from desktop.domain.statistics import Difference, Proportion, difference, trials_for_width, wilson

WIDEST = 0.3
"""An interval wider than this says too little to speak of a tendency."""
FEWEST_TIMES = 20
BANDS = 3
"""Short, middling and long answers."""
FEWEST_CONTROLS = 20
"""Comparisons of a random share below which nothing is foretold."""
_PER_CONTROL = 5
_MOST_MISSING = 100_000


@dataclass(frozen=True, slots=True)
class SpeedBand:
    """Comparisons of about the same length: characters of both answers together."""

    shortest: int
    longest: int
    seconds: float
    n: int


@dataclass(frozen=True, slots=True)
class Speed:
    """Median seconds for a comparison: of all, and from short to long answers."""

    seconds: float
    n: int
    bands: tuple[SpeedBand, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of one period, or of one tag."""

    name: str
    judgements: int
    seconds: float | None
    consistency: Proportion
    agreement: Proportion


@dataclass(frozen=True, slots=True)
class StrategyResult:
    """Whether a strategy found pairs that teach more than those of its random share.

    A pair on which the reward model is wrong teaches it something: `chosen` and `control` are the
    shares of such pairs. `more` is about how many further comparisons would decide it, should the
    difference stay as it is; None when that cannot be said.
    """

    strategy: str
    chosen: Proportion
    control: Proportion
    difference: Difference
    more: int | None

    @property
    def better(self) -> bool:
        """Whether it surely found more of them."""
        return self.difference.low > 0


def missing(share: Proportion, width: float = WIDEST) -> int:
    """Return about how many more observations it takes to say something; 0 when there are enough.

    With none at all, a share of a half is supposed, which takes the most.
    """
    value = 0.5 if share.n == 0 else share.value
    return max(0, trials_for_width(value, width) - share.n)


def compared(strategy: str, chosen: Proportion, control: Proportion) -> StrategyResult:
    """Return whether a strategy was worth it.

    Args:
        strategy: Its name.
        chosen: How often the reward model agreed on the pairs that it chose.
        control: How often on those of its random share.
    """
    wrong, by_chance = _opposite(chosen), _opposite(control)
    apart = difference(wrong, by_chance)
    more = _more(apart, wrong.n + by_chance.n, by_chance.n)
    return StrategyResult(strategy, wrong, by_chance, apart, more)


def _opposite(share: Proportion) -> Proportion:
    return wilson((1 - share.value) * share.n, share.n) if share.n else share


def _more(apart: Difference, n: int, controls: int) -> int | None:
    """An interval shrinks with the square root of what it rests on."""
    if apart.decided:
        return 0
    if math.isnan(apart.value) or apart.value == 0:
        return None
    doubt = apart.value - apart.low if apart.value > 0 else apart.high - apart.value
    more = math.ceil(n * ((doubt / abs(apart.value)) ** 2 - 1))
    more = max(more, _PER_CONTROL * (FEWEST_CONTROLS - controls))
    return more if more <= _MOST_MISSING else None
