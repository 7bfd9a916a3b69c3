"""Backups: complete, verified copies of the database, dated and thinned out with age.

A copy is made with SQLite's backup API into a temporary file, checked, flushed to the disk and only
then given its name: whatever bears a backup's name is whole.
"""

from __future__ import annotations

import contextlib
import re
import time
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.domain.errors import DamagedProjectError, ProjectError, StorageError
from desktop.store.connection import Connection
from desktop.store.files import put_in_place, temporary_name

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Iterator
    from pathlib import Path

    from desktop.store.store import Store

KEEP_DAYS, KEEP_WEEKS, KEEP_MONTHS = 14, 10, 12
DAILY = "daily"
RATING = "rating"
BEFORE_RESTORE = "before-restore"
EVERY_JUDGEMENTS = 200
_NAME = re.compile(r"project-(\d{8}-\d{6})(?:-(\d+))?-[a-z0-9-]+\.db")
_STAMP = "%Y%m%d-%H%M%S"


def back_up(store: Store, folder: Path, reason: str, *, now: float | None = None) -> Path:
    """Copy the store into `folder` under a dated name and return the copy's path.

    Args:
        store: What is copied; it may be in use.
        folder: Made if missing.
        reason: A word for the name, in small letters.
        now: Seconds since the epoch; the present if not given.

    Raises:
        StorageError: The copy could not be written; what was there before is safe.
    """
    return back_up_connection(store.connection, folder, reason, time.time() if now is None else now)


def back_up_connection(connection: Connection, folder: Path, reason: str, now: float) -> Path:
    """Do what `back_up` does for a database whose schema may be an older one."""
    stamp = datetime.fromtimestamp(now).strftime(_STAMP)
    with _disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        number = 1 + sum(path.name.startswith(f"project-{stamp}") for path in folder.iterdir())
    target = folder / f"project-{stamp}{f'-{number}' if number > 1 else ''}-{reason}.db"
    _copy(connection, target)
    return target


def back_up_daily(store: Store, folder: Path, *, now: float | None = None) -> Path | None:
    """Make today's backup unless there is one, thin out the older ones, return the new copy."""
    now = time.time() if now is None else now
    today = datetime.fromtimestamp(now).date()
    if any(made.date() == today and DAILY in path.name for path, made in backups(folder)):
        return None
    path = back_up(store, folder, DAILY, now=now)
    thin_out(folder, today=today)
    return path


def backups(folder: Path) -> list[tuple[Path, datetime]]:
    """Return the backups in a folder with their local times, newest first.

    Raises:
        StorageError: The folder cannot be read.
    """
    if not folder.is_dir():
        return []
    with _disk_errors(folder):
        paths = list(folder.iterdir())
    found = [
        (datetime.strptime(match[1], _STAMP), int(match[2] or 1), path)
        for path in paths
        if (match := _NAME.fullmatch(path.name))
    ]
    return [(path, made) for made, _, path in sorted(found, reverse=True)]


def thin_out(folder: Path, *, today: date | None = None) -> list[Path]:
    """Remove backups that are not needed any more and return them.

    All of today and yesterday stay; before that the newest of each of `KEEP_DAYS` days, of
    `KEEP_WEEKS` weeks and of `KEEP_MONTHS` months.
    """
    found = backups(folder)
    kept = _kept(found, today or date.today())
    removed = [path for path, _ in found if path not in kept]
    with _disk_errors(folder):
        for path in removed:
            path.unlink()
    return removed


def _kept(found: list[tuple[Path, datetime]], today: date) -> set[Path]:
    recent = {path for path, made in found if (today - made.date()).days <= 1}
    older = [(path, made.date()) for path, made in found if path not in recent]
    return (
        recent
        | _newest_of_each(older, lambda day: day, KEEP_DAYS)
        | _newest_of_each(older, lambda day: day.isocalendar()[:2], KEEP_WEEKS)
        | _newest_of_each(older, lambda day: (day.year, day.month), KEEP_MONTHS)
    )


def _newest_of_each(
    newest_first: Iterable[tuple[Path, date]], period: Callable[[date], Hashable], count: int
) -> set[Path]:
    newest: dict[Hashable, Path] = {}
    for path, day in newest_first:
        newest.setdefault(period(day), path)
    return set(list(newest.values())[:count])


def restore(backup: Path, target: Path) -> Path:
    """Copy a backup to a new file and return it; nothing that exists is overwritten.

    Raises:
        ProjectError: The target exists, or the backup is missing or damaged.
        StorageError: The copy could not be written.
    """
    if target.exists():
        raise ProjectError(
            "The backup was not restored",
            f"{target} exists and is not overwritten.",
            "Choose a new name, or move that file away first.",
        )
    if not backup.is_file():
        raise ProjectError(
            "There is no such backup", f"{backup} does not exist.", "Choose another one."
        )
    with contextlib.closing(Connection(backup)) as connection:
        _copy(connection, target)
    return target


def _copy(connection: Connection, target: Path) -> None:
    temporary = temporary_name(target)
    with _disk_errors(target.parent):
        try:
            temporary.unlink(missing_ok=True)
            _write(connection, temporary)
            put_in_place(temporary, target)
        finally:
            temporary.unlink(missing_ok=True)


def _write(connection: Connection, temporary: Path) -> None:
    with contextlib.closing(Connection(temporary)) as copy:
        connection.copy_to(copy)
        # A copy of a write-ahead database would need two more files beside it.
        copy.value("PRAGMA journal_mode = DELETE")
        verdict = copy.value("PRAGMA integrity_check")
    if verdict != "ok":
        raise DamagedProjectError(
            "The database cannot be copied whole",
            f"{connection.path} is damaged ({verdict}). It was not changed, and no copy was kept.",
            "Repair it: Tastemaker offers to when it opens the project, and so does “tastemaker "
            "verify PROJECT --repair”.",
        )


@contextlib.contextmanager
def _disk_errors(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageError(
            "A backup could not be written",
            f"{folder}: {error.strerror or error}. The project itself is safe.",
            "Free some space or allow writing there, then try again.",
        ) from error
