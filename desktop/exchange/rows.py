"""Rows of a file, one at a time and with their line numbers.

A file is JSON, JSON lines, CSV, Parquet or plain text, also gzipped. The kind is told from the
content, not from the name alone. A row that cannot be read becomes a `Row` with an error, and
reading goes on. Memory is bounded by the longest row, and that by `MAX_ROW`.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import IO, TYPE_CHECKING, Any, TextIO, cast

from desktop.domain.errors import InvalidInputError
from desktop.exchange import cells

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

MAX_ROW = 16 * 1024 * 1024
_CHUNK = 1 << 16
_TOLD_EVERY = 200
PARQUET = b"PAR1"


class FileKind(StrEnum):
    """How the rows of a file are written."""

    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    PARQUET = "parquet"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """A row with the line it begins on; either `values` or `error` is set."""

    line: int
    values: Mapping[str, Any] | None = None
    error: str | None = None


def read_rows(path: Path, on_share: Callable[[float], None] | None = None) -> Iterator[Row]:
    """Yield the rows of a file; raises `InvalidInputError` when it cannot be read at all.

    Args:
        path: The file.
        on_share: Told now and then how much of the file is read, from 0 to 1.
    """
    try:
        kind = sniff_kind(path)
        if kind is FileKind.PARQUET:
            # Loaded for such a file only: it is not small.
            from desktop.exchange.parquet import parquet_rows

            yield from parquet_rows(path, on_share)
            return
        with path.open("rb") as raw, _unzipped(raw) as data:
            rows = _READERS[kind](data)
            yield from _telling(rows, raw, on_share) if on_share else rows
    except (OSError, EOFError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InvalidInputError(
            f"{path.name} cannot be read",
            f"{reason}. Nothing was changed.",
            "Check that the file exists, is complete and may be read by you.",
        ) from error


def _telling(
    rows: Iterator[Row], raw: IO[bytes], on_share: Callable[[float], None]
) -> Iterator[Row]:
    """Yield rows, telling how much of the file as it lies on the disk has been read."""
    size = max(1, os.fstat(raw.fileno()).st_size)
    for number, row in enumerate(rows):
        if number % _TOLD_EVERY == 0:
            on_share(min(1.0, raw.tell() / size))
        yield row


def sniff_kind(path: Path) -> FileKind:
    """Tell how the rows of a file are written from its name and its first bytes."""
    names = [s.lower() for s in path.suffixes]
    with path.open("rb") as raw, _unzipped(raw) as data:
        head = data.read(_CHUNK)
    if head.startswith(PARQUET):
        return FileKind.PARQUET
    if ".csv" in names or ".tsv" in names:
        return FileKind.CSV
    head = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"["):
        return FileKind.JSON
    if head.startswith(b"{"):
        first = head.split(b"\n", 1)[0].strip()
        return FileKind.JSON if first == b"{" else FileKind.JSONL
    return FileKind.JSONL if ".jsonl" in names else FileKind.TEXT


def _unzipped(raw: IO[bytes]) -> IO[bytes]:
    """Return what a file holds, unpacked if it is gzipped."""
    zipped = raw.read(2) == b"\x1f\x8b"
    raw.seek(0)
    return cast("IO[bytes]", gzip.GzipFile(fileobj=raw) if zipped else raw)


def _lines(data: IO[bytes]) -> Iterator[tuple[int, str | None, str]]:
    """Yield line number, text (None when unreadable) and the reason."""
    number = 0
    while line := data.readline(MAX_ROW):
        number += 1
        if len(line) == MAX_ROW and not line.endswith(b"\n"):
            while (rest := data.readline(MAX_ROW)) and not rest.endswith(b"\n"):
                pass
            yield number, None, f"The line is longer than {MAX_ROW >> 20} MB."
            continue
        try:
            yield number, line.decode("utf-8-sig" if number == 1 else "utf-8"), ""
        except UnicodeDecodeError:
            yield number, None, "The line is not UTF-8 text."


def _json_lines(data: IO[bytes]) -> Iterator[Row]:
    for number, text, reason in _lines(data):
        if text is None:
            yield Row(number, error=reason)
        elif text.strip():
            yield _parsed(number, text)


def _parsed(number: int, text: str) -> Row:
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        return Row(number, error=f"The line is not JSON ({error}).")
    return _object(number, value)


def _object(number: int, value: object) -> Row:
    if isinstance(value, str):
        return Row(number, {"prompt": value})
    if not isinstance(value, dict):
        return Row(number, error="The row is not an object with named fields.")
    return Row(number, value)


def _json_array(data: IO[bytes]) -> Iterator[Row]:
    """Yield the elements of a JSON array one by one, or a single object."""
    with io.TextIOWrapper(data, "utf-8-sig", errors="replace") as text:
        yield from _elements(text)


def _elements(text: TextIO) -> Iterator[Row]:
    decoder, buffer, line = json.JSONDecoder(), "", 1
    ended = False
    while True:
        stripped = buffer.lstrip("[, \t\r\n")
        line += buffer[: len(buffer) - len(stripped)].count("\n")
        buffer = stripped
        if buffer.startswith("]"):
            return
        try:
            value, end = decoder.raw_decode(buffer)
        except (ValueError, RecursionError) as error:
            if ended or len(buffer) > MAX_ROW:
                if buffer.strip():
                    yield Row(line, error=f"The file stops being JSON here ({error}).")
                return
        else:
            yield _object(line, value)
            line += buffer[:end].count("\n")
            buffer = buffer[end:]
            continue
        chunk = text.read(_CHUNK)
        ended = not chunk
        buffer += chunk


def _csv(data: IO[bytes]) -> Iterator[Row]:
    with io.TextIOWrapper(data, "utf-8-sig", errors="replace", newline="") as text:
        yield from _records(text)


def _records(text: TextIO) -> Iterator[Row]:
    csv.field_size_limit(MAX_ROW)
    first = text.readline()
    reader = csv.reader(chain([first], text), delimiter=max(",;\t", key=first.count))
    line = 1
    try:
        header = [cells.restore_cell(name) for name in next(reader, [])]
        line = reader.line_num
        for record in reader:
            number, line = line + 1, reader.line_num
            if not any(record):
                continue
            if len(record) != len(header):
                yield Row(
                    number, error=f"It has {len(record)} cells; the header has {len(header)}."
                )
                continue
            values = dict(zip(header, map(cells.read_cell, record), strict=True))
            yield Row(number, {k: v for k, v in values.items() if v != ""})
    except csv.Error as error:
        yield Row(line, error=f"The file stops being CSV here ({error}).")


def _plain(data: IO[bytes]) -> Iterator[Row]:
    for number, text, reason in _lines(data):
        if text is None:
            yield Row(number, error=reason)
        elif text.strip():
            yield Row(number, {"prompt": text.strip()})


_READERS = {
    FileKind.JSON: _json_array,
    FileKind.JSONL: _json_lines,
    FileKind.CSV: _csv,
    FileKind.TEXT: _plain,
}
