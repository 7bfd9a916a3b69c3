"""Rating pairs: blind, on randomised sides, each judgement durable before the next pair appears.

A session is a view on the feedback events: what it shows next follows from the events in force and
a seed that the project keeps, so that closing the program, undoing or a crash change nothing. About
one pair in twenty is an earlier one with its sides swapped: how often the user agrees with
themselves is the ceiling for the reward model.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, Protocol

from desktop.domain.errors import NotFoundError
from desktop.domain.feedback import (
    HUMAN,
    BadPrompt,
    Comparison,
    Correction,
    Demonstration,
    FeedbackEvent,
    Judgement,
    Preference,
    Quality,
    Ranking,
    Rating,
    Retraction,
    Skip,
)
from desktop.domain.responses import Origin, Response
from desktop.domain.statistics import Proportion, wilson
from desktop.services.agenda import agenda_of, flagged_pairs
from desktop.services.pairing import Candidate, Pair, low_id_is_left, mix, order_pairs
from desktop.services.rating_queue import RatingQueue
from desktop.services.strategies import Plan, Queue, Strategy, arrange, ranks_of, read_plan
from desktop.services.undo_labels import UndoLabel, label_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.domain.prompts import Prompt
    from desktop.services.project import Project
    from desktop.store.store import Store

__all__ = ["RatingItem", "RatingProgress", "RatingSession", "UndoLabel", "UndoResult"]
_COUNTED = (Comparison, Ranking, Rating, Correction, Demonstration)
REPEAT_SHARE = 0.05
DEFAULT_GOAL = 40
_DAY_S = 23 * 3600
"""The shortest day there is; a longer one is looked at more closely."""


@dataclass(frozen=True, slots=True)
class RatingItem:
    """What is shown: A on the left, B on the right.

    `repeat_of` names an earlier event when it is a repeat; `strategy` and `control` say what chose
    the pair, as the comparison records it.
    """

    prompt: Prompt
    a: Response
    b: Response
    repeat_of: int | None = None
    strategy: str | None = None
    control: bool = False


@dataclass(frozen=True, slots=True)
class UndoResult:
    """What an undo or redo did, and to which event."""

    event: FeedbackEvent
    action: Literal["undone", "redone"]


@dataclass(frozen=True, slots=True)
class RatingProgress:
    """How far the user is. `agreement` is their consistency with themselves over repeated pairs."""

    rated_today: int
    goal: int
    total: int
    remaining: int
    agreement: Proportion


class Follower(Protocol):
    """Keeps in step with the events in force, as the queues of the other ways of judging do."""

    def load(self, events: Iterable[FeedbackEvent]) -> None:
        """Take in all events that stand."""

    def add(self, event: FeedbackEvent) -> None:
        """Take in an event that came into force."""

    def remove(self, event: FeedbackEvent) -> None:
        """Forget an event that was taken back."""


class RatingSession:
    """One judge's way through the pairs of a project.

    Args:
        project: An open project.
        seed: Decides order, sides and repeats; by default the project's own, drawn once.
        judge: Who judges; anything but "human" is a simulated judge and is recorded as such.
        repeat_share: Share of the new pairs that are repeats.
        plan: Which pairs, and in which order; by default the project's own.
    """

    def __init__(
        self,
        project: Project,
        *,
        seed: int | None = None,
        judge: str = HUMAN,
        repeat_share: float = REPEAT_SHARE,
        plan: Plan | None = None,
    ) -> None:
        self._store = project.store
        self._plan = read_plan(project.store.settings) if plan is None else plan
        self._judge = judge
        self._repeat_share = repeat_share
        self._seed = project_seed(project) if seed is None else seed
        self._followers: tuple[Follower, ...] = ()
        self.refresh()

    def refresh(self) -> None:
        """Read the project again, after prompts or responses were added elsewhere."""
        standing = self._store.feedback.standing()
        self._queue = load_queue(self._store, self._seed, standing)
        put_first(self._queue, self._plan, self._store, standing, self._seed)
        flagged = flagged_pairs(self._queue, standing)
        self._flagged = len(flagged)
        self._agenda = agenda_of(self._plan.queue, self._queue, flagged, self._judge)
        self._today = _Today()
        self._total = 0
        for event in standing:
            self._count(event, 1)
        self._advance()

    def follow(self, *followers: Follower) -> None:
        """Keep these in step from now on; they have taken in what stands already."""
        self._followers = followers

    def use(self, store: Store) -> None:
        """Go on over another connection to the same project, as after loading in a thread."""
        self._store = store

    def keep(self, item: RatingItem) -> None:
        """Go on with a pair that is being looked at, although others may come before it now."""
        if self._queue.may_be_shown(self._pair_of(item)):
            self._advance(item)

    def look_at(self, prompt_id: int, a_id: int, b_id: int) -> None:
        """Go on with two answers that were seen being written, unless they are judged already."""
        pair = Pair.of(prompt_id, a_id, b_id)
        if pair in self._queue.open_pairs_of(prompt_id):
            self._advance(self._item(prompt_id, a_id, b_id, None))

    def current(self) -> RatingItem | None:
        """Return the pair to judge now; None when there is nothing to judge."""
        return self._current

    def upcoming(self, n: int = 1) -> list[RatingItem]:
        """Return the pairs that follow the current one, should the user judge them in turn."""
        items: list[RatingItem] = []
        seen = {self._pair_of(self._current)} if self._current else set()
        for pair in self._waiting():
            if len(items) == n:
                break
            if pair not in seen and (item := self._load(pair)):
                items.append(item)
        return items

    @property
    def plan(self) -> Plan:
        """What this session goes through."""
        return self._plan

    def waiting_counts(self) -> dict[Queue, int]:
        """Return how many pairs wait in each queue; those flagged, as of the last reading."""
        return {
            Queue.NEW: self._queue.remaining,
            Queue.SKIPPED: len(self._queue.put_back()),
            Queue.FLAGGED: self._flagged,
            Queue.REPEAT: len(self._queue.repeatable(self._judge)),
        }

    def compare(
        self,
        preference: Preference | None,
        quality: Quality | None = None,
        seconds: float | None = None,
    ) -> FeedbackEvent:
        """Record which response is better, or that both are good or bad; go to the next pair."""
        item = self._shown()
        if preference is None and quality is None:
            raise ValueError("a comparison needs a preference or a quality")
        judgement = Comparison(
            item.prompt.id,
            item.a.id,
            item.b.id,
            preference,
            quality,
            item.repeat_of,
            item.strategy,
            item.control,
        )
        return self._record(judgement, seconds)

    def skip(self, seconds: float | None = None) -> FeedbackEvent:
        """Pass over the pair: it comes back after all others."""
        item = self._shown()
        return self._record(Skip(item.prompt.id, (item.a.id, item.b.id)), seconds)

    def bad_prompt(self, seconds: float | None = None) -> FeedbackEvent:
        """Call the prompt unusable: none of its pairs comes back."""
        return self._record(BadPrompt(self._shown().prompt.id), seconds)

    def correct(
        self,
        response_id: int,
        text: str,
        *,
        as_demonstration: bool = True,
        as_pair: bool = True,
        seconds: float | None = None,
    ) -> FeedbackEvent:
        """Store an edited response and the correction.

        The response's pairs come back after all others.
        """
        original = self._store.responses.require(response_id)
        with self._store.transaction():
            edited = self._store.responses.add(
                original.prompt_id,
                text,
                origin=Origin.CORRECTED,
                model_version_id=original.model_version_id,
                round=original.round,
            )
            judgement = Correction(
                original.prompt_id, original.id, edited.id, as_demonstration, as_pair
            )
            event = self._append(judgement, original.round, seconds)
        self._take_in(event)
        return event

    def record(
        self,
        judgement: Judgement,
        *,
        round: int = 1,
        seconds: float | None = None,
        supersedes: int | None = None,
    ) -> FeedbackEvent:
        """Record any other judgement; the current pair stays unless it cannot be judged now."""
        event = self._store.feedback.append(
            judgement, judge=self._judge, round=round, seconds=seconds, supersedes=supersedes
        )
        self._take_in(event, stay=not isinstance(judgement, BadPrompt))
        return event

    def take_back(self, event_id: int) -> None:
        """Take back one of the user's judgements that does not concern any pair."""
        event = self._store.feedback.require(event_id)
        self._retract(event_id)
        self._forget(event)

    def undo(self) -> UndoResult | None:
        """Take back the last standing judgement.

        Its pair is shown again. None when there is none.
        """
        event = self._store.feedback.last_undoable(self._judge)
        if event is None:
            return None
        self._retract(event.id)
        self._forget(event)
        self._advance(self._item_of(event))
        return UndoResult(event, "undone")

    def redo(self) -> UndoResult | None:
        """Bring back what the last undo took; None when there is nothing to redo."""
        if (found := self._redoable()) is None:
            return None
        retraction, event = found
        self._retract(retraction.id)
        self._take_in(event)
        return UndoResult(event, "redone")

    def undo_label(self) -> UndoLabel | None:
        """Return what `undo` would take back."""
        event = self._store.feedback.last_undoable(self._judge)
        return label_of(event) if event else None

    def redo_label(self) -> UndoLabel | None:
        """Return what `redo` would bring back."""
        found = self._redoable()
        return label_of(found[1]) if found else None

    def _redoable(self) -> tuple[FeedbackEvent, FeedbackEvent] | None:
        """Return the retraction that redo takes back, and the event that it brings back."""
        retraction = self._store.feedback.last_redoable(self._judge)
        if retraction is None or retraction.supersedes is None:
            return None
        event = self._store.feedback.get(retraction.supersedes)
        return (retraction, event) if event else None

    def progress(self) -> RatingProgress:
        """Return how far the user is today and altogether."""
        return RatingProgress(
            rated_today=self._today.count,
            goal=rating_goal(self._store),
            total=self._total,
            remaining=len(self._agenda) if self._listed else self._queue.remaining,
            agreement=self_agreement(self._queue),
        )

    def _shown(self) -> RatingItem:
        if self._current is None:
            raise NotFoundError(
                "There is no pair to judge",
                "All answers of this project have been judged.",
                "Generate more answers first.",
            )
        return self._current

    def _record(self, judgement: Judgement, seconds: float | None) -> FeedbackEvent:
        event = self._append(judgement, self._shown().a.round, seconds)
        self._take_in(event)
        return event

    def _append(self, judgement: Judgement, round_: int, seconds: float | None) -> FeedbackEvent:
        return self._store.feedback.append(
            judgement, judge=self._judge, round=round_, seconds=seconds
        )

    def _retract(self, event_id: int) -> None:
        self._store.feedback.append(Retraction(), judge=self._judge, supersedes=event_id)

    def _take_in(self, event: FeedbackEvent, *, stay: bool = False) -> None:
        if event.supersedes is None:
            self._count(event, 1)
        self._queue.add(event)
        self._agenda.add(event)
        for follower in self._followers:
            follower.add(event)
        self._advance(self._current if stay else None)

    def _forget(self, event: FeedbackEvent) -> None:
        """Leave out an event that was taken back; what it had replaced stands again."""
        earlier = None
        if event.supersedes is None:
            self._count(event, -1)
        else:
            earlier = self._store.feedback.get(event.supersedes)
        self._queue.remove(event)
        self._agenda.remove(event)
        for follower in self._followers:
            follower.remove(event)
            if earlier is not None:
                follower.add(earlier)

    def _count(self, event: FeedbackEvent, by: int) -> None:
        if isinstance(event.judgement, _COUNTED) and event.judge == self._judge:
            self._total += by
            self._today.add(event.created_at, by)

    def _advance(self, item: RatingItem | None = None) -> None:
        self._current: RatingItem | None = item or self._repeat() or self._first_waiting()

    @property
    def _listed(self) -> bool:
        """Whether the session goes through a list made once, not through all that is new."""
        return self._plan.queue is not Queue.NEW

    def _waiting(self) -> Iterator[Pair]:
        return iter(self._agenda) if self._listed else self._queue.waiting()

    def _repeat(self) -> RatingItem | None:
        if self._listed:
            return None
        earlier = self._queue.repeat_due(self._seed, self._judge, self._repeat_share)
        if earlier is None or self._queue.remaining == 0:
            return None
        return self._item(earlier.pair.prompt_id, earlier.b_id, earlier.a_id, earlier.event_id)

    def _first_waiting(self) -> RatingItem | None:
        return next(filter(None, map(self._load, self._waiting())), None)

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

    def _item_of(self, event: FeedbackEvent) -> RatingItem | None:
        """Return the pair that an event was about, as it was shown."""
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
        return self._current

    @staticmethod
    def _pair_of(item: RatingItem) -> Pair:
        return Pair.of(item.prompt.id, item.a.id, item.b.id)


def load_queue(store: Store, seed: int, standing: Iterable[FeedbackEvent]) -> RatingQueue:
    """Return what is left to judge of a project."""
    candidates = (Candidate(*row) for row in store.responses.candidate_rounds())
    queue = RatingQueue(order_pairs(candidates, seed))
    queue.load(standing)
    return queue


def put_first(
    queue: RatingQueue, plan: Plan, store: Store, standing: Iterable[FeedbackEvent], seed: int
) -> None:
    """Bring the new pairs into the order of a plan's strategy."""
    if plan.queue is not Queue.NEW or plan.strategy is Strategy.RANDOM:
        return
    fresh = queue.fresh()
    ranks = ranks_of(plan.strategy, fresh, store, standing)
    rounds = {row[0]: row[2] for row in store.responses.candidate_rounds()}
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


def rating_goal(store: Store) -> int:
    """Return how many judgements the user wants to give a day."""
    return int(store.settings.get("rating.goal", DEFAULT_GOAL))


def self_agreement(queue: RatingQueue) -> Proportion:
    """Return how often repeated pairs were judged as the first time."""
    signs = queue.repeats()
    return wilson(sum(first == second for first, second in signs), len(signs))


def start_of_day(now: float | None = None) -> float:
    """Return the last local midnight, in seconds since the epoch."""
    year, month, day = time.localtime(now)[:3]
    return time.mktime((year, month, day, 0, 0, 0, 0, 0, -1))


class _Today:
    """Counts judgements since local midnight; starts anew when the day changes."""

    def __init__(self) -> None:
        self._midnight = start_of_day()
        self._count = 0

    @property
    def count(self) -> int:
        """Judgements made today."""
        self._turn()
        return self._count

    def add(self, created_at: float, by: int) -> None:
        """Count a judgement if it was made today."""
        self._turn()
        if created_at >= self._midnight:
            self._count += by

    def _turn(self) -> None:
        if time.time() >= self._midnight + _DAY_S and start_of_day() != self._midnight:
            self._midnight, self._count = start_of_day(), 0


def project_seed(project: Project) -> int:
    """Return the seed that the project keeps for rating, drawing it at the first use."""
    seed = project.store.settings.get("rating.seed", None)
    if seed is None:
        seed = mix(time.time_ns()) >> 32
        project.store.settings.set("rating.seed", seed)
    return int(seed)
