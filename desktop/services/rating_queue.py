"""What is left to judge: the ordered pairs, minus what standing feedback says about them.

The pairs and how often each was judged are arrays; what is asked only now and then, as which event
judged a pair, the store answers. `add` and `remove` keep the queue in step with the events in
force, so that it answers at once however much was rated before. They are called after the event was
recorded.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from desktop.domain.feedback import BadPrompt, Comparison, Correction, FeedbackEvent, Skip
from desktop.services.pair_table import PairTable
from desktop.services.pairing import Pair, mix

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from desktop.store.comparisons import ComparisonNumbers, StoredComparison
    from desktop.store.store import Store

REPEAT_AFTER = 10
"""A pair is repeated only after at least this many other comparisons."""
_REPEAT_WINDOW = 500
_PER_MILLE = 1000
_KINDS = ("skip", "correction", "bad_prompt")
"""What is said of pairs beside comparisons."""


class RatingQueue:
    """Pairs in order, with a marker before which everything is judged, skipped or unusable.

    Args:
        table: The pairs.
        store: The project's.
        judge: Whose comparisons may be repeated.
    """

    def __init__(self, table: PairTable, store: Store, judge: str) -> None:
        self._table = table
        self._store = store
        self._judge = judge
        self._marker = 0
        self._judged = np.zeros(len(table), np.int32)
        self._once = np.zeros(len(table), np.int64)
        self._closed = np.zeros(len(table), np.bool_)
        self._agreed: dict[int, bool] = {}
        self._put_back: dict[int, set[int]] = {}
        self._bad: dict[int, set[int]] = {}
        self._unusable: set[int] = set()
        self._steps = 0
        self._remaining = len(table)
        self._ranked: Collection[Pair] = ()
        self._control: Collection[Pair] = ()

    def load(self, prompt_ids: Collection[int] | None = None) -> None:
        """Take in all that stands when the queue is made.

        Args:
            prompt_ids: Those that the queue is of; all if not given. Of a few, nobody asks how
                often repeats agreed.
        """
        self._load_comparisons(self._store.comparisons.numbers(self._judge, prompt_ids))
        if prompt_ids is None:
            self._agreed = self._store.comparisons.agreements()
        for event in self._store.feedback.stream(_KINDS, prompt_ids=prompt_ids):
            self._apply(event)
        self._closed = (self._judged > 0) | np.isin(self._table.prompt, [*self._bad])
        self._remaining = len(self._table) - int(self._closed.sum())

    def use(self, store: Store) -> None:
        """Ask another connection to the same project from now on."""
        self._store = store

    def fresh(self, most: int | None = None) -> list[Pair]:
        """Return the pairs never judged nor put back, or the first so many, in order."""
        return [self._table.pair(row) for row in islice(self._fresh_rows(), most)]

    def round_of(self, pair: Pair) -> int:
        """Return the round of a pair's answers."""
        row = self._table.row(pair)
        return 0 if row is None else int(self._table.round[row])

    def show_first(
        self, pairs: Sequence[Pair], ranked: Collection[Pair], control: Collection[Pair]
    ) -> None:
        """Show these pairs before all others.

        Args:
            pairs: In the order to show them.
            ranked: Those that a strategy could say something of.
            control: Those that chance chose beside it.
        """
        rows = (self._table.row(pair) for pair in pairs)
        self._table.show_first([row for row in rows if row is not None])
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
        self._apply(event)
        self._look_again(event)

    def remove(self, event: FeedbackEvent) -> None:
        """Forget an event that was taken back."""
        judgement = event.judgement
        if isinstance(judgement, Skip | Correction):
            for row in self._affected(event):
                self._put_back.get(row, set()).discard(event.id)
        elif isinstance(judgement, BadPrompt):
            self._bad.get(judgement.prompt_id, set()).discard(event.id)
        self._steps -= isinstance(judgement, Comparison | Skip | BadPrompt)
        self._look_again(event)
        for row in self._affected(event):
            self._marker = min(self._marker, self._table.place(row))

    def set_unusable(self, pair: Pair) -> None:
        """Leave out a pair that cannot be judged (the same text twice)."""
        row = self._table.row(pair)
        if row is not None:
            self._unusable.add(row)
            self._close(row)

    def waiting(self) -> Iterator[Pair]:
        """Yield what is left, in order.

        Pairs never seen, then those put back, the longest ago first.
        """
        yield from map(self._table.pair, self._fresh_rows())
        yield from self.put_back()

    def put_back(self) -> list[Pair]:
        """Return the pairs that were passed over, the longest ago first."""
        waiting = [r for r, events in self._put_back.items() if events and not self._closed[r]]
        waiting.sort(key=lambda row: max(self._put_back[row]))
        return [self._table.pair(row) for row in waiting]

    def pairs_of(self, prompt_id: int) -> list[Pair]:
        """Return all pairs of one prompt."""
        return [self._table.pair(row) for row in self._table.rows_of_prompt(prompt_id)]

    def open_pairs_of(self, prompt_id: int) -> list[Pair]:
        """Return what is left to judge of one prompt."""
        rows = self._table.rows_of_prompt(prompt_id)
        return [self._table.pair(row) for row in rows if not self._closed[row]]

    def may_be_shown(self, pair: Pair) -> bool:
        """Return whether a pair, judged or not, can be judged at all."""
        row = self._table.row(pair)
        known = row is not None and row not in self._unusable
        return known and not self._bad.get(pair.prompt_id)

    def last_judged(self, pair: Pair) -> int:
        """Return the id of the newest standing comparison of a pair; 0 when it has none."""
        return max(self._comparisons_of(pair), default=0)

    def earlier(self, pair: Pair) -> int | None:
        """Return the id of the first standing comparison of a pair, if it was judged."""
        return min(self._comparisons_of(pair), default=None)

    def repeatable(self, most: int) -> list[Pair]:
        """Return pairs that the judge compared once and may compare again, the first first."""
        rows = self._repeatable_rows()
        first = rows[np.argsort(self._once[rows])][:most].tolist()
        return [self._table.pair(row) for row in first]

    def count_repeatable(self) -> int:
        """Return how many pairs the judge compared once and may compare again."""
        return len(self._repeatable_rows())

    @property
    def remaining(self) -> int:
        """How many pairs are left."""
        return self._remaining

    def repeat_due(self, seed: int, share: float, ahead: int = 0) -> StoredComparison | None:
        """Return the earlier comparison to show again now, if it is time for one.

        It is time for about `share` of the steps; `ahead` looks that many steps into the future.
        """
        step = self._steps + ahead
        if mix(seed, step, 3) % _PER_MILLE >= share * _PER_MILLE:
            return None
        recent = self._store.comparisons.newest(_REPEAT_WINDOW)[:-REPEAT_AFTER]
        able = [one for one in recent if self._may_repeat(one)]
        return able[mix(seed, step, 4) % len(able)] if able else None

    def agreement(self) -> tuple[int, int]:
        """Return how many pairs were judged again as the first time, and how many were again."""
        return sum(self._agreed.values()), len(self._agreed)

    def _load_comparisons(self, all_: ComparisonNumbers) -> None:
        self._steps = len(all_.event)
        rows = self._table.rows(all_.a, all_.b)
        here = rows >= 0
        self._judged += np.bincount(rows[here], minlength=len(self._table)).astype(np.int32)
        able = here & (all_.repeatable == 1)
        self._once[rows[able]] = all_.event[able]
        self._once[self._judged != 1] = 0

    def _apply(self, event: FeedbackEvent) -> None:
        judgement = event.judgement
        if isinstance(judgement, Skip | Correction):
            for row in self._affected(event):
                self._put_back.setdefault(row, set()).add(event.id)
        elif isinstance(judgement, BadPrompt):
            self._bad.setdefault(judgement.prompt_id, set()).add(event.id)
        self._steps += isinstance(judgement, Comparison | Skip | BadPrompt)

    def _affected(self, event: FeedbackEvent) -> list[int]:
        """Return the rows of which an event says something."""
        judgement = event.judgement
        if isinstance(judgement, Comparison):
            return self._row_of(judgement.prompt_id, judgement.a_id, judgement.b_id)
        if isinstance(judgement, Skip) and len(judgement.response_ids) == 2:
            return self._row_of(judgement.prompt_id, *judgement.response_ids)
        if isinstance(judgement, Correction):
            original, table = judgement.original_id, self._table
            rows = table.rows_of_prompt(judgement.prompt_id)
            return [row for row in rows if original in (table.low[row], table.high[row])]
        if isinstance(judgement, BadPrompt):
            return self._table.rows_of_prompt(judgement.prompt_id)
        return []

    def _row_of(self, prompt_id: int, one: int, other: int) -> list[int]:
        row = self._table.row(Pair.of(prompt_id, one, other))
        return [] if row is None else [row]

    def _look_again(self, event: FeedbackEvent) -> None:
        """Bring the rows up to date of which an event says something."""
        judgement = event.judgement
        if isinstance(judgement, Comparison):
            for row in self._affected(event):
                self._count(row)
            self._see_agreement(event.id, judgement.repeat_of)
        for row in self._affected(event):
            self._close(row)

    def _count(self, row: int) -> None:
        found = self._comparisons_of(self._table.pair(row))
        self._judged[row] = len(found)
        only = self._store.feedback.get(found[0]) if len(found) == 1 else None
        said = only.judgement if only and only.judge == self._judge else None
        able = isinstance(said, Comparison) and said.preference is not None
        self._once[row] = found[0] if able else 0

    def _see_agreement(self, *firsts: int | None) -> None:
        for first in firsts:
            said = None if first is None else self._store.comparisons.agreed(first)
            if said is not None and first is not None:
                self._agreed[first] = said
            else:
                self._agreed.pop(first or 0, None)

    def _close(self, row: int) -> None:
        """Note whether a row is left to judge."""
        bad = self._bad.get(int(self._table.prompt[row]))
        closed = bool(self._judged[row] or bad or row in self._unusable)
        self._remaining += int(self._closed[row]) - closed
        self._closed[row] = closed

    def _comparisons_of(self, pair: Pair) -> list[int]:
        return self._store.comparisons.of_pair(pair.low_id, pair.high_id)

    def _fresh_rows(self) -> Iterator[int]:
        """Yield the rows never judged nor put back, and move the marker to the first."""
        moved = False
        for row in self._table.in_order(self._closed, self._marker):
            if not self._put_back.get(row):
                if not moved:
                    self._marker, moved = self._table.place(row), True
                yield row
        if not moved:
            self._marker = len(self._table)

    def _repeatable_rows(self) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        able = self._once > 0
        for row, events in self._put_back.items():
            able[row] &= max(events, default=0) < self._once[row]
        if bad := [prompt for prompt, events in self._bad.items() if events]:
            able &= ~np.isin(self._table.prompt, bad)
        return np.flatnonzero(able)

    def _may_repeat(self, earlier: StoredComparison) -> bool:
        found = self._row_of(earlier.prompt_id, earlier.a_id, earlier.b_id)
        return any(
            self._once[row] == earlier.event_id
            and max(self._put_back.get(row, ()), default=0) < earlier.event_id
            and not self._bad.get(earlier.prompt_id)
            for row in found
        )


def load_queue(
    store: Store, seed: int, judge: str, prompt_ids: Collection[int] | None = None
) -> RatingQueue:
    """Return what is left to judge of a project.

    Args:
        store: The project's.
        seed: Decides the order.
        judge: Whose comparisons may be repeated.
        prompt_ids: Only of these prompts.
    """
    answers = store.responses.candidate_numbers(prompt_ids)
    queue = RatingQueue(PairTable(answers.ids, answers.prompts, answers.rounds, seed), store, judge)
    queue.load(prompt_ids)
    return queue
