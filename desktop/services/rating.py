"""Rating pairs: blind, on randomised sides, each judgement durable before the next pair appears.

A session is a view on the feedback events: what it shows next follows from the events in force and
a seed that the project keeps, so that closing the program, undoing or a crash change nothing. About
one pair in twenty is an earlier one with its sides swapped: how often the user agrees with
themselves is the ceiling for the reward model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from desktop.domain.errors import NotFoundError
from desktop.domain.feedback import HUMAN, BadPrompt, Comparison, Correction, Skip
from desktop.services.next_pairs import NextPairs
from desktop.services.pairing import project_seed
from desktop.services.rating_items import RatingItem, RatingProgress, UndoResult
from desktop.services.recording import Recorder
from desktop.services.strategies import read_plan
from desktop.services.tally import rating_goal, read_tally

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from desktop.domain.feedback import FeedbackEvent, Judgement, Preference, Quality
    from desktop.services.project import Project
    from desktop.services.strategies import Plan, Queue
    from desktop.services.undo_labels import UndoLabel
    from desktop.store.store import Store

REPEAT_SHARE = 0.05


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
        prompt_ids: Only pairs of these prompts.
    """

    def __init__(
        self,
        project: Project,
        *,
        seed: int | None = None,
        judge: str = HUMAN,
        repeat_share: float = REPEAT_SHARE,
        plan: Plan | None = None,
        prompt_ids: Collection[int] | None = None,
    ) -> None:
        self._store = project.store
        self._plan = read_plan(project.store.settings) if plan is None else plan
        self._judge = judge
        self._repeat_share = repeat_share
        self._seed = project_seed(project) if seed is None else seed
        self._recorder = Recorder(project.store, judge)
        self._followers: tuple[Follower, ...] = ()
        self._prompt_ids = prompt_ids
        self.refresh()

    def refresh(self) -> None:
        """Read the project again, after prompts or responses were added elsewhere."""
        self._pairs = NextPairs(
            self._store,
            seed=self._seed,
            judge=self._judge,
            plan=self._plan,
            repeat_share=self._repeat_share,
            prompt_ids=self._prompt_ids,
        )
        some = self._prompt_ids is not None
        self._tally = read_tally(self._store, self._judge, only_today=some)
        self._advance()

    def follow(self, *followers: Follower) -> None:
        """Keep these in step from now on; they have taken in what stands already."""
        self._followers = followers

    def use(self, store: Store) -> None:
        """Go on over another connection to the same project, as after loading in a thread."""
        self._store = store
        self._pairs.use(store)
        self._recorder.use(store)

    def take_over(self, gone: Iterable[FeedbackEvent], come: Iterable[FeedbackEvent]) -> None:
        """Learn what stands no more and what does, although it was not said in this session."""
        for event in gone:
            self._tally.count(event, -1)
            self._pairs.remove(event)
            for follower in self._followers:
                follower.remove(event)
        for event in come:
            self._tally.count(event, 1)
            self._pairs.add(event)
            for follower in self._followers:
                follower.add(event)
        self._advance()

    def keep(self, item: RatingItem) -> None:
        """Go on with a pair that is being looked at, although others may come before it now."""
        if self._pairs.may_be_shown(item):
            self._advance(item)

    def look_at(self, prompt_id: int, a_id: int, b_id: int) -> None:
        """Go on with two answers that were seen being written, unless they are judged already."""
        if (item := self._pairs.open_item(prompt_id, a_id, b_id)) is not None:
            self._advance(item)

    def current(self) -> RatingItem | None:
        """Return the pair to judge now; None when there is nothing to judge."""
        return self._current

    def upcoming(self, n: int = 1) -> list[RatingItem]:
        """Return the pairs that follow the current one, should the user judge them in turn."""
        return self._pairs.upcoming(n, self._current)

    @property
    def plan(self) -> Plan:
        """What this session goes through."""
        return self._plan

    def waiting_counts(self) -> dict[Queue, int]:
        """Return how many pairs wait in each queue; those flagged, as of the last reading."""
        return self._pairs.counts()

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
        event = self._recorder.correct(
            response_id, text, as_demonstration=as_demonstration, as_pair=as_pair, seconds=seconds
        )
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
        event = self._recorder.append(
            judgement, round=round, seconds=seconds, supersedes=supersedes
        )
        self._take_in(event, stay=not isinstance(judgement, BadPrompt))
        return event

    def take_back(self, event_id: int) -> None:
        """Take back one of the user's judgements that does not concern any pair."""
        event = self._store.feedback.require(event_id)
        self._recorder.retract(event_id)
        self._forget(event)

    def undo(self) -> UndoResult | None:
        """Take back the last standing judgement.

        Its pair is shown again. None when there is none.
        """
        event = self._recorder.undoable()
        if event is None:
            return None
        self._recorder.retract(event.id)
        self._forget(event)
        self._advance(self._pairs.item_of(event, self._current))
        return UndoResult(event, "undone")

    def redo(self) -> UndoResult | None:
        """Bring back what the last undo took; None when there is nothing to redo."""
        if (found := self._recorder.redoable()) is None:
            return None
        retraction, event = found
        self._recorder.retract(retraction.id)
        moves_on = isinstance(event.judgement, Comparison | Skip | BadPrompt | Correction)
        self._take_in(event, stay=not moves_on)
        return UndoResult(event, "redone")

    def undo_label(self) -> UndoLabel | None:
        """Return what `undo` would take back."""
        return self._recorder.undo_label()

    def redo_label(self) -> UndoLabel | None:
        """Return what `redo` would bring back."""
        return self._recorder.redo_label()

    def undo_time(self) -> float:
        """Return when what `undo` would take back was said; 0 when there is nothing."""
        event = self._recorder.undoable()
        return event.created_at if event else 0.0

    def redo_time(self) -> float:
        """Return when what `redo` would bring back was taken back; 0 when there is nothing."""
        found = self._recorder.redoable()
        return found[0].created_at if found else 0.0

    @property
    def remaining(self) -> int:
        """How many pairs of the plan are left."""
        return self._pairs.remaining

    def progress(self) -> RatingProgress:
        """Return how far the user is today and altogether."""
        return RatingProgress(
            rated_today=self._tally.today,
            goal=rating_goal(self._store),
            total=self._tally.total,
            remaining=self._pairs.remaining,
            agreement=self._pairs.agreement(),
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
        event = self._recorder.append(judgement, round=self._shown().a.round, seconds=seconds)
        self._take_in(event)
        return event

    def _take_in(self, event: FeedbackEvent, *, stay: bool = False) -> None:
        if event.supersedes is None:
            self._tally.count(event, 1)
        self._pairs.add(event)
        for follower in self._followers:
            follower.add(event)
        self._advance(self._current if stay else None)

    def _forget(self, event: FeedbackEvent) -> None:
        """Leave out an event that was taken back; what it had replaced stands again."""
        earlier = None
        if event.supersedes is None:
            self._tally.count(event, -1)
        else:
            earlier = self._store.feedback.get(event.supersedes)
        self._pairs.remove(event)
        for follower in self._followers:
            follower.remove(event)
            if earlier is not None:
                follower.add(earlier)

    def _advance(self, item: RatingItem | None = None) -> None:
        self._current: RatingItem | None = item or self._pairs.next()
