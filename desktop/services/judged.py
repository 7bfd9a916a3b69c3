"""The user's comparisons as columns of numbers, and what these say of how they judge.

A million comparisons take some seventy bytes each, and every figure of them some milliseconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from desktop.domain.quality import (
    BANDS,
    FEWEST_TIMES,
    Speed,
    SpeedBand,
    StrategyResult,
    Summary,
    compared,
)
from desktop.domain.statistics import wilson

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from desktop.domain.statistics import Proportion

    Numbers = NDArray[np.int64]
    Chosen = NDArray[np.bool_]

NO_SIGN = 9
"""The sign of a comparison without a preference."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Comparisons, a row each, by rising event.

    Args:
        event: Their events.
        prompt: What they are about.
        at: When, in seconds since the epoch.
        sign: -1 for A, 1 for B, 0 for equal, `NO_SIGN` when no preference was given.
        a_length: Characters of A.
        b_length: Characters of B.
        seconds: Time spent; nan where it is not known.
        repeat_of: The event that is repeated, or 0.
        strategy: Place of its name among `strategies`, from 1; 0 for chance alone.
        control: Whether it was of the strategy's random share.
        margin: Reward of B minus that of A, under a reward model made before; nan without one.
        strategies: Names.
    """

    event: Numbers
    prompt: NDArray[np.int32]
    at: NDArray[np.float64]
    sign: NDArray[np.int8]
    a_length: NDArray[np.int32]
    b_length: NDArray[np.int32]
    seconds: NDArray[np.float64]
    repeat_of: Numbers
    strategy: NDArray[np.int8]
    control: Chosen
    margin: NDArray[np.float64]
    strategies: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.event)

    def all(self) -> Chosen:
        """Return the choice of all rows."""
        return np.ones(len(self), np.bool_)

    @property
    def leaning(self) -> Chosen:
        """The rows with a preference for one side."""
        return np.isin(self.sign, (-1, 1))

    def first_signs(self) -> NDArray[np.int8]:
        """Return for each repeat the sign of the first time; `NO_SIGN` without one in force."""
        found = np.full(len(self), NO_SIGN, np.int8)
        again = np.flatnonzero(self.repeat_of)
        if not len(again):
            return found
        place = np.minimum(np.searchsorted(self.event, self.repeat_of[again]), len(self) - 1)
        known = (self.event[place] == self.repeat_of[again]) & (self.repeat_of[place] == 0)
        found[again[known]] = self.sign[place[known]]
        return found


def consistency(rows: Judged, chosen: Chosen) -> Proportion:
    """Return how often a pair shown again, sides swapped, was judged as the first time.

    Only the first repeat of a comparison counts; the first time need not be among the chosen.
    """
    firsts = rows.first_signs()
    again = np.flatnonzero(chosen & (rows.repeat_of > 0) & (rows.sign != NO_SIGN))
    again = again[np.unique(rows.repeat_of[again], return_index=True)[1]]
    known = again[firsts[again] != NO_SIGN]
    return wilson(int((firsts[known] == -rows.sign[known]).sum()), len(known))


def side_bias(rows: Judged) -> Proportion:
    """Return how often the left answer was preferred, of those with a preference."""
    return wilson(int((rows.sign == -1).sum()), int(rows.leaning.sum()))


def length_bias(rows: Judged) -> Proportion:
    """Return how often the longer answer was preferred, of those with a preference."""
    known = rows.leaning & (rows.a_length != rows.b_length)
    longer = known & ((rows.sign == 1) == (rows.b_length > rows.a_length))
    return wilson(int(longer.sum()), int(known.sum()))


def agreement(rows: Judged, chosen: Chosen) -> Proportion:
    """Return how often the reward model preferred what the user did, before it knew.

    Equal rewards count as half.
    """
    known = chosen & rows.leaning & (rows.repeat_of == 0) & ~np.isnan(rows.margin)
    margin, sign = rows.margin[known], rows.sign[known]
    agreed = (margin != 0) & ((margin > 0) == (sign > 0))
    return wilson(float(agreed.sum() + 0.5 * (margin == 0).sum()), len(margin))


def speed(rows: Judged) -> Speed | None:
    """Return the median time of a comparison, also by thirds of length; None without times."""
    timed = np.flatnonzero(~np.isnan(rows.seconds))
    if not len(timed):
        return None
    seconds = rows.seconds[timed]
    lengths = rows.a_length[timed] + rows.b_length[timed]
    every = float(np.median(seconds))
    if len(timed) < BANDS * FEWEST_TIMES:
        return Speed(every, len(timed))
    bands = [
        SpeedBand(int(lengths[part[0]]), int(lengths[part[-1]]), _median(seconds[part]), len(part))
        for part in _thirds(np.lexsort((seconds, lengths)))
    ]
    return Speed(every, len(timed), tuple(bands))


def summary(name: str, rows: Judged, chosen: Chosen) -> Summary:
    """Return the figures of some comparisons; `name` says what they have in common."""
    times = rows.seconds[chosen]
    times = times[~np.isnan(times)]
    return Summary(
        name,
        int(chosen.sum()),
        _median(times) if len(times) else None,
        consistency(rows, chosen),
        agreement(rows, chosen),
    )


def strategy_results(rows: Judged) -> tuple[StrategyResult, ...]:
    """Return for each strategy in use whether it beat its own random share."""
    results = []
    for number, name in enumerate(rows.strategies, start=1):
        own = rows.strategy == number
        if own.any():
            shares = (agreement(rows, own & ~rows.control), agreement(rows, own & rows.control))
            results.append(compared(name, *shares))
    return tuple(sorted(results, key=lambda result: result.strategy))


def _median(seconds: NDArray[np.float64]) -> float:
    return float(np.median(seconds))


def _thirds(order: Numbers) -> Sequence[Numbers]:
    cuts = [len(order) * n // BANDS for n in range(BANDS + 1)]
    return [order[start:end] for start, end in pairwise(cuts)]
