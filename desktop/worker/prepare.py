"""Makes a base model ready: the starter fetched, a GGUF file converted, a Hub id downloaded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.events import Event, Progress
from desktop.models.resolve import resolve_model

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.worker.protocol import PrepareBase


def prepare_base(job: PrepareBase, report: Callable[[Event], None]) -> Path:
    """Return the folder of the prepared model; raises `AppError` when it cannot be made."""

    def progress(phase: str, done: int, total: int) -> None:
        report(Progress(phase, done, total))

    return resolve_model(
        job.model,
        Path(job.models_folder),
        allow_download=job.allow_download,
        on_progress=progress,
    )
