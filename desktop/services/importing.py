"""Importing a file: good rows go in; each refused row is told with its reason.

It has two halves. Reading checks the whole file without touching the project; writing then stores
what was read. Up to some thousand rows go in all or nothing. More would keep a judgement waiting
for seconds, so they go in by many short transactions: if that is cut off, what is stored stays, and
importing the file again goes on, since what the project has already is recognised.
"""

from __future__ import annotations

import csv
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import InvalidInputError, StorageError
from desktop.exchange.cells import write_cell
from desktop.exchange.formats import (
    Format,
    Refused,
    format_named,
    mapped,
    read_records,
    recognised,
    sniff,
)
from desktop.exchange.records import Record, RowRefusedError
from desktop.exchange.rows import read_rows
from desktop.services.cancelling import Cancelled, never
from desktop.services.import_spool import Spool, ready
from desktop.services.import_writer import IMPORTED, ImportWriter
from desktop.services.imported_texts import ImportedTexts

if TYPE_CHECKING:
    from collections import Counter
    from pathlib import Path

    from desktop.services.import_spool import Ready
    from desktop.services.project import Project
    from desktop.store.store import Store

__all__ = ["IMPORTED", "ImportReport", "Preview", "import_file", "preview_file", "save_refused"]

MAX_REFUSED = 10_000
"""How many refused rows a report names; all are counted."""
WHOLE = 2_000
"""Rows that go in all or nothing."""
TURN_S = 0.02
"""Seconds for which more rows keep others from writing."""
_ASK_EVERY = 100
_READING = 0.7
"""Reading's share of the work."""

OnProgress = Callable[[int, float], None]
"""Told the number of rows, and how much of all the work is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `duplicates` are rows of which the project already had everything.

    `left` counts rows of a large file that are not in, since the import was called off.
    """

    format: str
    prompts: int = 0
    responses: int = 0
    demonstrations: int = 0
    comparisons: int = 0
    texts: int = 0
    other: int = 0
    duplicates: int = 0
    refused_count: int = 0
    left: int = 0
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """A row of a file, and what it would become: a record, or the reason why not."""

    line: int
    values: Mapping[str, Any]
    record: Record | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a file. `format` is "" when it was not recognised."""

    format: str
    fields: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[PreviewRow, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """What could be read."""
        return tuple(row.record for row in self.rows if row.record is not None)

    @property
    def refused(self) -> tuple[Refused, ...]:
        """What could not be, and why."""
        return tuple(Refused(r.line, r.reason) for r in self.rows if r.record is None)


def preview_file(
    path: Path,
    *,
    format: str | None = None,
    mapping: Mapping[str, str] | None = None,
    rows: int = 20,
) -> Preview:
    """Read the first rows of a file without changing anything; raises `InvalidInputError`.

    Args:
        path: The file.
        format: The name of a format; recognised if not given.
        mapping: The format's field for a column of the file.
        rows: How many rows to read.
    """
    found = list(islice(read_rows(path), rows))
    columns = tuple(dict.fromkeys(name for row in found for name in row.values or ()))
    renamed = list(mapped(found, mapping or {}))
    using: Format | None = None
    if format:
        using = format_named(format)
    elif found:
        using = recognised([row.values for row in renamed if row.values is not None])
    shown = []
    for original, row in zip(found, renamed, strict=True):
        values = original.values or {}
        if row.values is None or using is None:
            shown.append(PreviewRow(row.line, values, None, row.error or ""))
            continue
        shown.append(_previewed(row.line, values, row.values, using))
    return Preview(
        using.name if using else "", using.fields if using else (), columns, tuple(shown)
    )


def _previewed(
    line: int, values: Mapping[str, Any], renamed: Mapping[str, Any], using: Format
) -> PreviewRow:
    try:
        record = using.read(renamed)
        ready(record)
    except RowRefusedError as error:
        return PreviewRow(line, values, None, str(error))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        return PreviewRow(line, values, None, f"A field has an unexpected value ({error}).")
    return PreviewRow(line, values, record)


def import_file(
    project: Project,
    path: Path,
    *,
    format: str | None = None,
    mapping: Mapping[str, str] | None = None,
    on_progress: OnProgress | None = None,
    cancelled: Callable[[], bool] = never,
) -> ImportReport:
    """Import prompts, demonstrations or feedback.

    Args:
        project: Where to.
        path: JSON, JSON lines, CSV, Parquet or plain text, also gzipped.
        format: The name of a format; recognised from the first rows if not given.
        mapping: The format's field for a column of the file; `-` leaves a column out.
        on_progress: Told now and then how far it is.
        cancelled: Asked now and then whether to stop.

    Raises:
        InvalidInputError: The file cannot be read, or its format is not known; nothing was changed.
        StorageError: The disk is full or failing.
        Cancelled: It was; nothing was changed. A large file that is called off while it is stored
            returns a report with the number of rows that are `left`.

    """
    using = format_named(format) if format else sniff(path, mapping)
    work = _Import(on_progress, cancelled)
    texts = ImportedTexts(project.folder, path.name)
    try:
        with Spool(project.folder) as spool:
            work.read(path, using, mapping, spool)
            try:
                writer = ImportWriter(project, path.name, using.name, texts)
                if spool.count <= WHOLE:
                    with project.store.transaction():
                        work.write(spool, writer)
                else:
                    work.write_in_turns(spool, writer, project.store)
                if not work.left:
                    texts.keep()
            finally:
                texts.forget()
    except OSError as error:
        raise StorageError(
            "The import could not be finished",
            f"{project.folder}: {error.strerror or error}. What the project held is safe.",
            "Free some space, then import the file again.",
        ) from error
    return work.report(using.name, writer.counts)


class _Import:
    """One import: how far it is, and which rows it refused."""

    def __init__(self, on_progress: OnProgress | None, cancelled: Callable[[], bool]) -> None:
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._share = 0.0
        self._refused: list[Refused] = []
        self._refused_count = 0
        self.left = 0

    def read(
        self, path: Path, using: Format, mapping: Mapping[str, str] | None, spool: Spool
    ) -> None:
        """Read and check the whole file."""
        records = read_records(path, using, mapping, self._on_share)
        for number, item in enumerate(records, start=1):
            if number % _ASK_EVERY == 0:
                self._tell(number, self._share * _READING)
            if isinstance(item, Refused):
                self._refuse(item)
                continue
            line, record = item
            try:
                spool.add(line, ready(record))
            except RowRefusedError as error:
                self._refuse(Refused(line, str(error)))

    def write(self, spool: Spool, writer: ImportWriter) -> None:
        """Store what was read, in the caller's transaction."""
        writer.begin()
        for number, (line, item) in enumerate(spool.items(), start=1):
            if number % _ASK_EVERY == 0:
                self._tell_written(number, spool)
            self._take(writer, line, item)

    def write_in_turns(self, spool: Spool, writer: ImportWriter, store: Store) -> None:
        """Store what was read by short transactions; others write in between."""
        items, done = spool.items(), 0
        while done < spool.count:
            with store.transaction():
                writer.begin()
                until = time.monotonic() + TURN_S
                for line, item in items:
                    self._take(writer, line, item)
                    done += 1
                    if time.monotonic() >= until:
                        break
            store.connection.turns.give_way()
            try:
                self._tell_written(done, spool)
            except Cancelled:
                self.left = spool.count - done
                return

    def _take(self, writer: ImportWriter, line: int, item: Ready) -> None:
        try:
            writer.take(item)
        except RowRefusedError as error:
            self._refuse(Refused(line, str(error)))
        except InvalidInputError as error:
            self._refuse(Refused(line, error.message))

    def _tell_written(self, rows: int, spool: Spool) -> None:
        self._tell(rows, _READING + (1 - _READING) * rows / spool.count)

    def report(self, format: str, counts: Counter[str]) -> ImportReport:
        """Return what was done."""
        return ImportReport(
            format,
            prompts=counts["prompt"],
            responses=counts["response"],
            demonstrations=counts["demonstration"],
            comparisons=counts["comparison"],
            texts=0 if self.left else counts["text"],
            other=counts["other"],
            duplicates=counts["duplicate"],
            refused_count=self._refused_count,
            left=self.left,
            refused=tuple(sorted(self._refused, key=lambda refused: refused.line)),
        )

    def _on_share(self, share: float) -> None:
        self._share = share

    def _tell(self, rows: int, share: float) -> None:
        if self._cancelled():
            raise Cancelled
        if self._on_progress:
            self._on_progress(rows, share)

    def _refuse(self, refused: Refused) -> None:
        self._refused_count += 1
        if len(self._refused) < MAX_REFUSED:
            self._refused.append(refused)


def save_refused(refused: tuple[Refused, ...], path: Path) -> None:
    """Write refused rows as CSV, a line and a reason each; raises `StorageError`."""
    try:
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("line", "reason"))
            writer.writerows((row.line, write_cell(row.reason)) for row in refused)
    except OSError as error:
        raise StorageError(
            "The list of refused rows cannot be written",
            f"{path}: {error.strerror or error}.",
            "Choose another place, or free some space.",
        ) from error
