"""Preference groups as token rows: each response once, for all pairs and scores naming it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from desktop.domain.datasets import Example, PairTarget, PreferenceGroup, ScoreTarget
from desktop.domain.errors import TrainingError
from desktop.domain.prompts import Split
from desktop.training.data import TokenRow, shuffled
from desktop.training.engine import cut_rows, encode_row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.models.loading import LanguageModel
    from desktop.training.session import Session


@dataclass(frozen=True, slots=True)
class RowGroup:
    """One prompt's judgements; pairs and scores name places in one list of all rows."""

    prompt_id: int
    rows: tuple[int, ...]
    pairs: tuple[PairTarget, ...]
    scores: tuple[ScoreTarget, ...]


@dataclass(frozen=True, slots=True)
class PreferenceData:
    """All rows, and the groups to train on and to measure with.

    `dropped` pairs were of equal rows; `cut` responses were too long and lost their end.
    """

    rows: list[TokenRow]
    train: list[RowGroup]
    held_out: list[RowGroup]
    dropped: int = 0
    cut: int = 0

    @property
    def train_pairs(self) -> int:
        """How many pairs are trained on."""
        return sum(len(group.pairs) for group in self.train)


@dataclass(frozen=True, slots=True)
class PairTensors:
    """Pairs and scores of some groups, naming places in a batch: [p] pairs, [s] scores."""

    first: Tensor
    second: Tensor
    target: Tensor
    weight: Tensor
    scored: Tensor
    score: Tensor
    score_weight: Tensor


def preference_data(
    examples: Sequence[Example],
    lm: LanguageModel,
    *,
    max_length: int,
    held_out_share: float,
    seed: int,
) -> PreferenceData:
    """Encode preference groups and part them by prompt.

    The project's own held-out prompts are used; where none of them has a decided pair, a share of
    the prompts is kept.

    Raises:
        TrainingError: There is nothing to learn from.
    """
    rows: list[TokenRow] = []
    groups: list[tuple[Split, RowGroup]] = []
    dropped = 0
    for example in examples:
        if isinstance(example, PreferenceGroup):
            group = _encode(example, lm, max_length, rows)
            dropped += len(example.pairs) - len(group.pairs)
            if group.pairs or group.scores:
                groups.append((example.split, group))
    _require_something(groups, dropped)
    train, held_out = _part(groups, held_out_share, seed)
    return PreferenceData(rows, train, held_out, dropped, cut_rows(lm, rows, max_length))


def warn_of_losses(session: Session, data: PreferenceData, max_length: int) -> None:
    """Report pairs that were left out and answers that lost their end, if there are any."""
    if data.dropped:
        session.warn(f"{data.dropped} pairs were left out: both answers are the same.")
    session.warn_of_cut(data.cut, max_length)


def _encode(
    example: PreferenceGroup, lm: LanguageModel, max_length: int, rows: list[TokenRow]
) -> RowGroup:
    """Append a group's rows and return the group; pairs of equal rows are left out."""
    finished = example.finished or (True,) * len(example.responses)
    own = [
        encode_row(lm, example.messages, text, ended, max_length)
        for text, ended in zip(example.responses, finished, strict=True)
    ]
    pairs = [p for p in example.pairs if own[p.first] != own[p.second] and p.weight > 0]
    used = sorted(
        {i for p in pairs for i in (p.first, p.second)} | {s.index for s in example.scores}
    )
    place = {index: len(rows) + n for n, index in enumerate(used)}
    rows += [own[index] for index in used]
    return RowGroup(
        example.prompt_id,
        tuple(place.values()),
        tuple(replace(p, first=place[p.first], second=place[p.second]) for p in pairs),
        tuple(replace(s, index=place[s.index]) for s in example.scores),
    )


def _require_something(groups: Sequence[tuple[Split, RowGroup]], dropped: int) -> None:
    if not groups:
        why = "There are no comparisons, rankings or scores among the judgements."
        if dropped:
            why = f"Both answers of all {dropped} compared pairs are the same within max_length."
        raise TrainingError(
            "There is nothing to learn from", why, "Rate some pairs of different answers first."
        )
    decided = any(p.target != 0.5 for _, group in groups for p in group.pairs)
    levels = {s.value for _, group in groups for s in group.scores}
    if not decided and len(levels) < 2:
        raise TrainingError(
            "The judgements do not tell answers apart",
            "Every compared pair is a tie and every score is the same.",
            "Rate some pairs in which you prefer one answer.",
        )
    if len({group.prompt_id for _, group in groups}) < 2:
        raise TrainingError(
            "All judgements are about one prompt",
            "What is learnt is measured on prompts that it was not learnt from: two at least.",
            "Rate answers to more prompts.",
        )


def _part(
    groups: Sequence[tuple[Split, RowGroup]], share: float, seed: int
) -> tuple[list[RowGroup], list[RowGroup]]:
    train = [group for split, group in groups if split is Split.TRAIN]
    held_out = [group for split, group in groups if split is Split.HELD_OUT]
    if train and any(p.target != 0.5 for group in held_out for p in group.pairs):
        return train, held_out
    ids = sorted({group.prompt_id for _, group in groups})
    order = shuffled(len(ids), seed, "held out")
    count = min(max(round(share * len(ids)), 1), len(ids) - 1)
    kept = {ids[i] for i in order[:count]}
    return (
        [group for _, group in groups if group.prompt_id not in kept],
        [group for _, group in groups if group.prompt_id in kept],
    )


def group_micro_batches(groups: Sequence[RowGroup], most_rows: int) -> list[list[RowGroup]]:
    """Cut groups into micro-batches of at most `most_rows` rows; a group is never cut."""
    micros: list[list[RowGroup]] = []
    count = 0
    for group in groups:
        if not micros or count + len(group.rows) > most_rows:
            micros.append([])
            count = 0
        micros[-1].append(group)
        count += len(group.rows)
    return micros


def pair_tensors(groups: Sequence[RowGroup], device: torch.device) -> tuple[list[int], PairTensors]:
    """Return the rows of some groups, and their pairs and scores naming places among them."""
    rows = rows_of(groups)
    place = {index: n for n, index in enumerate(rows)}
    pairs = [p for group in groups for p in group.pairs]
    scores = [s for group in groups for s in group.scores]

    def integers(values: list[int]) -> Tensor:
        return torch.tensor(values, dtype=torch.long, device=device)

    def numbers(values: list[float]) -> Tensor:
        return torch.tensor(values, dtype=torch.float32, device=device)

    return rows, PairTensors(
        first=integers([place[p.first] for p in pairs]),
        second=integers([place[p.second] for p in pairs]),
        target=numbers([p.target for p in pairs]),
        weight=numbers([p.weight for p in pairs]),
        scored=integers([place[s.index] for s in scores]),
        score=numbers([s.value for s in scores]),
        score_weight=numbers([s.weight for s in scores]),
    )


def rows_of(groups: Iterable[RowGroup]) -> list[int]:
    """Return the numbers of the groups' rows; a row belongs to one group only."""
    return [index for group in groups for index in group.rows]


def decided_pairs(groups: Iterable[RowGroup]) -> int:
    """Return how many pairs of the groups are no ties."""
    return sum(pair.target != 0.5 for group in groups for pair in group.pairs)


def set_aside(
    data: PreferenceData, share: float, seed: int
) -> tuple[PreferenceData, PreferenceData | None]:
    """Part the prompts to train on between two models; None where the second gets nothing.

    Both are measured on the same held-out prompts. Each keeps two prompts at least.
    """
    count = min(round(share * len(data.train)), len(data.train) - 2)
    if share <= 0 or count < 2:
        return data, None
    order = shuffled(len(data.train), seed, "second")
    kept = set(order[count:])
    first = [group for n, group in enumerate(data.train) if n in kept]
    other = [group for n, group in enumerate(data.train) if n not in kept]
    return replace(data, train=first), replace(data, train=other)


def longest_row(group: RowGroup, rows: Sequence[TokenRow]) -> int:
    """Return the length of a group's longest row."""
    return max(len(rows[index]) for index in group.rows)
