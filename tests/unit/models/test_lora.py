"""The adapter's product, written out, against the formula left to autograd."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor, nn
from transformers.pytorch_utils import Conv1D

from desktop.models.lora import AdapterConfig, LoraLinear

INPUTS, OUTPUTS, RANK = 5, 7, 3


def adapted(kind: str) -> LoraLinear:
    base: nn.Linear | Conv1D = (
        Conv1D(OUTPUTS, INPUTS)
        if kind == "transposed"
        else nn.Linear(INPUTS, OUTPUTS, bias=kind == "bias")
    )
    layer = LoraLinear(base.requires_grad_(False))
    pair = layer.add("a", AdapterConfig(rank=RANK, alpha=6))
    layer.active = "a"
    with torch.no_grad():
        pair.b.normal_(generator=torch.Generator().manual_seed(1))
        if base.bias is not None:
            base.bias.normal_(generator=torch.Generator().manual_seed(2))
    return layer


def by_formula(layer: LoraLinear, x: Tensor) -> Tensor:
    pair = layer.pair("a")
    assert pair is not None
    plain: Tensor = layer.base(x)
    return plain + (6 / RANK) * (x @ pair.a.t() @ pair.b.t())


@pytest.mark.parametrize("kind", ["plain", "bias", "transposed"])
def test_numbers_and_gradients_are_those_of_the_formula(kind: str) -> None:
    layer = adapted(kind)
    pair = layer.pair("a")
    assert pair is not None
    x = torch.randn(2, 4, INPUTS, generator=torch.Generator().manual_seed(3), requires_grad=True)
    weights = torch.randn(2, 4, OUTPUTS, generator=torch.Generator().manual_seed(4))
    found = [layer(x), by_formula(layer, x)]
    torch.testing.assert_close(found[0], found[1])
    gradients = [torch.autograd.grad(y, (x, pair.a, pair.b), weights) for y in found]
    for mine, theirs in zip(*gradients, strict=True):
        assert mine.dtype is torch.float32
        torch.testing.assert_close(mine, theirs, rtol=1e-5, atol=1e-5)


def test_bfloat16_learns_in_float32() -> None:
    layer = adapted("plain")
    layer.base.to(torch.bfloat16)
    pair = layer.pair("a")
    assert pair is not None
    x = torch.randn(4, INPUTS, dtype=torch.bfloat16)
    y = layer(x)
    y.float().sum().backward()
    assert y.dtype is torch.bfloat16
    assert pair.a.grad is not None
    assert pair.a.grad.dtype is torch.float32
    assert bool(pair.a.grad.any())
