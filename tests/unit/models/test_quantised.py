"""A base in 8 or 4 bits: close to the original, trainable through adapters, refused where it must.

bitsandbytes computes on a CPU as well, so where it is installed all but the speed is tested there.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest
import torch

from desktop.domain.errors import AppError, InvalidInputError
from desktop.domain.settings import AdapterSettings, SamplingSettings
from desktop.models import quantised
from desktop.models.adapters import adapter_parameters, add_adapter, use_adapter
from desktop.models.generation import generate
from desktop.models.loading import load_language_model
from desktop.models.lora import AdapterConfig, LoraLinear
from desktop.models.quantised import is_quantised, require_quantising
from desktop.training.engine import Engine
from tests.helpers.tiny_models import make_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.models.loading import LanguageModel

IDS = torch.tensor([[5, 9, 2, 17, 30, 4, 8, 21]])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("model"), hidden=64)


def loaded(folder: Path, kind: str, device: str = "cpu") -> LanguageModel:
    pytest.importorskip("bitsandbytes")
    return load_language_model(folder, device, torch.float32, quantised=kind)


def hidden(lm: LanguageModel) -> torch.Tensor:
    model: Any = lm.model
    found: torch.Tensor = model.model(input_ids=IDS.to(lm.device)).last_hidden_state
    return found.detach().float().cpu()


@pytest.mark.parametrize(("kind", "tolerance"), [("8bit", 0.05), ("4bit", 0.35)])
def test_rounded_weights_compute_about_the_same_in_less_memory(
    folder: Path, kind: str, tolerance: float
) -> None:
    lm = loaded(folder, kind)
    assert is_quantised(lm.model)
    whole = load_language_model(folder, "cpu", torch.float32)
    assert not is_quantised(whole.model)
    error = (hidden(lm) - hidden(whole)).norm() / hidden(whole).norm()
    assert 0 < error < tolerance

    def layer_bytes(model: torch.nn.Module) -> int:
        layers = model.get_submodule("model.layers")
        return sum(p.nbytes for p in layers.parameters() if p.dim() > 1)

    assert layer_bytes(lm.model) * {"8bit": 4, "4bit": 8}[kind] == layer_bytes(whole.model)


@pytest.mark.parametrize("kind", ["8bit", "4bit"])
def test_adapters_learn_on_rounded_weights(folder: Path, kind: str) -> None:
    lm = loaded(folder, kind)
    before = hidden(lm)
    add_adapter(lm.model, "policy", AdapterConfig(4, 8.0))
    layer = lm.model.get_submodule("model.layers.0.mlp.down_proj")
    assert isinstance(layer, LoraLinear)
    assert (layer.in_features, layer.out_features) == (128, 64)
    parameters = adapter_parameters(lm.model, "policy")
    optimizer = torch.optim.AdamW(parameters, lr=1e-2)
    losses = []
    for _ in range(8):
        with use_adapter(lm.model, "policy"):
            model: Any = lm.model
            loss = model(input_ids=IDS, labels=IDS).loss
        loss.backward()
        assert all(p.grad is not None and bool(p.grad.isfinite().all()) for p in parameters)
        optimizer.step()
        optimizer.zero_grad()
        losses.append(float(loss.detach()))
    assert losses[-1] < 0.9 * losses[0]
    assert torch.equal(hidden(lm), before)


@pytest.mark.parametrize("kind", ["8bit", "4bit"])
def test_sampling_uses_the_adapter_without_merging_it(folder: Path, kind: str) -> None:
    lm = loaded(folder, kind)
    add_adapter(lm.model, "policy", AdapterConfig(4, 8.0))
    sampling = SamplingSettings(max_new_tokens=6)
    base = generate(lm, [[5, 9, 2]], sampling, samples_per_prompt=4)
    same = generate(lm, [[5, 9, 2]], sampling, samples_per_prompt=4, adapter="policy")
    assert [a.token_ids for a in base] == [a.token_ids for a in same]
    with torch.no_grad():
        for parameter in adapter_parameters(lm.model, "policy"):
            parameter.normal_(std=0.5, generator=torch.Generator().manual_seed(1))
    moved = generate(lm, [[5, 9, 2]], sampling, samples_per_prompt=4, adapter="policy")
    assert [a.token_ids for a in moved] != [a.token_ids for a in base]


def test_other_products_than_linear_ones_are_refused(tmp_path: Path) -> None:
    folder = make_tiny_model(tmp_path, family="gpt2")
    with pytest.raises(AppError, match="cannot be quantised"):
        loaded(folder, "4bit")


def test_without_cuda_it_is_refused_with_the_reason() -> None:
    with pytest.raises(AppError) as caught:
        Engine("cpu", quantised="8bit")
    assert "computes on cpu" in caught.value.message
    assert Engine("cpu", quantised="none").choice.device.type == "cpu"


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "bitsandbytes", None)
    with pytest.raises(AppError) as caught:
        require_quantising("4bit", torch.device("cuda"))
    assert "tastemaker[quantised]" in caught.value.hint
    require_quantising(quantised.NONE, torch.device("cpu"))


def test_rounded_weights_are_not_trained_themselves() -> None:
    with pytest.raises(InvalidInputError, match="cannot be trained"):
        AdapterSettings().replace({"method": "full", "quantise": "4bit"})


@pytest.mark.gpu
@pytest.mark.skipif(not torch.cuda.is_available(), reason="needs CUDA")
@pytest.mark.parametrize("kind", ["8bit", "4bit"])
def test_on_cuda(folder: Path, kind: str) -> None:
    lm = loaded(folder, kind, "cuda")
    whole = load_language_model(folder, "cuda", torch.float32)
    error = (hidden(lm) - hidden(whole)).norm() / hidden(whole).norm()
    assert 0 < error < 0.35
