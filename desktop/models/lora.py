"""A linear layer with named low-rank adapters (LoRA, Hu et al. 2021), at most one in use.

    y = W x + b + (alpha / r) B A x

W stays frozen. A starts random and B zero, so a new adapter changes nothing. A and B are kept in
float32, as updates are too small for bfloat16 to hold, and are cast to the input's dtype for
computing. Forward and backward are written out: they add to the product with W where it stands,
and nothing is computed for W's own gradient.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.nn.functional import linear
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
        pair = self.pair(self.active) if self.active is not None else None
        if pair is None:
            plain: Tensor = self.base(x)
            return plain
        if not self.base.weight.is_floating_point():
            # A quantised module alone can read its weight.
            added = linear(linear(x, pair.a.to(x.dtype)), pair.b.to(x.dtype))
            whole: Tensor = self.base(x) + pair.scale * added
            return whole
        weight = self.base.weight.t() if self.transposed else self.base.weight
        y: Tensor = _AdaptedProduct.apply(  # type: ignore[no-untyped-call]
            x, weight, self.base.bias, pair.a, pair.b, pair.scale
        )
        return y

    def merged_weight(self, name: str) -> Tensor:
        """Return W with an adapter added, in W's own shape and dtype."""
        pair = self.pair(name)
        weight: Tensor = self.base.weight
        if pair is None:
            return weight
        delta = pair.delta().t() if self.transposed else pair.delta()
        return (weight.float() + delta).to(weight.dtype)


class _AdaptedProduct(torch.autograd.Function):
    """W x + b + s B A x of many x at once, W and b being frozen."""

    @staticmethod
    def forward(
        ctx: Any,  # noqa: ANN401 - torch's contexts take any attribute
        x: Tensor,
        weight: Tensor,
        bias: Tensor | None,
        a: Tensor,
        b: Tensor,
        scale: float,
    ) -> Tensor:
        """Return y `(..., out)`.

        Args:
            ctx: Of the backward pass.
            x: `(..., in)`.
            weight: W, `(out, in)`.
            bias: b, `(out,)`.
            a: A, `(r, in)`.
            b: B, `(out, r)`.
            scale: s.

        """
        a, b = a.to(x.dtype), b.to(x.dtype)
        low = linear(x, a).flatten(0, -2)
        y = linear(x, weight, bias)
        y.view(-1, y.shape[-1]).addmm_(low, b.t(), alpha=scale)
        ctx.save_for_backward(x, weight, a, b, low)
        ctx.scale = scale
        return y

    @staticmethod
    def backward(ctx: Any, *outputs: Any) -> tuple[Tensor | None, ...]:  # noqa: ANN401
        """Return the gradients of x, A and B."""
        x, weight, a, b, low = ctx.saved_tensors
        gradient = outputs[0].flatten(0, -2)
        for_low = gradient @ b
        for_x = None
        if ctx.needs_input_grad[0]:
            for_x = (gradient @ weight).addmm_(for_low, a, alpha=ctx.scale).view(x.shape)
        for_a = (for_low.t() @ x.flatten(0, -2)).float().mul_(ctx.scale)
        for_b = (gradient.t() @ low).float().mul_(ctx.scale)
        return for_x, None, None, for_a, for_b, None
