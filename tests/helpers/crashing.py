"""Processes that work on a project and are killed at a random moment, by the hundred.

A process that has imported everything forks for each loop: that takes milliseconds where a fresh
start takes half a second. It has no connection and no thread when it forks.

Usage: python -m tests.helpers.crashing. It reads one JSON object a line ({"folder", "work",
"seed"}), forks a child that does the work, and writes what the child acknowledges: lines of
"pid N", "ready", what the work says, and "ended" when the child is gone.
"""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import traceback
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy.ma  # noqa: F401 - loaded by NumPy at its first use; the faults are for our own calls
import sqlite_utils  # noqa: F401

from desktop.domain.errors import AppError
from desktop.services import importing
from desktop.services.backups import back_up_now
from desktop.services.exporting import export_file
from desktop.services.importing import import_file
from desktop.services.project import DATABASE, open_project
from desktop.services.rating import RatingSession
from desktop.services.repairing import repair_project, restore_backup
from tests.helpers.rating_process import CORRECTING, JUDGING, REDOING, UNDOING, act

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


ROWS = 40
"""How many pairs each imported file holds."""


def say(*words: object) -> None:
    """Tell the parent, unbuffered, by a system call that nothing else here uses."""
    os.writev(1, [" ".join(map(str, words)).replace("\n", " ").encode() + b"\n"])


def pause() -> None:
    """Stand still until the parent lets this process go on."""
    os.kill(os.getpid(), signal.SIGSTOP)


def attempt(action: Callable[[], object]) -> None:
    """Do something that may fail for want of a working disk; say so if it does."""
    try:
        action()
    except AppError as error:
        say("failed", type(error).__name__)


def rate_with_faults(folder: Path, seed: int) -> None:
    """Do a few things, whatever fails, and close the project."""
    with open_project(folder, back_up=False) as project:
        session = RatingSession(project)
        chance = random.Random(seed)
        say("ready")
        pause()
        for _ in range(8):
            attempt(partial(act, session, chance, say))
    say("closed")


def open_with_faults(folder: Path, seed: int) -> None:
    """Open a project, judge once, close it."""
    say("ready")
    pause()

    def whole() -> None:
        with open_project(folder) as project:
            act(RatingSession(project), random.Random(seed), say)

    attempt(whole)
    say("closed")


def back_up_with_faults(folder: Path, seed: int) -> None:
    """Judge, back up, judge."""
    with open_project(folder, back_up=False) as project:
        session = RatingSession(project)
        chance = random.Random(seed)
        say("ready")
        pause()
        attempt(partial(act, session, chance, say))
        attempt(lambda: say("backup", back_up_now(project).name))
        attempt(partial(act, session, chance, say))
    say("closed")


def import_with_faults(folder: Path, seed: int) -> None:
    """Import one file."""
    path = imported_file(folder, f"{seed}-0")
    with open_project(folder, back_up=False) as project:
        say("ready")
        pause()

        def whole() -> None:
            import_file(project, path)
            say("imported", f"{seed}-0")

        attempt(whole)
    say("closed")


def restore_with_faults(folder: Path, seed: int) -> None:
    """Put the project back to its oldest backup."""
    oldest = min((folder / "backups").glob("project-*.db"))
    say("ready")
    pause()

    def whole() -> None:
        restore_backup(folder, oldest)
        say("restored", oldest.name)

    attempt(whole)
    say("closed")


def rate(folder: Path, seed: int, *spans: tuple[float, float]) -> None:
    """Judge, correct, skip, undo and redo until killed; or what each span allows, in turn."""
    with open_project(folder, back_up=False) as project:
        session = RatingSession(project)
        chance = random.Random(seed)
        say("ready")
        for span in itertools.cycle(spans or ((0.0, 1.0),)):
            act(session, chance, say, span)


def correct(folder: Path, seed: int) -> None:
    """Correct one answer after the other."""
    rate(folder, seed, CORRECTING)


def take_back(folder: Path, seed: int) -> None:
    """Judge, take it back, bring it back, again and again."""
    rate(folder, seed, JUDGING, UNDOING, REDOING, UNDOING)


def import_files(folder: Path, seed: int) -> None:
    """Import one file after another, each acknowledged when it is in."""
    with open_project(folder, back_up=False) as project:
        say("ready")
        for number in range(1_000):
            name = f"{seed}-{number}"
            import_file(project, imported_file(folder, name))
            say("imported", name)


def import_in_turns(folder: Path, seed: int) -> None:
    """Import one file after another by short transactions, as large ones are."""
    importing.WHOLE, importing.TURN_S = 0, 0.0005
    import_files(folder, seed)


def imported_file(folder: Path, name: str) -> Path:
    """Write a file of pairs beside a project."""
    path = folder.parent / f"import-{name}.jsonl"
    rows = [{"prompt": f"{name}: {i}?", "chosen": "yes", "rejected": "no"} for i in range(ROWS)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    return path


def back_up(folder: Path, seed: int) -> None:
    """Judge a little and back up, again and again."""
    with open_project(folder, back_up=False) as project:
        session = RatingSession(project)
        chance = random.Random(seed)
        say("ready")
        while True:
            for _ in range(3):
                act(session, chance, say)
            say("backup", back_up_now(project).name)


def migrate(folder: Path, seed: int) -> None:
    """Open a project of an old format."""
    say("ready")
    open_project(folder, back_up=False).close()
    say("migrated")


def restore(folder: Path, seed: int) -> None:
    """Put the project back to its oldest backup, again and again."""
    oldest = min((folder / "backups").glob("project-*.db"))
    say("ready")
    while True:
        restore_backup(folder, oldest)
        say("restored", oldest.name)


def repair(folder: Path, seed: int) -> None:
    """Damage the database, say so and repair it, again and again."""
    chance = random.Random(seed)
    say("ready")
    while True:
        with (folder / DATABASE).open("r+b") as file:
            file.seek(4096 * chance.randrange(1, 5))
            file.write(b"\xff" * 4096)
        repair_project(folder)
        say("repaired")


def export(folder: Path, seed: int) -> None:
    """Export everything over the same file, again and again."""
    with open_project(folder, back_up=False) as project:
        say("ready")
        while True:
            export_file(project, folder.parent / "export.jsonl", "tastemaker")
            say("exported")


WORKS: dict[str, Callable[[Path, int], None]] = {
    "rate": rate,
    "correct": correct,
    "take_back": take_back,
    "import": import_files,
    "import_in_turns": import_in_turns,
    "back_up": back_up,
    "migrate": migrate,
    "restore": restore,
    "repair": repair,
    "export": export,
    "rate_with_faults": rate_with_faults,
    "open_with_faults": open_with_faults,
    "back_up_with_faults": back_up_with_faults,
    "import_with_faults": import_with_faults,
    "restore_with_faults": restore_with_faults,
}


def serve(works: Mapping[str, Callable[[Path, int], None]]) -> None:
    """Fork a child for each line of the input; it does one of the works."""
    datetime.strptime("2026", "%Y")  # It imports a module, which a child without files could not.
    for line in sys.stdin:
        order = json.loads(line)
        child = os.fork()
        if child == 0:
            status = 1
            try:
                say("pid", os.getpid())
                works[order["work"]](Path(order["folder"]), order["seed"])
                status = 0
            except SystemExit:
                status = 0
            except BaseException as error:
                say("error", *traceback.format_exception(error)[-3:])
            finally:
                os._exit(status)
        os.waitpid(child, 0)
        say("ended")


class Crasher:
    """The parent's side: starts a work, kills it, and returns what it had acknowledged.

    Args:
        module: The helper that knows the works.
    """

    def __init__(self, module: str = "crashing") -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", f"tests.helpers.{module}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, work: str, folder: Path, seed: int) -> int:
        """Start a work and return its process id, once it is ready."""
        assert self._process.stdin is not None
        order = {"work": work, "folder": str(folder), "seed": seed}
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        pid = int(self._line().split()[1])
        first = self._line()
        if first != "ready":
            self.said()
            raise AssertionError(first)
        return pid

    def said(self) -> list[list[str]]:
        """Return what the work said until its process was gone."""
        lines = []
        while (line := self._line()) != "ended":
            lines.append(line.split())
        return lines

    def close(self) -> None:
        """End the process that forks."""
        self._process.communicate(timeout=60)

    def _line(self) -> str:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the process that forks is gone"
        return line.rstrip("\n")


if __name__ == "__main__":
    serve(WORKS)
