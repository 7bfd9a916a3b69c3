"""Activations computed twice: the same numbers, the same gradients, less kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import torch
from torch import Tensor

from desktop.domain.runs import ModelSource
from desktop.domain.settings import AdapterSettings
from desktop.models.recompute import recomputes
from desktop.training.data import TokenRow
from desktop.training.engine import Engine
from desktop.training.trunks import TrunkBanks
from tests.helpers.tiny_models import make_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

ROWS = [TokenRow((5, 6, 7, 8, 9, 10), (11, 12)), TokenRow((5, 6, 7, 8, 9), (13, 14, 15))]


def learn(folder: Path, method: str, *, recompute: bool) -> tuple[Tensor, dict[str, Any], int]:
    """Return log-probabilities, gradients, and the bytes that autograd kept."""
    engine = Engine("cpu", "float32", recompute=recompute)
    settings = AdapterSettings(method=method, rank=2, layers=2)
    role = engine.trained_role("policy", ModelSource(str(folder)), settings, seed=1)
    other = engine.trained_role("other", ModelSource(str(folder)), AdapterSettings(rank=2), seed=2)
    with torch.no_grad():
        for name, parameter in role.trainable().items():
            if name.endswith(".b"):
                parameter.fill_(0.05)
    assert recomputes(role.lm.model) is recompute
    kept: dict[int, int] = {}

    def note(tensor: Tensor) -> Tensor:
        kept[tensor.untyped_storage().data_ptr()] = tensor.untyped_storage().nbytes()
        return tensor

    batch, trunk = TrunkBanks((role,), ROWS).batch(role, [0, 1])
    with torch.autograd.graph.saved_tensors_hooks(note, lambda tensor: tensor):
        logprobs = role.logprobs(batch, trunk)
    # Another adapter speaks between forward and backward, as PPO's roles do.
    other.logprobs(batch)
    logprobs.sum().backward()
    gradients = {name: parameter.grad for name, parameter in role.trainable().items()}
    assert all(parameter.grad is None for parameter in other.trainable().values())
    return logprobs.detach(), gradients, sum(kept.values())


@pytest.mark.parametrize("family", ["llama", "gpt2"])
@pytest.mark.parametrize("method", ["lora", "full"])
def test_gradients_are_the_same_and_less_is_kept(family: str, method: str, tmp_path: Path) -> None:
    folder = make_tiny_model(tmp_path / family, layers=3, family=family)
    logprobs, gradients, kept = learn(folder, method, recompute=False)
    again, their_gradients, their_kept = learn(folder, method, recompute=True)
    torch.testing.assert_close(again, logprobs, rtol=1e-5, atol=1e-6)
    assert any(gradient is not None and gradient.any() for gradient in gradients.values())
    for name, gradient in gradients.items():
        theirs = their_gradients[name]
        if gradient is None or theirs is None:
            assert gradient is theirs
        else:
            torch.testing.assert_close(theirs, gradient, rtol=1e-4, atol=1e-6)
    assert their_kept < kept
