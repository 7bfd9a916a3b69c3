"""Ranking three or more answers to a prompt: which groups of answers, and the judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.feedback import HUMAN, BadPrompt, Correction, Ranking, Skip
from desktop.services.pairing import mix
from desktop.services.work_queue import WorkQueue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from desktop.domain.feedback import Judgement
    from desktop.domain.prompts import Prompt
    from desktop.domain.responses import Response
    from desktop.store.store import Store

FEWEST, MOST = 3, 9
"""Answers that are ranked together; more are split into groups of about the same size."""

Group = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class RankingItem:
    """What is shown: a prompt's answers, in an order that says nothing about them."""

    prompt: Prompt
    answers: tuple[Response, ...]

    @property
    def ids(self) -> Group:
        """The answers' ids in the order shown."""
        return tuple(answer.id for answer in self.answers)


def groups_of(ids: Sequence[int]) -> Iterator[Group]:
    """Split the answers to one prompt into groups that can be ranked; few answers yield none."""
    if len(ids) < FEWEST:
        return
    count = -(-len(ids) // MOST)
    for number in range(count):
        yield tuple(ids[number::count])


class RankingQueue(WorkQueue[Group]):
    """Groups of answers that were not ranked yet."""

    RELEVANT = (BadPrompt, Ranking, Skip, Correction)

    def __init__(self, order: Iterable[tuple[Group, int]], judge: str = HUMAN) -> None:
        super().__init__(order, judge)
        self._by_members = {frozenset(group): group for group in self._order}

    def things_done(self, judgement: Judgement) -> Iterable[Group]:
        """Return the group that a ranking puts in order."""
        if not isinstance(judgement, Ranking):
            return ()
        return self._group(i for tier in judgement.tiers for i in tier)

    def things_put_back(self, judgement: Judgement) -> Iterable[Group]:
        """Return the group that was skipped, or one of whose answers was corrected."""
        if isinstance(judgement, Skip):
            return self._group(judgement.response_ids)
        if isinstance(judgement, Correction):
            groups = self._of_prompt.get(judgement.prompt_id, ())
            return [group for group in groups if judgement.original_id in group]
        return ()

    def _group(self, ids: Iterable[int]) -> tuple[Group, ...]:
        found = self._by_members.get(frozenset(ids))
        return () if found is None else (found,)


def ranking_queue(store: Store, seed: int) -> RankingQueue:
    """Return the groups of a project, those of the newest round first."""
    answers: dict[tuple[int, int], list[int]] = {}
    for response_id, prompt_id, round_ in store.responses.candidate_rounds():
        answers.setdefault((round_, prompt_id), []).append(response_id)
    keyed = []
    for (round_, prompt_id), ids in answers.items():
        shuffled = sorted(ids, key=lambda i: mix(seed, i, 5))
        for group in groups_of(shuffled):
            keyed.append((-round_, mix(seed, group[0], 6), group, prompt_id))
    return RankingQueue((group, prompt_id) for *_, group, prompt_id in sorted(keyed))


def ranking_item(store: Store, prompt_id: int, group: Group) -> RankingItem | None:
    """Return a group's item; equal texts are shown once, and None when fewer than three differ."""
    found = store.responses.get_many(group)
    by_text = {found[i].text.strip(): found[i] for i in reversed(group) if i in found}
    answers = tuple(found[i] for i in group if found[i] in by_text.values())
    if len(answers) < FEWEST:
        return None
    return RankingItem(store.prompts.require(prompt_id), answers)
