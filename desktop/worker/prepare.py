"""Makes a base model ready: the starter fetched and converted, a GGUF file converted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.events import Event, Progress
from desktop.models.gguf import convert_gguf
from desktop.models.starter import ensure_starter

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.worker.protocol import PrepareBase

STARTER = "starter"


def prepare_base(job: PrepareBase, report: Callable[[Event], None]) -> Path:
    """Return the folder of the prepared model; raises `AppError` when it cannot be made."""

    def progress(phase: str, done: int, total: int) -> None:
        report(Progress(phase, done, total))

    destination = Path(job.destination)
    if job.model == STARTER:
        return ensure_starter(Path(job.models_folder), progress)
    destination.parent.mkdir(parents=True, exist_ok=True)
    progress("convert", 0, 1)
    convert_gguf(Path(job.model), destination)
    progress("convert", 1, 1)
    return destination
