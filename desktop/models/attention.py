"""Attention over a few hundred tokens with a backward pass of its own.

torch's fused attention takes five times as long backwards as forwards on a CPU in bfloat16. There
plain products are taken, and what the softmax gave is kept for the gradient, or for many keys made
again: it would be most of the memory. Other devices take torch's own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

from desktop.domain.machines import PIECE, PLAIN_ATTENTION

if TYPE_CHECKING:
    from torch.autograd.function import FunctionCtx

LONGEST = PLAIN_ATTENTION
"""Keys up to which the shares are kept."""


def attend(query: Tensor, key: Tensor, value: Tensor, bias: Tensor, scale: float) -> Tensor:
    """Return each query's mixture of the values, [s, h, t, w].

    Args:
        query: [s, h, t, w].
        key: [s, g, u, w]; h is a multiple of g, and query heads share keys in their order.
        value: [s, g, u, w].
        bias: [s, t, u] added to the scaled products: 0 where a query sees, minus infinity else.
        scale: Factor on the products.
    """
    if query.device.type == "cpu":
        mixed: Tensor = _PlainAttention.apply(query, key, value, bias, scale)  # type: ignore[no-untyped-call]
        return mixed
    # With a mask, only the kernel that keeps all scores takes fewer key heads than queries.
    times = query.shape[1] // key.shape[1]
    keys, values = (x.repeat_interleave(times, dim=1) for x in (key, value))
    return scaled_dot_product_attention(query, keys, values, attn_mask=bias[:, None], scale=scale)


def attend_causally(
    query: Tensor, key: Tensor, value: Tensor, bias: Tensor, scale: float
) -> Tensor:
    """Return what `attend` does where query i of t sees at most the first u - t + i + 1 keys."""
    if query.device.type != "cpu":
        return attend(query, key, value, bias, scale)
    count, later = query.shape[2], key.shape[2] - query.shape[2]
    mixed = []
    for start in range(0, count, PIECE):
        end = min(start + PIECE, count)
        seen, rows = slice(later + end), slice(start, end)
        mixed.append(
            attend(
                query[:, :, rows], key[:, :, seen], value[:, :, seen], bias[:, rows, seen], scale
            )
        )
    return torch.cat(mixed, dim=2)


class _PlainAttention(torch.autograd.Function):
    """Softmax(scale Q Kᵀ + bias) V; queries that share keys are rows of one product."""

    @staticmethod
    def forward(
        ctx: Any,  # noqa: ANN401 - torch's contexts take any attribute
        query: Tensor,
        key: Tensor,
        value: Tensor,
        bias: Tensor,
        scale: float,
    ) -> Tensor:
        """Return the mixture; see `attend`."""
        shares = _shares(query, key, bias, scale)
        kept = shares if key.shape[2] <= LONGEST else None
        ctx.save_for_backward(query, key, value, kept, None if kept is shares else bias)
        ctx.scale = scale
        return torch.bmm(shares, value.flatten(0, 1)).view(query.shape)

    @staticmethod
    def backward(ctx: FunctionCtx, *outputs: Any) -> tuple[Tensor | None, ...]:  # noqa: ANN401
        """Return the gradients of query, key and value."""
        query, key, value, shares, bias = ctx.saved_tensors  # type: ignore[attr-defined]
        if shares is None:
            shares = _shares(query, key, bias, ctx.scale)  # type: ignore[attr-defined]
        rows, keys, values = _folded(query, key), key.flatten(0, 1), value.flatten(0, 1)
        gradient = _folded(outputs[0], key)
        for_values = torch.bmm(shares.transpose(1, 2), gradient)
        for_shares = torch.bmm(gradient, values.transpose(1, 2))
        for_scores = torch.ops.aten._softmax_backward_data(for_shares, shares, -1, shares.dtype)
        for_scores.mul_(ctx.scale)  # type: ignore[attr-defined]
        for_query = torch.bmm(for_scores, keys).view(query.shape)
        for_key = torch.bmm(for_scores.transpose(1, 2), rows)
        return for_query, for_key.view(key.shape), for_values.view(value.shape), None, None


def _shares(query: Tensor, key: Tensor, bias: Tensor, scale: float) -> Tensor:
    """Return how much of each value each query gets, [s g, (h / g) t, u]."""
    scores = torch.bmm(_folded(query, key), key.flatten(0, 1).transpose(1, 2)).mul_(scale)
    scores.view(*query.shape[:3], -1).add_(bias[:, None])
    return torch.softmax(scores, dim=-1)


def _folded(query: Tensor, key: Tensor) -> Tensor:
    """Return queries `[s, h, t, w]` as rows that share a key head, [s g, (h / g) t, w]."""
    return query.reshape(key.shape[0] * key.shape[1], -1, query.shape[-1])
