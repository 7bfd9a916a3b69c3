"""Backups as the user meets them: made when they are due, listed with what is in them."""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from desktop.domain.errors import AppError
from desktop.store.backup import DAILY, EVERY_JUDGEMENTS, RATING, back_up, backups, thin_out
from desktop.store.connection import Connection, sqlite_error
from desktop.store.store import BACKUPS

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.project import Project

MANUAL = "manual"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup in a project's folder.

    Args:
        path: The file.
        made_at: Local time at which it was made.
        reason: Why: daily, rating, manual, before-restore, or format-N before a migration.
        size: Bytes.
        prompts: How many it holds; None when it cannot be read.
        judgements: How many stand in it; None when it cannot be read.
    """

    path: Path
    made_at: datetime
    reason: str
    size: int
    prompts: int | None
    judgements: int | None


def back_up_now(project: Project) -> Path:
    """Make a backup because the user wants one; raises `StorageError`."""
    return back_up(project.store, project.folder / BACKUPS, MANUAL)


def back_up_if_due(project: Project, *, now: float | None = None) -> Path | None:
    """Make a backup if today has none, or if much was judged since the newest one.

    Returns:
        The backup, or None when none was due.

    Raises:
        DamagedProjectError: The database is damaged; the earlier backups are kept.
        StorageError: It could not be written.
    """
    now = time.time() if now is None else now
    folder = project.folder / BACKUPS
    reason = _reason_due(project, folder, now)
    if reason is None:
        return None
    path = back_up(project.store, folder, reason, now=now)
    thin_out(folder, today=_day(now))
    return path


def _reason_due(project: Project, folder: Path, now: float) -> str | None:
    found = backups(folder)
    if not any(made.date() == _day(now) for _, made in found):
        return DAILY
    sql = "SELECT coalesce(max(id), 0) FROM feedback"
    latest = _values(found[0][0], sql)
    if latest is None:
        return DAILY
    judged = int(project.store.connection.value(sql)) - latest[0]
    return RATING if judged >= EVERY_JUDGEMENTS else None


def _day(now: float) -> date:
    return datetime.fromtimestamp(now).date()


def list_backups(folder: Path) -> list[Backup]:
    """Return the backups of the project in `folder`, newest first."""
    return [_described(path, made) for path, made in backups(folder / BACKUPS)]


def _described(path: Path, made_at: datetime) -> Backup:
    counts = _values(
        path,
        "SELECT (SELECT count(*) FROM prompts), "
        "(SELECT count(*) FROM feedback WHERE in_force = 1 AND kind <> 'retraction')",
    )
    prompts, judgements = counts or (None, None)
    reason = path.stem.split("-", 3)[3]
    head, _, rest = reason.partition("-")
    reason = rest if head.isdigit() else reason
    return Backup(path, made_at, reason, path.stat().st_size, prompts, judgements)


def _values(path: Path, sql: str) -> tuple[int, ...] | None:
    """Return what a query on a backup says; None when the backup cannot be read."""
    try:
        with contextlib.closing(Connection(path)) as connection:
            return connection.row(sql)
    except (AppError, sqlite_error):
        return None
