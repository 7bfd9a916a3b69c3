"""What is left to do of one kind of judging: things in order, minus what standing events say.

A thing is known by a number. It is done, put back (it comes again after all others) or of a bad
prompt. The events that say so are kept by their ids, so that taking in the same event twice, or
taking it back, is exact. What an event means for which things, a subclass says. Things of which
nothing was said take some bytes each: there may be hundreds of thousands.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np

from desktop.domain.feedback import BadPrompt
from desktop.services.pair_table import ByPrompt, mix_many

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from numpy.typing import NDArray

    from desktop.domain.feedback import FeedbackEvent, Judgement
    from desktop.store.store import Store

    Numbers = NDArray[np.integer[Any]]

_BLOCK = 4_096


@dataclass(frozen=True, slots=True)
class Things:
    """What there is to judge, by rising number, each with its prompt and round."""

    numbers: Numbers
    prompts: Numbers
    rounds: Numbers

    def mixed(self, seed: int, salt: int) -> Numbers:
        """Return an order of their places: the newest round first, otherwise mixed."""
        return np.lexsort((mix_many(seed, self.numbers, salt), -self.rounds))


def answers_of(store: Store, prompt_ids: Collection[int] | None = None) -> Things:
    """Return the answers of a project, or of some prompts, that may be judged."""
    answers = store.responses.candidate_numbers(prompt_ids)
    by_id = np.argsort(answers.ids)
    columns = (answers.ids, answers.prompts, answers.rounds)
    return Things(*(column[by_id].astype(np.int32) for column in columns))


class WorkQueue:
    """Things to judge.

    Args:
        things: All there are.
        order: Their places in the order in which they come.
        judge: Whose judgements count.
    """

    RELEVANT: ClassVar[tuple[str, ...]] = ("bad_prompt",)
    """The kinds of judgement that say something about these things."""

    def __init__(self, things: Things, order: Numbers, judge: str) -> None:
        self._things = things
        self._order = order.astype(np.int32)
        self._place = np.empty_like(self._order)
        self._place[self._order] = np.arange(len(order), dtype=np.int32)
        self._by_prompt = ByPrompt(things.prompts)
        self._judge = judge
        self._marker = 0
        self._done: dict[int, set[int]] = {}
        self._put_back: dict[int, set[int]] = {}
        self._bad: dict[int, set[int]] = {}
        self._closed = np.zeros(len(order), np.bool_)
        self._remaining = len(order)

    def load(self, events: Iterable[FeedbackEvent]) -> None:
        """Take in all events that stand when the queue is made."""
        for event in events:
            self.add(event)

    def add(self, event: FeedbackEvent) -> None:
        """Take in an event that came into force; a second time changes nothing."""
        if event.kind in self.RELEVANT:
            for found in self._sets(event):
                found.add(event.id)
            self._look_again(event)

    def remove(self, event: FeedbackEvent) -> None:
        """Forget an event that was taken back."""
        if event.kind in self.RELEVANT:
            for found in self._sets(event):
                found.discard(event.id)
            self._look_again(event)

    def waiting(self) -> Iterator[int]:
        """Yield what is left: things never passed over, then the others, longest ago first."""
        moved = False
        for place in self._open_places():
            thing = int(self._things.numbers[self._order[place]])
            if not self._put_back.get(thing):
                if not moved:
                    self._marker, moved = place, True
                yield thing
        if not moved:
            self._marker = len(self._order)
        later = [t for t, events in self._put_back.items() if events and self.is_open(t)]
        yield from sorted(later, key=lambda thing: max(self._put_back[thing]))

    @property
    def remaining(self) -> int:
        """How many things are left."""
        return self._remaining

    def is_open(self, thing: int) -> bool:
        """Return whether a thing is left to do."""
        index = self._index(thing)
        return index is not None and not self._closed[index]

    def things_done(self, judgement: Judgement) -> Iterable[int]:
        """Return the things that a judgement does, or part of them."""
        raise NotImplementedError

    def things_put_back(self, judgement: Judgement) -> Iterable[int]:
        """Return the things that a judgement passes over."""
        raise NotImplementedError

    def is_done(self, thing: int) -> bool:
        """Return whether nothing of a thing is left."""
        return bool(self._done.get(thing))

    def _things_of_prompt(self, prompt_id: int) -> list[int]:
        things: list[int] = self._things.numbers[self._by_prompt.places(prompt_id)].tolist()
        return things

    def _index(self, thing: int) -> int | None:
        """Return the index of a thing; None when it is none of these."""
        numbers = self._things.numbers
        index = bisect_left(numbers, thing)
        return index if index < len(numbers) and numbers[index] == thing else None

    def _sets(self, event: FeedbackEvent) -> Iterator[set[int]]:
        """Yield the sets of event ids to which an event belongs."""
        judgement = event.judgement
        if isinstance(judgement, BadPrompt):
            yield self._bad.setdefault(judgement.prompt_id, set())
            return
        if event.judge == self._judge:
            for thing in self.things_done(judgement):
                yield self._done.setdefault(thing, set())
        for thing in self.things_put_back(judgement):
            yield self._put_back.setdefault(thing, set())

    def _look_again(self, event: FeedbackEvent) -> None:
        judgement = event.judgement
        if isinstance(judgement, BadPrompt):
            things = self._things_of_prompt(judgement.prompt_id)
        else:
            things = [*self.things_done(judgement), *self.things_put_back(judgement)]
        for thing in things:
            if (index := self._index(thing)) is None:
                continue
            closed = self.is_done(thing) or bool(self._bad.get(int(self._things.prompts[index])))
            self._remaining += int(self._closed[index]) - closed
            self._closed[index] = closed
            if not closed:
                self._marker = min(self._marker, int(self._place[index]))

    def _open_places(self) -> Iterator[int]:
        """Yield the places from the marker on where a thing is left to do."""
        for begin in range(self._marker, len(self._order), _BLOCK):
            block = self._order[begin : begin + _BLOCK]
            yield from (begin + np.flatnonzero(~self._closed[block])).tolist()
