"""A list of pairs to go through again: skipped, flagged, or to repeat.

Unlike new pairs these are few or finite at the time the user asks for them, so they are listed once
and ticked off.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.feedback import BadPrompt, Comparison, FeedbackEvent, Flag, Skip
from desktop.services.pairing import Pair
from desktop.services.strategies import Queue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.services.rating_queue import RatingQueue

MOST_REPEATED = 5_000
"""Pairs to repeat that are listed at once, the longest ago first."""


class Agenda:
    """The pairs of a list that are still to do, in order."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._waiting = dict.fromkeys(pairs)

    def __len__(self) -> int:
        return len(self._waiting)

    def __iter__(self) -> Iterator[Pair]:
        return iter(list(self._waiting))

    def add(self, event: FeedbackEvent) -> None:
        """Tick off what was judged; what was skipped comes back at the end."""
        judgement = event.judgement
        if isinstance(judgement, BadPrompt):
            kept = (pair for pair in self if pair.prompt_id != judgement.prompt_id)
            self._waiting = dict.fromkeys(kept)
            return
        pair = _pair_of(event)
        if pair is not None and pair in self._waiting:
            del self._waiting[pair]
            if isinstance(judgement, Skip):
                self._waiting[pair] = None

    def remove(self, event: FeedbackEvent) -> None:
        """Put back what is not judged any more: it comes next."""
        pair = _pair_of(event)
        if pair is not None:
            self._waiting.pop(pair, None)
            self._waiting = {pair: None, **self._waiting}

    def drop(self, pair: Pair) -> None:
        """Leave out a pair that cannot be judged."""
        self._waiting.pop(pair, None)


def agenda_of(queue: Queue, pairs: RatingQueue, flagged: Iterable[Pair]) -> Agenda:
    """Return the list that a queue goes through; of new pairs there is none."""
    if queue is Queue.SKIPPED:
        return Agenda(pairs.put_back())
    if queue is Queue.FLAGGED:
        return Agenda(flagged)
    if queue is Queue.REPEAT:
        return Agenda(pairs.repeatable(MOST_REPEATED))
    return Agenda(())


def flagged_pairs(pairs: RatingQueue, standing: Iterable[FeedbackEvent]) -> list[Pair]:
    """Return the pairs with a flagged answer that were not judged since, the oldest flag first."""
    flags: dict[int, tuple[int, int]] = {}
    for event in standing:
        if isinstance(event.judgement, Flag):
            flags[event.judgement.response_id] = (event.judgement.prompt_id, event.id)
    found: dict[Pair, int] = {}
    for response_id, (prompt_id, flag) in flags.items():
        for pair in pairs.pairs_of(prompt_id):
            if response_id in (pair.low_id, pair.high_id) and pairs.may_be_shown(pair):
                found[pair] = max(found.get(pair, 0), flag)
    waiting = {pair: flag for pair, flag in found.items() if pairs.last_judged(pair) < flag}
    return sorted(waiting, key=lambda pair: waiting[pair])


def _pair_of(event: FeedbackEvent) -> Pair | None:
    judgement = event.judgement
    if isinstance(judgement, Comparison):
        return Pair.of(judgement.prompt_id, judgement.a_id, judgement.b_id)
    if isinstance(judgement, Skip) and len(judgement.response_ids) == 2:
        return Pair.of(judgement.prompt_id, *judgement.response_ids)
    return None
