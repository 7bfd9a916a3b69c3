"""The lean decoder computes what the plain one does, and steps aside where it would not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import torch
import transformers

from desktop.domain.settings import AdapterSettings
from desktop.models import adapters, lean
from desktop.models.decoder_choice import agrees, decoder_factory
from desktop.models.decoding import PlainDecoder
from desktop.models.lean import LeanDecoder, pack_weights, supports
from desktop.models.loading import LanguageModel, load_language_model
from desktop.models.packing import PackingCache
from desktop.models.prefill import shared_length
from tests.helpers.tiny_models import make_tiny_model
from tests.unit.models.test_adapters import shake

if TYPE_CHECKING:
    from pathlib import Path

SHARED = list(range(20, 40))
PROMPTS = [
    [[3, 4, 5], [7, 8, 9, 10, 11]],
    [[*SHARED, 3], [*SHARED, 4, 5, 6], [*SHARED, 7, 8]],
    [[3]],
]


def compare(lm: LanguageModel, prompts: list[list[int]], repeats: list[int]) -> None:
    ours = LeanDecoder(pack_weights(lm, PackingCache(), 4), lm.pad_id, 8)
    theirs = PlainDecoder(lm)
    with torch.no_grad():
        left, right = ours.start(prompts, repeats), theirs.start(prompts, repeats)
        for number in range(6):
            torch.testing.assert_close(left, right, rtol=0, atol=1e-4)
            tokens = right.argmax(-1)
            if number == 2 and len(tokens) > 1:
                chosen = torch.tensor([len(tokens) - 1, 0])
                ours.keep(chosen)
                theirs.keep(chosen)
                tokens = tokens[chosen]
            left, right = ours.step(tokens), theirs.step(tokens)


@pytest.mark.parametrize("prompts", PROMPTS, ids=["padded", "shared", "single"])
@pytest.mark.parametrize("family", ["llama", "qwen2"])
def test_same_logits(tmp_path: Path, family: str, prompts: list[list[int]]) -> None:
    lm = load_language_model(make_tiny_model(tmp_path, family=family), "cpu", torch.float32)
    assert supports(lm)
    assert agrees(lm, pack_weights(lm, PackingCache(), 4))
    compare(lm, prompts, [1] * len(prompts))
    compare(lm, prompts, [3, 1, 2][: len(prompts)])


@pytest.mark.parametrize(
    ("kind", "extra", "taken"),
    [
        ("Qwen3Config", {"head_dim": 16}, True),
        (
            "LlamaConfig",
            {"rope_parameters": {"rope_type": "linear", "rope_theta": 1e4, "factor": 2.0}},
            True,
        ),
        ("LlamaConfig", {"attention_bias": True}, True),
        ("LlamaConfig", {"hidden_act": "gelu"}, False),
        ("MistralConfig", {"sliding_window": 4}, False),
        ("MistralConfig", {"sliding_window": None}, True),
        ("GraniteConfig", {"logits_scaling": 3.0}, False),
        ("Gemma2Config", {"head_dim": 8}, False),
    ],
)
def test_other_models(lm: LanguageModel, kind: str, extra: dict[str, Any], taken: bool) -> None:
    config = getattr(transformers, kind)(
        vocab_size=288,
        hidden_size=32,
        intermediate_size=64,
        num_hidden_layers=2,
        num_attention_heads=4,
        num_key_value_heads=2,
        **extra,
    )
    torch.manual_seed(0)
    lm.model = transformers.AutoModelForCausalLM.from_config(config).eval()
    assert supports(lm) == taken
    if taken:
        compare(lm, PROMPTS[0], [1, 2])
    assert isinstance(decoder_factory(lm, 4, 8)(), LeanDecoder if taken else PlainDecoder)


def test_a_model_that_differs_is_decoded_plainly(
    lm: LanguageModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lean, "silu", torch.nn.functional.gelu)
    assert not agrees(lm, pack_weights(lm, PackingCache(), 4))
    for _ in ("compared", "remembered"):
        assert isinstance(decoder_factory(lm, 4, 8)(), PlainDecoder)


def test_packed_weights_follow_the_model(lm: LanguageModel) -> None:
    cache = PackingCache()
    layer: Any = lm.model.get_submodule("model.layers.0.self_attn")
    x = torch.randn(3, 32)
    first = cache.linear([layer.o_proj], 4)
    assert cache.linear([layer.o_proj], 4) is first
    with torch.no_grad():
        layer.o_proj.weight.mul_(2.0)
    second = cache.linear([layer.o_proj], 4)
    assert second is not first
    torch.testing.assert_close(second(x), layer.o_proj(x))


def test_merged_weights_are_not_kept(lm: LanguageModel) -> None:
    cache = PackingCache()
    adapters.attach_adapters(lm.model, AdapterSettings(rank=2), ["policy"])
    shake(lm.model, "policy")
    module = lm.model.get_submodule("model.layers.0.self_attn.o_proj")
    x = torch.randn(3, 32)
    base = cache.linear([module], 4)(x)
    with adapters.merge_adapter(lm.model, "policy"):
        merged = cache.linear([module], 4)(x)
        assert not torch.allclose(merged, base)
    assert torch.equal(cache.linear([module], 4)(x), base)


def test_bfloat16_agrees_within_its_precision(tiny_folder: Path) -> None:
    lm = load_language_model(tiny_folder, "cpu", torch.bfloat16)
    assert agrees(lm, pack_weights(lm, PackingCache(), 4))


@pytest.mark.parametrize(
    ("prompts", "shared"),
    [
        ([(1, 2, 3), (1, 2, 4)], 2),
        ([(1, 2), (1, 2)], 1),
        ([(1,), (1, 2)], 0),
        ([(1, 9, 3), (1, 2, 3), (1, 2, 3, 4)], 1),
        ([(5,), (6,)], 0),
    ],
)
def test_what_prompts_share_leaves_each_a_token(
    prompts: list[tuple[int, ...]], shared: int
) -> None:
    assert shared_length(prompts) == shared
