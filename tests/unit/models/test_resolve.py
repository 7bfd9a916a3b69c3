"""What the user calls a model becomes a checked folder, or a clear refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.errors import DownloadError, ModelError
from desktop.models import resolve
from desktop.models.resolve import resolve_model
from desktop.services.paths import STARTER_FOLDER, base_model_folder
from tests.helpers.tiny_models import make_tiny_model

if TYPE_CHECKING:
    from pathlib import Path


def test_a_folder_is_used_where_it_is(tiny_folder: Path, tmp_path: Path) -> None:
    assert resolve_model(str(tiny_folder), tmp_path) == tiny_folder.resolve()


def test_a_missing_folder_or_file(tmp_path: Path) -> None:
    for argument in (tmp_path / "none", tmp_path / "none.gguf"):
        with pytest.raises(ModelError, match="not there"):
            resolve_model(str(argument), tmp_path)


def test_a_hub_id_needs_permission(tmp_path: Path) -> None:
    with pytest.raises(DownloadError, match="would have to be downloaded"):
        resolve_model("someone/tiny", tmp_path)


def test_a_hub_id_is_fetched_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    asked: list[dict[str, Any]] = []

    def snapshot(hub_id: str, *, local_dir: Path, **rest: object) -> None:
        asked.append({"hub_id": hub_id, **rest})
        make_tiny_model(local_dir)

    monkeypatch.setattr(huggingface_hub, "snapshot_download", snapshot)
    folder = resolve_model("someone/tiny", tmp_path, allow_download=True)
    assert folder == tmp_path / "hub" / "someone--tiny"
    assert asked[0]["hub_id"] == "someone/tiny"
    assert not any(".bin" in pattern or ".py" in pattern for pattern in asked[0]["allow_patterns"])
    assert resolve_model("someone/tiny", tmp_path) == folder
    assert len(asked) == 1


def test_no_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    def snapshot(*_: object, **__: object) -> None:
        raise ConnectionError("Name or service not known")

    monkeypatch.setattr(huggingface_hub, "snapshot_download", snapshot)
    with pytest.raises(DownloadError, match="Name or service not known"):
        resolve_model("someone/tiny", tmp_path, allow_download=True)


def test_folders_are_those_the_services_look_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TASTEMAKER_MODELS_DIR", str(tmp_path))
    path = tmp_path / "x.gguf"
    assert resolve.gguf_folder(path, tmp_path) == base_model_folder(str(path))
    assert resolve.hub_folder("a/b", tmp_path) == base_model_folder("a/b")
    assert STARTER_FOLDER == "SmolLM2-135M-Instruct"
