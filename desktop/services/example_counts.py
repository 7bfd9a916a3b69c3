"""What a stage would be trained on, counted without deriving it: numbers instead of texts.

Derivation (`desktop.domain.derivation`) says what the examples are; this says how many there are,
and how long, in a hundredth of the time. Both must agree on every project: a test holds them
together.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from desktop.domain.datasets import PreferenceGroup
from desktop.domain.prompts import Split
from desktop.services.run_sizes import Lengths, prompt_tokens_of, tokens_of
from desktop.store.example_numbers import NO_PREFERENCE, ExampleNumbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from numpy.typing import NDArray

    from desktop.domain.datasets import Example
    from desktop.store.store import Store

    Numbers = NDArray[np.integer[Any]]
    Chosen = NDArray[np.bool_]


class GroupCount(NamedTuple):
    """What is counted of one prompt's pairs."""

    prompt_id: int
    split: Split
    pairs: int
    clear: int
    scores: int


class PairCounts(NamedTuple):
    """The groups that have pairs or scores, and their pairs by kind of judgement."""

    groups: Sequence[GroupCount]
    kinds: Counter[str]
    lengths: Lengths


class ExampleCounts(NamedTuple):
    """Examples that stand each for itself."""

    examples: int
    held_out: int
    prompts: int
    kinds: Counter[str]
    lengths: Lengths


def count_prompts(store: Store) -> ExampleCounts:
    """Count the prompts that may be sampled from."""
    prompts = _Prompts(ExampleNumbers(store.connection))
    used = np.flatnonzero(prompts.usable)
    lengths = Lengths()
    lengths.take(prompts.tokens[used])
    held_out = int(prompts.held_out[used].sum())
    return ExampleCounts(len(used), held_out, len(used), Counter(prompt=len(used)), lengths)


def count_demonstrations(store: Store) -> ExampleCounts:
    """Count what there is to imitate: written demonstrations and corrected answers."""
    numbers = ExampleNumbers(store.connection)
    answers = _Answers(numbers)
    _, edited, imitated, _ = numbers.corrections()
    (written,) = numbers.demonstrations()
    prompts, lengths = answers.prompts, Lengths()
    kinds: Counter[str] = Counter()
    used = np.zeros(len(prompts.usable), np.bool_)
    held_out = 0
    for kind, wanted in (("correction", edited[imitated == 1]), ("demonstration", written)):
        shown = wanted[answers.may_be_used(wanted)]
        about = answers.prompt[shown]
        lengths.take(prompts.tokens[about] + answers.tokens[shown])
        kinds[kind] += len(shown)
        held_out += int(prompts.held_out[about].sum())
        used[about] = True
    return ExampleCounts(kinds.total(), held_out, int(used.sum()), +kinds, lengths)


def count_pairs(store: Store) -> PairCounts:
    """Count the pairs and scores that judgements come to, prompt by prompt."""
    numbers = ExampleNumbers(store.connection)
    tally = _PairTally(_Answers(numbers))
    a, b, preference = numbers.comparisons()
    said = preference != NO_PREFERENCE
    tally.add("comparison", a[said], b[said], tie=preference[said] == 0)
    original, edited, _, as_pair = numbers.corrections()
    tally.add("correction", original[as_pair == 1], edited[as_pair == 1])
    tally.add_rankings(*numbers.ranked())
    tally.add_scores(*numbers.scores())
    return tally.counts()


def count_texts(texts: Iterable[Example]) -> ExampleCounts:
    """Count plain texts."""
    lengths = Lengths()
    splits = Counter(text.split for text in lengths.noting(texts))
    kinds = Counter(text=splits.total())
    return ExampleCounts(splits.total(), splits[Split.HELD_OUT], 0, +kinds, lengths)


def count_derived(examples: Iterable[Example]) -> PairCounts:
    """Count pairs and scores that were derived, as with weights of the aspects."""
    groups, kinds, lengths = list[GroupCount](), Counter[str](), Lengths()
    for group in lengths.noting(examples):
        if isinstance(group, PreferenceGroup):
            clear = sum(pair.target != 0.5 for pair in group.pairs)
            counted = (len(group.pairs), clear, len(group.scores))
            groups.append(GroupCount(group.prompt_id, group.split, *counted))
            kinds.update(pair.kind for pair in group.pairs)
    return PairCounts(groups, kinds, lengths)


class _Prompts:
    """Facts of each prompt, at the place of its id."""

    def __init__(self, numbers: ExampleNumbers) -> None:
        ids, held_out = numbers.prompts()
        of, characters = numbers.messages()
        size = int(max(ids.max(initial=0), of.max(initial=0))) + 1
        self.usable = np.zeros(size, np.bool_)
        self.usable[ids] = True
        self.held_out = np.zeros(size, np.bool_)
        self.held_out[ids] = held_out == 1
        self.tokens = prompt_tokens_of(of, characters, size)


class _Answers:
    """Facts of each answer, at the place of its id; `text` is the first answer of the same text."""

    def __init__(self, numbers: ExampleNumbers) -> None:
        self.prompts = _Prompts(numbers)
        ids, prompt, characters = numbers.answers()
        size = int(ids.max(initial=0)) + 1
        self.prompt = np.zeros(size, np.int32)
        self.prompt[ids] = prompt
        self.tokens = np.zeros(size, np.int32)
        self.tokens[ids] = tokens_of(characters)
        self.text = np.arange(size, dtype=np.int32)
        repeated = np.lexsort((ids, characters, prompt))
        alike = _groups(prompt[repeated], characters[repeated])
        twice = np.repeat(alike.sizes > 1, alike.sizes)
        self._join(numbers, ids[repeated[twice]])

    def _join(self, numbers: ExampleNumbers, candidates: Numbers) -> None:
        """Give answers to a prompt that say the same the same text, of those that may."""
        first: dict[bytes, int] = {}
        prompt = -1
        for answer, text in numbers.texts(candidates.tolist()):
            if self.prompt[answer] != prompt:
                prompt = int(self.prompt[answer])
                first.clear()
            self.text[answer] = first.setdefault(text, answer)

    def may_be_used(self, answers: Numbers) -> Chosen:
        """Return of which answers the prompt is in use and not called bad."""
        return self.prompts.usable[self.prompt[answers]]


class _PairTally:
    """Counts pairs and scores by prompt."""

    def __init__(self, answers: _Answers) -> None:
        self._answers = answers
        size = len(answers.prompts.usable)
        self._pairs, self._clear, self._scores = (np.zeros(size, np.int64) for _ in range(3))
        self._named = np.zeros(len(answers.text), np.bool_)
        self._kinds: Counter[str] = Counter()

    def add(self, kind: str, one: Numbers, other: Numbers, *, tie: Chosen | None = None) -> None:
        """Count pairs of answers; those of the same text are none."""
        used = self._answers.may_be_used(one)
        first, second = self._answers.text[one[used]], self._answers.text[other[used]]
        self._named[first] = self._named[second] = True
        differ = first != second
        clear = differ if tie is None else differ & ~tie[used]
        prompt = self._answers.prompt[one[used]]
        self._count(kind, _sums(self._pairs, prompt[differ]), _sums(self._clear, prompt[clear]))

    def add_rankings(self, event: Numbers, tier: Numbers, answer: Numbers) -> None:
        """Count the pairs of rankings: all of different tiers, and those within one as ties."""
        used = self._answers.may_be_used(answer) & _several(event)
        event, tier = event[used], tier[used]
        text, prompt = self._answers.text[answer[used]], self._answers.prompt[answer[used]]
        self._named[text] = True
        pairs = self._both(prompt, event) - self._both(prompt, event, text)
        ties = self._both(prompt, event, tier) - self._both(prompt, event, tier, text)
        self._count("ranking", pairs, pairs - ties)

    def add_scores(
        self, answer: Numbers, aspect: Numbers, score: Numbers, low: Numbers, high: Numbers
    ) -> None:
        """Count scores, and the pairs of different scores on the same aspect."""
        used = self._answers.may_be_used(answer)
        text, prompt = self._answers.text[answer[used]], self._answers.prompt[answer[used]]
        aspect = aspect[used]
        value = (score[used] - low[used]) / np.maximum(high[used] - low[used], 1)
        self._named[text] = True
        self._scores += _sums(self._scores, prompt)
        same = self._both(prompt, aspect, text) - self._both(prompt, aspect, text, value)
        pairs = self._both(prompt, aspect) - self._both(prompt, aspect, value) - same
        self._count("rating", pairs, pairs)

    def counts(self) -> PairCounts:
        """Return what was counted."""
        prompts = self._answers.prompts
        here = np.flatnonzero((self._pairs > 0) | (self._scores > 0))
        columns = (here, prompts.held_out[here], self._pairs[here], self._clear[here])
        rows = zip(*(c.tolist() for c in (*columns, self._scores[here])), strict=True)
        splits = (Split.TRAIN, Split.HELD_OUT)
        groups = [GroupCount(prompt, splits[held], *counts) for prompt, held, *counts in rows]
        return PairCounts(groups, +self._kinds, self._lengths(here))

    def _lengths(self, here: Numbers) -> Lengths:
        """Return how long each prompt is together with the different answers that were named."""
        named = np.flatnonzero(self._named)
        prompt = self._answers.prompt[named]
        answers = _sums(self._pairs, prompt, self._answers.tokens[named])
        lengths = Lengths()
        lengths.take(self._answers.prompts.tokens[here] + answers[here])
        lengths.group = max(1, int(_sums(self._pairs, prompt)[here].max(initial=0)))
        return lengths

    def _count(self, kind: str, pairs: Numbers, clear: Numbers) -> None:
        self._pairs += pairs
        self._clear += clear
        self._kinds[kind] += int(pairs.sum())

    def _both(self, prompt: Numbers, *keys: NDArray[Any]) -> Numbers:
        """Return for each prompt how many pairs of rows agree in all keys."""
        order = np.lexsort((*keys, prompt))
        groups = _groups(prompt[order], *(key[order] for key in keys))
        pairs = groups.sizes * (groups.sizes - 1) // 2
        return _sums(self._pairs, prompt[order][groups.starts], pairs)


class _Groups(NamedTuple):
    """Where runs of equal rows begin, and how long they are."""

    starts: Numbers
    sizes: Numbers


def _groups(*columns: NDArray[Any]) -> _Groups:
    """Return the runs of equal rows."""
    new = np.ones(len(columns[0]), np.bool_)
    new[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    starts = np.flatnonzero(new)
    return _Groups(starts, np.diff(np.append(starts, len(new))))


def _several(event: Numbers) -> Chosen:
    """Return which rows belong to a ranking of more than one answer."""
    _, place, sizes = np.unique(event, return_inverse=True, return_counts=True)
    several: Chosen = sizes[place] > 1
    return several


def _sums(like: Numbers, places: Numbers, values: Numbers | None = None) -> Numbers:
    """Return the sums of values (or how many there are) by place, as many places as in `like`."""
    return np.bincount(places, weights=values, minlength=len(like)).astype(np.int64)
