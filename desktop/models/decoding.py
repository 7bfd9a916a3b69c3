"""Decoding step by step with a cache of keys and values: the way that works for every model."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Protocol

import torch
from torch import Tensor
from transformers import DynamicCache

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.models.loading import LanguageModel


class Decoder(Protocol):
    """A batch of sequences that grows by one token for each row at a time."""

    def start(self, prompts: Sequence[Sequence[int]], repeats: Sequence[int]) -> Tensor:
        """Read each prompt once, begin `repeats[i]` rows with prompt i; logits `(rows, v)`."""
        ...

    def step(self, tokens: Tensor) -> Tensor:
        """Append one token to each row `(rows,)`; next-token logits `(rows, v)`."""
        ...

    def keep(self, rows: Tensor) -> None:
        """Go on with these rows only (indices into the present ones)."""
        ...


class PlainDecoder:
    """Decodes with the model's own forward and transformers' dynamic cache."""

    def __init__(self, lm: LanguageModel) -> None:
        self._lm = lm
        self._cache = DynamicCache()
        self._mask = torch.empty(0)
        forward = inspect.signature(lm.model.forward).parameters
        self._last_only = {"logits_to_keep": 1} if "logits_to_keep" in forward else {}

    def start(self, prompts: Sequence[Sequence[int]], repeats: Sequence[int]) -> Tensor:
        """See `Decoder.start`."""
        ids, self._mask = left_padded(prompts, self._lm.pad_id, self._lm.device)
        self._cache = DynamicCache(config=self._lm.config)
        positions = (self._mask.long().cumsum(-1) - 1).clamp(min=0)
        logits = self._forward(ids, positions)
        rows = torch.repeat_interleave(torch.tensor(list(repeats), device=ids.device))
        if len(rows) != len(prompts):
            self.keep(rows)
            logits = logits[rows]
        return logits

    def step(self, tokens: Tensor) -> Tensor:
        """See `Decoder.step`."""
        self._mask = torch.cat([self._mask, self._mask.new_ones(len(tokens), 1)], dim=1)
        positions = self._mask.long().sum(-1, keepdim=True) - 1
        return self._forward(tokens[:, None], positions)

    def keep(self, rows: Tensor) -> None:
        """See `Decoder.keep`."""
        self._cache.batch_select_indices(rows)
        self._mask = self._mask[rows]

    def _forward(self, ids: Tensor, positions: Tensor) -> Tensor:
        output = self._lm.model(
            input_ids=ids,
            attention_mask=self._mask.long(),
            position_ids=positions,
            past_key_values=self._cache,
            use_cache=True,
            **self._last_only,
        )
        logits: Tensor = output.logits
        return logits[:, -1]


def left_padded(
    sequences: Sequence[Sequence[int]], pad_id: int, device: torch.device
) -> tuple[Tensor, Tensor]:
    """Return ids and mask `(b, t)` (True = real token) with the sequences flush right."""
    width = max(len(sequence) for sequence in sequences)
    ids = torch.full((len(sequences), width), pad_id, dtype=torch.long)
    mask = torch.zeros((len(sequences), width), dtype=torch.bool)
    for row, sequence in enumerate(sequences):
        ids[row, width - len(sequence) :] = torch.tensor(list(sequence))
        mask[row, width - len(sequence) :] = True
    return ids.to(device), mask.to(device)
