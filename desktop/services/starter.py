"""Base models made ready in a child process: the starter model, GGUF files, models of the Hub.

Whether one is ready is seen from its files at once; only when it is not does a worker (with torch)
do the work.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from desktop.domain.errors import ModelError
from desktop.domain.events import BasePrepared, Progress
from desktop.services.one_job import Cancelled, do_job, never
from desktop.services.paths import (
    MANIFEST,
    STARTER,
    BaseKind,
    base_kind,
    base_model_folder,
    logs_folder,
    models_folder,
)
from desktop.worker.protocol import PrepareBase

OnProgress = Callable[[str, int, int], None]
"""Called with a phase (download, unpack, convert) and how much of it is done, of how much."""

SOURCE = "source.json"


def _silent(phase: str, done: int, total: int) -> None:
    """Hear of progress without doing anything."""


def ensure_starter(on_progress: OnProgress = _silent, cancelled: Cancelled = never) -> Path:
    """Return the starter model's folder, making it ready first if need be; see `ensure_base`."""
    return ensure_base(STARTER, on_progress, cancelled)


def ensure_base(
    model: str, on_progress: OnProgress = _silent, cancelled: Cancelled = never
) -> Path:
    """Return the folder of a base model, ready to load.

    Args:
        model: "starter", a folder, a `.gguf` file or a Hub id.
        on_progress: Hears how far the work is.
        cancelled: Asked now and then; the work is stopped when it says yes.

    Raises:
        AppError: It cannot be made ready (no network, no space, not a model), or it was cancelled.

    """
    folder = base_model_folder(model)
    if base_ready(model):
        return folder
    kind = base_kind(model)
    if kind is BaseKind.FOLDER:
        return folder
    job = PrepareBase(model, str(models_folder()), allow_download=kind is BaseKind.HUB)
    for event in do_job(job, logs_folder() / "prepare.log", cancelled):
        if isinstance(event, Progress):
            on_progress(event.phase, event.done, event.total)
        elif isinstance(event, BasePrepared):
            return Path(event.folder)
    raise ModelError(
        "The model is not ready", "Making it ready was cancelled.", "Start it again when you like."
    )


def base_ready(model: str) -> bool:
    """Tell at once whether a base model lies there; the starter's files are checked by size."""
    folder = base_model_folder(model)
    if model == STARTER:
        return _manifest_holds(folder)
    if folder == Path(model):
        return (folder / "config.json").is_file()
    return _is_prepared(folder, Path(model))


def _is_prepared(folder: Path, origin: Path) -> bool:
    """Tell whether a folder was finished, from this very file where it was made from one."""
    try:
        facts = json.loads((folder / SOURCE).read_text(encoding="utf-8"))
        if "path" not in facts:
            return True
        found = origin.stat()
    except (OSError, ValueError, TypeError):
        return False
    return bool((facts["bytes"], facts["changed"]) == (found.st_size, found.st_mtime_ns))


def _manifest_holds(folder: Path) -> bool:
    try:
        files = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]
        return bool(files) and all(
            (folder / name).stat().st_size == facts["bytes"] for name, facts in files.items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False
