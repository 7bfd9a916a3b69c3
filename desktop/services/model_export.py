"""Exporting a version: a whole model (made and checked by a worker), or just its adapter."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.errors import InvalidInputError, ModelError, StorageError
from desktop.domain.events import ModelExported, Progress
from desktop.domain.model_forms import GgufWeights, ModelForm
from desktop.services.cancelling import Cancelled, never
from desktop.services.export_plan import require_form
from desktop.services.model_card import write_model_card
from desktop.services.one_job import do_job
from desktop.services.paths import logs_folder
from desktop.worker.protocol import ExportModel

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from desktop.domain.versions import ModelVersion
    from desktop.services.project import Project


@dataclass(frozen=True, slots=True)
class ModelExportReport:
    """What was written.

    `checked_tokens` were the same when a whole model was read back; `kept_tokens` of them are those
    of the version before its weights were rounded.
    """

    version: str
    format: str
    folder: str
    checked_tokens: int = 0
    kept_tokens: int = 0


def export_version(
    project: Project,
    version_id: int,
    folder: Path,
    format: str = ModelForm.HF.value,
    on_progress: Callable[[str, int, int], None] | None = None,
    *,
    weights: str = GgufWeights.STORED.value,
    cancelled: Callable[[], bool] = never,
) -> ModelExportReport:
    """Export a version with its card into a new or empty folder.

    Args:
        project: The open project.
        version_id: What to export.
        folder: Where to.
        format: "hf" (a whole model folder), "gguf" (a file for llama.cpp and Ollama) or "adapter"
            (PEFT's format).
        on_progress: Hears how far the work is.
        weights: How a GGUF file stores its matrices: as the base does, "f16" or "q8_0".
        cancelled: Asked now and then; the work is stopped when it says yes.

    Raises:
        Cancelled: It was called off; nothing is left of it.
        NotFoundError: There is no such version.
        InvalidInputError: The folder is in use, or the version cannot be had in this format.
        ModelError: The version's files are missing or damaged.
        StorageError: The folder cannot be written.

    """
    version = project.version(version_id)
    form = ModelForm(format)
    require_form(project, version, form)
    target = folder.expanduser().resolve()
    require_empty(target)
    if form is ModelForm.ADAPTER:
        _copy_adapter(project, version, target)
        write_model_card(project, version, target, format)
        return ModelExportReport(version.name, format, str(target))
    job = ExportModel(
        project.source(version), str(target), format, file_name(version.name), weights
    )
    for event in do_job(job, logs_folder() / "export.log", cancelled):
        if isinstance(event, Progress) and on_progress:
            on_progress(event.phase, event.done, event.total)
        elif isinstance(event, ModelExported):
            write_model_card(project, version, target, format)
            tokens = (event.checked_tokens, event.kept_tokens)
            return ModelExportReport(version.name, format, str(target), *tokens)
    _leave_nothing(target)
    if cancelled():
        raise Cancelled
    raise ModelError("The export did not finish", "The worker ended early.", "Try again.")


def require_empty(folder: Path) -> None:
    """Raise `InvalidInputError` where a folder already holds something."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InvalidInputError(
            "The export needs an empty folder",
            f"{folder} already holds something; nothing in it was changed.",
            "Choose another folder.",
        )


def file_name(name: str) -> str:
    """Return a name for a file: letters, digits and hyphens of a version's name."""
    return re.sub(r"[^\w.]+", "-", name).strip("-.") or "model"


def _leave_nothing(target: Path) -> None:
    """Remove what a worker that was stopped has written: the folder, and its draft beside it."""
    drafts = (d for d in target.parent.glob(f".{target.name}.*") if d.suffix[1:].isdigit())
    for folder in (target, *drafts):
        shutil.rmtree(folder, ignore_errors=True)


def _copy_adapter(project: Project, version: ModelVersion, target: Path) -> None:
    source = project.source(version).adapter_folder
    assert source is not None, "asked for by require_form"
    try:
        shutil.copytree(source, target, dirs_exist_ok=True)
    except OSError as error:
        raise StorageError(
            "The adapter cannot be written",
            f"{target}: {error.strerror or error}.",
            "Choose another place, or free some space.",
        ) from error
