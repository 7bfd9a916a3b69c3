"""What is left to do of one kind of judging: things in order, minus what standing events say.

A thing is done, put back (it comes again after all others) or of a bad prompt. The events that say
so are kept by their ids, so that taking in the same event twice, or taking it back, is exact. What
an event means for which things, a subclass says.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from desktop.domain.feedback import BadPrompt, Judgement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.domain.feedback import FeedbackEvent

K = TypeVar("K")


class WorkQueue(Generic[K]):
    """Things to judge.

    Args:
        order: The things with the prompt each belongs to, in the order in which they come.
        judge: Whose judgements count.
    """

    RELEVANT: ClassVar[tuple[type[Judgement], ...]] = (BadPrompt,)
    """The kinds of judgement that say something about these things."""

    def __init__(self, order: Iterable[tuple[K, int]], judge: str) -> None:
        self._prompt_of = dict(order)
        self._order = list(self._prompt_of)
        self._position = {thing: index for index, thing in enumerate(self._order)}
        self._of_prompt: dict[int, list[K]] = {}
        for thing, prompt_id in self._prompt_of.items():
            self._of_prompt.setdefault(prompt_id, []).append(thing)
        self._judge = judge
        self._marker = 0
        self._done: dict[K, set[int]] = {}
        self._put_back: dict[K, set[int]] = {}
        self._bad: dict[int, set[int]] = {}
        self._open: set[K] = set(self._order)

    def load(self, events: Iterable[FeedbackEvent]) -> None:
        """Take in all events that stand when the queue is made."""
        for event in events:
            if isinstance(event.judgement, self.RELEVANT):
                self.add(event)

    def add(self, event: FeedbackEvent) -> None:
        """Take in an event that came into force; a second time changes nothing."""
        for found in self._sets(event):
            found.add(event.id)
        self._look_again(event)

    def remove(self, event: FeedbackEvent) -> None:
        """Forget an event that was taken back."""
        for found in self._sets(event):
            found.discard(event.id)
        self._look_again(event)

    def waiting(self) -> Iterator[K]:
        """Yield what is left: things never passed over, then the others, longest ago first."""
        while self._marker < len(self._order) and not self._is_fresh(self._order[self._marker]):
            self._marker += 1
        yield from filter(self._is_fresh, islice(self._order, self._marker, None))
        later = [t for t, events in self._put_back.items() if events and t in self._open]
        yield from sorted(later, key=lambda thing: max(self._put_back[thing]))

    def prompt_of(self, thing: K) -> int:
        """Return the prompt that a thing belongs to."""
        return self._prompt_of[thing]

    @property
    def remaining(self) -> int:
        """How many things are left."""
        return len(self._open)

    def is_open(self, thing: K) -> bool:
        """Return whether a thing is left to do."""
        return thing in self._open

    def things_done(self, judgement: Judgement) -> Iterable[K]:
        """Return the things that a judgement does, or part of them."""
        raise NotImplementedError

    def things_put_back(self, judgement: Judgement) -> Iterable[K]:
        """Return the things that a judgement passes over."""
        raise NotImplementedError

    def is_done(self, thing: K) -> bool:
        """Return whether nothing of a thing is left."""
        return bool(self._done.get(thing))

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
            things = self._of_prompt.get(judgement.prompt_id, [])
        else:
            things = [*self.things_done(judgement), *self.things_put_back(judgement)]
        for thing in things:
            if thing not in self._position:
                continue
            if self.is_done(thing) or self._bad.get(self._prompt_of[thing]):
                self._open.discard(thing)
            else:
                self._open.add(thing)
                self._marker = min(self._marker, self._position[thing])

    def _is_fresh(self, thing: K) -> bool:
        return thing in self._open and not self._put_back.get(thing)
