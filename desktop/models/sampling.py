"""Drawing tokens from logits, reproducibly and one stream for each row.

Each row has its own stream of uniform numbers, fixed by its seed, and each token is found by
inverting the distribution function at the row's next number. What a row draws therefore does not
depend on which rows stand beside it.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from desktop.domain.errors import TrainingError

if TYPE_CHECKING:
    from desktop.domain.settings import SamplingSettings

_BLOCK = 256


def row_seed(seed: int, prompt: int, sample: int) -> int:
    """Return the seed of one row's stream: 62 bits that hardly another row shares."""
    digest = hashlib.blake2b(f"{seed}/{prompt}/{sample}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 2


def uniform_streams(seeds: list[int], count: int) -> Tensor:
    """Return uniform numbers in [0, 1) `(rows, count)`, each row from its own generator."""
    rows = [torch.rand(count, generator=torch.Generator().manual_seed(seed)) for seed in seeds]
    return torch.stack(rows)


def sample_tokens(
    logits: Tensor, uniform: Tensor, settings: SamplingSettings
) -> tuple[Tensor, Tensor]:
    """Draw one token for each row.

    Args:
        logits: `(b, v)`.
        uniform: One number in [0, 1) for each row, `(b,)`.
        settings: Temperature and, if wanted, top-k and top-p.

    Returns:
        Tokens `(b,)` and their log-probabilities `(b,)` (float32) under the very distribution they
        were drawn from.

    Raises:
        TrainingError: The logits are not numbers any more.

    """
    scores = restrict(logits.float() / settings.temperature, settings)
    highest = scores.amax(-1, keepdim=True)
    weights = (scores - highest).exp_()
    total = weights.sum(-1, keepdim=True)
    if not bool(torch.isfinite(total).all()):
        raise TrainingError(
            "The model's numbers have diverged",
            "It no longer gives probabilities, so nothing can be sampled from it.",
            "Go back to an earlier version, or train again with a smaller learning rate.",
        )
    tokens = _invert(weights, uniform)
    chosen = scores.gather(-1, tokens[:, None]) - highest - total.log()
    return tokens, chosen.squeeze(-1)


def restrict(scores: Tensor, settings: SamplingSettings) -> Tensor:
    """Return scores `(b, v)` with everything outside top-k and top-p at minus infinity."""
    if 0 < settings.top_k < scores.shape[-1]:
        least = scores.topk(settings.top_k, dim=-1).values[:, -1:]
        scores = scores.masked_fill(scores < least, -torch.inf)
    if settings.top_p < 1.0:
        ordered, order = scores.sort(dim=-1, descending=True)
        before = ordered.softmax(-1).cumsum(-1) - ordered.softmax(-1)
        drop = torch.zeros_like(scores, dtype=torch.bool)
        drop.scatter_(-1, order, before >= settings.top_p)
        scores = scores.masked_fill(drop, -torch.inf)
    return scores


def _invert(weights: Tensor, uniform: Tensor) -> Tensor:
    """Return for each row the first index whose cumulated share of the weights exceeds its number.

    In two levels (blocks, then inside one block), which is faster and rounds less than one long
    sum.
    """
    rows, size = weights.shape
    blocks = torch.nn.functional.pad(weights, (0, -size % _BLOCK)).view(rows, -1, _BLOCK)
    cumulated = blocks.sum(-1).cumsum(-1)
    target = _below(uniform.to(cumulated) * cumulated[:, -1], cumulated[:, -1])
    block = (cumulated <= target[:, None]).sum(-1)
    start = torch.nn.functional.pad(cumulated, (1, 0)).gather(-1, block[:, None]).squeeze(-1)
    inner = blocks[torch.arange(rows, device=block.device), block].cumsum(-1)
    rest = _below(target - start, inner[:, -1])
    return block * _BLOCK + (inner <= rest[:, None]).sum(-1)


def _below(value: Tensor, bound: Tensor) -> Tensor:
    """Clamp to strictly below a bound, so that a token of probability zero is never drawn."""
    return torch.minimum(value, torch.nextafter(bound, torch.zeros_like(bound)))
