"""Exporting a project's data: everything without loss, or what another program's format can hold.

What has no place in a format is counted and told, before and after.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import InvalidInputError, StorageError
from desktop.exchange.archive import archive_rows
from desktop.exchange.containers import write_rows
from desktop.exchange.formats import WRITABLE, writable_named
from desktop.exchange.llama_factory import Alpaca, ShareGpt, dataset_info
from desktop.exchange.prompt_feedback import Loss
from desktop.services.cancelling import Cancelled, never
from desktop.services.export_items import (
    ExportFilter,
    archive_contents,
    archive_size,
    export_items,
    project_texts,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from desktop.exchange.formats import WritableFormat
    from desktop.services.project import Project

    Progress = Callable[[int, float], None]

ARCHIVE = "tastemaker"
TEXT = "trl-text"
EXPORTS: tuple[str, ...] = (ARCHIVE, TEXT, *sorted(f.name for f in WRITABLE))
"""Names of the formats that can be written."""
DATASET_INFO = "dataset_info.json"
_TOLD_EVERY = 100
"""Prompts of which nobody is told; rows of what is not written prompt by prompt."""


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote, or would write.

    Args:
        format: The format's name.
        path: The file; "" for a plan.
        rows: Rows in it.
        losses: How often something had no place in the format, by what it was.
        left_out: Judgements of kinds that the format does not hold, by kind.
        beside: Further files that were written.
    """

    format: str
    path: str
    rows: int
    losses: Mapping[str, int] = field(default_factory=dict)
    left_out: Mapping[str, int] = field(default_factory=dict)
    beside: tuple[str, ...] = ()


def export_plan(
    project: Project,
    format: str,
    which: ExportFilter | None = None,
    *,
    on_counted: Callable[[ExportReport], None] | None = None,
    cancelled: Callable[[], bool] = never,
) -> ExportReport:
    """Count what an export would write.

    Args:
        project: The open project.
        format: The name of a format.
        which: Which judgements; all if not given.
        on_counted: Told now and then what was counted so far.
        cancelled: Asked now and then whether to stop.

    Raises:
        InvalidInputError: There is no such format.
        Cancelled: It was.
    """
    if format == ARCHIVE:
        return ExportReport(ARCHIVE, "", archive_size(project))
    rows = 0

    def told(counted: int, _share: float) -> None:
        if on_counted is not None:
            on_counted(source.report("", counted))

    source = _Source(project, format, which or ExportFilter(), told, cancelled)
    for _ in source.rows():
        rows += 1
    return source.report("", rows)


def export_file(
    project: Project,
    path: Path,
    format: str,
    which: ExportFilter | None = None,
    *,
    on_progress: Progress | None = None,
    cancelled: Callable[[], bool] = never,
) -> ExportReport:
    """Write a project's data to a file.

    Args:
        project: The open project.
        path: JSON lines, or by its name a `.json`, `.csv` or `.parquet` file, also `.gz`. It
            appears whole or not at all.
        format: The name of a format.
        which: Which judgements; all if not given. Our own format always holds everything.
        on_progress: Told the number of rows written, and the share of the project behind them.
        cancelled: Asked now and then whether to stop.

    Raises:
        InvalidInputError: There is no such format, or the rows do not fit into such a file.
        StorageError: The file cannot be written.
        Cancelled: It was; nothing is left.

    """
    source = _Source(project, format, which or ExportFilter(), on_progress, cancelled)
    try:
        count = write_rows(path, source.rows())
        beside = _write_dataset_info(source.format, path)
    except OSError as error:
        raise cannot_write(path, error) from error
    return source.report(str(path), count, beside)


def cannot_write(path: Path, error: OSError) -> StorageError:
    """Return what an export says that cannot be written."""
    return StorageError(
        "The export cannot be written",
        f"{path}: {error.strerror or error}. The project is not changed.",
        "Choose another place, or free some space.",
    )


def export_text(
    project: Project, format: str, which: ExportFilter | None = None, *, most: int = 20_000_000
) -> tuple[str, ExportReport]:
    """Return an export as JSON lines, for the clipboard, with its report.

    Raises:
        InvalidInputError: It is longer than `most` characters, or there is no such format.

    """
    with tempfile.TemporaryDirectory(prefix="tastemaker-") as folder:
        path = Path(folder) / "export.jsonl"
        report = export_file(project, path, format, which)
        if path.stat().st_size > most:
            raise InvalidInputError(
                "The export is too large for the clipboard",
                f"It has {report.rows} rows. Nothing was copied.",
                "Export it to a file.",
            )
        return path.read_text(encoding="utf-8"), report


class _Source:
    """Yields the rows of an export and counts what has no place in them."""

    def __init__(
        self,
        project: Project,
        name: str,
        which: ExportFilter,
        on_progress: Progress | None,
        cancelled: Callable[[], bool],
    ) -> None:
        self._project = project
        self._name = name
        own = name in (ARCHIVE, TEXT)
        self.format: WritableFormat | None = None if own else writable_named(name)
        self._which = which
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._rows = 0
        self._losses: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows; raises `Cancelled`."""
        if self.format is not None:
            return self._format_rows(self.format)
        if self._name == TEXT:
            texts = project_texts(self._project.folder)
            return self._followed(({"text": text} for text in texts), 0)
        size = archive_size(self._project)
        return self._followed(archive_rows(archive_contents(self._project)), size)

    def report(self, path: str, rows: int, beside: tuple[str, ...] = ()) -> ExportReport:
        """Return what came of it."""
        losses, left_out = dict(self._losses), dict(self._left_out)
        return ExportReport(self._name, path, rows, losses, left_out, beside)

    def _followed(self, rows: Iterable[dict[str, Any]], size: int) -> Iterator[dict[str, Any]]:
        for row in rows:
            yield row
            self._rows += 1
            if self._rows % _TOLD_EVERY == 0:
                self._tell(min(1.0, self._rows / size) if size else 0.0)

    def _format_rows(self, format: WritableFormat) -> Iterator[dict[str, Any]]:
        last = self._project.store.prompts.last_id()
        for number, item in enumerate(export_items(self._project, self._which), start=1):
            for event in item.events:
                if event.kind not in format.carries and event.kind != "skip":
                    self._left_out[event.kind] += 1
            for found in format.rows(item):
                if isinstance(found, Loss):
                    self._losses[found.value] += 1
                else:
                    self._rows += 1
                    yield found
            if number % _TOLD_EVERY == 0:
                self._tell(item.prompt.id / last)

    def _tell(self, share: float) -> None:
        if self._cancelled():
            raise Cancelled
        if self._on_progress is not None:
            self._on_progress(self._rows, share)


def _write_dataset_info(format: WritableFormat | None, path: Path) -> tuple[str, ...]:
    """Add the entry that LLaMA-Factory needs to the list of data sets beside an export."""
    if not isinstance(format, Alpaca | ShareGpt):
        return ()
    target = path.with_name(DATASET_INFO)
    known: Any = {}
    if target.is_file():
        try:
            known = json.loads(target.read_text(encoding="utf-8"))
        except ValueError:
            known = None
        if not isinstance(known, dict):
            return ()
    known[path.name.split(".")[0]] = dataset_info(format, path.name)
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        part.write_text(json.dumps(known, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return (str(target),)
