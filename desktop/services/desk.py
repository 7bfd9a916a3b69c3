"""All ways of judging a project, over one session: what is recorded or undone, all of them know.

The desk reads the project once. Each way has its queue; the rating session records, takes back and
brings back, and tells every queue about it.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from desktop.domain.derivation import in_force
from desktop.domain.feedback import BadPrompt, Demonstration, Ranking, Rating, Skip
from desktop.domain.responses import Origin
from desktop.services.pairing import project_seed
from desktop.services.ranking import RankingItem, ranking_item, ranking_queue
from desktop.services.rating import RatingSession
from desktop.services.score_queue import ScoreItem, score_item, score_queue
from desktop.services.score_scales import ScorePlan, read_score_plan, write_score_plan
from desktop.services.strategies import Plan, Queue, read_plan
from desktop.services.work_queue import answers_of
from desktop.services.writing import writing_queue

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop.domain.feedback import FeedbackEvent, Judgement
    from desktop.domain.prompts import Prompt
    from desktop.domain.rank_order import Tiers
    from desktop.services.project import Project
    from desktop.services.ranking import Group
    from desktop.services.score_scales import Aspect
    from desktop.store.store import Store


MOST_GLIMPSED = 200
"""Prompts of a glimpse."""


class Desk:
    """Rankings, scores and demonstrations beside the pairs of a rating session.

    Args:
        project: An open project.
        prompt_ids: Only of these prompts: a glimpse, which chance alone puts in order and whose
            counts say nothing of the project.
    """

    def __init__(self, project: Project, prompt_ids: Collection[int] | None = None) -> None:
        self.is_glimpse = prompt_ids is not None
        self._prompt_ids = prompt_ids
        self._store = project.store
        self._seed = project_seed(project)
        self._round = project.round
        with self._store.connection.snapshot():
            self._up_to = self._store.feedback.last_id()
            plan = Plan() if self.is_glimpse else None
            self.pairs = RatingSession(project, plan=plan, prompt_ids=prompt_ids)
            self._read()

    def catch_up(self) -> None:
        """Take in what was said, taken back or said anew since the desk was read."""
        seen: set[int] = set()
        for event in self._store.feedback.events(after_id=self._up_to):
            if event.id not in seen:
                thread = self._store.feedback.thread(event.id)
                seen.update(said.id for said in thread)
                before = in_force(said for said in thread if said.id <= self._up_to)
                after = in_force(thread)
                gone = [said for said in before if said not in after]
                self.pairs.take_over(gone, [said for said in after if said not in before])
        self._up_to = max(seen, default=self._up_to)

    def _read(self) -> None:
        self._answers = answers_of(self._store, self._prompt_ids)
        self._ranking = ranking_queue(self._answers, self._seed)
        self._writing = writing_queue(self._store, self._seed, self._prompt_ids)
        self._plan = read_score_plan(self._store.settings)
        self._scores = score_queue(self._answers, self._seed, self._plan)
        for event in self._store.feedback.stream(_KINDS, prompt_ids=self._prompt_ids):
            for queue in (self._ranking, self._writing, self._scores):
                queue.add(event)
        self._follow()

    def use(self, store: Store) -> None:
        """Go on over another connection to the same project, as after loading in a thread."""
        self._store = store
        self.pairs.use(store)

    @property
    def store(self) -> Store:
        """The project's store."""
        return self._store

    @property
    def score_plan(self) -> ScorePlan:
        """Which scores are asked for."""
        return self._plan

    def set_score_plan(self, plan: ScorePlan) -> None:
        """Ask for other scores from now on."""
        write_score_plan(self._store.settings, plan)
        self._plan = read_score_plan(self._store.settings)
        self._scores = score_queue(self._answers, self._seed, self._plan)
        relevant = self._store.feedback.stream(self._scores.RELEVANT, prompt_ids=self._prompt_ids)
        self._scores.load(relevant)
        self._follow()

    def next_ranking(self) -> RankingItem | None:
        """Return the answers to rank now."""
        for thing in self._ranking.waiting():
            group = self._ranking.group(thing)
            item = ranking_item(self._store, self._ranking.prompt_of(thing), group)
            if item is not None:
                return item
        return None

    def upcoming_texts(self, n: int) -> tuple[list[str], list[str]]:
        """Return the answers that are read first in the next rankings, and those scored next."""
        groups = map(self._ranking.group, islice(self._ranking.waiting(), 1, n + 1))
        first = self._store.responses.get_many(group[0] for group in groups)
        scored = self._store.responses.get_many(islice(self._scores.waiting(), 1, n + 1))
        return [r.text for r in first.values()], [r.text for r in scored.values()]

    def next_score(self) -> ScoreItem | None:
        """Return the answer to score now."""
        answer = next(self._scores.waiting(), None)
        return None if answer is None else score_item(self._store, answer)

    def next_prompt(self) -> Prompt | None:
        """Return the prompt to write an answer to now."""
        prompt_id = next(self._writing.waiting(), None)
        return None if prompt_id is None else self._store.prompts.require(prompt_id)

    def remaining(self) -> tuple[int, int, int]:
        """Return how many rankings, answers to score and prompts to answer are left."""
        return self._ranking.remaining, self._scores.remaining, self._writing.remaining

    def rank(self, item: RankingItem, tiers: Tiers, seconds: float | None = None) -> FeedbackEvent:
        """Record the order of some answers, best first; equal ones share a tier.

        Raises:
            ValueError: Not every answer has exactly one place.
        """
        placed = sorted(i for tier in tiers for i in tier)
        if placed != sorted(item.ids):
            raise ValueError("a ranking places each of its answers once")
        judgement = Ranking(item.prompt.id, tiers)
        return self._record(judgement, item.answers[0].round, seconds)

    def score(
        self, item: ScoreItem, question: Aspect, score: int, seconds: float | None = None
    ) -> FeedbackEvent:
        """Record a score of an answer; an earlier one on the same aspect is replaced.

        Raises:
            ValueError: The score is not on the scale.
        """
        if not 1 <= score <= question.high:
            raise ValueError(f"{score} is not between 1 and {question.high}")
        earlier = item.given.get(question.name)
        judgement = Rating(
            item.prompt.id, item.answer.id, score, high=question.high, aspect=question.name
        )
        return self._record(
            judgement, item.answer.round, seconds, supersedes=earlier.id if earlier else None
        )

    def demonstrate(self, prompt_id: int, text: str, seconds: float | None = None) -> FeedbackEvent:
        """Store an answer that the user wrote, and that it is an example to imitate."""
        if not text.strip():
            raise ValueError("a demonstration needs a text")
        with self._store.transaction():
            answer = self._store.responses.add(
                prompt_id, text, origin=Origin.WRITTEN, round=self._round
            )
            return self._record(Demonstration(prompt_id, answer.id), self._round, seconds)

    def skip(self, prompt_id: int, answers: Group, seconds: float | None = None) -> FeedbackEvent:
        """Pass over answers to a prompt, or the prompt itself; it comes back after all others."""
        return self._record(Skip(prompt_id, answers), self._round, seconds)

    def call_bad(self, prompt_id: int, seconds: float | None = None) -> FeedbackEvent:
        """Call a prompt unusable: nothing of it comes back."""
        return self._record(BadPrompt(prompt_id), self._round, seconds)

    def item_of(self, event: FeedbackEvent) -> RankingItem | ScoreItem | Prompt | None:
        """Return what a judgement of these ways was about, as it would be shown."""
        judgement = event.judgement
        if isinstance(judgement, Ranking):
            ids = tuple(sorted(i for tier in judgement.tiers for i in tier))
            return ranking_item(self._store, judgement.prompt_id, ids)
        if isinstance(judgement, Rating):
            return score_item(self._store, judgement.response_id)
        if isinstance(judgement, Demonstration):
            return self._store.prompts.require(judgement.prompt_id)
        return self._skipped(judgement) if isinstance(judgement, Skip) else None

    def _skipped(self, judgement: Skip) -> RankingItem | ScoreItem | Prompt | None:
        if not judgement.response_ids:
            return self._store.prompts.require(judgement.prompt_id)
        if len(judgement.response_ids) == 1:
            return score_item(self._store, judgement.response_ids[0])
        return ranking_item(self._store, judgement.prompt_id, judgement.response_ids)

    def _record(
        self,
        judgement: Judgement,
        round_: int,
        seconds: float | None,
        supersedes: int | None = None,
    ) -> FeedbackEvent:
        return self.pairs.record(judgement, round=round_, seconds=seconds, supersedes=supersedes)

    def _follow(self) -> None:
        self.pairs.follow(self._ranking, self._scores, self._writing)


def glimpse(project: Project) -> Desk | None:
    """Return a desk of the newest prompts never compared, made at once however large the project.

    None where there are none, or where something else than new pairs is gone through.
    """
    if read_plan(project.store.settings).queue is not Queue.NEW:
        return None
    prompts = project.store.prompts.never_compared(MOST_GLIMPSED)
    return Desk(project, prompts) if prompts else None


_KINDS = ("ranking", "rating", "correction", "demonstration", "skip", "bad_prompt")
