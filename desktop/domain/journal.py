"""A run's journal: what its worker measured and sampled, one JSON object a line.

The worker writes it beside its checkpoints, so that a resumed run also knows the steps that were
computed after the application had died, when nobody was there to record them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.domain.events import MetricsRecorded, SampleRecorded

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

JOURNAL = "journal.jsonl"
"""The journal's name in a run's folder."""

Entry = MetricsRecorded | SampleRecorded
_TYPES: dict[str, type[MetricsRecorded | SampleRecorded]] = {
    "metrics": MetricsRecorded,
    "sample": SampleRecorded,
}


class JournalWriter:
    """Appends entries; each is on its way to the disk before the next step begins.

    Args:
        path: Made if missing; a resumed run goes on writing to it.
    """

    def __init__(self, path: Path) -> None:
        self._file = path.open("a", encoding="utf-8")
        if self._file.tell():
            # A line that a crash cut off must not swallow the next one.
            self._file.write("\n")

    def write(self, entry: Entry) -> None:
        """Append an entry; raises `OSError` when the disk is full."""
        name = "metrics" if isinstance(entry, MetricsRecorded) else "sample"
        fields: dict[str, Any] = {key: getattr(entry, key) for key in entry.__dataclass_fields__}
        fields = {key: dict(v) if hasattr(v, "items") else v for key, v in fields.items()}
        self._file.write(json.dumps({"type": name, **fields}, ensure_ascii=False) + "\n")
        self._file.flush()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def read_journal(path: Path) -> Iterator[Entry]:
    """Yield a journal's entries in the order of writing, without lines that a crash cut off."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            try:
                fields = json.loads(line)
                yield _TYPES[fields.pop("type")](**fields)
            except (ValueError, KeyError, TypeError, AttributeError):
                continue
