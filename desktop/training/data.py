"""From tokenised examples to batches whose order depends on the seed and the position alone.

Where the model can share (see `desktop.models.sharing`), a batch is one sequence that holds every
beginning once; else rows are padded on the right. Masks and positions say what is real, never token
ids. Shapes: `b` rows, `s` sequences, `t` tokens of a sequence, `p` tokens that all rows begin with,
`r` response, `n` real response tokens of the whole batch.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from desktop.models.prefill import shared_length
from desktop.models.sharing import Family, Sharing
from desktop.training.masking import length_mask

if TYPE_CHECKING:
    from collections.abc import Sequence


MOST_RESPONSES = 4
"""Responses that share a prompt; among more, most of what attention computes would not be seen."""

PAIRS_FOR_A_TOKEN = 2000
"""Pairs of tokens in attention that cost about what reading one token costs, in a small model."""


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A prompt (at least one token) and a response to it."""

    prompt_ids: tuple[int, ...]
    response_ids: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.prompt_ids) + len(self.response_ids)


@dataclass(frozen=True, slots=True)
class TokenBatch:
    """Rows in one sequence, or side by side.

    Args:
        ids: [s, t] token ids.
        mask: [s, t] True = real.
        prefix: How many tokens all rows begin with; where they share, they stand once at the start.
        sequences: [b] the sequence that holds each row.
        prompt_starts: [b] the column of each row's first token after the prefix.
        prompt_lengths: [b] tokens of the prompt after the prefix, at least 1.
        starts: [b] the column of each row's first response token.
        response_lengths: [b].
        sharing: Who sees whom, where rows share a sequence; None where they stand side by side.
    """

    ids: Tensor
    mask: Tensor
    prefix: int
    sequences: Tensor
    prompt_starts: Tensor
    prompt_lengths: Tensor
    starts: Tensor
    response_lengths: Tensor
    sharing: Sharing | None = None

    @property
    def response_mask(self) -> Tensor:
        """[b, r] True = real, for tensors that hold one number for each response token."""
        return length_mask(self.response_lengths, max(int(self.response_lengths.max()), 1))

    @property
    def _prompt_ends(self) -> Tensor:
        return self.prompt_starts + self.prompt_lengths

    def last_places(self) -> tuple[Tensor, Tensor]:
        """Return sequences and columns, [b] each, of each row's last real token."""
        after = torch.where(self.response_lengths > 0, self.starts, self._prompt_ends)
        return self.sequences, after + self.response_lengths - 1

    def response_places(self) -> tuple[Tensor, Tensor]:
        """Return sequences and columns, [n] each, of the places *before* the response tokens."""
        rows, offsets = self.response_mask.nonzero(as_tuple=True)
        columns = self.starts[rows] + offsets - 1
        first = offsets == 0
        return self.sequences[rows], torch.where(first, self._prompt_ends[rows] - 1, columns)

    def response_targets(self) -> Tensor:
        """Return the response tokens, [n], row by row."""
        rows, offsets = self.response_mask.nonzero(as_tuple=True)
        return self.ids[self.sequences[rows], self.starts[rows] + offsets]

    def join(self, prefix: Tensor | None, rows: Sequence[Tensor]) -> Tensor:
        """Put what belongs to tokens in its place: [s, t, d].

        Args:
            prefix: [p, d]; None where there is none.
            rows: [row length without the prefix, d] each.
        """
        joined = rows[0].new_zeros((*self.ids.shape, rows[0].shape[1]))
        if prefix is not None:
            joined[:, : self.prefix] = prefix
        for row, (sequence, first, prompt, start, length) in zip(rows, self._parts(), strict=True):
            joined[sequence, first : first + prompt] = row[:prompt]
            joined[sequence, start : start + length] = row[prompt:]
        return joined

    def part(self, joined: Tensor) -> tuple[Tensor | None, list[Tensor]]:
        """Return the prefix's and each row's own of [s, t, d]: what `join` puts together."""
        rows = [
            torch.cat(
                [joined[sequence, first : first + prompt], joined[sequence, start : start + length]]
            )
            for sequence, first, prompt, start, length in self._parts()
        ]
        return joined[0, : self.prefix].clone() if self.prefix else None, rows

    def _parts(self) -> list[list[int]]:
        fields = (
            self.sequences,
            self.prompt_starts,
            self.prompt_lengths,
            self.starts,
            self.response_lengths,
        )
        parts: list[list[int]] = torch.stack(fields, dim=1).tolist()
        return parts

    def spread(self, values: Tensor) -> Tensor:
        """Put values [n] of the response tokens at their places in zeros [b, r]; gradients flow."""
        mask = self.response_mask
        return values.new_zeros(mask.shape).masked_scatter(mask, values)


def shared_prefix(rows: Sequence[TokenRow]) -> int:
    """Return how many tokens all prompts begin with, leaving each prompt one token of its own.

    The hidden state at a prompt's last token is asked for, so that token belongs to its row.
    """
    return shared_length([row.prompt_ids for row in rows])


def collate(rows: Sequence[TokenRow], pad_id: int, device: torch.device | str) -> TokenBatch:
    """Return rows side by side.

    Args:
        rows: At least one.
        pad_id: Fills what is not real.
        device: Where the tensors go.
    """
    prompts = torch.tensor([len(row.prompt_ids) for row in rows]).to(device)
    width = max(map(len, rows))
    ids = [[*row.prompt_ids, *row.response_ids, *[pad_id] * (width - len(row))] for row in rows]
    return TokenBatch(
        torch.tensor(ids).to(device),
        length_mask(torch.tensor([len(row) for row in rows]).to(device), width),
        0,
        torch.arange(len(rows)).to(device),
        torch.zeros_like(prompts),
        prompts,
        prompts,
        torch.tensor([len(row.response_ids) for row in rows]).to(device),
    )


def collate_shared(rows: Sequence[TokenRow], prefix: int, device: torch.device | str) -> TokenBatch:
    """Return rows in one sequence, each prompt once.

    Args:
        rows: At least one.
        prefix: How many tokens all prompts begin with; each has at least one of its own.
        device: Where the tensors go.
    """
    ids = [*rows[0].prompt_ids[:prefix]]
    families: list[Family] = []
    columns = [(0, 0)] * len(rows)
    for group in _same_prompts(rows):
        prompt_start = len(ids)
        prompt = rows[group[0]].prompt_ids[prefix:]
        ids += prompt
        for index in group:
            columns[index] = prompt_start, len(ids)
            ids += rows[index].response_ids
        lengths = tuple(len(rows[index].response_ids) for index in group)
        families.append(Family(len(prompt), lengths))
    prompt_starts, starts = torch.tensor(columns).to(device).unbind(dim=1)
    joined = torch.tensor([ids]).to(device)
    return TokenBatch(
        joined,
        torch.ones_like(joined, dtype=torch.bool),
        prefix,
        torch.zeros_like(starts),
        prompt_starts,
        torch.tensor([len(row.prompt_ids) - prefix for row in rows]).to(device),
        starts,
        torch.tensor([len(row.response_ids) for row in rows]).to(device),
        Sharing(prefix, families, device),
    )


def _same_prompts(rows: Sequence[TokenRow]) -> list[list[int]]:
    """Return which rows share a prompt, a few in each group."""
    groups: list[list[int]] = []
    open_group: dict[tuple[int, ...], list[int]] = {}
    for index, row in enumerate(rows):
        group = open_group.get(row.prompt_ids)
        if group is None or not _gains([rows[i] for i in group], row):
            group = open_group[row.prompt_ids] = []
            groups.append(group)
        group.append(index)
    return groups


def _gains(group: Sequence[TokenRow], row: TokenRow) -> bool:
    """Tell whether reading the prompt once saves more than attention to others' tokens costs."""
    if len(group) == MOST_RESPONSES:
        return False
    prompt, response = len(row.prompt_ids), len(row.response_ids)
    family = prompt + sum(len(other.response_ids) for other in group)
    more_pairs = (family + response) ** 2 - family**2 - len(row) ** 2
    return more_pairs <= PAIRS_FOR_A_TOKEN * prompt


def derived_seed(seed: int, *names: int | str) -> int:
    """Return a seed that follows from a run's seed and its purpose, the same in every process."""
    return zlib.crc32(":".join(str(part) for part in (seed, *names)).encode())


def shuffled(count: int, seed: int, *names: int | str) -> list[int]:
    """Return 0..count-1 in an order that depends on the arguments alone."""
    generator = torch.Generator().manual_seed(derived_seed(seed, *names))
    return torch.randperm(count, generator=generator).tolist()


def endless_order(count: int, seed: int, start: int, length: int) -> list[int]:
    """Return places `start` to `start + length` of endless shuffled passes over 0..count-1."""
    passes: dict[int, list[int]] = {}
    found = []
    for position in range(start, start + length):
        number, place = divmod(position, count)
        if number not in passes:
            passes[number] = shuffled(count, seed, "pass", number)
        found.append(passes[number][place])
    return found


class BatchOrder:
    """Batches of similar lengths in a new order each epoch, found from the step's number alone.

    Args:
        lengths: Length of each example.
        batch_size: Examples in a batch; the last batch of an epoch may be smaller.
        seed: The run's seed.
    """

    POOL = 16
    """Batches whose examples are sorted by length together; more pad less, fewer mix better."""

    def __init__(self, lengths: Sequence[int], batch_size: int, seed: int) -> None:
        self._lengths = lengths
        self._batch_size = batch_size
        self._seed = seed
        self._epoch = -1
        self._batches: list[list[int]] = []

    @property
    def batches_per_epoch(self) -> int:
        """How many steps one pass over the examples takes."""
        return -(-len(self._lengths) // self._batch_size)

    def batch(self, step: int) -> list[int]:
        """Return the examples' indices of the step numbered `step` from the very start."""
        epoch, place = divmod(step, self.batches_per_epoch)
        if epoch != self._epoch:
            self._batches, self._epoch = self._epoch_batches(epoch), epoch
        return self._batches[place]

    def _epoch_batches(self, epoch: int) -> list[list[int]]:
        order = shuffled(len(self._lengths), self._seed, "epoch", epoch)
        pool = self._batch_size * self.POOL
        batches = []
        for start in range(0, len(order), pool):
            near = sorted(order[start : start + pool], key=lambda i: self._lengths[i])
            batches += [
                near[i : i + self._batch_size] for i in range(0, len(near), self._batch_size)
            ]
        return [batches[i] for i in shuffled(len(batches), self._seed, "batches", epoch)]
