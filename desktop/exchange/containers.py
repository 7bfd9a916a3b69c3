"""Files of rows: JSON lines, a JSON array, CSV or Parquet, told from the file's name; also gzipped.

Rows are first written as JSON lines beside the target, which needs no memory; what has to know all
columns in advance (CSV, Parquet) is made from that. The target appears whole or not at all.
"""

from __future__ import annotations

import csv
import gzip
import json
import os
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, cast

from desktop.exchange.cells import write_cell
from desktop.exchange.rows import FileKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_KINDS = {
    ".json": FileKind.JSON,
    ".csv": FileKind.CSV,
    ".tsv": FileKind.CSV,
    ".parquet": FileKind.PARQUET,
}
SUFFIXES = (".jsonl", ".json", ".csv", ".parquet")


def kind_of_name(name: str) -> tuple[FileKind, bool]:
    """Return how a file of this name is written, and whether it is gzipped."""
    lowered = name.lower()
    zipped = lowered.endswith(".gz")
    stem = lowered.removesuffix(".gz")
    suffix = stem[stem.rfind(".") :] if "." in stem else ""
    kind = _KINDS.get(suffix, FileKind.JSONL)
    return kind, zipped and kind is not FileKind.PARQUET


def write_rows(path: Path, rows: Iterable[dict[str, Any]]) -> int:
    """Write rows to a file and return how many there were.

    Raises:
        OSError: The file cannot be written.
        InvalidInputError: The rows do not fit into such a file.
    """
    kind, zipped = kind_of_name(path.name)
    with _temporary(path, "rows") as lines:
        if kind is FileKind.JSONL:
            with _target(lines, zipped) as out:
                count, _ = _write_lines(out, rows)
            lines.replace(path)
            return count
        with lines.open("wb") as plain:
            count, columns = _write_lines(plain, rows)
        with _temporary(path, "part") as part:
            if kind is FileKind.PARQUET:
                from desktop.exchange.parquet import json_to_parquet

                json_to_parquet(lines, part)
            else:
                with _target(part, zipped) as out:
                    _convert(kind, lines, out, columns, "\t" if ".tsv" in path.suffixes else ",")
            part.replace(path)
    return count


@contextmanager
def _temporary(path: Path, end: str) -> Iterator[Path]:
    """Give a name beside a file; what is left of it afterwards is removed."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{end}")
    try:
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _target(path: Path, zipped: bool) -> Iterator[IO[bytes]]:
    """Open a file for writing; it is on the disk afterwards."""
    with path.open("wb") as file:
        if zipped:
            with gzip.GzipFile(fileobj=file, mode="wb", mtime=0, filename="") as out:
                yield cast("IO[bytes]", out)
        else:
            yield file
        file.flush()
        os.fsync(file.fileno())


def _write_lines(out: IO[bytes], rows: Iterable[dict[str, Any]]) -> tuple[int, list[str]]:
    """Write JSON lines; return how many, and all columns in the order of appearance."""
    count = 0
    columns: dict[str, None] = {}
    for row in rows:
        columns |= dict.fromkeys(row)
        out.write(json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n")
        count += 1
    return count, list(columns)


def _convert(
    kind: FileKind, lines: Path, out: IO[bytes], columns: list[str], delimiter: str
) -> None:
    with lines.open("rb") as source:
        if kind is FileKind.JSON:
            out.write(b"[")
            for number, line in enumerate(source):
                out.write((b",\n" if number else b"\n") + line.rstrip(b"\n"))
            out.write(b"\n]\n")
            return
        writer = csv.writer(_Encoded(out), delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(map(write_cell, columns))
        for line in source:
            row = json.loads(line)
            writer.writerow([write_cell(row.get(column)) for column in columns])


class _Encoded:
    """Takes text and writes it as UTF-8."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out

    def write(self, text: str) -> int:
        """Write a text."""
        return self._out.write(text.encode("utf-8"))
