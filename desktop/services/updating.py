"""Bringing a large project of an earlier version up to date, which takes noticeable time.

A small one is brought up to date as it is opened. Each step is a transaction of its own: whoever
stops between two, or is killed, has a project that is opened as before.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import AppError
from desktop.services.project import DATABASE, check_is_project, project_lock
from desktop.store.connection import Connection
from desktop.store.migrations import MIGRATIONS, schema_version
from desktop.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Callable

LARGE = 20_000_000
"""Bytes of a database from which on a step takes more than a moment."""


def needs_time(folder: Path | str) -> bool:
    """Return whether a project is to be brought up to date and is so large that it takes time."""
    path = Path(folder).expanduser() / DATABASE
    if not path.is_file() or path.stat().st_size < LARGE:
        return False
    try:
        connection = Connection(path)
        try:
            return 0 < schema_version(connection) < len(MIGRATIONS)
        finally:
            connection.close()
    except AppError:
        # Whoever opens it says what is wrong.
        return False


def update_project(folder: Path | str, on_step: Callable[[int, int], None]) -> None:
    """Bring a closed project up to date; a copy of it goes to the backups first.

    Args:
        folder: The project's folder.
        on_step: Told before each step how many of how many are done; what it raises stops the work
            there.

    Raises:
        ProjectError: It is open elsewhere, damaged or read-only.
        StorageError: The disk is full or failing; the project is as it was.
    """
    folder = Path(folder).expanduser().resolve()
    check_is_project(folder)
    lock = project_lock(folder)
    try:
        open_store(folder / DATABASE, on_step=on_step).close()
    finally:
        lock.release()
