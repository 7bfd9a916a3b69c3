"""What an export of a version would write, and what speaks against it, before it is begun.

Only the files of the version and their headers are looked at; nothing is loaded.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import AppError, InvalidInputError, ModelError, StorageError
from desktop.domain.model_forms import BYTES_A_WEIGHT, GgufWeights, ModelForm, require_gguf
from desktop.domain.versions import VersionKind
from desktop.services.chosen_versions import require_base
from desktop.services.run_sizes import read_shape

if TYPE_CHECKING:
    from desktop.domain.versions import ModelVersion
    from desktop.services.project import Project

CARD = "README.md"
_WEIGHTS = (".safetensors", ".safetensors.index.json")
_CARD_BYTES = 6_000
_GGUF_TOKENIZER = 0.75
"""A tokenizer inside a GGUF file beside its tokenizer.json, about."""
_MODELFILE_BYTES = 1_000
_SPARE = 1.05
"""Of disk, beside what is written: nothing else should be left without a byte."""


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file, or several that belong together, with about so many bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class ModelExportPlan:
    """What would be written; with a refusal, nothing."""

    files: tuple[PlannedFile, ...] = ()
    refusal: AppError | None = None

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


def plan_model_export(
    project: Project,
    version: ModelVersion,
    form: ModelForm,
    weights: GgufWeights = GgufWeights.STORED,
    *,
    name: str = "model",
) -> ModelExportPlan:
    """Return what an export would write; sizes are estimates to within a few percent.

    Args:
        project: The open project.
        version: What would be exported.
        form: As what.
        weights: How a GGUF file stores its matrices.
        name: What a GGUF file is called.
    """
    try:
        require_form(project, version, form)
        files = _files(project, version, form, weights, name)
    except AppError as error:
        return ModelExportPlan(refusal=error)
    except OSError as error:
        return ModelExportPlan(refusal=_unreadable(error))
    return ModelExportPlan((*files, PlannedFile(CARD, _CARD_BYTES)))


def require_form(project: Project, version: ModelVersion, form: ModelForm) -> None:
    """Raise `AppError` where a version cannot be had in a form."""
    require_base(project, version)
    source = project.source(version)
    if form is ModelForm.ADAPTER:
        if source.adapter_folder is None:
            raise InvalidInputError(
                f"“{version.name}” has no adapter",
                "It is a whole model.",
                "Export it as a whole model folder (hf).",
            )
        return
    if version.kind is VersionKind.REWARD:
        raise InvalidInputError(
            f"“{version.name}” is a reward model",
            "It gives numbers, not text, so it cannot be a language model of its own.",
            "Export its adapter.",
        )
    if form is ModelForm.GGUF:
        require_gguf(_config(Path(source.base_folder)))


def require_room(plan: ModelExportPlan, folder: Path) -> None:
    """Raise `StorageError` where a plan would not fit on the disk of a folder."""
    place = next((p for p in (folder, *folder.parents) if p.exists()), Path.home())
    free = shutil.disk_usage(place).free
    if plan.size * _SPARE > free:
        needed, room = f"{plan.size / 1e9:.1f}", f"{free / 1e9:.1f}"
        raise StorageError(
            "There is not enough space for the export",
            f"It needs about {needed} GB, and {room} GB are free there.",
            "Choose a folder on another disk, or free some space.",
        )


def _files(
    project: Project, version: ModelVersion, form: ModelForm, weights: GgufWeights, name: str
) -> list[PlannedFile]:
    source = project.source(version)
    if form is ModelForm.ADAPTER:
        assert source.adapter_folder is not None
        return [PlannedFile(path.name, size) for path, size in _sizes(Path(source.adapter_folder))]
    base = Path(source.base_folder)
    found = _sizes(base)
    stored = sum(size for path, size in found if path.name.endswith(_WEIGHTS))
    tokenizer = [(path, size) for path, size in found if "token" in path.name or _is_words(path)]
    if form is ModelForm.HF:
        words = sum(size for _, size in tokenizer)
        return [
            PlannedFile("model.safetensors", stored),
            PlannedFile("config.json", (base / "config.json").stat().st_size),
            PlannedFile("tokenizer.json", words),
        ]
    if weights in BYTES_A_WEIGHT:
        stored = round(read_shape(base).parameters * BYTES_A_WEIGHT[weights])
    words = sum(size for path, size in tokenizer if path.name == "tokenizer.json")
    size = stored + round(_GGUF_TOKENIZER * words)
    return [PlannedFile(f"{name}.gguf", size), PlannedFile("Modelfile", _MODELFILE_BYTES)]


def _is_words(path: Path) -> bool:
    return path.name in ("vocab.json", "merges.txt", "chat_template.jinja")


def _sizes(folder: Path) -> list[tuple[Path, int]]:
    """Return the files right in a folder with their sizes, by name."""
    with os.scandir(folder) as entries:
        found = [(Path(e.path), e.stat().st_size) for e in entries if e.is_file()]
    return sorted(found)


def _config(folder: Path) -> dict[str, object]:
    try:
        found = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _unreadable(error) from error
    return dict(found)


def _unreadable(error: Exception) -> ModelError:
    return ModelError(
        "The model's files cannot be read",
        f"{error}.",
        "Prepare the model again from the Models page.",
    )
