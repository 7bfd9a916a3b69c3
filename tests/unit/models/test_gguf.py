"""GGUF files become clean model folders; wrong and broken ones are refused with words."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import torch

from desktop.domain.errors import ModelError
from desktop.domain.prompts import user_prompt
from desktop.models.chat import render_prompt
from desktop.models.gguf import convert_gguf
from desktop.models.loading import LanguageModel, load_language_model
from desktop.models.resolve import resolve_model
from tests.helpers.tiny_gguf import make_tiny_gguf

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="session")
def gguf_file(tiny_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny_gguf(tmp_path_factory.mktemp("gguf") / "tiny.gguf", tiny_folder)


def test_the_same_model_comes_out(gguf_file: Path, tmp_path: Path, lm: LanguageModel) -> None:
    folder = convert_gguf(gguf_file, tmp_path / "out", expected_end="<|im_end|>")
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert "quantization_config" not in config
    assert config["dtype"] == "bfloat16"
    converted = load_language_model(folder, "cpu", torch.float32)
    for name, tensor in lm.model.state_dict().items():
        if "rotary" not in name:
            expected = tensor.to(torch.bfloat16).float()
            assert torch.equal(converted.model.state_dict()[name], expected), name
    messages = user_prompt("Hello there")
    assert render_prompt(converted.tokenizer, messages) == render_prompt(lm.tokenizer, messages)
    assert converted.end_ids == {2}


def test_another_end_token_than_expected(gguf_file: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not the one expected"):
        convert_gguf(gguf_file, tmp_path / "out", expected_end="</s>")
    assert not (tmp_path / "out").exists()


def test_cut_files_are_refused(gguf_file: Path, tmp_path: Path) -> None:
    data = gguf_file.read_bytes()
    for share in (0.01, 0.3, 0.98):
        cut = tmp_path / "cut.gguf"
        cut.write_bytes(data[: int(len(data) * share)])
        with pytest.raises(ModelError, match="damaged, cut off"):
            convert_gguf(cut, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_other_files_are_refused(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.gguf"
    wrong.write_bytes(b"PK\x03\x04 something else")
    with pytest.raises(ModelError, match="not a GGUF file"):
        convert_gguf(wrong, tmp_path / "out")
    with pytest.raises(ModelError, match="cannot be read"):
        convert_gguf(tmp_path / "none.gguf", tmp_path / "out")


def test_converted_once_and_again_when_changed(
    gguf_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "mine.gguf"
    mine.write_bytes(gguf_file.read_bytes())
    folder = resolve_model(str(mine), tmp_path / "models")
    with monkeypatch.context() as patch:
        patch.setattr("desktop.models.gguf.convert_gguf", lambda *_: pytest.fail("converted again"))
        assert resolve_model(str(mine), tmp_path / "models") == folder
    mine.write_bytes(b"changed")
    with pytest.raises(ModelError, match="not a GGUF file"):
        resolve_model(str(mine), tmp_path / "models")
