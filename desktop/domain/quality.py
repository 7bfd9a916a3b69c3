"""How good a judge the user is: figures about their own comparisons, each with its uncertainty.

All of it is computed from plain values by pure functions. Shares say how many observations they
rest on; where these are too few to say anything, `missing` says about how many more it takes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from desktop.domain.statistics import Difference, Proportion, difference, trials_for_width, wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WIDEST = 0.3
"""An interval wider than this says too little to speak of a tendency."""
FEWEST_TIMES = 20
FEWEST_CONTROLS = 20
"""Comparisons of a random share below which nothing is foretold."""
_BANDS = 3
_PER_CONTROL = 5
_MOST_MISSING = 100_000


@dataclass(frozen=True, slots=True)
class Judged:
    """One comparison of the user's.

    Args:
        event_id: Its event.
        prompt_id: What it is about.
        at: When, in seconds since the epoch.
        sign: -1 for A, 1 for B, 0 for equal, None when no preference was given.
        a_length: Characters of A; `b_length` of B.
        seconds: Time spent, if it is known.
        repeat_of: The event that it repeats.
        strategy: What chose the pair, if it was not chance alone.
        control: Whether it was of the strategy's random share.
        margin: Reward of B minus that of A, under a reward model made before the judgement.
    """

    event_id: int
    prompt_id: int
    at: float
    sign: int | None
    a_length: int
    b_length: int
    seconds: float | None = None
    repeat_of: int | None = None
    strategy: str | None = None
    control: bool = False
    margin: float | None = None


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


def consistency(comparisons: Iterable[Judged]) -> Proportion:
    """Return how often a pair shown again, sides swapped, was judged as the first time.

    Only the first repeat of a comparison counts.
    """
    comparisons = list(comparisons)
    first = {c.event_id: c for c in comparisons if c.repeat_of is None}
    repeats: dict[int, Judged] = {}
    for comparison in comparisons:
        if comparison.repeat_of in first and comparison.sign is not None:
            repeats.setdefault(comparison.repeat_of, comparison)
    signs = [(first[earlier].sign, again.sign) for earlier, again in repeats.items()]
    known = [(one, -two) for one, two in signs if one is not None and two is not None]
    return wilson(sum(one == two for one, two in known), len(known))


def side_bias(comparisons: Iterable[Judged]) -> Proportion:
    """Return how often the left answer was preferred, of those with a preference."""
    signs = [c.sign for c in comparisons if c.sign]
    return wilson(signs.count(-1), len(signs))


def length_bias(comparisons: Iterable[Judged]) -> Proportion:
    """Return how often the longer answer was preferred, of those with a preference."""
    longer = [
        c.sign == (1 if c.b_length > c.a_length else -1)
        for c in comparisons
        if c.sign and c.a_length != c.b_length
    ]
    return wilson(sum(longer), len(longer))


def agreement(comparisons: Iterable[Judged]) -> Proportion:
    """Return how often the reward model preferred what the user did, before it knew.

    Equal rewards count as half.
    """
    points = [
        0.5 if c.margin == 0 else float((c.margin > 0) == (c.sign > 0))
        for c in comparisons
        if c.sign and c.margin is not None and c.repeat_of is None
    ]
    return wilson(math.fsum(points), len(points))


def speed(comparisons: Iterable[Judged]) -> Speed | None:
    """Return the median time of a comparison, also by thirds of length; None without times."""
    timed = sorted(
        (c.a_length + c.b_length, c.seconds) for c in comparisons if c.seconds is not None
    )
    if not timed:
        return None
    every = median(seconds for _, seconds in timed)
    if len(timed) < _BANDS * FEWEST_TIMES:
        return Speed(every, len(timed))
    cuts = [len(timed) * n // _BANDS for n in range(_BANDS + 1)]
    bands = tuple(
        SpeedBand(
            timed[start][0],
            timed[end - 1][0],
            median(seconds for _, seconds in timed[start:end]),
            end - start,
        )
        for start, end in pairwise(cuts)
    )
    return Speed(every, len(timed), bands)


def summary(name: str, comparisons: Sequence[Judged], everything: Mapping[int, Judged]) -> Summary:
    """Return the figures of some comparisons.

    Args:
        name: What they have in common.
        comparisons: They themselves.
        everything: All comparisons by event: a repeat may be of one that is not among them.
    """
    times = [c.seconds for c in comparisons if c.seconds is not None]
    earlier = {c.repeat_of for c in comparisons} & everything.keys()
    firsts = [everything[event_id] for event_id in earlier if event_id is not None]
    again = [c for c in comparisons if c.repeat_of is not None]
    return Summary(
        name,
        len(comparisons),
        median(times) if times else None,
        consistency([*firsts, *again]),
        agreement(comparisons),
    )


def strategy_results(comparisons: Iterable[Judged]) -> tuple[StrategyResult, ...]:
    """Return for each strategy in use whether it beat its own random share."""
    groups: dict[str, tuple[list[Judged], list[Judged]]] = {}
    for comparison in comparisons:
        if comparison.strategy is not None:
            group = groups.setdefault(comparison.strategy, ([], []))
            group[comparison.control].append(comparison)
    return tuple(_result(name, *groups[name]) for name in sorted(groups))


def _result(strategy: str, chosen: Sequence[Judged], control: Sequence[Judged]) -> StrategyResult:
    wrong, by_chance = _disagreement(chosen), _disagreement(control)
    apart = difference(wrong, by_chance)
    more = _more(apart, wrong.n + by_chance.n, by_chance.n)
    return StrategyResult(strategy, wrong, by_chance, apart, more)


def _disagreement(comparisons: Sequence[Judged]) -> Proportion:
    share = agreement(comparisons)
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
