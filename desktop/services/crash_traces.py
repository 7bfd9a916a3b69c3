"""What a crash leaves: the stack of every thread, written by the dying process itself.

Each process has a file of its own in `logs/crashes`, empty as long as all is well and removed at an
orderly end. A file with something in it is a crash; the next start finds it, tells it once, and
puts it among those that were told.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, TextIO

from desktop.services.paths import logs_folder

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "crashes"
TOLD = "told"
KEPT = 5
"""Told crashes that are kept, for a report."""


def crashes_folder() -> Path:
    """Return the folder of the traces, made if missing."""
    folder = logs_folder() / FOLDER
    (folder / TOLD).mkdir(parents=True, exist_ok=True)
    return folder


@dataclass(frozen=True, slots=True)
class CrashTrace:
    """The trace of this process: its file, open for the moment of a crash."""

    file: TextIO
    path: Path

    def close(self) -> None:
        """End without a crash; nothing is left."""
        faulthandler.disable()
        self.file.close()
        with contextlib.suppress(OSError):
            self.path.unlink()


def begin_trace() -> CrashTrace:
    """Have the stacks written if this process crashes."""
    path = crashes_folder() / f"{time.strftime('%Y%m%d-%H%M%S')}-{os.getpid()}.txt"
    file = path.open("w", encoding="utf-8")
    faulthandler.enable(file, all_threads=True)
    return CrashTrace(file, path)


def new_crashes() -> list[Path]:
    """Return the traces of crashes that were not told yet, oldest first.

    Empty files of processes that are gone (killed, or by a power cut) are removed.
    """
    found = []
    for path in sorted(crashes_folder().glob("*.txt")):
        if path.stat().st_size:
            found.append(path)
        elif not _is_alive(path):
            path.unlink(missing_ok=True)
    return found


def told_crashes() -> list[Path]:
    """Return the traces that are kept of earlier crashes, oldest first."""
    return sorted((crashes_folder() / TOLD).glob("*.txt"))


def mark_told(traces: list[Path]) -> None:
    """Note that the user knows of these crashes; only the last few are kept."""
    folder = crashes_folder() / TOLD
    for path in traces:
        path.replace(folder / path.name)
    for path in told_crashes()[:-KEPT]:
        path.unlink()


def _is_alive(path: Path) -> bool:
    """Return whether the process that an empty trace belongs to still runs."""
    import psutil

    pid = path.stem.rpartition("-")[2]
    return pid.isdigit() and psutil.pid_exists(int(pid))
