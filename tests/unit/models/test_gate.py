"""The gate accepts a sound model folder and refuses each hostile or damaged one with its reason."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import ModelError
from desktop.models.gate import inspect_model_folder, known_model_types
from tests.helpers.tiny_models import make_tiny_model

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_tiny_model(tmp_path / "model")


def edit(path: Path, **changes: object) -> None:
    value = json.loads(path.read_text(encoding="utf-8"))
    value.update(changes)
    path.write_text(json.dumps(value), encoding="utf-8")


def test_facts_of_a_sound_folder(folder: Path) -> None:
    facts = inspect_model_folder(folder)
    assert facts.model_type == "llama"
    assert facts.architectures == ("LlamaForCausalLM",)
    assert (facts.layers, facts.hidden_size, facts.vocab_size) == (2, 32, 288)
    assert facts.context_length == 512
    assert facts.dtype == "float32"
    # Tied embedding 288*32; a layer: q and o 32*32, k and v 32*16, mlp 3*32*64, two norms.
    assert facts.parameters == 288 * 32 + 2 * (2 * 1024 + 2 * 512 + 3 * 2048 + 64) + 32
    assert facts.parameter_bytes == (folder / "model.safetensors").stat().st_size
    assert facts.has_chat_template


@pytest.mark.parametrize("family", ["qwen2", "gpt2"])
def test_other_families_pass(tmp_path: Path, family: str) -> None:
    facts = inspect_model_folder(make_tiny_model(tmp_path, family=family))
    assert facts.model_type == family
    assert facts.layers == 2


def remove_config(folder: Path) -> None:
    (folder / "config.json").unlink()


def break_config(folder: Path) -> None:
    (folder / "config.json").write_text('{"model_type": "lla', encoding="utf-8")


def list_config(folder: Path) -> None:
    (folder / "config.json").write_text("[1]", encoding="utf-8")


def nest_config(folder: Path) -> None:
    (folder / "config.json").write_text("[" * 200_000, encoding="utf-8")


def add_pickle(folder: Path) -> None:
    (folder / "pytorch_model.bin").write_bytes(b"\x80\x04.")


def add_nested_pickle(folder: Path) -> None:
    (folder / "original").mkdir()
    (folder / "original" / "consolidated.00.PTH").write_bytes(b"\x80\x04.")


def add_code(folder: Path) -> None:
    (folder / "modeling_evil.py").write_text("raise SystemExit", encoding="utf-8")


def add_auto_map(folder: Path) -> None:
    edit(folder / "config.json", auto_map={"AutoModelForCausalLM": "evil.Model"})


def add_tokenizer_auto_map(folder: Path) -> None:
    edit(folder / "tokenizer_config.json", auto_map={"AutoTokenizer": ["evil.Tokenizer", None]})


def unknown_type(folder: Path) -> None:
    edit(folder / "config.json", model_type="marvin")


def type_of_wrong_kind(folder: Path) -> None:
    edit(folder / "config.json", model_type=["llama"])


def encoder(folder: Path) -> None:
    edit(folder / "config.json", architectures=["BertForMaskedLM"])


def quantised(folder: Path) -> None:
    edit(folder / "config.json", quantization_config={"quant_method": "gptq"})


def no_tokenizer(folder: Path) -> None:
    (folder / "tokenizer.json").unlink()


def no_weights(folder: Path) -> None:
    (folder / "model.safetensors").unlink()


def half_weights(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty_weights(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes(b"")


def cut_header(folder: Path) -> None:
    path = folder / "model.safetensors"
    path.write_bytes(path.read_bytes()[:100])


def huge_header(folder: Path) -> None:
    (folder / "model.safetensors").write_bytes((1 << 62).to_bytes(8, "little") + b"{}")


def lying_shape(folder: Path) -> None:
    header = b'{"a": {"dtype": "F32", "shape": [999], "data_offsets": [0, 4]}}'
    (folder / "model.safetensors").write_bytes(
        len(header).to_bytes(8, "little") + header + b"\0" * 4
    )


def missing_shard(folder: Path) -> None:
    index = {"weight_map": {"a": "model.safetensors", "b": "model-00002-of-00002.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")


def shard_above(folder: Path) -> None:
    (folder.parent / "other.safetensors").write_bytes((folder / "model.safetensors").read_bytes())
    index = {"weight_map": {"a": "../other.safetensors"}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")


def absolute_shard(folder: Path) -> None:
    index = {"weight_map": {"a": str(folder / "model.safetensors")}}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index), encoding="utf-8")


def linked_weights(folder: Path) -> None:
    outside = folder.parent / "outside.safetensors"
    (folder / "model.safetensors").rename(outside)
    (folder / "model.safetensors").symlink_to(outside)


def absurd_layers(folder: Path) -> None:
    edit(folder / "config.json", num_hidden_layers=10**9)


def absurd_width(folder: Path) -> None:
    edit(folder / "config.json", hidden_size=100_000)


def absurd_inner_width(folder: Path) -> None:
    edit(folder / "config.json", intermediate_size=10**12)


def negative_vocabulary(folder: Path) -> None:
    edit(folder / "config.json", vocab_size=-5)


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (remove_config, "no config.json"),
        (break_config, "config.json"),
        (list_config, "not a JSON object"),
        (nest_config, "config.json"),
        (add_pickle, "pickled data"),
        (add_nested_pickle, "pickled data"),
        (add_code, "program code"),
        (add_auto_map, "auto_map"),
        (add_tokenizer_auto_map, "auto_map"),
        (unknown_type, "marvin"),
        (type_of_wrong_kind, "model_type"),
        (encoder, "BertForMaskedLM"),
        (quantised, "quantised"),
        (no_tokenizer, "tokenizer"),
        (no_weights, "neither model.safetensors"),
        (half_weights, "should hold"),
        (empty_weights, "header"),
        (cut_header, "header"),
        (huge_header, "header"),
        (lying_shape, "does not fit"),
        (missing_shard, "1 of 2 weight files"),
        (shard_above, "outside the folder"),
        (absolute_shard, "outside the folder"),
        (linked_weights, "leaves the folder"),
        (absurd_layers, "num_hidden_layers"),
        (absurd_width, "describes at least"),
        (absurd_inner_width, "describes at least"),
        (negative_vocabulary, "vocab_size"),
    ],
)
def test_refusals(folder: Path, harm: Callable[[Path], None], words: str) -> None:
    harm(folder)
    with pytest.raises(ModelError) as caught:
        inspect_model_folder(folder)
    error = caught.value
    assert words in str(error)
    assert error.title
    assert error.message
    assert error.hint


def test_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no folder"):
        inspect_model_folder(tmp_path / "nowhere")


def test_links_of_a_hub_cache_are_followed(tmp_path: Path) -> None:
    made = make_tiny_model(tmp_path / "made")
    home = tmp_path / "models--someone--tiny"
    snapshot = home / "snapshots" / "abc"
    snapshot.mkdir(parents=True)
    (home / "blobs").mkdir()
    for number, path in enumerate(sorted(made.iterdir())):
        blob = home / "blobs" / str(number)
        path.rename(blob)
        (snapshot / path.name).symlink_to(os.path.relpath(blob, snapshot))
    assert inspect_model_folder(snapshot).layers == 2


def test_known_types_agree_with_transformers() -> None:
    from transformers.models.auto.modeling_auto import MODEL_FOR_CAUSAL_LM_MAPPING_NAMES

    assert known_model_types() == set(MODEL_FOR_CAUSAL_LM_MAPPING_NAMES)


def test_gate_does_not_import_torch(folder: Path) -> None:
    code = (
        "import sys, pathlib; from desktop.models.gate import inspect_model_folder as f;"
        "f(pathlib.Path(sys.argv[1])); sys.exit('torch' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code, str(folder)], check=False).returncode == 0
