"""Engines in the user's data folder, as an installation leaves them there."""

from __future__ import annotations

import hashlib
import json
import sys
import tarfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.domain.engines import MANIFEST, Engine, EngineFile, EngineKind
from desktop.services.engines import engines_folder
from desktop.worker.launch import built_in_engine

if TYPE_CHECKING:
    from pathlib import Path


def install_engine(name: str, **changes: Any) -> Path:  # noqa: ANN401 - any field of an Engine
    """Write the manifest of an engine that runs from the sources; return its folder."""
    engine: Engine = replace(
        built_in_engine(),
        name=name,
        kind=EngineKind.CUDA,
        torch="2.13.0+cu130",
        command=(sys.executable, "-m", "desktop.worker"),
    )
    folder = engines_folder() / name
    folder.mkdir(parents=True)
    manifest = replace(engine, **changes).to_json()
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def pack_engine(folder: Path, content: bytes = b"program", **changes: Any) -> Path:  # noqa: ANN401
    """Return the archive of an engine whose one file should hold "program"."""
    source = folder / "tastemaker-engine"
    source.mkdir(exist_ok=True)
    (source / "engine").write_bytes(content)
    of_an_engine: dict[str, Any] = {
        "name": "cuda-13",
        "kind": EngineKind.CUDA,
        "torch": "2.13.0+cu130",
        "command": ("engine",),
        "files": {"engine": EngineFile(7, hashlib.sha256(b"program").hexdigest())},
    }
    engine: Engine = replace(built_in_engine(), **{**of_an_engine, **changes})
    (source / MANIFEST).write_text(json.dumps(engine.to_json()), encoding="utf-8")
    archive = folder / "engine.tar.gz"
    with tarfile.open(archive, "w:gz") as tar:
        tar.add(source, source.name)
    return archive
