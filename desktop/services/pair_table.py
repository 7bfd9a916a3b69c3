"""All pairs of a project as arrays of numbers, in the order in which they are shown.

A million pairs take some forty bytes each and are ordered in about a second. A pair is known by its
row: the rows are sorted by the ids of the answers, so that a pair is found by bisection.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np

from desktop.services.pairing import MAX_PAIRS_PER_PROMPT, Pair, tournament

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    Numbers = NDArray[np.integer[Any]]

_BLOCK = 4_096


def mix_many(seed: int, *values: Numbers | int) -> NDArray[np.uint64]:
    """Return what `pairing.mix` makes of each row of the values; the first are an array."""
    state = np.full(np.shape(values[0]), seed & (2**64 - 1), np.uint64)
    for value in values:
        state = (state ^ np.asarray(value).astype(np.uint64)) + np.uint64(0x9E3779B97F4A7C15)
        state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        state ^= state >> np.uint64(31)
    return state


class ByPrompt:
    """Finds the rows of a prompt by bisection.

    Python's own: NumPy's would convert all numbers before each search, to those of the one sought.

    Args:
        prompts: The prompt of each row.
    """

    def __init__(self, prompts: Numbers) -> None:
        self._rows = _half(np.argsort(prompts, kind="stable"))
        self._prompts = _half(prompts[self._rows])

    def places(self, prompt_id: int) -> NDArray[np.int32]:
        """Return the rows of a prompt, rising."""
        first = bisect_left(self._prompts, prompt_id)
        return self._rows[first : bisect_right(self._prompts, prompt_id, first)]


class PairTable:
    """The pairs that may be shown: within a prompt and a round, the newest round first.

    Args:
        ids: Of the answers that may be shown.
        prompts: The prompt of each.
        rounds: The round of each.
        seed: Decides the order.
    """

    def __init__(self, ids: Numbers, prompts: Numbers, rounds: Numbers, seed: int) -> None:
        found = _all_pairs(ids, prompts, rounds, seed)
        by_ids = np.lexsort((found.high, found.low))
        columns = (found.low, found.high, found.prompt, found.round)
        self.low, self.high, self.prompt, self.round = (_half(c[by_ids]) for c in columns)
        self._by_prompt = ByPrompt(self.prompt)
        places = np.empty(len(by_ids), np.int64)
        places[by_ids] = np.arange(len(by_ids))
        self._set_order(places[np.lexsort((found.chance, found.turn, -found.round))])

    def __len__(self) -> int:
        return len(self.low)

    def pair(self, row: int) -> Pair:
        """Return the pair of a row."""
        return Pair(int(self.prompt[row]), int(self.low[row]), int(self.high[row]))

    def row(self, pair: Pair) -> int | None:
        """Return the row of a pair; None when it is not one of these."""
        first = bisect_left(self.low, pair.low_id)
        last = bisect_right(self.low, pair.low_id, first)
        row = bisect_left(self.high, pair.high_id, first, last)
        known = row < last and self.high[row] == pair.high_id
        return row if known and self.prompt[row] == pair.prompt_id else None

    def rows(self, one: Numbers, other: Numbers) -> Numbers:
        """Return the row of each pair of answers, given in any order; -1 for those not here."""
        if not len(self):
            return np.full(len(one), -1, np.int64)
        width = int(max(self.high.max(), one.max(initial=0), other.max(initial=0))) + 1
        keys = self.low.astype(np.int64) * width + self.high
        wanted = np.minimum(one, other) * width + np.maximum(one, other)
        rows = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
        return np.where(keys[rows] == wanted, rows, -1)

    def rows_of_prompt(self, prompt_id: int) -> list[int]:
        """Return the rows of a prompt, in the order shown."""
        rows = self._by_prompt.places(prompt_id).tolist()
        return sorted(rows, key=lambda row: int(self._place[row]))

    def show_first(self, rows: Sequence[int]) -> None:
        """Show these rows before all others."""
        first = np.asarray(rows, np.int64)
        later = np.ones(len(self), bool)
        later[first] = False
        self._set_order(np.concatenate([first, self._order[later[self._order]]]))

    def place(self, row: int) -> int:
        """Return when a row is shown, from 0."""
        return int(self._place[row])

    def in_order(self, closed: NDArray[np.bool_], start: int = 0) -> Iterator[int]:
        """Yield the rows that are not closed, in the order shown, from a place on."""
        for begin in range(start, len(self), _BLOCK):
            block = self._order[begin : begin + _BLOCK]
            yield from block[~closed[block]].tolist()

    def _set_order(self, order: Numbers) -> None:
        self._order = _half(order)
        self._place = np.empty_like(self._order)
        self._place[self._order] = np.arange(len(order), dtype=np.int32)


def _half(numbers: Numbers) -> NDArray[np.int32]:
    """Return numbers in half of the room: ids, and places, are far below two billion."""
    return numbers.astype(np.int32)


class _Pairs:
    """Columns of pairs, gathered group size by group size."""

    def __init__(self, parts: Iterable[tuple[Numbers, ...]], seed: int) -> None:
        columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
        one, other, self.prompt, self.round, self.turn = columns
        self.low, self.high = np.minimum(one, other), np.maximum(one, other)
        self.chance = mix_many(seed, self.low, self.high)


def _all_pairs(ids: Numbers, prompts: Numbers, rounds: Numbers, seed: int) -> _Pairs:
    """Pair the answers of each prompt and round, in the turns of a round-robin tournament."""
    order = np.lexsort((ids, mix_many(seed, ids, 2), prompts, rounds))
    ids, prompts, rounds = ids[order], prompts[order], rounds[order]
    new = np.ones(len(ids), bool)
    new[1:] = (prompts[1:] != prompts[:-1]) | (rounds[1:] != rounds[:-1])
    starts = np.flatnonzero(new)
    sizes = np.diff(np.append(starts, len(ids)))
    nothing = np.zeros(0, np.int64)
    parts: list[tuple[Numbers, ...]] = [(nothing,) * 5]
    for size in np.unique(sizes[sizes > 1]).tolist():
        group = starts[sizes == size]
        one, other = _turns(size)
        parts.append(
            (
                ids[group[:, None] + one].ravel(),
                ids[group[:, None] + other].ravel(),
                np.repeat(prompts[group], len(one)),
                np.repeat(rounds[group], len(one)),
                np.tile(np.arange(len(one)), len(group)),
            )
        )
    return _Pairs(parts, seed)


@cache
def _turns(size: int) -> tuple[Numbers, Numbers]:
    """Return who plays whom among so many, turn by turn."""
    turns = [*tournament(range(size))][:MAX_PAIRS_PER_PROMPT]
    one, other = zip(*turns, strict=True)
    return np.array(one, np.int64), np.array(other, np.int64)
