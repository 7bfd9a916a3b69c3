"""How fast the user goes: a question after a choice nobody can have read for, and the time left."""

from __future__ import annotations

import math
from collections import deque
from statistics import median

WORDS_PER_SECOND = 20.0
"""Faster than anybody reads: 1,200 words a minute."""
FEWEST_WORDS = 20
MOST_SECONDS = 2.0
"""Long answers may be judged by their beginnings."""
_LAST = 20
_ENOUGH = 3


def least_seconds(words: int) -> float:
    """Return the time below which nobody can have read so many words."""
    return 0.0 if words < FEWEST_WORDS else min(MOST_SECONDS, words / WORDS_PER_SECOND)


class FastChoice:
    """Asks at most once for each item; the second press of any choice is taken as it is."""

    def __init__(self) -> None:
        self._least = 0.0

    def start(self, words: int) -> None:
        """Begin with an item of so many words."""
        self._least = least_seconds(words)

    def trust(self) -> None:
        """Ask nothing about this item: the user has seen it before."""
        self._least = 0.0

    def asks(self, seconds: float) -> bool:
        """Return whether a choice after so many seconds should be confirmed."""
        too_fast = seconds < self._least
        self.trust()
        return too_fast


class Pace:
    """The time an item takes, by the last ones."""

    def __init__(self) -> None:
        self._seconds: deque[float] = deque(maxlen=_LAST)

    def add(self, seconds: float) -> None:
        """Note the time that an item took."""
        self._seconds.append(seconds)

    def minutes_for(self, items: int) -> int | None:
        """Return the minutes that so many items will take; None before it can be told."""
        if len(self._seconds) < _ENOUGH or items <= 0:
            return None
        return max(1, math.ceil(items * median(self._seconds) / 60))
