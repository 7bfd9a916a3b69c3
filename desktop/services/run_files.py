"""What the application writes into a run's folder before it starts: `spec.json`, `data.jsonl`."""

from __future__ import annotations

import json
import os
import platform
from importlib import metadata
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.domain.datasets import Example, write_examples
from desktop.domain.errors import ProjectError, StorageError
from desktop.domain.runs import RunSpec

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SPEC = "spec.json"
DATA = "data.jsonl"
LOG = "worker.log"
MODEL = "model"
LIBRARIES = ("torch", "transformers", "peft", "safetensors", "tokenizers", "numpy")


def library_versions() -> dict[str, str]:
    """Return the versions of what computes a run, without importing it."""
    versions = {"tastemaker": __version__, "python": platform.python_version()}
    for name in LIBRARIES:
        try:
            versions[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            versions[name] = "not installed"
    return versions


def write_run_files(folder: Path, spec: RunSpec, examples: Iterable[Example]) -> int:
    """Write a run's specification and data, durably; return the number of examples.

    Raises:
        StorageError: The disk is full or read-only.

    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        count = write_examples(folder / DATA, examples)
        (folder / SPEC).write_text(
            json.dumps(spec.to_json(), indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
        )
        for name in (DATA, SPEC):
            _flush(folder / name)
    except OSError as error:
        raise StorageError(
            "The run's files cannot be written",
            f"{folder}: {error.strerror or error}. Your judgements are safe.",
            "Free some space or make the folder writable, then start the run again.",
        ) from error
    return count


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def read_spec(folder: Path) -> RunSpec:
    """Return the specification of a run; raises `ProjectError` when it is missing or damaged."""
    try:
        return RunSpec.from_json(json.loads((folder / SPEC).read_text(encoding="utf-8")))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ProjectError(
            "The run's files are missing or damaged",
            f"{folder / SPEC} cannot be read ({type(error).__name__}). Your judgements are safe.",
            "Start a new run with the same settings.",
        ) from error
