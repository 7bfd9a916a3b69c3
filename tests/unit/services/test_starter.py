from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import InvalidInputError
from desktop.services import paths
from desktop.services.starter import base_ready, ensure_base, ensure_starter

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def models(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TASTEMAKER_MODELS_DIR", str(tmp_path / "models"))
    return tmp_path / "models"


def prepare_starter(models: Path) -> Path:
    folder = models / paths.STARTER_FOLDER
    folder.mkdir(parents=True)
    (folder / "model.safetensors").write_bytes(b"12345")
    manifest = {"files": {"model.safetensors": {"bytes": 5}}}
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return folder


def test_the_starter_is_ready_when_all_its_files_have_their_size(models: Path) -> None:
    assert not base_ready("starter")
    folder = prepare_starter(models)
    assert base_ready("starter")
    assert ensure_starter() == folder
    (folder / "model.safetensors").write_bytes(b"1234")
    assert not base_ready("starter")


def test_the_starter_that_came_with_the_program_is_used_where_it_lies(
    models: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundled = prepare_starter(tmp_path / "resources" / "models")
    monkeypatch.setattr(paths, "resource_path", (tmp_path / "resources").joinpath)
    assert paths.base_model_folder("starter") == bundled
    assert base_ready("starter")
    assert ensure_starter() == bundled
    assert not models.exists()


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": {}}', '{"files": {"x": 3}}'])
def test_a_damaged_manifest_is_not_ready(models: Path, text: str) -> None:
    (prepare_starter(models) / "manifest.json").write_text(text)
    assert not base_ready("starter")


def test_a_folder_is_used_where_it_lies(models: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    name = paths.canonical_model(str(tmp_path / "mine"))
    assert not base_ready(name)
    (tmp_path / "mine" / "config.json").write_text("{}")
    assert base_ready(name)
    assert ensure_base(name) == tmp_path / "mine"


def test_a_gguf_is_ready_until_its_file_changes(models: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.gguf"
    file.write_bytes(b"GGUF")
    folder = paths.base_model_folder(str(file))
    assert folder.parent == models / "gguf"
    assert not base_ready(str(file))
    folder.mkdir(parents=True)
    facts = {"path": str(file), "bytes": 4, "changed": file.stat().st_mtime_ns}
    (folder / "source.json").write_text(json.dumps(facts))
    assert base_ready(str(file))
    os.utime(file, ns=(0, 0))
    assert not base_ready(str(file))


def test_a_model_of_the_hub_has_a_folder_of_its_own(models: Path) -> None:
    folder = paths.base_model_folder("some/model")
    assert folder == models / "hub" / "some--model"
    folder.mkdir(parents=True)
    assert not base_ready("some/model")
    (folder / "source.json").write_text('{"hub_id": "some/model"}')
    assert base_ready("some/model")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("starter", paths.BaseKind.STARTER),
        ("HuggingFaceTB/SmolLM2-135M", paths.BaseKind.HUB),
    ],
)
def test_the_kind_of_a_name(name: str, kind: paths.BaseKind) -> None:
    assert paths.base_kind(name) is kind


@pytest.mark.parametrize("name", ["", "nothing", "a/b/c", "a/b.gguf", "/no/such/place", "../x"])
def test_what_is_no_model_is_refused(name: str) -> None:
    with pytest.raises(InvalidInputError, match="no such model"):
        paths.base_kind(name)


def test_the_folders_can_be_moved(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TASTEMAKER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("TASTEMAKER_MODELS_DIR")
    assert paths.models_folder() == tmp_path / "data" / "models"
    assert paths.logs_folder().is_dir()
    monkeypatch.delenv("TASTEMAKER_DATA_DIR")
    assert paths.user_data_folder().name == "tastemaker"
