"""From judgements to training data: pure functions, so that every pair can be explained.

Pairs, scores and demonstrations are never stored. They follow from the feedback events in force and
the responses they name, and can be derived again; each carries the id of the event it comes from.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.datasets import (
    DemonstrationExample,
    PairTarget,
    PreferenceGroup,
    PromptExample,
    ScoreTarget,
)
from desktop.domain.feedback import (
    BadPrompt,
    Comparison,
    Correction,
    Demonstration,
    FeedbackEvent,
    Ranking,
    Rating,
    Retraction,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from desktop.domain.prompts import Prompt
    from desktop.domain.responses import Response

STRENGTH_TARGET = {0: 0.5, 1: 0.75, 2: 0.9, 3: 0.97}
"""Wanted probability that the better response wins, by strength of the preference."""


def in_force(events: Iterable[FeedbackEvent]) -> list[FeedbackEvent]:
    """Return the events that stand, oldest first; retractions themselves are not returned.

    An event and all that supersede it, directly or through others, are one thread: a judgement, its
    edits, their undoing and redoing. Of each thread the newest judgement stands that is not
    retracted.
    """
    ordered = sorted(events, key=lambda e: e.id)
    gone = retracted(ordered)
    thread_of: dict[int, int] = {}
    standing: dict[int, FeedbackEvent] = {}
    for event in ordered:
        thread = event.id
        if event.supersedes is not None:
            thread = thread_of.get(event.supersedes, event.supersedes)
        thread_of[event.id] = thread
        if event.id not in gone and not isinstance(event.judgement, Retraction):
            standing[thread] = event
    return sorted(standing.values(), key=lambda e: e.id)


def retracted(events: Iterable[FeedbackEvent]) -> set[int]:
    """Return the ids of what is taken back: the targets of retractions not retracted themselves.

    A retraction is always later than its target, so one pass from the newest to the oldest decides.
    """
    gone: set[int] = set()
    for event in sorted(events, key=lambda e: e.id, reverse=True):
        takes_back = isinstance(event.judgement, Retraction) and event.id not in gone
        if takes_back and event.supersedes is not None:
            gone.add(event.supersedes)
    return gone


def bad_prompts(standing: Iterable[FeedbackEvent]) -> set[int]:
    """Return the ids of prompts that the user called unusable."""
    return {e.judgement.prompt_id for e in standing if isinstance(e.judgement, BadPrompt)}


def preference_groups(
    standing: Sequence[FeedbackEvent],
    prompts: Mapping[int, Prompt],
    responses: Mapping[int, Response],
    aspects: Mapping[str, float] | None = None,
) -> list[PreferenceGroup]:
    """Return one group a prompt with the pairs and scores its judgements yield, in order of id.

    Prompts that are unknown, retired or called bad yield nothing; so do pairs of identical texts.

    Args:
        standing: The judgements in force.
        prompts: By id.
        responses: By id.
        aspects: Weights of the aspects: a response's score is their weighted mean over the aspects
            it was scored on. Without them each aspect's scores stand for themselves.
    """
    excluded = bad_prompts(standing)
    builders: dict[int, _GroupBuilder] = {}
    for event in standing:
        prompt = prompts.get(getattr(event.judgement, "prompt_id", -1))
        if prompt is None or prompt.retired or prompt.id in excluded:
            continue
        builders.setdefault(prompt.id, _GroupBuilder(prompt, responses, aspects or {})).add(event)
    groups = (builders[prompt_id].build() for prompt_id in sorted(builders))
    return [group for group in groups if group.pairs or group.scores]


class _Score(NamedTuple):
    """A score on its scale mapped to 0..1, the response it is of, and its newest event."""

    value: float
    response: int
    event_id: int


def _weighted_mean(scores: Sequence[tuple[float, _Score]]) -> _Score:
    """Return one response's scores on several aspects as one."""
    total = sum(weight for weight, _ in scores)
    value = sum(weight * score.value for weight, score in scores) / total
    return _Score(value, scores[0][1].response, max(score.event_id for _, score in scores))


class _GroupBuilder:
    """Collects the judgements of one prompt; each response text gets one index."""

    def __init__(
        self, prompt: Prompt, responses: Mapping[int, Response], aspects: Mapping[str, float]
    ) -> None:
        self._prompt = prompt
        self._responses = responses
        self._aspects = aspects
        self._index: dict[str, int] = {}
        self._finished: list[bool] = []
        self._pairs: list[PairTarget] = []
        self._ratings: dict[str, list[_Score]] = {}

    def add(self, event: FeedbackEvent) -> None:
        """Take in what one event says about pairs and scores."""
        judgement = event.judgement
        if isinstance(judgement, Comparison):
            self._add_comparison(judgement, event.id)
        elif isinstance(judgement, Ranking):
            for better, worse in combinations(range(len(judgement.tiers)), 2):
                for first in judgement.tiers[better]:
                    for second in judgement.tiers[worse]:
                        self._add_pair(first, second, STRENGTH_TARGET[2], "ranking", event.id)
            for tier in judgement.tiers:
                for first, second in combinations(tier, 2):
                    self._add_pair(first, second, 0.5, "ranking", event.id)
        elif isinstance(judgement, Rating):
            self._add_rating(judgement, event.id)
        elif isinstance(judgement, Correction) and judgement.as_pair:
            target = STRENGTH_TARGET[2]
            self._add_pair(
                judgement.edited_id, judgement.original_id, target, "correction", event.id
            )

    def _add_comparison(self, judgement: Comparison, event_id: int) -> None:
        if judgement.preference is None:
            return
        first, second = judgement.a_id, judgement.b_id
        if judgement.preference > 0:
            first, second = second, first
        target = STRENGTH_TARGET[abs(judgement.preference)]
        self._add_pair(first, second, target, "comparison", event_id)

    def _add_rating(self, judgement: Rating, event_id: int) -> None:
        index = self._index_of(judgement.response_id)
        if index is None:
            return
        span = max(judgement.high - judgement.low, 1)
        value = (judgement.score - judgement.low) / span
        self._ratings.setdefault(judgement.aspect, []).append(_Score(value, index, event_id))

    def _index_of(self, response_id: int) -> int | None:
        response = self._responses.get(response_id)
        if response is None:
            return None
        if response.text not in self._index:
            self._index[response.text] = len(self._index)
            self._finished.append(response.finished)
        return self._index[response.text]

    def _add_pair(self, first: int, second: int, target: float, kind: str, event_id: int) -> None:
        i, j = self._index_of(first), self._index_of(second)
        if i is not None and j is not None and i != j:
            self._pairs.append(PairTarget(i, j, target, kind=kind, event_id=event_id))

    def _scored(self) -> list[list[_Score]]:
        """Return the scores that may be compared with each other, in lists."""
        if not self._aspects:
            return list(self._ratings.values())
        of_response: dict[int, list[tuple[float, _Score]]] = {}
        for aspect, weight in self._aspects.items():
            for score in self._ratings.get(aspect, ()) if weight > 0 else ():
                of_response.setdefault(score.response, []).append((weight, score))
        return [[_weighted_mean(scores) for _, scores in sorted(of_response.items())]]

    @staticmethod
    def _rating_pairs(scores: Iterable[_Score]) -> list[PairTarget]:
        target = STRENGTH_TARGET[2]
        return [
            PairTarget(better.response, worse.response, target, 1.0, "rating", better.event_id)
            for better, worse in combinations(sorted(scores, reverse=True), 2)
            if better.value > worse.value and better.response != worse.response
        ]

    def build(self) -> PreferenceGroup:
        """Return the group of all that was added."""
        scored = self._scored()
        return PreferenceGroup(
            prompt_id=self._prompt.id,
            messages=self._prompt.messages,
            responses=tuple(self._index),
            pairs=(*self._pairs, *(p for scores in scored for p in self._rating_pairs(scores))),
            scores=tuple(
                ScoreTarget(s.response, s.value, event_id=s.event_id)
                for scores in scored
                for s in scores
            ),
            finished=tuple(self._finished),
            split=self._prompt.split,
        )


def demonstrations(
    standing: Sequence[FeedbackEvent],
    prompts: Mapping[int, Prompt],
    responses: Mapping[int, Response],
) -> list[DemonstrationExample]:
    """Return what to imitate: written demonstrations and corrected answers, oldest first."""
    excluded = bad_prompts(standing)
    examples = []
    for event in standing:
        judgement = event.judgement
        if isinstance(judgement, Demonstration):
            response_id, source = judgement.response_id, "demonstration"
        elif isinstance(judgement, Correction) and judgement.as_demonstration:
            response_id, source = judgement.edited_id, "correction"
        else:
            continue
        prompt, response = prompts.get(judgement.prompt_id), responses.get(response_id)
        if prompt is None or response is None or prompt.retired or prompt.id in excluded:
            continue
        examples.append(
            DemonstrationExample(prompt.id, prompt.messages, response.text, prompt.split, source)
        )
    return examples


def prompt_examples(
    standing: Sequence[FeedbackEvent], prompts: Iterable[Prompt]
) -> list[PromptExample]:
    """Return the prompts that may be sampled from: not retired, not called bad."""
    excluded = bad_prompts(standing)
    return [
        PromptExample(p.id, p.messages, p.split)
        for p in prompts
        if not p.retired and p.id not in excluded
    ]
