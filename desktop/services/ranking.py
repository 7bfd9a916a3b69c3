"""Ranking three or more answers to a prompt: which groups of answers, and the judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from desktop.domain.feedback import HUMAN, Correction, Ranking, Skip
from desktop.services.pair_table import mix_many
from desktop.services.work_queue import Things, WorkQueue

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.feedback import Judgement
    from desktop.domain.prompts import Prompt
    from desktop.domain.responses import Response
    from desktop.services.work_queue import Numbers
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


class RankingQueue(WorkQueue):
    """Groups of answers that were not ranked yet; a group is known by its smallest id.

    Args:
        groups: All groups of three or more.
        seed: Decides the order.
        judge: Whose rankings count.
    """

    RELEVANT = ("bad_prompt", "ranking", "skip", "correction")

    def __init__(self, groups: Groups, seed: int, judge: str = HUMAN) -> None:
        super().__init__(groups.things, groups.order(seed), judge)
        self._groups = groups

    def group(self, thing: int) -> Group:
        """Return the answers of a group, in an order that says nothing about them."""
        index = self._index(thing)
        assert index is not None
        return self._groups.members(index)

    def prompt_of(self, thing: int) -> int:
        """Return the prompt that a group belongs to."""
        index = self._index(thing)
        assert index is not None
        return int(self._things.prompts[index])

    def things_done(self, judgement: Judgement) -> Iterable[int]:
        """Return the group that a ranking puts in order."""
        if not isinstance(judgement, Ranking):
            return ()
        return self._known(i for tier in judgement.tiers for i in tier)

    def things_put_back(self, judgement: Judgement) -> Iterable[int]:
        """Return the group that was skipped, or one of whose answers was corrected."""
        if isinstance(judgement, Skip):
            return self._known(judgement.response_ids)
        if isinstance(judgement, Correction):
            things = self._things_of_prompt(judgement.prompt_id)
            return [t for t in things if judgement.original_id in self.group(t)]
        return ()

    def _known(self, ids: Iterable[int]) -> tuple[int, ...]:
        """Return the group of exactly these answers, if there is one."""
        wanted = {*ids}
        thing = min(wanted, default=0)
        known = self._index(thing) is not None and wanted == {*self.group(thing)}
        return (thing,) if known else ()


class Groups:
    """Answers in groups that are ranked together, as numbers.

    Args:
        answers: All that may be shown.
        seed: Decides who meets whom.
    """

    def __init__(self, answers: Things, seed: int) -> None:
        order = np.lexsort((mix_many(seed, answers.numbers, 5), answers.prompts, answers.rounds))
        self._ids, prompts = answers.numbers[order], answers.prompts[order]
        rounds = answers.rounds[order]
        new = np.ones(len(order), bool)
        new[1:] = (prompts[1:] != prompts[:-1]) | (rounds[1:] != rounds[:-1])
        starts = np.flatnonzero(new)
        sizes = np.diff(np.append(starts, len(order)))
        starts, sizes = starts[sizes >= FEWEST], sizes[sizes >= FEWEST]
        parts = -(-sizes // MOST)
        # Each group is every n-th of its prompt's answers, from one of the first n on.
        within = np.arange(parts.sum()) - np.repeat(np.cumsum(parts) - parts, parts)
        self._start = np.repeat(starts, parts) + within
        self._stop = np.repeat(starts + sizes, parts)
        self._step = np.repeat(parts, parts)
        least = [min(self.members(index)) for index in range(len(self._start))]
        by_least = np.argsort(np.array(least, np.int64))
        self._start, self._stop = self._start[by_least], self._stop[by_least]
        self._step = self._step[by_least]
        self.things = Things(
            np.array(least, np.int64)[by_least], prompts[self._start], rounds[self._start]
        )

    def members(self, index: int) -> Group:
        """Return the answers of a group."""
        part = slice(int(self._start[index]), int(self._stop[index]), int(self._step[index]))
        return tuple(self._ids[part].tolist())

    def order(self, seed: int) -> Numbers:
        """Return the order of the groups: the newest round first, otherwise mixed."""
        first = self._ids[self._start]
        return np.lexsort((mix_many(seed, first, 6), -self.things.rounds))


def ranking_queue(answers: Things, seed: int) -> RankingQueue:
    """Return the groups of some answers, those of the newest round first."""
    return RankingQueue(Groups(answers, seed), seed)


def ranking_item(store: Store, prompt_id: int, group: Group) -> RankingItem | None:
    """Return a group's item; equal texts are shown once, and None when fewer than three differ."""
    found = store.responses.get_many(group)
    by_text = {found[i].text.strip(): found[i] for i in reversed(group) if i in found}
    answers = tuple(found[i] for i in group if found[i] in by_text.values())
    if len(answers) < FEWEST:
        return None
    return RankingItem(store.prompts.require(prompt_id), answers)
