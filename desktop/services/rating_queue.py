"""What is left to judge: the ordered pairs, minus what standing feedback says about them.

The queue knows neither the database nor the user; `add` and `remove` keep it in step with the
events in force, each in constant time, so that it answers at once however much was rated before.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.feedback import BadPrompt, Comparison, Correction, FeedbackEvent, Skip
from desktop.services.pairing import Pair, mix

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

REPEAT_AFTER = 10
"""A pair is repeated only after at least this many other comparisons."""
_REPEAT_WINDOW = 500
_PER_MILLE = 1000


class Judged(NamedTuple):
    """An earlier comparison: what a repeat needs to know of it."""

    event_id: int
    pair: Pair
    a_id: int
    b_id: int
    judge: str
    sign: int | None


class RatingQueue:
    """Pairs in order, with a marker before which everything is judged, skipped or unusable."""

    def __init__(self, order: list[Pair]) -> None:
        self._order = order
        self._position = {pair: index for index, pair in enumerate(order)}
        self._of_prompt: dict[int, list[Pair]] = {}
        for pair in order:
            self._of_prompt.setdefault(pair.prompt_id, []).append(pair)
        self._marker = 0
        self._judged: dict[Pair, list[int]] = {}
        self._latest: dict[int, Judged] = {}
        self._repeats: dict[int, tuple[int, Judged]] = {}
        self._put_back: dict[Pair, set[int]] = {}
        self._bad: dict[int, set[int]] = {}
        self._unusable: set[Pair] = set()
        self._steps = 0
        self._remaining = len(order)
        self._ranked: Collection[Pair] = ()
        self._control: Collection[Pair] = ()

    def load(self, events: Iterable[FeedbackEvent]) -> None:
        """Take in all events that stand when the queue is made."""
        for event in events:
            self._apply(event)
        self._remaining = sum(map(self._is_open, self._order))

    def fresh(self) -> list[Pair]:
        """Return the pairs never judged nor put back, in order."""
        return [pair for pair in self._order if self._is_fresh(pair)]

    def show_first(
        self, pairs: Sequence[Pair], ranked: Collection[Pair], control: Collection[Pair]
    ) -> None:
        """Show these pairs before all others.

        Args:
            pairs: In the order to show them.
            ranked: Those that a strategy could say something of.
            control: Those that chance chose beside it.
        """
        first = set(pairs)
        self._order = [*pairs, *(pair for pair in self._order if pair not in first)]
        self._position = {pair: index for index, pair in enumerate(self._order)}
        self._marker = 0
        self._ranked, self._control = ranked, control

    def is_ranked(self, pair: Pair) -> bool:
        """Return whether the strategy in use could say something of a pair."""
        return pair in self._ranked

    def is_control(self, pair: Pair) -> bool:
        """Return whether chance chose a pair although a strategy is in use."""
        return pair in self._control

    def add(self, event: FeedbackEvent) -> None:
        """Take in an event that came into force."""
        affected = self._affected(event)
        before = self._count_open(affected)
        self._apply(event)
        self._remaining += self._count_open(affected) - before

    def remove(self, event: FeedbackEvent) -> None:
        """Forget an event that was taken back."""
        affected = self._affected(event)
        before = self._count_open(affected)
        self._take_back(event)
        self._move_back(affected)
        self._remaining += self._count_open(affected) - before

    def _affected(self, event: FeedbackEvent) -> list[Pair]:
        judgement = event.judgement
        if isinstance(judgement, Comparison):
            return [Pair.of(judgement.prompt_id, judgement.a_id, judgement.b_id)]
        if isinstance(judgement, Skip) and len(judgement.response_ids) == 2:
            return [Pair.of(judgement.prompt_id, *judgement.response_ids)]
        if isinstance(judgement, Correction):
            original = judgement.original_id
            pairs = self._of_prompt.get(judgement.prompt_id, [])
            return [p for p in pairs if original in (p.low_id, p.high_id)]
        if isinstance(judgement, BadPrompt):
            return self._of_prompt.get(judgement.prompt_id, [])
        return []

    def _apply(self, event: FeedbackEvent) -> None:
        judgement = event.judgement
        if isinstance(judgement, Comparison):
            self._add_comparison(event, judgement)
        elif isinstance(judgement, Skip | Correction):
            for pair in self._affected(event):
                self._put_back.setdefault(pair, set()).add(event.id)
        elif isinstance(judgement, BadPrompt):
            self._bad.setdefault(judgement.prompt_id, set()).add(event.id)
        self._steps += isinstance(judgement, Comparison | Skip | BadPrompt)

    def _take_back(self, event: FeedbackEvent) -> None:
        judgement = event.judgement
        if isinstance(judgement, Comparison):
            pair = Pair.of(judgement.prompt_id, judgement.a_id, judgement.b_id)
            if event.id in (found := self._judged.get(pair, [])):
                found.remove(event.id)
            self._latest.pop(event.id, None)
            self._repeats.pop(judgement.repeat_of or 0, None)
        elif isinstance(judgement, Skip | Correction):
            for pair in self._affected(event):
                self._put_back.get(pair, set()).discard(event.id)
        elif isinstance(judgement, BadPrompt):
            self._bad.get(judgement.prompt_id, set()).discard(event.id)
        self._steps -= isinstance(judgement, Comparison | Skip | BadPrompt)

    def set_unusable(self, pair: Pair) -> None:
        """Leave out a pair that cannot be judged (the same text twice)."""
        self._remaining -= self._is_open(pair)
        self._unusable.add(pair)

    def waiting(self) -> Iterator[Pair]:
        """Yield what is left, in order.

        Pairs never seen, then those put back, the longest ago first.
        """
        while self._marker < len(self._order) and not self._is_fresh(self._order[self._marker]):
            self._marker += 1
        yield from filter(self._is_fresh, islice(self._order, self._marker, None))
        yield from self.put_back()

    def put_back(self) -> list[Pair]:
        """Return the pairs that were passed over, the longest ago first."""
        waiting = [p for p, events in self._put_back.items() if events and self._is_open(p)]
        return sorted(waiting, key=lambda p: max(self._put_back[p]))

    def pairs_of(self, prompt_id: int) -> list[Pair]:
        """Return all pairs of one prompt."""
        return self._of_prompt.get(prompt_id, [])

    def open_pairs_of(self, prompt_id: int) -> list[Pair]:
        """Return what is left to judge of one prompt."""
        return [p for p in self.pairs_of(prompt_id) if self._is_open(p)]

    def may_be_shown(self, pair: Pair) -> bool:
        """Return whether a pair, judged or not, can be judged at all."""
        known = pair in self._position and pair not in self._unusable
        return known and not self._bad.get(pair.prompt_id)

    def last_judged(self, pair: Pair) -> int:
        """Return the id of the newest standing comparison of a pair; 0 when it has none."""
        return max(self._judged.get(pair, ()), default=0)

    def repeatable(self, judge: str) -> list[Judged]:
        """Return what a judge compared once and may compare again, the longest ago first."""
        judged = map(self._latest.__getitem__, sorted(self._latest))
        return [j for j in judged if self._repeatable(j, judge)]

    @property
    def remaining(self) -> int:
        """How many pairs are left."""
        return self._remaining

    def earlier(self, pair: Pair) -> int | None:
        """Return the id of the first standing comparison of a pair, if it was judged."""
        found = self._judged.get(pair)
        return min(found) if found else None

    def repeat_due(self, seed: int, judge: str, share: float, ahead: int = 0) -> Judged | None:
        """Return the earlier comparison to show again now, if it is time for one.

        It is time for about `share` of the steps; `ahead` looks that many steps into the future.
        """
        step = self._steps + ahead
        if mix(seed, step, 3) % _PER_MILLE >= share * _PER_MILLE:
            return None
        recent = sorted(islice(reversed(self._latest), _REPEAT_WINDOW))[:-REPEAT_AFTER]
        able = [j for j in map(self._latest.__getitem__, recent) if self._repeatable(j, judge)]
        return able[mix(seed, step, 4) % len(able)] if able else None

    def repeats(self) -> list[tuple[int, int]]:
        """Return the signs of each repeated judgement.

        First time, second time, as seen the first time.
        """
        return [
            (first.sign, sign)
            for sign, first in self._repeats.values()
            if first.sign is not None and first.event_id in self._latest
        ]

    def _add_comparison(self, event: FeedbackEvent, judgement: Comparison) -> None:
        pair = Pair.of(judgement.prompt_id, judgement.a_id, judgement.b_id)
        sign = None if judgement.preference is None else _sign(judgement.preference)
        judged = Judged(event.id, pair, judgement.a_id, judgement.b_id, event.judge, sign)
        first = self._latest.get(judgement.repeat_of or 0)
        if first is None:
            self._latest[event.id] = judged
        elif sign is not None:
            self._repeats[first.event_id] = (sign if first.a_id == judged.a_id else -sign, first)
        self._judged.setdefault(pair, []).append(event.id)

    def _repeatable(self, judged: Judged, judge: str) -> bool:
        return (
            judged.judge == judge
            and judged.sign is not None
            and len(self._judged[judged.pair]) == 1
            and max(self._put_back.get(judged.pair, ()), default=0) < judged.event_id
            and not self._bad.get(judged.pair.prompt_id)
            and judged.pair in self._position
        )

    def _is_open(self, pair: Pair) -> bool:
        return not (
            self._judged.get(pair) or self._bad.get(pair.prompt_id) or pair in self._unusable
        )

    def _is_fresh(self, pair: Pair) -> bool:
        return not self._put_back.get(pair) and self._is_open(pair)

    def _count_open(self, pairs: Iterable[Pair]) -> int:
        return sum(self._is_open(p) for p in pairs if p in self._position)

    def _move_back(self, pairs: Iterable[Pair]) -> None:
        for pair in pairs:
            self._marker = min(self._marker, self._position.get(pair, self._marker))


def _sign(value: int) -> int:
    return (value > 0) - (value < 0)
