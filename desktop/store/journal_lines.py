"""The lines of the journal: JSON objects, each with a checksum of its own.

    {"crc":"8c736521","seq":412,"table":"feedback","key":97,"row":{…}}

A line says what a row of a table holds from then on; `row` is null where a row was removed. `seq`
rises with every change; the lines that the journal began with all carry the number it began at.
The first line is the header: its table is `HEADER` and its row names the journal's epoch.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HEADER = "journal"
VERSION = 1
TAIL_BYTES = 1 << 16
_BODY = len(b'{"crc":"00000000",')

Key = int | str


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `row` is None where the row was removed."""

    seq: int
    table: str
    key: Key
    row: Mapping[str, Any] | None


def line_bytes(seq: int, table: str, key: Key, row: str | None) -> bytes:
    """Return a line; `row` is JSON text already."""
    name = str(key) if isinstance(key, int) else json.dumps(key, ensure_ascii=False)
    body = f'"seq":{seq},"table":"{table}","key":{name},"row":{row or "null"}}}'.encode()
    return b'{"crc":"%08x",%b\n' % (zlib.crc32(body), body)


def header_bytes(seq: int, epoch: str) -> bytes:
    """Return the first line of a journal that begins with the state after change `seq`."""
    return line_bytes(seq, HEADER, VERSION, json.dumps({"epoch": epoch}))


def read_line(raw: bytes) -> Line | None:
    """Read a line without its end; None when it is not as it was written."""
    body = raw[_BODY:]
    if raw[:_BODY] != b'{"crc":"%08x",' % zlib.crc32(body):
        return None
    fields = json.loads(raw)
    return Line(fields["seq"], fields["table"], fields["key"], fields["row"])


def lines(file: IO[bytes]) -> Iterator[Line | None]:
    """Yield the lines of a journal in order, None for each that is damaged.

    What a crash left of a last line, without its end, is not a line.
    """
    for raw in file:
        if raw.endswith(b"\n"):
            yield read_line(raw[:-1])


@dataclass(frozen=True, slots=True)
class Tail:
    """Where a journal ends: its last good line's number, and its length in bytes of whole lines."""

    seq: int
    length: int


def read_tail(file: IO[bytes]) -> Tail:
    """Find the end of a journal; the number is -1 when it has no good line."""
    size = file.seek(0, 2)
    length: int | None = None
    wanted = TAIL_BYTES
    while True:
        start = max(0, size - wanted)
        file.seek(start)
        raw = file.read(size - start)
        cut = raw.rfind(b"\n") + 1
        if cut:
            length = start + cut
        found = raw[:cut].split(b"\n")[:-1]
        whole = found if start == 0 else found[1:]
        for candidate in reversed(whole):
            line = read_line(candidate)
            if line is not None:
                return Tail(line.seq, length or 0)
        if start == 0:
            return Tail(-1, length or 0)
        wanted *= 4
