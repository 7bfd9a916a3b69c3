"""The formats that can be read.

And how to tell them apart. A new format is a module and a line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from desktop.domain.errors import InvalidInputError
from desktop.exchange.archive import Archive
from desktop.exchange.hh_rlhf import HhRlhf
from desktop.exchange.records import Record, RowRefusedError
from desktop.exchange.rows import Row, read_rows
from desktop.exchange.trl import TrlPreference, TrlPrompts, TrlSft, TrlText

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

_LOOKED_AT = 20


class Format(Protocol):
    """Reads rows of one kind."""

    @property
    def name(self) -> str:
        """What the command line calls it."""

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""

    def read(self, row: Mapping[str, Any]) -> Record:
        """Read a row; raises `RowRefusedError` with the reason."""


FORMATS: tuple[Format, ...] = (
    Archive(),
    HhRlhf(),
    TrlPreference(),
    TrlSft(),
    TrlPrompts(),
    TrlText(),
)
"""Most particular first: the first that matches is taken."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken, and why."""

    line: int
    reason: str


def format_named(name: str) -> Format:
    """Return a format by name; raises `InvalidInputError`."""
    for known in FORMATS:
        if known.name == name:
            return known
    raise InvalidInputError(
        f"There is no format “{name}”",
        f"The formats that can be read are: {', '.join(f.name for f in FORMATS)}.",
        "Leave the format out to have it recognised.",
    )


def sniff(path: Path) -> Format:
    """Recognise a file's format from its first rows; raises `InvalidInputError` when none fits."""
    rows = [r.values for r in islice(read_rows(path), _LOOKED_AT) if r.values is not None]
    for known in FORMATS:
        if sum(map(known.matches, rows)) * 2 > len(rows):
            return known
    if not rows:
        raise InvalidInputError(
            f"{path.name} has nothing to import",
            "None of its first lines can be read as a row.",
            "Choose a JSON, JSON lines, CSV or text file.",
        )
    raise InvalidInputError(
        f"The format of {path.name} is not known",
        f"Its fields are: {', '.join(sorted(rows[0]))}. A prompt needs “prompt”, a demonstration "
        "“messages” or “prompt” and “completion”, a preference “chosen” and “rejected”.",
        "Rename the fields, or choose a format.",
    )


def read_records(path: Path, using: Format) -> Iterator[tuple[int, Record] | Refused]:
    """Yield each row as its line and record, or as refused with the reason."""
    return _read(read_rows(path), using)


def _read(rows: Iterable[Row], using: Format) -> Iterator[tuple[int, Record] | Refused]:
    for row in rows:
        if row.values is None:
            yield Refused(row.line, row.error or "")
            continue
        try:
            yield row.line, using.read(row.values)
        except RowRefusedError as error:
            yield Refused(row.line, str(error))
