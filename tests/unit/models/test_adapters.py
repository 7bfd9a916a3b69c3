"""Adapters: off is the base, new ones change nothing, merged is live, PEFT reads our files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch
from torch import Tensor, nn

from desktop.domain.errors import ModelError
from desktop.domain.settings import AdapterSettings
from desktop.models import adapters
from desktop.models.adapter_files import load_adapter, save_adapter
from desktop.models.loading import LanguageModel, load_language_model
from desktop.models.lora import AdapterConfig, LoraLinear
from tests.helpers.tiny_models import make_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

IDS = torch.arange(3, 33).view(2, 15)


def logits(model: nn.Module) -> Tensor:
    with torch.no_grad():
        result: Tensor = model(input_ids=IDS).logits
    return result


def shake(model: nn.Module, name: str, seed: int = 1) -> None:
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in adapters.adapter_parameters(model, name):
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.1)


def test_one_layer_by_hand() -> None:
    layer = LoraLinear(nn.Linear(2, 1))
    with torch.no_grad():
        layer.base.weight.copy_(torch.tensor([[1.0, 2.0]]))
        layer.base.bias.copy_(torch.tensor([0.5]))
        pair = layer.add("x", AdapterConfig(rank=1, alpha=3.0))
        pair.a.copy_(torch.tensor([[2.0, -1.0]]))
        pair.b.copy_(torch.tensor([[4.0]]))
    x = torch.tensor([[1.0, 1.0], [0.0, 2.0]])
    assert layer(x).tolist() == [[3.5], [4.5]]
    layer.active = "x"
    # A x = 1 and -2; times B = 4 and alpha / r = 3: 12 and -24.
    assert layer(x).tolist() == [[15.5], [-19.5]]
    assert layer.merged_weight("x").tolist() == [[1 + 24, 2 - 12]]


def test_a_new_adapter_changes_nothing(lm: LanguageModel) -> None:
    before = logits(lm.model)
    adapters.attach_adapters(lm.model, AdapterSettings(rank=4), ["policy", "value"])
    adapters.set_adapter(lm.model, "policy")
    assert torch.equal(logits(lm.model), before)


def test_adapters_off_is_the_base_exactly(lm: LanguageModel) -> None:
    before = logits(lm.model)
    adapters.attach_adapters(lm.model, AdapterSettings(rank=4), ["policy"])
    shake(lm.model, "policy")
    adapters.set_adapter(lm.model, "policy")
    assert not torch.allclose(logits(lm.model), before, atol=1e-2)
    with adapters.use_adapter(lm.model, None):
        assert torch.equal(logits(lm.model), before)
    assert adapters.active_adapter(lm.model) == "policy"


@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
@pytest.mark.parametrize("family", ["llama", "gpt2"])
def test_merged_agrees_with_live_and_is_undone_exactly(
    tmp_path: Path, family: str, dtype: torch.dtype
) -> None:
    lm = load_language_model(make_tiny_model(tmp_path, family=family), "cpu", dtype)
    before = logits(lm.model)
    adapters.attach_adapters(lm.model, AdapterSettings(rank=4), ["policy"])
    shake(lm.model, "policy")
    addresses = [p.data_ptr() for p in lm.model.parameters()]
    with adapters.use_adapter(lm.model, "policy"):
        live = logits(lm.model)
    with adapters.merge_adapter(lm.model, "policy"):
        merged = logits(lm.model)
        assert not torch.equal(merged, before)
    tolerance = 1e-4 if dtype is torch.float32 else 0.15 * float(live.float().std())
    torch.testing.assert_close(merged, live, rtol=0, atol=tolerance)
    assert torch.equal(logits(lm.model), before)
    assert [p.data_ptr() for p in lm.model.parameters()] == addresses


def test_merging_is_undone_after_an_error(lm: LanguageModel) -> None:
    before = logits(lm.model)
    adapters.attach_adapters(lm.model, AdapterSettings(rank=4), ["policy"])
    shake(lm.model, "policy")
    with pytest.raises(RuntimeError), adapters.merge_adapter(lm.model, "policy"):
        raise RuntimeError
    assert torch.equal(logits(lm.model), before)


def test_every_adapter_parameter_moves_and_no_other(lm: LanguageModel) -> None:
    adapters.attach_adapters(lm.model, AdapterSettings(rank=4), ["policy", "value"])
    shake(lm.model, "policy")
    adapters.set_adapter(lm.model, "policy")
    lm.model(input_ids=IDS).logits.float().logsumexp(-1).sum().backward()
    mine = {id(p) for p in adapters.adapter_parameters(lm.model, "policy")}
    assert len(mine) == 3 * 7 * 2
    for name, parameter in lm.model.named_parameters():
        if id(parameter) in mine:
            assert parameter.dtype is torch.float32
            assert parameter.grad is not None, name
            assert parameter.grad.abs().sum() > 0, name
        else:
            assert parameter.grad is None, name


def test_upper_layers_only(lm: LanguageModel) -> None:
    adapters.attach_adapters(lm.model, AdapterSettings(rank=4, layers=1), ["policy"])
    names = [name for name, _ in adapters.named_adapter_parameters(lm.model, "policy")]
    assert len(names) == 14
    assert all(name.startswith("model.layers.2.") for name in names)


def test_adapters_of_different_reach_live_together(lm: LanguageModel) -> None:
    adapters.add_adapter(lm.model, "low", AdapterConfig(2, 4.0, layers=1))
    adapters.add_adapter(lm.model, "high", AdapterConfig(4, 4.0))
    assert len(adapters.adapter_parameters(lm.model, "low")) == 14
    assert len(adapters.adapter_parameters(lm.model, "high")) == 42
    base = logits(lm.model)
    shake(lm.model, "high")
    adapters.set_adapter(lm.model, "low")
    assert torch.equal(logits(lm.model), base)


def test_copying(lm: LanguageModel) -> None:
    adapters.attach_adapters(lm.model, AdapterSettings(rank=4), ["policy"])
    shake(lm.model, "policy")
    adapters.copy_adapter(lm.model, "policy", "reference")
    with adapters.use_adapter(lm.model, "policy"):
        policy = logits(lm.model)
    shake(lm.model, "policy", seed=2)
    with adapters.use_adapter(lm.model, "reference"):
        assert torch.equal(logits(lm.model), policy)


def test_names_are_checked(lm: LanguageModel) -> None:
    adapters.attach_adapters(lm.model, AdapterSettings(), ["policy"])
    with pytest.raises(ValueError, match="already"):
        adapters.attach_adapters(lm.model, AdapterSettings(), ["policy"])
    with pytest.raises(KeyError):
        adapters.set_adapter(lm.model, "nobody")
    adapters.remove_adapter(lm.model, "policy")
    assert adapters.adapter_names(lm.model) == ()


# peft asks transformers for an attribute by its old name.
@pytest.mark.filterwarnings("ignore:`is_gradient_checkpointing` is deprecated:FutureWarning")
@pytest.mark.parametrize("family", ["llama", "qwen2", "gpt2"])
@pytest.mark.parametrize("layers", [0, 1])
def test_peft_loads_our_files(tmp_path: Path, family: str, layers: int) -> None:
    from peft import PeftModel
    from transformers import AutoModelForCausalLM

    folder = make_tiny_model(tmp_path / "model", family=family)
    lm = load_language_model(folder, "cpu", torch.float32)
    adapters.attach_adapters(lm.model, AdapterSettings(rank=3, alpha=5.0, layers=layers), ["p"])
    shake(lm.model, "p")
    save_adapter(lm.model, "p", tmp_path / "adapter", base=str(folder))
    adapters.set_adapter(lm.model, "p")
    theirs = PeftModel.from_pretrained(
        AutoModelForCausalLM.from_pretrained(folder), str(tmp_path / "adapter")
    )
    torch.testing.assert_close(logits(theirs), logits(lm.model), rtol=0, atol=1e-4)


@pytest.mark.parametrize("layers", [0, 2])
def test_saving_and_loading_is_exact(tmp_path: Path, lm: LanguageModel, layers: int) -> None:
    adapters.attach_adapters(lm.model, AdapterSettings(rank=4, layers=layers), ["a"])
    shake(lm.model, "a")
    save_adapter(lm.model, "a", tmp_path)
    load_adapter(lm.model, "b", tmp_path)
    assert adapters.adapter_config(lm.model, "b") == adapters.adapter_config(lm.model, "a")
    with adapters.use_adapter(lm.model, "a"):
        mine = logits(lm.model)
    with adapters.use_adapter(lm.model, "b"):
        assert torch.equal(logits(lm.model), mine)


def test_an_adapter_of_another_model_is_refused(tmp_path: Path, lm: LanguageModel) -> None:
    other = load_language_model(
        make_tiny_model(tmp_path / "m", family="gpt2"), "cpu", torch.float32
    )
    adapters.attach_adapters(other.model, AdapterSettings(rank=4), ["a"])
    save_adapter(other.model, "a", tmp_path / "a")
    with pytest.raises(ModelError, match="does not fit"):
        load_adapter(lm.model, "b", tmp_path / "a")
    assert adapters.adapter_names(lm.model) == ()


def test_a_damaged_adapter_is_refused(tmp_path: Path, lm: LanguageModel) -> None:
    adapters.attach_adapters(lm.model, AdapterSettings(rank=4), ["a"])
    save_adapter(lm.model, "a", tmp_path)
    path = tmp_path / "adapter_model.safetensors"
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(ModelError, match="half there"):
        load_adapter(lm.model, "b", tmp_path)
    path.unlink()
    with pytest.raises(ModelError, match="not there"):
        load_adapter(lm.model, "b", tmp_path)


def test_full_training_covers_every_weight_in_float32(tiny_folder: Path) -> None:
    lm = load_language_model(tiny_folder, "cpu", torch.bfloat16)
    chosen = adapters.train_all_parameters(lm.model)
    assert {p.dtype for p in chosen} == {torch.float32}
    assert all(p.requires_grad for p in lm.model.parameters())
