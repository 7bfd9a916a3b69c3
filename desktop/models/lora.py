"""A linear layer with named low-rank adapters (LoRA, Hu et al. 2021), at most one in use.

    y = W x + b + (alpha / r) B A x

W stays frozen. A starts random and B zero, so a new adapter changes nothing. A and B are kept in
float32, as updates are too small for bfloat16 to hold, and are cast to the input's dtype for
computing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn
from transformers.pytorch_utils import Conv1D


@dataclass(frozen=True, slots=True)
class AdapterConfig:
    """Shape of one adapter.

    Args:
        rank: Inner width r.
        alpha: The adapter's output is scaled by alpha / rank.
        layers: How many of the upper decoder layers have it; 0 is all.

    """

    rank: int
    alpha: float
    layers: int = 0

    @property
    def scale(self) -> float:
        """Factor on the adapter's output."""
        return self.alpha / self.rank


class LoraPair(nn.Module):
    """A and B of one adapter at one linear layer."""

    def __init__(
        self, inputs: int, outputs: int, config: AdapterConfig, device: torch.device
    ) -> None:
        super().__init__()
        self.scale = config.scale
        self.a = nn.Parameter(torch.empty(config.rank, inputs, device=device))
        self.b = nn.Parameter(torch.zeros(outputs, config.rank, device=device))
        nn.init.kaiming_uniform_(self.a, a=math.sqrt(5))

    def add_to(self, x: Tensor, y: Tensor) -> Tensor:
        """Return y `(..., out)` plus the adapter's output for x `(..., in)`."""
        low = nn.functional.linear(x, self.a.to(x.dtype))
        flat = torch.addmm(
            y.flatten(0, -2), low.flatten(0, -2), self.b.to(x.dtype).t(), alpha=self.scale
        )
        return flat.view(y.shape)

    def delta(self) -> Tensor:
        """Return what the adapter adds to W, `(out, in)` in float32."""
        return (self.b @ self.a) * self.scale


class LoraLinear(nn.Module):
    """A frozen linear module with named adapters.

    `active` names the one in use, None is none; `merged` says that the base holds one for the
    moment.
    """

    def __init__(self, base: nn.Linear | Conv1D) -> None:
        super().__init__()
        self.base = base
        self.pairs = nn.ModuleDict()
        self.active: str | None = None
        self.merged = False
        self.transposed = isinstance(base, Conv1D)
        if isinstance(base, Conv1D):
            self.in_features, self.out_features = base.weight.shape
        else:
            # Not the weight's shape: a quantised one is packed.
            self.in_features, self.out_features = base.in_features, base.out_features

    def add(self, name: str, config: AdapterConfig) -> LoraPair:
        """Add a fresh adapter; one of that name is replaced."""
        pair = LoraPair(self.in_features, self.out_features, config, self.base.weight.device)
        self.pairs[name] = pair
        return pair

    def pair(self, name: str) -> LoraPair | None:
        """Return an adapter by its name, None if this layer has it not."""
        if name not in self.pairs:
            return None
        return cast("LoraPair", self.pairs[name])

    def forward(self, x: Tensor) -> Tensor:
        """Map x `(..., in)` to `(..., out)`."""
        y: Tensor = self.base(x)
        pair = self.pair(self.active) if self.active is not None else None
        return y if pair is None else pair.add_to(x, y)

    def merged_weight(self, name: str) -> Tensor:
        """Return W with an adapter added, in W's own shape and dtype."""
        pair = self.pair(name)
        weight: Tensor = self.base.weight
        if pair is None:
            return weight
        delta = pair.delta().t() if self.transposed else pair.delta()
        return (weight.float() + delta).to(weight.dtype)
