"""A ranking while it is being made: some answers have a place, the others wait for one.

Answers at the same place are equal. Places are numbers of the user's choice; gaps between them mean
nothing and are closed when the ranking is read as tiers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

Tiers = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class RankOrder:
    """Answers in the order in which they are shown, and the places given to some of them."""

    ids: tuple[int, ...]
    places: Mapping[int, int] = field(default_factory=dict)

    @property
    def tiers(self) -> Tiers:
        """The answers that have a place, best first; equal ones together."""
        numbers = sorted(set(self.places.values()))
        return tuple(tuple(i for i in self.ids if self.places.get(i) == n) for n in numbers)

    @property
    def waiting(self) -> tuple[int, ...]:
        """The answers without a place."""
        return tuple(i for i in self.ids if i not in self.places)

    @property
    def complete(self) -> bool:
        """Whether every answer has a place."""
        return not self.waiting

    @property
    def shown(self) -> tuple[int, ...]:
        """All answers as a list: the placed ones from the best on, then those that wait."""
        return (*(i for tier in self.tiers for i in tier), *self.waiting)

    def place(self, answer: int, number: int) -> Self:
        """Put an answer at a place; where another one is already, the two are equal."""
        return type(self)(self.ids, {**self.places, answer: number})

    def clear(self, answer: int) -> Self:
        """Take an answer's place away."""
        return type(self)(self.ids, {i: n for i, n in self.places.items() if i != answer})

    def raised(self, answer: int) -> Self:
        """Move an answer up by half a step: out of a tie, or into one with its better neighbour."""
        return self._moved(answer, -1)

    def lowered(self, answer: int) -> Self:
        """Move an answer down by half a step; one that waits becomes the last."""
        return self._moved(answer, 1)

    def put_between(self, answer: int, before: int) -> Self:
        """Put an answer alone in front of the tier with this index, counted without it."""
        tiers = self._tiers_without(answer)
        before = max(0, min(before, len(tiers)))
        return self._of_tiers((*tiers[:before], (answer,), *tiers[before:]))

    def put_with(self, answer: int, other: int) -> Self:
        """Make an answer equal to another that has a place."""
        if answer == other or other not in self.places:
            return self
        return self.place(answer, self.places[other])

    def _moved(self, answer: int, step: int) -> Self:
        if answer not in self.places:
            return self.put_between(answer, len(self.tiers))
        tiers = self.tiers
        index = next(n for n, tier in enumerate(tiers) if answer in tier)
        if len(tiers[index]) > 1:
            return self.put_between(answer, index if step < 0 else index + 1)
        neighbour = index + step
        if not 0 <= neighbour < len(tiers):
            return self
        return self.put_with(answer, tiers[neighbour][0])

    def _tiers_without(self, answer: int) -> Tiers:
        rest = (tuple(i for i in tier if i != answer) for tier in self.tiers)
        return tuple(tier for tier in rest if tier)

    def _of_tiers(self, tiers: Tiers) -> Self:
        places = {i: n for n, tier in enumerate(tiers, start=1) for i in tier}
        return type(self)(self.ids, places)
