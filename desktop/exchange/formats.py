"""The formats that can be read and written.

And how to tell them apart. A new format is a module and a line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from desktop.domain.errors import InvalidInputError
from desktop.exchange.alpaca_eval import AlpacaEval
from desktop.exchange.archive import Archive
from desktop.exchange.arena import ArenaLog
from desktop.exchange.argilla import Argilla
from desktop.exchange.hh_rlhf import HhRlhf
from desktop.exchange.kiln import Kiln
from desktop.exchange.label_studio import LabelStudio
from desktop.exchange.llama_factory import (
    Alpaca,
    AlpacaKto,
    AlpacaPairs,
    ShareGpt,
    ShareGptKto,
    ShareGptPairs,
)
from desktop.exchange.open_webui import OpenWebUi
from desktop.exchange.openai_summaries import OpenAiSummaries
from desktop.exchange.pair_rows import Axolotl, OpenRlhf
from desktop.exchange.records import Record, RowRefusedError
from desktop.exchange.rows import Row, read_rows
from desktop.exchange.trl import (
    TrlImplicit,
    TrlPreference,
    TrlPrompts,
    TrlSft,
    TrlText,
    TrlUnpaired,
)
from desktop.exchange.ultrafeedback import UltraFeedback, UltraFeedbackBinarized

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from desktop.exchange.prompt_feedback import PromptFeedback, Yield

_LOOKED_AT = 20
LEFT_OUT = "-"
"""A mapping's field for columns that are not imported at all."""
METADATA = ""
"""A mapping's field for columns that are kept as metadata under their own name."""


class Format(Protocol):
    """Reads rows of one kind."""

    @property
    def name(self) -> str:
        """What the command line calls it."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The columns that it reads."""

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""

    def read(self, row: Mapping[str, Any]) -> Record:
        """Read a row; raises `RowRefusedError` with the reason."""


class WritableFormat(Format, Protocol):
    """Also writes rows. `carries` are the kinds of judgement that it has a place for."""

    @property
    def carries(self) -> frozenset[str]:
        """The kinds of judgement that it has a place for."""

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield the rows of a prompt, and what has no place in them."""


WRITABLE: tuple[WritableFormat, ...] = (
    HhRlhf(),
    UltraFeedback(),
    UltraFeedbackBinarized(),
    OpenAiSummaries(),
    AlpacaEval(),
    LabelStudio(),
    OpenWebUi(),
    ArenaLog(),
    Argilla(),
    Kiln(),
    ShareGptKto(),
    ShareGptPairs(),
    ShareGpt(),
    AlpacaKto(),
    AlpacaPairs(),
    Alpaca(),
    Axolotl(),
    OpenRlhf(),
    TrlUnpaired(),
    TrlImplicit(),
    TrlPreference(),
    TrlSft(),
    TrlPrompts(),
)
FORMATS: tuple[Format, ...] = (Archive(), *WRITABLE, TrlText())
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


def writable_named(name: str) -> WritableFormat:
    """Return a format that can be written, by name; raises `InvalidInputError`."""
    for known in WRITABLE:
        if known.name == name:
            return known
    raise InvalidInputError(
        f"There is no export format “{name}”",
        "The formats that can be written are: tastemaker, trl-text, "
        f"{', '.join(f.name for f in WRITABLE)}.",
        "Choose one of them.",
    )


def sniff(path: Path, mapping: Mapping[str, str] | None = None) -> Format:
    """Recognise a file's format from its first rows; raises `InvalidInputError` when none fits."""
    read = mapped(read_rows(path), mapping or {})
    rows = [r.values for r in islice(read, _LOOKED_AT) if r.values is not None]
    found = recognised(rows)
    if found is not None:
        return found
    if not rows:
        raise InvalidInputError(
            f"{path.name} has nothing to import",
            "None of its first lines can be read as a row.",
            "Choose a JSON, JSON lines, CSV, Parquet or text file.",
        )
    raise InvalidInputError(
        f"The format of {path.name} is not known",
        f"Its fields are: {', '.join(sorted(rows[0]))}. A prompt needs “prompt”, a demonstration "
        "“messages” or “prompt” and “completion”, a preference “chosen” and “rejected”.",
        "Rename the fields, or choose a format.",
    )


def recognised(rows: Iterable[Mapping[str, Any]]) -> Format | None:
    """Return the format that most of the rows look like, if there is one."""
    rows = list(rows)
    for known in FORMATS:
        if sum(map(known.matches, rows)) * 2 > len(rows):
            return known
    return None


def read_records(
    path: Path,
    using: Format,
    mapping: Mapping[str, str] | None = None,
    on_share: Callable[[float], None] | None = None,
) -> Iterator[tuple[int, Record] | Refused]:
    """Yield each row as its line and record, or as refused with the reason.

    Args:
        path: The file.
        using: Its format.
        mapping: The format's field for a column of the file: see `mapped`.
        on_share: Told now and then how much of the file is read, from 0 to 1.
    """
    return _read(mapped(read_rows(path, on_share), mapping or {}), using)


def mapped(rows: Iterable[Row], mapping: Mapping[str, str]) -> Iterator[Row]:
    """Yield rows with their columns renamed.

    A column may be a path into nested fields (`data.question`). The field `-` leaves a column out;
    the empty one keeps it as it is. A column of the file that had the name before is kept under
    `original_<name>`.
    """
    for row in rows:
        yield row if row.values is None or not mapping else Row(row.line, _renamed(row, mapping))


def _renamed(row: Row, mapping: Mapping[str, str]) -> dict[str, Any]:
    values = dict(row.values or {})
    taken: dict[str, Any] = {}
    for column, field in mapping.items():
        if field in (METADATA, column):
            continue
        value = values.pop(column) if column in values else _nested(values, column)
        if field != LEFT_OUT and value is not None:
            taken[field] = value
    kept = {f"original_{name}" if name in taken else name: v for name, v in values.items()}
    return {**kept, **taken}


def _nested(values: Mapping[str, Any], column: str) -> Any:  # noqa: ANN401 - any JSON value
    found: Any = values
    for part in column.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found


def _read(rows: Iterable[Row], using: Format) -> Iterator[tuple[int, Record] | Refused]:
    for row in rows:
        if row.values is None:
            yield Refused(row.line, row.error or "")
            continue
        try:
            yield row.line, using.read(row.values)
        except RowRefusedError as error:
            yield Refused(row.line, str(error))
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
            yield Refused(row.line, f"A field has an unexpected value ({error}).")
