"""A prefix read once gives the numbers and the gradients of whole rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import torch

from desktop.domain.settings import AdapterSettings
from desktop.models.adapters import adapter_parameters, attach_adapters, use_adapter
from desktop.models.loading import load_language_model
from desktop.models.prefix import PrefixedModel, can_share_prefix
from desktop.models.trunk import SplitModel
from tests.helpers.tiny_models import make_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

    from torch import nn

IDS = torch.tensor([[7, 8, 9, 10, 20, 21, 22, 23], [7, 8, 9, 10, 30, 31, 0, 0]])
MASK = torch.tensor([[True] * 8, [True] * 6 + [False] * 2])
LENGTH = 4


def model_with_adapter(folder: Path, family: str) -> nn.Module:
    model = load_language_model(
        make_tiny_model(folder, layers=3, family=family), dtype=torch.float32
    ).model
    with torch.random.fork_rng():
        torch.manual_seed(0)
        attach_adapters(model, AdapterSettings(rank=2), ["a"])
        for parameter in adapter_parameters(model, "a"):
            torch.nn.init.normal_(parameter, std=0.1)
    return model


@pytest.mark.parametrize("first", [0, 1, 2])
@pytest.mark.parametrize("family", ["llama", "qwen2"])
def test_numbers_and_gradients_are_those_of_whole_rows(
    tmp_path: Path, family: str, first: int
) -> None:
    model = model_with_adapter(tmp_path, family)
    assert can_share_prefix(model)
    own = MASK[:, LENGTH:]
    found = []
    for apart in (False, True):
        with use_adapter(model, "a"):
            split = SplitModel(model, first)
            if apart:
                prefixed = PrefixedModel(model, split)
                below = prefixed.trunk(IDS[0, :LENGTH], IDS[:, LENGTH:], own)
                hidden = prefixed.upper(*below, own)
            else:
                hidden = split(IDS, MASK)[:, LENGTH:]
        (hidden[own] ** 2).mean().backward()
        parameters = adapter_parameters(model, "a")
        gradients = [p.grad.clone() for p in parameters if p.grad is not None]
        model.zero_grad()
        found.append((hidden.detach()[own], gradients))
    torch.testing.assert_close(found[0][0], found[1][0], rtol=1e-4, atol=1e-5)
    assert len(found[0][1]) == len(found[1][1]) > 0
    for whole, parts in zip(found[0][1], found[1][1], strict=True):
        torch.testing.assert_close(whole, parts, rtol=1e-3, atol=1e-5)


def test_a_model_with_a_window_reads_whole_rows(tmp_path: Path) -> None:
    model = model_with_adapter(tmp_path, "llama")
    config: Any = model.config
    config.sliding_window = 4
    assert not can_share_prefix(model)


def test_every_family_gets_an_answer(tmp_path: Path) -> None:
    model = model_with_adapter(tmp_path, "gpt2")
    assert can_share_prefix(model) in (True, False)
