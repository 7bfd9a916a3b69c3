"""Which pair comes next, with which sides: what the queues and the plan make of the events.

About one pair in twenty is an earlier one with its sides swapped. Pairs whose texts are alike are
never shown. Nothing is recorded here.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.feedback import BadPrompt, Comparison, Skip
from desktop.domain.statistics import Proportion, wilson
from desktop.services.agenda import agenda_of, flagged_pairs
from desktop.services.pairing import Pair, low_id_is_left
from desktop.services.rating_items import RatingItem
from desktop.services.rating_queue import load_queue
from desktop.services.strategies import Plan, Queue, Strategy, arrange, ranks_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from desktop.domain.feedback import FeedbackEvent
    from desktop.domain.responses import Response
    from desktop.services.rating_queue import RatingQueue
    from desktop.store.store import Store

MOST_ARRANGED = 10_000
"""New pairs that a strategy puts in order."""


class NextPairs:
    """The pairs that are left, in the order of a plan.

    Args:
        store: The project's.
        seed: Decides order, sides and repeats.
        judge: Whose judgements are repeated.
        plan: Which pairs, and in which order.
        repeat_share: Share of the new pairs that are repeats.
        prompt_ids: Only pairs of these prompts.
    """

    def __init__(
        self,
        store: Store,
        *,
        seed: int,
        judge: str,
        plan: Plan,
        repeat_share: float,
        prompt_ids: Collection[int] | None = None,
    ) -> None:
        self._store = store
        self._seed = seed
        self._plan = plan
        self._repeat_share = repeat_share
        self._queue = load_queue(store, seed, judge, prompt_ids)
        put_first(self._queue, plan, store, seed)
        flagged = flagged_pairs(
            self._queue, store.feedback.stream(("flag",), prompt_ids=prompt_ids)
        )
        self._flagged = len(flagged)
        self._agenda = agenda_of(plan.queue, self._queue, flagged)

    def use(self, store: Store) -> None:
        """Go on over another connection to the same project."""
        self._store = store
        self._queue.use(store)

    def add(self, event: FeedbackEvent) -> None:
        """Take in an event that came into force."""
        self._queue.add(event)
        self._agenda.add(event)

    def remove(self, event: FeedbackEvent) -> None:
        """Forget an event that was taken back."""
        self._queue.remove(event)
        self._agenda.remove(event)

    def next(self) -> RatingItem | None:
        """Return the pair to judge next; None when there is nothing to judge."""
        return self._repeat() or next(filter(None, map(self._load, self._waiting())), None)

    def upcoming(self, n: int, current: RatingItem | None) -> list[RatingItem]:
        """Return the next pairs after the current one, should the user judge them in turn."""
        items: list[RatingItem] = []
        seen = {pair_of(current)} if current else set()
        for pair in self._waiting():
            if len(items) == n:
                break
            if pair not in seen and (item := self._load(pair)):
                items.append(item)
        return items

    def may_be_shown(self, item: RatingItem) -> bool:
        """Return whether a pair may be judged now, wherever it stands in the order."""
        return self._queue.may_be_shown(pair_of(item))

    def open_item(self, prompt_id: int, a_id: int, b_id: int) -> RatingItem | None:
        """Return two answers as a pair on these sides, unless they are judged already."""
        if Pair.of(prompt_id, a_id, b_id) not in self._queue.open_pairs_of(prompt_id):
            return None
        return self._item(prompt_id, a_id, b_id, None)

    def item_of(self, event: FeedbackEvent, current: RatingItem | None) -> RatingItem | None:
        """Return the pair that an event was about, as it was shown; else the current one."""
        judgement = event.judgement
        if isinstance(judgement, Comparison):
            item = self._item(
                judgement.prompt_id, judgement.a_id, judgement.b_id, judgement.repeat_of
            )
            return replace(item, strategy=judgement.strategy, control=judgement.control)
        if isinstance(judgement, Skip) and len(judgement.response_ids) == 2:
            a_id, b_id = judgement.response_ids
            earlier = self._queue.earlier(Pair.of(judgement.prompt_id, a_id, b_id))
            return self._item(judgement.prompt_id, a_id, b_id, earlier)
        if isinstance(judgement, BadPrompt):
            pairs = self._queue.open_pairs_of(judgement.prompt_id)
            return next(filter(None, map(self._load, pairs)), None)
        return current

    def counts(self) -> dict[Queue, int]:
        """Return how many pairs wait in each queue; those flagged, as of the last reading."""
        return {
            Queue.NEW: self._queue.remaining,
            Queue.SKIPPED: len(self._queue.put_back()),
            Queue.FLAGGED: self._flagged,
            Queue.REPEAT: self._queue.count_repeatable(),
        }

    @property
    def remaining(self) -> int:
        """How many pairs of the plan are left."""
        return len(self._agenda) if self._listed else self._queue.remaining

    def agreement(self) -> Proportion:
        """Return how often repeated pairs were judged as the first time."""
        return self_agreement(self._queue)

    @property
    def _listed(self) -> bool:
        """Whether the session goes through a list made once, not through all that is new."""
        return self._plan.queue is not Queue.NEW

    def _waiting(self) -> Iterator[Pair]:
        return iter(self._agenda) if self._listed else self._queue.waiting()

    def _repeat(self) -> RatingItem | None:
        if self._listed:
            return None
        earlier = self._queue.repeat_due(self._seed, self._repeat_share)
        if earlier is None or self._queue.remaining == 0:
            return None
        return self._item(earlier.prompt_id, earlier.b_id, earlier.a_id, earlier.event_id)

    def _load(self, pair: Pair) -> RatingItem | None:
        """Return a pair's item, or None when both texts are the same.

        It is left out from then on.
        """
        left, right = pair.low_id, pair.high_id
        if not low_id_is_left(self._seed, pair):
            left, right = right, left
        item = self._item(pair.prompt_id, left, right, None)
        if alike(item.a, item.b):
            self._queue.set_unusable(pair)
            self._agenda.drop(pair)
            return None
        if self._listed:
            return self._again(pair) or item
        if not self._queue.is_ranked(pair):
            return item
        control = self._queue.is_control(pair)
        return replace(item, strategy=self._plan.strategy.value, control=control)

    def _again(self, pair: Pair) -> RatingItem | None:
        """Return a pair that was judged as a repeat of that, with its sides swapped."""
        earlier = self._queue.earlier(pair)
        event = None if earlier is None else self._store.feedback.get(earlier)
        if event is None or not isinstance(event.judgement, Comparison):
            return None
        first = event.judgement
        return self._item(pair.prompt_id, first.b_id, first.a_id, event.id)

    def _item(self, prompt_id: int, a_id: int, b_id: int, repeat_of: int | None) -> RatingItem:
        responses = self._store.responses.get_many([a_id, b_id])
        prompt = self._store.prompts.require(prompt_id)
        return RatingItem(prompt, responses[a_id], responses[b_id], repeat_of)


def pair_of(item: RatingItem) -> Pair:
    """Return the pair that an item shows."""
    return Pair.of(item.prompt.id, item.a.id, item.b.id)


def put_first(queue: RatingQueue, plan: Plan, store: Store, seed: int) -> None:
    """Bring the new pairs into the order of a plan's strategy.

    A strategy looks at the pairs that chance would show first; of more than these nobody sees the
    end.
    """
    if plan.queue is not Queue.NEW or plan.strategy is Strategy.RANDOM:
        return
    fresh = queue.fresh(MOST_ARRANGED)
    ranks = ranks_of(plan.strategy, fresh, store)
    rounds = {pair.low_id: queue.round_of(pair) for pair in fresh}
    arranged, control = arrange(fresh, ranks, rounds, seed, plan.control_share)
    queue.show_first(arranged, ranks.keys(), control)


def alike(one: Response, other: Response) -> bool:
    """Return whether two answers are not worth comparing.

    They differ in outer white space only, or one was cut off while it said what the other says.
    """
    first, second = one.text.strip(), other.text.strip()
    if first == second:
        return True
    return (not one.finished and second.startswith(first)) or (
        not other.finished and first.startswith(second)
    )


def self_agreement(queue: RatingQueue) -> Proportion:
    """Return how often repeated pairs were judged as the first time."""
    return wilson(*queue.agreement())
