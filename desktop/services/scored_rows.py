"""The scores of a file's rows, held in flat arrays: 40 bytes for a pair, however long its texts."""

from __future__ import annotations

import math
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


@dataclass(frozen=True, slots=True)
class ScoredRow:
    """Rewards of one row: of an answer, or of the chosen and the rejected one.

    `spreads` say how sure the model is of each; None for a model without an ensemble.
    """

    line: int
    rewards: tuple[float, ...]
    spreads: tuple[float | None, ...] = ()


class ScoredRows(Sequence[ScoredRow]):
    """Rows in the order of the file; each is made when it is asked for."""

    def __init__(self) -> None:
        self._lines = array("q")
        self._ends = array("q")
        self._rewards = array("d")
        self._spreads = array("d")

    def add(self, line: int, scores: Iterable[tuple[float, float | None]]) -> None:
        """Take in the mean and the spread of each answer of a row."""
        for mean, spread in scores:
            self._rewards.append(mean)
            self._spreads.append(math.nan if spread is None else spread)
        self._lines.append(line)
        self._ends.append(len(self._rewards))

    @property
    def rewards(self) -> Sequence[float]:
        """Return the rewards of all answers."""
        return self._rewards

    def differences(self) -> Iterator[float]:
        """Yield by how much the chosen answer of each pair is ahead."""
        start = 0
        for end in self._ends:
            if end - start == 2:
                yield self._rewards[start] - self._rewards[start + 1]
            start = end

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, place: int) -> ScoredRow: ...

    @overload
    def __getitem__(self, place: slice) -> list[ScoredRow]: ...

    def __getitem__(self, place: int | slice) -> ScoredRow | list[ScoredRow]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        number = range(len(self))[place]
        start, end = self._ends[number - 1] if number else 0, self._ends[number]
        spreads = (None if math.isnan(spread) else spread for spread in self._spreads[start:end])
        return ScoredRow(self._lines[number], tuple(self._rewards[start:end]), tuple(spreads))
