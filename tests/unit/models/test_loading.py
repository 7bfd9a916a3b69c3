"""Loading: the weights of the file, dropout off, and plain words when something does not fit."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import torch
from safetensors.torch import load_file, save_file

from desktop.domain.errors import ModelError
from desktop.models.loading import LanguageModel, load_language_model
from tests.helpers.tiny_models import make_tiny_model

if TYPE_CHECKING:
    from pathlib import Path


def test_weights_are_those_of_the_file(lm: LanguageModel, tiny_folder: Path) -> None:
    stored = load_file(tiny_folder / "model.safetensors")
    loaded = lm.model.state_dict()
    for name, tensor in stored.items():
        assert torch.equal(loaded[name], tensor), name


def test_nothing_trains_and_nothing_drops(tmp_path: Path) -> None:
    folder = make_tiny_model(tmp_path, family="gpt2")
    lm = load_language_model(folder, "cpu", torch.float32)
    assert not any(p.requires_grad for p in lm.model.parameters())
    ids = torch.arange(20)[None]
    still = lm.model(input_ids=ids).logits
    lm.model.train()
    assert torch.equal(lm.model(input_ids=ids).logits, still)


def test_dtype_is_as_asked(tiny_folder: Path) -> None:
    lm = load_language_model(tiny_folder, "cpu", torch.bfloat16)
    assert {p.dtype for p in lm.model.parameters()} == {torch.bfloat16}
    assert lm.dtype is torch.bfloat16


def test_end_and_padding_tokens(lm: LanguageModel) -> None:
    assert lm.end_ids == {2}
    assert lm.pad_id == 0


def test_missing_tensor_is_told(tmp_path: Path) -> None:
    folder = make_tiny_model(tmp_path)
    path = folder / "model.safetensors"
    tensors = load_file(path)
    del tensors["model.layers.1.mlp.up_proj.weight"]
    save_file(tensors, path, metadata={"format": "pt"})
    with pytest.raises(ModelError, match="up_proj"):
        load_language_model(folder, "cpu", torch.float32)


def test_wrong_shape_is_told(tmp_path: Path) -> None:
    folder = make_tiny_model(tmp_path)
    path = folder / "config.json"
    config = json.loads(path.read_text(encoding="utf-8"))
    config["intermediate_size"] = 96
    path.write_text(json.dumps(config), encoding="utf-8")
    with pytest.raises(ModelError, match="cannot be loaded"):
        load_language_model(folder, "cpu", torch.float32)


def test_broken_tokenizer_is_told(tmp_path: Path) -> None:
    folder = make_tiny_model(tmp_path)
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="tokenizer cannot be loaded"):
        load_language_model(folder, "cpu", torch.float32)
