"""The split model: the whole's numbers, in every family, shared trunks, or no split."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch
import transformers
from torch import Tensor, nn

from desktop.domain.settings import AdapterSettings
from desktop.models import adapters, trunk
from desktop.models.loading import LanguageModel, load_language_model
from desktop.models.trunk import SplitModel, positions_of
from tests.helpers.tiny_families import make_family
from tests.helpers.tiny_models import make_tiny_model
from tests.unit.models.test_adapters import shake

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

IDS = torch.randint(3, 280, (3, 12), generator=torch.Generator().manual_seed(5))


def mask_of(padding: str) -> Tensor:
    mask = torch.ones(3, 12, dtype=torch.bool)
    if padding == "right":
        mask[1, 8:] = False
    elif padding == "left":
        mask[1, :4] = False
    return mask


def whole_logits(lm: LanguageModel, mask: Tensor) -> Tensor:
    with torch.no_grad():
        result: Tensor = lm.model(
            input_ids=IDS, attention_mask=mask.long(), position_ids=positions_of(mask)
        ).logits
    return result


@pytest.mark.parametrize("padding", ["none", "right", "left"])
@pytest.mark.parametrize("first", [0, 1, 2])
def test_exactly_the_whole_model(lm: LanguageModel, first: int, padding: str) -> None:
    split = SplitModel(lm.model, first)
    mask = mask_of(padding)
    with torch.no_grad():
        logits = split.logits(split.upper(split.trunk(IDS, mask), mask))
    assert split.first_layer == first
    assert torch.equal(logits[mask], whole_logits(lm, mask)[mask])


def test_plain_forward_of_transformers(lm: LanguageModel) -> None:
    mask = mask_of("right")
    split = SplitModel(lm.model, 2)
    with torch.no_grad():
        theirs = lm.model(input_ids=IDS, attention_mask=mask.long()).logits
        ours = split.logits(split(IDS, mask))
    assert torch.equal(ours[mask], theirs[mask])


def test_padding_changes_nothing(lm: LanguageModel) -> None:
    split = SplitModel(lm.model, 1)
    row = IDS[:1, :6]
    alone = torch.ones(1, 6, dtype=torch.bool)
    padded_ids = torch.cat([torch.zeros(1, 5, dtype=torch.long), row], dim=1)
    padded = torch.cat([torch.zeros(1, 5, dtype=torch.bool), alone], dim=1)
    with torch.no_grad():
        expected = split(row, alone)
        shifted = split(padded_ids, padded)[:, 5:]
    torch.testing.assert_close(shifted, expected, rtol=0, atol=1e-5)


def test_adapters_above_never_touch_the_trunk(lm: LanguageModel) -> None:
    mask = mask_of("right")
    adapters.attach_adapters(lm.model, AdapterSettings(rank=4, layers=1), ["policy"])
    split = SplitModel(lm.model, 2)
    before = split.trunk(IDS, mask)
    shake(lm.model, "policy")
    adapters.set_adapter(lm.model, "policy")
    assert torch.equal(split.trunk(IDS, mask), before)
    with torch.no_grad():
        logits = split.logits(split.upper(before, mask))
    assert torch.equal(logits[mask], whole_logits(lm, mask)[mask])


def test_gradients_are_those_of_the_whole(lm: LanguageModel) -> None:
    mask = mask_of("none")
    adapters.attach_adapters(lm.model, AdapterSettings(rank=4, layers=2), ["policy"])
    shake(lm.model, "policy")
    adapters.set_adapter(lm.model, "policy")
    parameters = adapters.adapter_parameters(lm.model, "policy")
    split = SplitModel(lm.model, 1)
    states = split.trunk(IDS, mask)
    assert not states.requires_grad
    ours = torch.autograd.grad(
        split.logits(split.upper(states, mask)).logsumexp(-1).sum(), parameters
    )
    whole = lm.model(input_ids=IDS).logits
    theirs = torch.autograd.grad(whole.logsumexp(-1).sum(), parameters)
    for left, right in zip(ours, theirs, strict=True):
        torch.testing.assert_close(left, right, rtol=1e-4, atol=1e-5)


def test_full_training_reaches_the_embedding(lm: LanguageModel) -> None:
    lm.model.requires_grad_(True)
    split = SplitModel(lm.model)
    split(IDS, mask_of("none")).sum().backward()
    gradient = lm.model.get_parameter("model.embed_tokens.weight").grad
    assert gradient is not None
    assert gradient.abs().sum() > 0


_USUAL: dict[str, object] = {
    "vocab_size": 300,
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 4,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "pad_token_id": 0,
    "bos_token_id": 1,
    "eos_token_id": 2,
}
_NARROW = _USUAL | {"head_dim": 8, "sliding_window": 6}
_MIXED: dict[str, object] = {"layer_types": ["sliding_attention", "full_attention"] * 2}
_GPT = {"vocab_size": 300, "n_embd": 32, "n_layer": 4, "n_head": 4, "n_positions": 64}
FAMILIES: dict[str, tuple[str, Mapping[str, object]]] = {
    "Gemma 2: every other layer sees few tokens": ("gemma2", _NARROW),
    "Gemma 3: so, and positions differ": ("gemma3_text", _NARROW | _MIXED),
    "Qwen 2 with windows": ("qwen2", _NARROW | _MIXED | {"use_sliding_window": True}),
    "gpt-oss: so, with experts": (
        "gpt_oss",
        _NARROW | _MIXED | {"num_local_experts": 2, "num_experts_per_tok": 1},
    ),
    "LFM2: another name of the last norm": ("lfm2", _USUAL),
    "GPT-2: learnt positions": ("gpt2", _GPT),
    "Bloom: a norm before the first layer": (
        "bloom",
        {"vocab_size": 300, "hidden_size": 32, "n_layer": 4, "n_head": 4},
    ),
    "MPT: other names": (
        "mpt",
        {"vocab_size": 300, "d_model": 32, "n_layers": 4, "n_heads": 4, "expansion_ratio": 2},
    ),
}


def make_model(family: str, sizes: Mapping[str, object]) -> nn.Module:
    torch.manual_seed(0)
    config = transformers.AutoConfig.for_model(family, **sizes)
    model: nn.Module = transformers.AutoModelForCausalLM.from_config(config).eval()
    for parameter in model.parameters():
        if parameter.dim() > 1:
            nn.init.normal_(parameter, std=0.15)
    return model


@pytest.mark.parametrize("first", [1, 2])
@pytest.mark.parametrize("name", FAMILIES)
def test_layers_of_several_kinds_and_other_layouts(name: str, first: int) -> None:
    model = make_model(*FAMILIES[name])
    split = SplitModel(model, first)
    assert split.first_layer == first
    for padding in ("right", "left"):
        mask = mask_of(padding)
        with torch.no_grad():
            whole = model(
                input_ids=IDS, attention_mask=mask.long(), position_ids=positions_of(mask)
            ).logits
            ours = split.logits(split.upper(split.trunk(IDS, mask), mask))
        torch.testing.assert_close(ours[mask], whole[mask], rtol=0, atol=2e-5)


def test_halves_whose_layers_would_be_taken_for_others_are_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The upper half begins with a layer that sees all; in the place of one that sees few."""

    def with_kinds_of_the_whole(part: nn.Module, **values: object) -> nn.Module:
        return with_config(part, **values) if "sliding_window" in values else part

    with_config = trunk._with_config
    monkeypatch.setattr(trunk, "_with_config", with_kinds_of_the_whole)
    model = make_model("gemma2", _NARROW | {"sliding_window": 4096})
    assert SplitModel(model, 1).first_layer == 0


def test_another_layout_is_not_split_and_still_right(tmp_path: Path) -> None:
    lm = load_language_model(make_family(tmp_path, "opt"), "cpu", torch.float32)
    split = SplitModel(lm.model, 1)
    mask = mask_of("left")
    assert split.first_layer == 0
    with torch.no_grad():
        logits = split.logits(split(IDS, mask))
    torch.testing.assert_close(logits[mask], whole_logits(lm, mask)[mask], rtol=0, atol=1e-5)


def test_families_that_change_logits_after_the_head(tmp_path: Path) -> None:
    folder = make_tiny_model(tmp_path)
    lm = load_language_model(folder, "cpu", torch.float32)
    config = transformers.GraniteConfig(
        **{
            name: getattr(lm.config, name)
            for name in ("vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers")
        },
        num_attention_heads=4,
        num_key_value_heads=2,
        logits_scaling=7.0,
    )
    lm.model = transformers.AutoModelForCausalLM.from_config(config).eval()
    split = SplitModel(lm.model, 0)
    mask = mask_of("none")
    with torch.no_grad():
        logits = split.logits(split(IDS, mask))
    torch.testing.assert_close(logits, whole_logits(lm, mask), rtol=0, atol=1e-6)


def test_making_it_again_costs_nothing(lm: LanguageModel, monkeypatch: pytest.MonkeyPatch) -> None:
    split = SplitModel(lm.model, 1)
    monkeypatch.setattr("desktop.models.trunk._probe", lambda _: pytest.fail("probed again"))
    assert SplitModel(lm.model, 1).first_layer == split.first_layer
