"""Importing a file: good rows go in, in one transaction.

Each refused row is reported with its line and reason.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from desktop.domain.errors import InvalidInputError
from desktop.domain.feedback import Comparison, Demonstration, Judgement
from desktop.domain.responses import Origin
from desktop.exchange.formats import Format, Refused, format_named, read_records, sniff
from desktop.exchange.records import (
    ArchiveRecord,
    DemonstrationRecord,
    PairRecord,
    PromptRecord,
    Record,
    RowRefusedError,
    TextRecord,
)
from desktop.services.data_summary import TEXTS
from desktop.services.restoring import ArchiveRestorer

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.prompts import Message
    from desktop.services.project import Project

MAX_REFUSED = 1000
"""How many refused rows a report names; all are counted."""
IMPORTED = "imported"
_COUNTED = ("prompt", "response", "comparison", "demonstration")

OnProgress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `duplicates` are rows that the project already had."""

    format: str
    prompts: int = 0
    responses: int = 0
    demonstrations: int = 0
    comparisons: int = 0
    texts: int = 0
    other: int = 0
    duplicates: int = 0
    refused_count: int = 0
    refused: tuple[Refused, ...] = ()


@dataclass(frozen=True, slots=True)
class Preview:
    """The first rows of a file as they would be imported."""

    format: str
    records: tuple[Record, ...]
    refused: tuple[Refused, ...]


def preview_file(path: Path, *, format: str | None = None, rows: int = 20) -> Preview:
    """Read the first rows of a file without changing anything; raises `InvalidInputError`."""
    using = format_named(format) if format else sniff(path)
    found = list(islice(read_records(path, using), rows))
    return Preview(
        using.name,
        tuple(item[1] for item in found if not isinstance(item, Refused)),
        tuple(item for item in found if isinstance(item, Refused)),
    )


def import_file(
    project: Project,
    path: Path,
    *,
    format: str | None = None,
    on_progress: OnProgress | None = None,
) -> ImportReport:
    """Import prompts, demonstrations or feedback.

    Args:
        project: Where to.
        path: JSON, JSON lines, CSV or plain text, also gzipped.
        format: The name of a format; recognised from the first rows if not given.
        on_progress: Told the number of rows read, every hundred.

    Raises:
        InvalidInputError: The file cannot be read, or its format is not known; nothing was changed.

    """
    using = format_named(format) if format else sniff(path)
    importer = _Importer(project, path, using)
    with project.store.transaction():
        for number, item in enumerate(read_records(path, using), start=1):
            importer.take(item)
            if on_progress and number % 100 == 0:
                on_progress(number)
    importer.write_texts()
    return importer.report()


class _Importer:
    """Takes in one record after another; knows which prompts the project has."""

    def __init__(self, project: Project, path: Path, using: Format) -> None:
        self._project = project
        self._store = project.store
        self._path = path
        self._format = using.name
        self._known = {_digest(p.messages): p.id for p in self._store.prompts.list()}
        self._responses: dict[bytes, int] = {}
        self._counts: Counter[str] = Counter()
        self._refused: list[Refused] = []
        self._texts: list[str] = []
        self._restorer = ArchiveRestorer(project)

    def take(self, item: tuple[int, Record] | Refused) -> None:
        """Store a record, or remember why not."""
        if isinstance(item, Refused):
            self._refuse(item)
            return
        line, record = item
        try:
            self._store_record(record)
        except RowRefusedError as error:
            self._refuse(Refused(line, str(error)))
        except InvalidInputError as error:
            self._refuse(Refused(line, error.message))

    def write_texts(self) -> None:
        """Write imported plain texts into the project's folder for them."""
        if self._texts:
            folder = self._project.folder / TEXTS
            folder.mkdir(exist_ok=True)
            name = self._path.name.split(".")[0] or "texts"
            target = folder / f"{name}.txt"
            number = 1
            while target.exists():
                number += 1
                target = folder / f"{name}-{number}.txt"
            target.write_text("\n\n".join(self._texts) + "\n", encoding="utf-8")

    def report(self) -> ImportReport:
        """Return what was done."""
        return ImportReport(
            self._format,
            prompts=self._counts["prompt"],
            responses=self._counts["response"],
            demonstrations=self._counts["demonstration"],
            comparisons=self._counts["comparison"],
            texts=self._counts["text"],
            other=self._counts["other"],
            duplicates=self._counts["duplicate"],
            refused_count=self._counts["refused"],
            refused=tuple(self._refused),
        )

    def _refuse(self, refused: Refused) -> None:
        self._counts["refused"] += 1
        if len(self._refused) < MAX_REFUSED:
            self._refused.append(refused)

    def _store_record(self, record: Record) -> None:
        if isinstance(record, PromptRecord):
            self._add_prompt(record, counts_duplicate=True)
        elif isinstance(record, DemonstrationRecord):
            prompt_id = self._add_prompt(record.prompt)
            response_id = self._add_response(prompt_id, record.response, Origin.WRITTEN)
            self._append(Demonstration(prompt_id, response_id), "demonstration")
        elif isinstance(record, PairRecord):
            self._add_pair(record)
        elif isinstance(record, TextRecord):
            self._texts.append(record.text)
            self._counts["text"] += 1
        else:
            self._restore(record)

    def _restore(self, record: ArchiveRecord) -> None:
        kind = self._restorer.restore(record)
        self._counts[
            kind if kind in ("prompt", "response", "comparison", "demonstration") else "other"
        ] += 1

    def _add_pair(self, record: PairRecord) -> None:
        if record.chosen == record.rejected:
            raise RowRefusedError("Both answers are the same.")
        prompt_id = self._add_prompt(record.prompt)
        a_id = self._add_response(prompt_id, record.chosen, Origin.IMPORTED)
        b_id = self._add_response(prompt_id, record.rejected, Origin.IMPORTED)
        self._append(Comparison(prompt_id, a_id, b_id, record.preference), "comparison")

    def _add_prompt(self, record: PromptRecord, *, counts_duplicate: bool = False) -> int:
        digest = _digest(record.messages)
        if (known := self._known.get(digest)) is not None:
            self._counts["duplicate"] += counts_duplicate
            return known
        prompt = self._store.prompts.add(
            record.messages,
            split=record.split,
            source=f"import:{self._path.name}",
            tags=record.tags,
            metadata=dict(record.metadata),
        )
        self._known[digest] = prompt.id
        self._counts["prompt"] += 1
        return prompt.id

    def _add_response(self, prompt_id: int, text: str, origin: Origin) -> int:
        if not text.strip():
            raise RowRefusedError("An answer is empty.")
        digest = _key(f"{prompt_id}\0{origin}\0{text}")
        if (known := self._responses.get(digest)) is not None:
            return known
        response = self._store.responses.add(
            prompt_id,
            text,
            origin=origin,
            model_version_id=None,
            round=self._project.round,
            finished=True,
            token_count=None,
            sampling=None,
            seed=None,
        )
        self._responses[digest] = response.id
        self._counts["response"] += 1
        return response.id

    def _append(self, judgement: Judgement, kind: str) -> None:
        judge = f"{IMPORTED}:{self._format}"
        self._store.feedback.append(judgement, judge=judge, round=self._project.round)
        self._counts[kind] += 1


def _digest(messages: tuple[Message, ...]) -> bytes:
    return _key(json.dumps([m.to_json() for m in messages]))


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
