"""The store: one connection and one repository for each kind of record. The only writer."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING, Self

from desktop.domain.errors import DamagedProjectError, StorageError
from desktop.store.backup import back_up_connection
from desktop.store.comparisons import ComparisonRepository
from desktop.store.connection import Connection
from desktop.store.feedback import FeedbackRepository
from desktop.store.journal import Journal, journal_path
from desktop.store.journaled import last_change
from desktop.store.measurements import MetricRepository, SampleRepository
from desktop.store.migrations import MIGRATIONS, migrate, schema_version
from desktop.store.preferences import SettingRepository
from desktop.store.prompts import PromptRepository
from desktop.store.replaying import replay
from desktop.store.responses import ResponseRepository
from desktop.store.runs import RunRepository
from desktop.store.scores import ScoreRepository
from desktop.store.versions import VersionRepository

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path
    from types import TracebackType

logger = logging.getLogger(__name__)

BACKUPS = "backups"
SMALLEST_DATABASE = 512
"""Bytes of the smallest page that SQLite writes."""


class Store:
    """The repositories of one project over one connection, which belongs to one thread.

    Args:
        connection: Open and migrated.
        clock: Says the time in seconds since the epoch.
        journal: Follows the connection; none does if not given.
    """

    def __init__(
        self,
        connection: Connection,
        clock: Callable[[], float] = time.time,
        journal: Journal | None = None,
    ) -> None:
        self.connection = connection
        self.journal = journal
        self.path = connection.path
        self._clock = clock
        self.prompts = PromptRepository(connection, clock)
        self.responses = ResponseRepository(connection, clock)
        self.feedback = FeedbackRepository(connection, clock)
        self.comparisons = ComparisonRepository(connection)
        self.versions = VersionRepository(connection, clock)
        self.runs = RunRepository(connection, clock)
        self.metrics = MetricRepository(connection)
        self.samples = SampleRepository(connection)
        self.scores = ScoreRepository(connection)
        self.settings = SettingRepository(connection)

    def transaction(self) -> AbstractContextManager[None]:
        """Return a context in which all changes become one; an error undoes them all."""
        return self.connection.transaction()

    def change(self) -> int:
        """Return a number that rises with every change of what the journal keeps."""
        return last_change(self.connection)

    def reopen(self) -> Store:
        """Open the same project over a second connection; call it in the thread that uses it."""
        connection = Connection(self.path)
        return Store(connection, self._clock, Journal(connection, self.path.parent / BACKUPS))

    def close(self) -> None:
        """Close the connection; closing twice does nothing."""
        if self.journal is not None:
            self.journal.close()
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_store(
    path: Path,
    *,
    clock: Callable[[], float] = time.time,
    on_step: Callable[[int, int], None] | None = None,
) -> Store:
    """Open a project's database; make it if it is missing, bring it up to date if it is older.

    Before an older one is changed, a copy goes to the folder `backups` beside it.

    Args:
        path: The database.
        clock: Says the time in seconds since the epoch.
        on_step: See `migrate`.

    Raises:
        ProjectError: Damaged, another program's, or made by a newer version.
        StorageError: The disk is full, read-only or failing.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(
            "The project's folder cannot be made",
            f"{path.parent}: {error.strerror or error}.",
            "Choose a folder of your own, on a disk with space.",
        ) from error
    _refuse_fragment(path)
    connection = Connection(path)
    try:
        version = schema_version(connection)
        _refuse_emptied(path, version)
        connection.use_write_ahead_log()
        if 0 < version < len(MIGRATIONS):
            back_up_connection(connection, path.parent / BACKUPS, f"format-{version}", clock())
        migrate(connection, on_step=on_step)
        store = Store(connection, clock, Journal(connection, path.parent / BACKUPS))
        _catch_up(store)
    except BaseException:
        connection.close()
        raise
    return store


def _catch_up(store: Store) -> None:
    """Give the database what only the journal has: changes that were acknowledged, then lost."""
    assert store.journal is not None
    missing = store.journal.prepare()
    if missing:
        changed = replay(store.connection, missing)
        store.journal.caught_up()
        logger.warning("brought back from the journal: %s", changed)


def _refuse_emptied(path: Path, version: int) -> None:
    """Refuse an empty database beside a journal: it must not be taken for a new project."""
    if version == 0 and journal_path(path).exists():
        raise DamagedProjectError(
            "The project's database is damaged",
            f"{path} is empty, but there is a journal of what was in it.",
            "Repair it: Tastemaker offers to when it opens the project, and so does “tastemaker "
            "verify PROJECT --repair”.",
        )


def _refuse_fragment(path: Path) -> None:
    """Refuse a file too short for a database, which SQLite would take for an empty one."""
    if path.is_file() and 0 < path.stat().st_size < SMALLEST_DATABASE:
        raise DamagedProjectError(
            "The project's database is damaged",
            f"{path} is too short to be a database. It was not changed.",
            "Repair it: Tastemaker offers to when it opens the project, and so does “tastemaker "
            "verify PROJECT --repair”.",
        )
