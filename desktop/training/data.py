"""From tokenised examples to batches whose order depends on the seed and the position alone.

Rows are padded on the right; masks and positions say what is real, never token ids. Shapes: `b`
batch, `t` prompt with response, `r` response, `n` real response tokens of the whole batch.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from desktop.training.masking import length_mask

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class TokenRow:
    """A prompt (at least one token) and a response to it."""

    prompt_ids: tuple[int, ...]
    response_ids: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.prompt_ids) + len(self.response_ids)


@dataclass(frozen=True, slots=True)
class TokenBatch:
    """Rows side by side.

    Args:
        ids: [b, t] token ids, prompt then response then padding.
        mask: [b, t] True = real.
        prompt_lengths: [b], at least 1.
        response_lengths: [b].
        prefix_ids: [p] tokens before every row, read once for all of them; the other fields do not
            count them. None where rows are whole.
    """

    ids: Tensor
    mask: Tensor
    prompt_lengths: Tensor
    response_lengths: Tensor
    prefix_ids: Tensor | None = None

    @property
    def response_mask(self) -> Tensor:
        """[b, r] True = real, for tensors that hold one number for each response token."""
        return length_mask(self.response_lengths, max(int(self.response_lengths.max()), 1))

    @property
    def last_places(self) -> Tensor:
        """[b]: the place of each row's last real token."""
        return self.prompt_lengths + self.response_lengths - 1

    def response_places(self) -> tuple[Tensor, Tensor]:
        """Return rows and columns, [n] each, of the places *before* the response tokens."""
        rows = torch.repeat_interleave(
            torch.arange(len(self.ids), device=self.ids.device), self.response_lengths
        )
        offsets = self.response_mask.nonzero()[:, 1]
        return rows, self.prompt_lengths[rows] - 1 + offsets

    def response_targets(self) -> Tensor:
        """Return the response tokens, [n], row by row."""
        rows, columns = self.response_places()
        return self.ids[rows, columns + 1]

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
    rows: Sequence[TokenRow], pad_id: int, device: torch.device | str, *, prefix: int = 0
) -> TokenBatch:
    """Return rows as one batch; their first `prefix` tokens, which they share, stand apart."""
    prefix_ids = torch.tensor(rows[0].prompt_ids[:prefix]).to(device) if prefix else None
    rows = [TokenRow(row.prompt_ids[prefix:], row.response_ids) for row in rows] if prefix else rows
    width = max(len(row) for row in rows)
    padded = [[*row.prompt_ids, *row.response_ids, *[pad_id] * (width - len(row))] for row in rows]
    prompts = torch.tensor([len(row.prompt_ids) for row in rows])
    responses = torch.tensor([len(row.response_ids) for row in rows])
    return TokenBatch(
        torch.tensor(padded).to(device),
        length_mask(prompts + responses, width).to(device),
        prompts.to(device),
        responses.to(device),
        prefix_ids,
    )


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
