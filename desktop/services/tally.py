"""How much a judge did: altogether, and since the last local midnight; and the goal for a day."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from desktop.domain.feedback import Comparison, Correction, Demonstration, Ranking, Rating

if TYPE_CHECKING:
    from desktop.domain.feedback import FeedbackEvent
    from desktop.store.store import Store

DEFAULT_GOAL = 40
_GOAL = "rating.goal"
_COUNTED = (Comparison, Ranking, Rating, Correction, Demonstration)
_DAY_S = 23 * 3600
"""The shortest day there is; a longer one is looked at more closely."""


def rating_goal(store: Store) -> int:
    """Return how many judgements the user wants to give a day."""
    return int(store.settings.get(_GOAL, DEFAULT_GOAL))


def keep_rating_goal(store: Store, goal: int) -> None:
    """Keep how many judgements the user wants to give a day."""
    store.settings.set(_GOAL, goal)


def start_of_day(now: float | None = None) -> float:
    """Return the last local midnight, in seconds since the epoch."""
    year, month, day = time.localtime(now)[:3]
    return time.mktime((year, month, day, 0, 0, 0, 0, 0, -1))


class Tally:
    """Counts the judgements of one judge; today's start anew when the day changes.

    Args:
        judge: Whose judgements count.
        total: How many there are already.
        today: How many of these are of today.
    """

    def __init__(self, judge: str, total: int = 0, today: int = 0) -> None:
        self._judge = judge
        self._midnight = start_of_day()
        self._today = today
        self.total = total

    @property
    def today(self) -> int:
        """Judgements made today."""
        self._turn()
        return self._today

    def count(self, event: FeedbackEvent, by: int) -> None:
        """Count a judgement that was given (1) or taken back (-1)."""
        if not isinstance(event.judgement, _COUNTED) or event.judge != self._judge:
            return
        self._turn()
        self.total += by
        if event.created_at >= self._midnight:
            self._today += by

    def _turn(self) -> None:
        if time.time() >= self._midnight + _DAY_S and start_of_day() != self._midnight:
            self._midnight, self._today = start_of_day(), 0


def read_tally(store: Store, judge: str, *, only_today: bool = False) -> Tally:
    """Return what a judge has done so far in a project, or only what of it is of today."""
    kinds = ("comparison", "ranking", "rating", "correction", "demonstration")
    today = sum(
        store.feedback.count_since(start_of_day(), kind=kind, judge=judge) for kind in kinds
    )
    counts = {} if only_today else store.feedback.counts_by_kind(judge)
    return Tally(judge, sum(counts.get(kind, 0) for kind in kinds), today)
