"""Exporting a version: a whole model (made and checked by a worker), or just its adapter."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.errors import InvalidInputError, ModelError, StorageError
from desktop.domain.events import ModelExported, Progress
from desktop.domain.versions import VersionKind
from desktop.services.model_card import write_model_card
from desktop.services.one_job import do_job
from desktop.services.paths import logs_folder
from desktop.services.training import require_base
from desktop.worker.protocol import ExportModel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.domain.versions import ModelVersion
    from desktop.services.project import Project

FORMATS = ("hf", "adapter", "gguf")


@dataclass(frozen=True, slots=True)
class ModelExportReport:
    """What was written; `checked_tokens` were the same when a whole model was read back."""

    version: str
    format: str
    folder: str
    checked_tokens: int = 0


def export_version(
    project: Project,
    version_id: int,
    folder: Path,
    format: str = "hf",
    on_progress: Callable[[str, int, int], None] | None = None,
) -> ModelExportReport:
    """Export a version with its card into a new or empty folder.

    Args:
        project: The open project.
        version_id: What to export.
        folder: Where to.
        format: "hf" (a whole model folder), "gguf" (a file for llama.cpp and Ollama) or "adapter"
            (PEFT's format).
        on_progress: Hears how far the work is.

    Raises:
        NotFoundError: There is no such version.
        InvalidInputError: The folder is in use, or the version cannot be had in this format.
        ModelError: The version's files are missing or damaged.
        StorageError: The folder cannot be written.

    """
    version = project.version(version_id)
    require_base(project, version)
    target = folder.expanduser().resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise InvalidInputError(
            "The export needs an empty folder",
            f"{target} already holds something; nothing in it was changed.",
            "Choose another folder.",
        )
    if format == "adapter":
        _copy_adapter(project, version, target)
        write_model_card(project, version, target, format)
        return ModelExportReport(version.name, format, str(target))
    if version.kind is VersionKind.REWARD:
        raise InvalidInputError(
            f"“{version.name}” is a reward model",
            "It gives numbers, not text, so it cannot be a language model of its own.",
            "Export it with --format adapter.",
        )
    job = ExportModel(project.source(version), str(target), format, file_name(version.name))
    for event in do_job(job, logs_folder() / "export.log"):
        if isinstance(event, Progress) and on_progress:
            on_progress(event.phase, event.done, event.total)
        elif isinstance(event, ModelExported):
            write_model_card(project, version, target, format)
            return ModelExportReport(version.name, format, str(target), event.checked_tokens)
    raise ModelError("The export did not finish", "The worker ended early.", "Try again.")


def file_name(name: str) -> str:
    """Return a name for a file: letters, digits and hyphens of a version's name."""
    return re.sub(r"[^\w.]+", "-", name).strip("-.") or "model"


def _copy_adapter(project: Project, version: ModelVersion, target: Path) -> None:
    source = project.source(version).adapter_folder
    if source is None:
        raise InvalidInputError(
            f"“{version.name}” has no adapter",
            "It is a whole model.",
            "Export it with --format hf.",
        )
    try:
        shutil.copytree(source, target, dirs_exist_ok=True)
    except OSError as error:
        raise StorageError(
            "The adapter cannot be written",
            f"{target}: {error.strerror or error}.",
            "Choose another place, or free some space.",
        ) from error
