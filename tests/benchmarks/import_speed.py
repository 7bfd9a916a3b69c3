"""Importing 100,000 comparisons: how long, how much memory, and how long the project was locked.

The comparisons are those of the file that TASTEMAKER_COMPARISONS names (HH-RLHF, repeated with a
number in the first turn), or made up in the same size where it is not set.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import tempfile
import time
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.services.importing import import_file
from desktop.services.project import create_project
from tests.benchmarks.report import report

if TYPE_CHECKING:
    from collections.abc import Iterator

COMPARISONS = 100_000
SOURCE = "TASTEMAKER_COMPARISONS"
SIDES = ("chosen", "rejected")


def pairs() -> Iterator[dict[str, str]]:
    """Yield transcripts of about 700 characters a side, for ever."""
    named = os.environ.get(SOURCE)
    if named:
        with gzip.open(named, "rt", encoding="utf-8") as lines:
            yield from cycle([json.loads(line) for line in lines])
    start = "\n\nHuman: What may I ask?" + " Some words of a question." * 12 + "\n\nAssistant:"
    while True:
        yield {side: f"{start} The {side} answer." + " More of it." * 25 for side in SIDES}


def write_source(path: Path) -> None:
    """Write the comparisons, each with a prompt of its own."""
    with path.open("w", encoding="utf-8") as lines:
        for number, pair in enumerate(islice(pairs(), COMPARISONS)):
            named = {
                side: pair[side].replace("\n\nHuman:", f"\n\nHuman: ({number})", 1)
                for side in SIDES
            }
            lines.write(json.dumps(named, ensure_ascii=False) + "\n")


def main() -> None:
    """Measure and print the line."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pairs.jsonl"
        write_source(source)
        size = source.stat().st_size
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        shares: list[tuple[float, float]] = []
        with create_project(Path(folder) / "project") as project:
            began = time.perf_counter()
            done = import_file(
                project,
                source,
                on_progress=lambda _rows, share: shares.append((share, time.perf_counter())),
            )
            took = time.perf_counter() - began
            assert done.comparisons + done.refused_count + done.duplicates == COMPARISONS
        locked = began + took - min((at for share, at in shares if share > 0.7), default=began)
    report(
        "import_speed",
        "s",
        took,
        None,
        comparisons=float(done.comparisons),
        refused=float(done.refused_count),
        file_mb=round(size / 1e6, 1),
        locked_s=round(locked, 2),
        peak_rss_mb=round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        rss_before_mb=round(before / 1024, 1),
    )


if __name__ == "__main__":
    main()
