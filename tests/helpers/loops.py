"""Counts how often a test disturbed something: only where there was something to lose.

A process that is killed before it acknowledged anything shows nothing. A test says after each loop
whether it counts, and goes on until enough did; the summary of the test run names the numbers.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROPERTY = "disturbed"
"""The name under which a test's report carries the numbers."""
PATIENCE = 1.2
"""What the longest moment is multiplied with after a loop that did not count."""


class Loops:
    """Numbers of loops, until enough of them counted.

    Args:
        work: What is disturbed.
        wanted: How many loops are to count.
        record: Writes a property into the test's report.
        seed: Draws the moments.
    """

    def __init__(
        self, work: str, wanted: int, record: Callable[[str, object], None], seed: int = 0
    ) -> None:
        self._work = work
        self._wanted = wanted
        self._record = record
        self._chance = random.Random(seed)
        self._missed = 0
        self._counted = 0

    def __iter__(self) -> Iterator[int]:
        """Yield the number of each loop; write down how many counted when it is enough."""
        loop = 0
        while not self.enough():
            yield loop
            loop += 1
        self._record(PROPERTY, f"{self._work}: {self._counted} (of {loop} tries)")

    def enough(self) -> bool:
        """Return whether as many loops counted as were wanted."""
        return self._counted >= self._wanted

    def moment(self, longest: float) -> float:
        """Return a random number of seconds; a machine on which nothing counts gets more."""
        return self._chance.uniform(0.0, longest * PATIENCE**self._missed)

    def note(self, counts: object) -> None:
        """Say whether a loop counts."""
        self._missed = 0 if counts else self._missed + 1
        self._counted += bool(counts)
