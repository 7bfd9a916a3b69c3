"""Engines in the user's data folder, as an installation leaves them there."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from desktop.domain.engines import MANIFEST, Engine, EngineKind
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
