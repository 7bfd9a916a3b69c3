"""Scoring answers one by one: which ones are left, and what was already said of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.feedback import HUMAN, Correction, Rating, Skip
from desktop.services.work_queue import WorkQueue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from desktop.domain.feedback import FeedbackEvent, Judgement
    from desktop.domain.prompts import Prompt
    from desktop.domain.responses import Response
    from desktop.services.score_scales import ScorePlan
    from desktop.services.work_queue import Numbers, Things
    from desktop.store.store import Store


@dataclass(frozen=True, slots=True)
class ScoreItem:
    """What is shown: one answer, and the ratings in force of it by aspect."""

    prompt: Prompt
    answer: Response
    given: Mapping[str, FeedbackEvent]


class ScoreQueue(WorkQueue):
    """Answers for which a score is missing; one that was begun comes before all others."""

    RELEVANT = ("bad_prompt", "rating", "skip", "correction")

    def __init__(
        self, things: Things, order: Numbers, asked: Iterable[str], judge: str = HUMAN
    ) -> None:
        self._asked = frozenset(asked)
        self._given: dict[int, dict[str, set[int]]] = {}
        self._begun: set[int] = set()
        super().__init__(things, order, judge)

    def add(self, event: FeedbackEvent) -> None:
        """Take in an event that came into force."""
        if (found := self._events_of(event)) is not None:
            found.add(event.id)
        super().add(event)
        self._note_begun(event)

    def remove(self, event: FeedbackEvent) -> None:
        """Forget an event that was taken back."""
        if (found := self._events_of(event)) is not None:
            found.discard(event.id)
        super().remove(event)
        self._note_begun(event)

    def waiting(self) -> Iterator[int]:
        """Yield the answer that was begun last, then the others."""
        begun = self._last_begun()
        if begun is not None:
            yield begun
        yield from (answer for answer in super().waiting() if answer != begun)

    def things_done(self, judgement: Judgement) -> Iterable[int]:
        """Return the answer that a rating speaks of."""
        return (judgement.response_id,) if isinstance(judgement, Rating) else ()

    def things_put_back(self, judgement: Judgement) -> Iterable[int]:
        """Return the answer that was skipped or corrected."""
        if isinstance(judgement, Skip) and len(judgement.response_ids) == 1:
            return judgement.response_ids
        return (judgement.original_id,) if isinstance(judgement, Correction) else ()

    def is_done(self, thing: int) -> bool:
        """Return whether every score that is asked for was given."""
        given = self._given.get(thing, {})
        return all(given.get(name) for name in self._asked)

    def _events_of(self, event: FeedbackEvent) -> set[int] | None:
        judgement = event.judgement
        if not isinstance(judgement, Rating) or event.judge != self._judge:
            return None
        answer = self._given.setdefault(judgement.response_id, {})
        return answer.setdefault(judgement.aspect, set())

    def _note_begun(self, event: FeedbackEvent) -> None:
        """Remember whether an answer is scored in part."""
        for answer in self.things_done(event.judgement):
            if self._done.get(answer) and self.is_open(answer):
                self._begun.add(answer)
            else:
                self._begun.discard(answer)

    def _last_begun(self) -> int | None:
        """Return the answer that was scored in part and not passed over since."""
        newest, found = 0, None
        for answer in self._begun:
            last = max(self._done[answer], default=0)
            passed = max(self._put_back.get(answer, ()), default=0)
            if last > max(newest, passed) and self.is_open(answer):
                newest, found = last, answer
        return found


def score_queue(answers: Things, seed: int, plan: ScorePlan) -> ScoreQueue:
    """Return some answers, of the newest round first, otherwise mixed."""
    asked = (question.name for question in plan.questions())
    return ScoreQueue(answers, answers.mixed(seed, 7), asked)


def score_item(store: Store, answer_id: int, judge: str = HUMAN) -> ScoreItem:
    """Return an answer with the scores in force of it."""
    answer = store.responses.require(answer_id)
    given = {
        event.judgement.aspect: event
        for event in store.feedback.standing(kind="rating", prompt_id=answer.prompt_id)
        if isinstance(event.judgement, Rating)
        and event.judgement.response_id == answer_id
        and event.judge == judge
    }
    return ScoreItem(store.prompts.require(answer.prompt_id), answer, given)
