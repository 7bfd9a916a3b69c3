"""What reading several prompts at once needs to know: where they part, and who sees whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

if TYPE_CHECKING:
    from collections.abc import Sequence


def shared_length(prompts: Sequence[Sequence[int]]) -> int:
    """Return how many tokens all of several prompts begin with; each keeps one of its own."""
    tuples = [tuple(prompt) for prompt in prompts]
    # What the first and the last in alphabetical order have in common, all between them have.
    first, last, most = min(tuples), max(tuples), min(map(len, tuples)) - 1
    return next((place for place in range(most) if first[place] != last[place]), most)


def prefill_bias(padding: Tensor, shared: int, width: int, dtype: torch.dtype) -> Tensor:
    """Return a bias on attention scores, `(n, width, shared + width)`: minus infinity = unseen.

    Padding looks at itself, so that its (unused) numbers stay finite.
    """
    columns = torch.arange(width, device=padding.device)
    causal = columns[:, None] >= columns
    real = columns >= padding[:, None]
    own = (causal & real[:, None]) | torch.eye(width, dtype=torch.bool, device=padding.device)
    seen = nn.functional.pad(own, (shared, 0), value=True)
    return torch.zeros_like(seen, dtype=dtype).masked_fill_(~seen, -torch.inf)
