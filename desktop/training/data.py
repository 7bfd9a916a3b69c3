"""From tokenised examples to batches whose order depends on the seed and the position alone.

Rows are padded on the right; masks and positions say what is real, never token ids. A sequence may
hold several rows with the same prompt (see `desktop.models.branches`). Shapes: `b` rows, `s`
sequences, `t` tokens of a sequence, `r` response, `n` real response tokens of the whole batch.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from desktop.models.branches import Branches, branches_of
from desktop.training.masking import length_mask

if TYPE_CHECKING:
    from collections.abc import Sequence


MOST_BRANCHES = 4
"""Responses of one prompt in a sequence; more make it so long that shorter ones pad too much."""


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A prompt (at least one token) and a response to it."""

    prompt_ids: tuple[int, ...]
    response_ids: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.prompt_ids) + len(self.response_ids)


@dataclass(frozen=True, slots=True)
class TokenBatch:
    """Rows side by side, or several of one prompt in one sequence.

    Args:
        ids: [s, t] token ids: a prompt, the responses to it, padding.
        mask: [s, t] True = real.
        prompt_lengths: [b], at least 1.
        response_lengths: [b].
        sequences: [b] the sequence that holds each row.
        starts: [b] the column of each row's first response token.
        branches: Who sees whom, where a sequence holds several rows; None where none does.
        prefix_ids: [p] tokens before every sequence, read once for all of them; the other fields do
            not count them. None where rows are whole.
    """

    ids: Tensor
    mask: Tensor
    prompt_lengths: Tensor
    response_lengths: Tensor
    sequences: Tensor
    starts: Tensor
    branches: Branches | None = None
    prefix_ids: Tensor | None = None

    @property
    def response_mask(self) -> Tensor:
        """[b, r] True = real, for tensors that hold one number for each response token."""
        return length_mask(self.response_lengths, max(int(self.response_lengths.max()), 1))

    def last_places(self) -> tuple[Tensor, Tensor]:
        """Return sequences and columns, [b] each, of each row's last real token."""
        after = torch.where(self.response_lengths > 0, self.starts, self.prompt_lengths)
        return self.sequences, after + self.response_lengths - 1

    def response_places(self) -> tuple[Tensor, Tensor]:
        """Return sequences and columns, [n] each, of the places *before* the response tokens."""
        rows, offsets = self.response_mask.nonzero(as_tuple=True)
        columns = self.starts[rows] + offsets - 1
        first = offsets == 0
        return self.sequences[rows], torch.where(first, self.prompt_lengths[rows] - 1, columns)

    def response_targets(self) -> Tensor:
        """Return the response tokens, [n], row by row."""
        rows, offsets = self.response_mask.nonzero(as_tuple=True)
        return self.ids[self.sequences[rows], self.starts[rows] + offsets]

    def join(self, rows: Sequence[Tensor]) -> Tensor:
        """Put what belongs to each row's tokens, [row length, d] each, in its place: [s, t, d]."""
        joined = rows[0].new_zeros((*self.ids.shape, rows[0].shape[1]))
        for row, (sequence, prompt, start, length) in zip(rows, self._parts(), strict=True):
            joined[sequence, :prompt] = row[:prompt]
            joined[sequence, start : start + length] = row[prompt:]
        return joined

    def part(self, joined: Tensor) -> list[Tensor]:
        """Return each row's own of [s, t, d], [row length, d] each: what `join` puts together."""
        return [
            torch.cat([joined[sequence, :prompt], joined[sequence, start : start + length]])
            for sequence, prompt, start, length in self._parts()
        ]

    def _parts(self) -> list[list[int]]:
        fields = (self.sequences, self.prompt_lengths, self.starts, self.response_lengths)
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
    shortest = min((row.prompt_ids for row in rows), key=len)
    length = len(shortest) - 1
    for row in rows:
        while row.prompt_ids[:length] != shortest[:length]:
            length -= 1
    return length


def collate(
    rows: Sequence[TokenRow],
    pad_id: int,
    device: torch.device | str,
    *,
    prefix: int = 0,
    branching: bool = False,
) -> TokenBatch:
    """Return rows as one batch.

    Args:
        rows: At least one.
        pad_id: Fills what is not real.
        device: Where the tensors go.
        prefix: How many tokens all rows begin with, which stand apart.
        branching: Let rows with the same prompt share a sequence.
    """
    prefix_ids = torch.tensor(rows[0].prompt_ids[:prefix]).to(device) if prefix else None
    rows = [TokenRow(row.prompt_ids[prefix:], row.response_ids) for row in rows] if prefix else rows
    groups = _same_prompts(rows) if branching else [[index] for index in range(len(rows))]
    sequences, starts = [0] * len(rows), [0] * len(rows)
    ids: list[list[int]] = []
    branch: list[list[int]] = []
    places: list[list[int]] = []
    for number, group in enumerate(groups):
        prompt = rows[group[0]].prompt_ids
        ids.append([*prompt])
        branch.append([0] * len(prompt))
        places.append([*range(len(prompt))])
        for name, index in enumerate(group, start=1):
            response = rows[index].response_ids
            sequences[index], starts[index] = number, len(ids[-1])
            ids[-1] += response
            branch[-1] += [name] * len(response)
            places[-1] += range(len(prompt), len(prompt) + len(response))
    padded = _padded(ids, pad_id).to(device)
    kinds = _padded(branch, -1).to(device)
    branches = None
    if len(groups) < len(rows):
        branches = branches_of(kinds, _padded(places, 0).to(device))
    return TokenBatch(
        padded,
        kinds >= 0,
        torch.tensor([len(row.prompt_ids) for row in rows]).to(device),
        torch.tensor([len(row.response_ids) for row in rows]).to(device),
        torch.tensor(sequences).to(device),
        torch.tensor(starts).to(device),
        branches,
        prefix_ids,
    )


def _same_prompts(rows: Sequence[TokenRow]) -> list[list[int]]:
    """Return which rows share a sequence: those with the same prompt, a few in each."""
    groups: list[list[int]] = []
    open_group: dict[tuple[int, ...], list[int]] = {}
    for index, row in enumerate(rows):
        group = open_group.get(row.prompt_ids)
        if group is None or len(group) == MOST_BRANCHES:
            group = open_group[row.prompt_ids] = []
            groups.append(group)
        group.append(index)
    return groups


def _padded(lists: Sequence[Sequence[int]], value: int) -> Tensor:
    width = max(map(len, lists))
    return torch.tensor([[*some, *[value] * (width - len(some))] for some in lists])


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
