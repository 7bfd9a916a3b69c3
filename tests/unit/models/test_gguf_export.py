"""A model written as GGUF is the very same model when it is read back, in every family."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import gguf
import pytest
import torch
import transformers

from desktop.domain.errors import ModelError
from desktop.domain.model_forms import GGUF_KINDS, Q8_BLOCK, GgufWeights
from desktop.domain.runs import ModelSource
from desktop.models.export import (
    PROOF_PROMPTS,
    PROOF_TOKENS,
    STEPS,
    Proof,
    _proof,
    export_gguf,
)
from desktop.models.gguf import read_gguf
from desktop.models.gguf_export import FAMILIES, round_weights, write_gguf
from desktop.models.gguf_tokenizer import _rule_name
from desktop.models.loading import LanguageModel, load_language_model
from desktop.models.ollama import modelfile
from tests.helpers.tiny_models import make_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

SHAPE: dict[str, Any] = {
    "hidden_size": 32,
    "intermediate_size": 48,
    "num_hidden_layers": 2,
    "num_attention_heads": 4,
    "num_key_value_heads": 2,
    "max_position_embeddings": 512,
    "bos_token_id": None,
    "eos_token_id": 2,
    "pad_token_id": 0,
}
CONFIGS: dict[str, tuple[type[transformers.PretrainedConfig], dict[str, Any]]] = {
    "llama": (transformers.LlamaConfig, {"tie_word_embeddings": True}),
    "mistral": (transformers.MistralConfig, {"sliding_window": None, "head_dim": 8}),
    "qwen2": (transformers.Qwen2Config, {}),
    "qwen3": (transformers.Qwen3Config, {"head_dim": 128}),
    "phi3": (transformers.Phi3Config, {}),
    "gemma2": (transformers.Gemma2Config, {"head_dim": 256, "query_pre_attn_scalar": 256}),
    "gemma3_text": (transformers.Gemma3TextConfig, {"head_dim": 256, "query_pre_attn_scalar": 256}),
}


@pytest.fixture(scope="session")
def tokens(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_model(tmp_path_factory.mktemp("tokens"))


def model_of(family: str, folder: Path, tokens: Path, **more: Any) -> Path:  # noqa: ANN401
    tokenizer = transformers.AutoTokenizer.from_pretrained(tokens)
    kind, values = CONFIGS[family]
    config = kind(**(SHAPE | values | more | {"vocab_size": len(tokenizer)}))
    with torch.random.fork_rng():
        torch.manual_seed(3)
        model = transformers.AutoModelForCausalLM.from_config(config)
        for parameter in model.parameters():
            torch.nn.init.normal_(parameter, mean=0.1, std=0.3)
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def test_the_table_is_tested_whole() -> None:
    assert set(CONFIGS) == set(FAMILIES) == set(GGUF_KINDS)


@pytest.mark.parametrize("family", FAMILIES)
def test_what_is_read_back_is_what_was_written(tmp_path: Path, tokens: Path, family: str) -> None:
    lm = load_language_model(model_of(family, tmp_path / "model", tokens), "cpu", torch.float32)
    path = tmp_path / "model.gguf"
    write_gguf(lm, path, "Tiny")
    model, tokenizer = read_gguf(path, torch.float32)
    ids = torch.tensor([[5, 9, 11, 30, 7, 2, 40]])
    with torch.no_grad():
        expected, found = lm.model(input_ids=ids).logits, model(input_ids=ids).logits
    torch.testing.assert_close(found, expected, rtol=1e-5, atol=1e-5)
    assert lm.tokenizer.get_vocab().items() <= tokenizer.get_vocab().items()
    assert tokenizer.eos_token_id == 2
    assert tokenizer.chat_template == lm.tokenizer.chat_template


def test_bfloat16_weights_keep_every_bit(tmp_path: Path, tokens: Path) -> None:
    lm = load_language_model(model_of("llama", tmp_path / "m", tokens), "cpu", torch.bfloat16)
    write_gguf(lm, tmp_path / "m.gguf", "Tiny")
    model, _ = read_gguf(tmp_path / "m.gguf", torch.bfloat16)
    for name, tensor in lm.model.state_dict().items():
        assert torch.equal(model.state_dict()[name], tensor), name
    fields = gguf.GGUFReader(tmp_path / "m.gguf").fields
    assert fields["general.name"].contents() == "Tiny"
    assert fields["general.file_type"].contents() == gguf.LlamaFileType.MOSTLY_BF16


def test_a_version_is_exported_with_its_proof_and_its_modelfile(
    tmp_path: Path, tokens: Path
) -> None:
    steps: list[str] = []
    proof = export_gguf(ModelSource(str(tokens)), tmp_path / "out", "taste-1", on_step=steps.append)
    assert proof == Proof(PROOF_TOKENS * len(PROOF_PROMPTS), PROOF_TOKENS * len(PROOF_PROMPTS))
    assert tuple(steps) == STEPS
    assert {file.name for file in (tmp_path / "out").iterdir()} >= {"taste-1.gguf", "Modelfile"}
    words = (tmp_path / "out" / "Modelfile").read_text(encoding="utf-8")
    assert words.startswith("FROM ./taste-1.gguf\n")
    assert 'PARAMETER stop "<|im_end|>"' in words


@pytest.mark.parametrize(
    ("weights", "kind"), [(GgufWeights.F16, "MOSTLY_F16"), (GgufWeights.Q8_0, "MOSTLY_Q8_0")]
)
def test_rounded_weights_are_read_back_as_they_were_rounded(
    tmp_path: Path, tokens: Path, weights: GgufWeights, kind: str
) -> None:
    """Llama's query and key rows are rearranged, and rows of 48 do not divide into blocks of 32."""
    lm = load_language_model(model_of("llama", tmp_path / "m", tokens), "cpu", torch.float32)
    before = {name: tensor.clone() for name, tensor in lm.model.state_dict().items()}
    write_gguf(lm, tmp_path / "m.gguf", "Tiny", weights)
    round_weights(lm, weights)
    model, _ = read_gguf(tmp_path / "m.gguf", torch.float32)
    found = model.state_dict()
    for name, tensor in lm.model.state_dict().items():
        assert torch.equal(found[name], tensor), name
        assert torch.equal(before[name], tensor) == (tensor.dim() < 2), name
    fields = gguf.GGUFReader(tmp_path / "m.gguf").fields
    assert fields["general.file_type"].contents() == gguf.LlamaFileType[kind]


def test_eight_bits_lie_within_half_a_step_of_each_block(tmp_path: Path, tokens: Path) -> None:
    lm = load_language_model(model_of("llama", tmp_path / "m", tokens), "cpu", torch.float32)
    name = "model.layers.0.self_attn.v_proj.weight"
    before = lm.model.state_dict()[name].clone()
    round_weights(lm, GgufWeights.Q8_0)
    blocks = before.reshape(-1, Q8_BLOCK)
    step = blocks.abs().amax(1, keepdim=True) / 127
    error = (lm.model.state_dict()[name].reshape(-1, Q8_BLOCK) - blocks).abs()
    assert bool((error <= step * 0.502 + blocks.abs() * 2**-10).all())


def test_the_proof_of_a_smaller_file_says_what_the_rounding_changed(
    tmp_path: Path, tokens: Path
) -> None:
    source = ModelSource(str(model_of("llama", tmp_path / "m", tokens)))
    proof = export_gguf(source, tmp_path / "out", "taste-1", GgufWeights.Q8_0)
    assert proof.checked == PROOF_TOKENS * len(PROOF_PROMPTS)
    assert 0 <= proof.kept <= proof.checked
    assert _proof([[1, 2, 3], [4, 5]], [[1, 9, 3], [4, 5]]) == Proof(5, 3)


def test_the_modelfile_frames_messages_as_the_template_does(lm: LanguageModel) -> None:
    lm.tokenizer.chat_template = (
        "{% for m in messages %}{% if loop.first and m.role != 'system' %}"
        "<|im_start|>system\nBe kind.<|im_end|>\n{% endif %}"
        "<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endfor %}"
        "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
    )
    words = modelfile(lm, "x.gguf")
    assert 'SYSTEM """Be kind."""' in words
    assert (
        '{{ else if eq .Role "user" }}<|im_start|>user\n{{ .Content }}<|im_end|>\n'
        "<|im_start|>assistant\n{{ else if"
    ) in words
    assert '{{ if eq .Role "system" }}<|im_start|>system\n{{ .Content }}<|im_end|>\n' in words


def test_a_template_that_does_more_is_left_to_ollama(lm: LanguageModel) -> None:
    lm.tokenizer.chat_template = (
        "{% for m in messages %}{{ loop.index }}: {{ m.content }}\n{% endfor %}"
    )
    words = modelfile(lm, "x.gguf")
    assert "TEMPLATE" not in words
    assert words.splitlines()[1].startswith("#")


def test_families_and_positions_without_a_place_are_refused(tmp_path: Path, tokens: Path) -> None:
    gpt2 = load_language_model(make_tiny_model(tmp_path / "g", family="gpt2"), "cpu")
    with pytest.raises(ModelError, match="“gpt2”"):
        write_gguf(gpt2, tmp_path / "g.gguf", "g")
    scaled = {"rope_type": "linear", "factor": 2.0, "rope_theta": 10000.0}
    lm = load_language_model(
        model_of("llama", tmp_path / "m", tokens, rope_parameters=scaled), "cpu"
    )
    with pytest.raises(ModelError, match="scaled"):
        write_gguf(lm, tmp_path / "m.gguf", "m")


def test_rules_for_cutting_words_are_recognised_or_refused() -> None:
    byte_level = {"type": "ByteLevel", "add_prefix_space": False, "use_regex": True}
    digits = {"type": "Digits", "individual_digits": True}
    split = {"type": "Split", "pattern": {"Regex": "[a-z]+"}, "behavior": "Isolated"}
    after = {**byte_level, "use_regex": False}
    assert _rule_name(byte_level) == "gpt-2"
    assert _rule_name({"type": "Sequence", "pretokenizers": [digits, byte_level]}) == "smollm"
    with pytest.raises(ModelError, match="no name"):
        _rule_name({"type": "Sequence", "pretokenizers": [split, after]})
    with pytest.raises(ModelError, match="no name"):
        _rule_name({**byte_level, "add_prefix_space": True})
