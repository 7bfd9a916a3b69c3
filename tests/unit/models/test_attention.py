"""Our attention is torch's, forwards and backwards."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor
from torch.nn.functional import scaled_dot_product_attention

from desktop.domain.machines import PIECE
from desktop.models.attention import LONGEST, attend, attend_causally

SCALE = 0.3


def inputs(
    keys: int, dtype: torch.dtype = torch.float64, queries: int = 5
) -> tuple[tuple[Tensor, Tensor, Tensor], Tensor]:
    """Return query [2, 4, t, 3], key and value [2, 2, u, 3], and a bias with holes [2, t, u]."""
    generator = torch.Generator().manual_seed(keys)
    shapes = [(2, 4, queries, 3), (2, 2, keys, 3), (2, 2, keys, 3)]
    query, key, value = (
        torch.randn(shape, generator=generator).to(dtype).requires_grad_() for shape in shapes
    )
    unseen = torch.rand(2, queries, keys, generator=generator) < 0.4
    unseen[..., 0] = False
    bias = torch.zeros(2, queries, keys, dtype=dtype).masked_fill_(unseen, -torch.inf)
    return (query, key, value), bias


def theirs(query: Tensor, key: Tensor, value: Tensor, bias: Tensor) -> Tensor:
    return scaled_dot_product_attention(
        query, key, value, attn_mask=bias[:, None], scale=SCALE, enable_gqa=True
    )


@pytest.mark.parametrize("keys", [1, 7, LONGEST, LONGEST + 1])
def test_numbers_and_gradients_are_those_of_torch(keys: int) -> None:
    given, bias = inputs(keys)
    mine, plain = attend(*given, bias, SCALE), theirs(*given, bias)
    torch.testing.assert_close(mine, plain)
    weights = torch.randn(mine.shape, generator=torch.Generator().manual_seed(0)).double()
    for ours, wanted in zip(
        torch.autograd.grad(mine, given, weights),
        torch.autograd.grad(plain, given, weights),
        strict=True,
    ):
        torch.testing.assert_close(ours, wanted)


@pytest.mark.parametrize("queries", [1, PIECE, 2 * PIECE + 5])
def test_what_comes_later_is_not_attended_to(queries: int) -> None:
    (query, key, value), bias = inputs(queries + 3, queries=queries)
    later = torch.ones_like(bias[0], dtype=torch.bool).triu(4)
    bias = bias.masked_fill(later, -torch.inf)
    mine = attend_causally(query, key, value, bias, SCALE)
    torch.testing.assert_close(mine, theirs(query, key, value, bias))


def test_gradients_are_those_of_small_differences() -> None:
    given, bias = inputs(4, queries=3)
    assert torch.autograd.gradcheck(lambda q, k, v: attend(q, k, v, bias, SCALE), given)


def test_bfloat16_is_as_near_to_the_truth_as_torchs() -> None:
    (query, key, value), bias = inputs(90, torch.bfloat16, queries=40)
    exact = theirs(query.double(), key.double(), value.double(), bias.double())
    mine = (attend(query, key, value, bias, SCALE) - exact).abs().max()
    assert mine <= 3 * (theirs(query, key, value, bias) - exact).abs().max()
