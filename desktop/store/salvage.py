"""Reads what can still be read of a damaged database, row by row around the damage."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import AppError
from desktop.store.connection import Connection, sqlite_error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.store.connection import Row

_UNREADABLE = (AppError, sqlite_error)
SIDE_FILES = ("-wal", "-shm")
"""What SQLite keeps beside a database, by the end of the name."""
WINDOW = 2_000
MAX_FAILURES = 50_000
"""Attempts that may fail; a table with more damage than that is given up."""


@contextlib.contextmanager
def opened_copy(database: Path) -> Iterator[Connection | None]:
    """Open a copy of a database with its write-ahead log; None when it cannot be opened.

    Opening a database may change it. What is damaged is evidence, and stays as it is.
    """
    with tempfile.TemporaryDirectory(prefix=".recovering-", dir=database.parent) as folder:
        copy = Path(folder) / database.name
        if database.exists():
            shutil.copyfile(database, copy)
            log = database.with_name(database.name + "-wal")
            if log.exists():
                shutil.copyfile(log, copy.with_name(log.name))
        connection: Connection | None = None
        with contextlib.suppress(*_UNREADABLE):
            connection = Connection(copy)
        try:
            yield connection
        finally:
            if connection is not None:
                connection.close()


def readable_rows(
    connection: Connection, table: str, columns: list[str]
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table that can be read, with those of the columns that it has."""
    try:
        known = connection.rows("SELECT name, pk FROM pragma_table_info(?)", (table,))
    except _UNREADABLE:
        return
    names = {name for name, _ in known}
    if not names:
        return
    chosen = [name for name in columns if name in names]
    sql = f"SELECT {', '.join(chosen)} FROM {table}"
    ends = None
    with contextlib.suppress(*_UNREADABLE):
        ends = connection.row(f"SELECT min(rowid), max(rowid) FROM {table} NOT INDEXED")
    found: Iterable[Row] = ()
    if ends is None:
        found = _from_both_ends(connection, sql, [name for name, place in known if place])
    elif ends[0] is not None:
        found = _Around(connection, sql, *ends)
    for row in found:
        yield dict(zip(chosen, row, strict=True))


class _Around:
    """Reads a table by windows of row ids; a window that cannot be read is read in two halves."""

    def __init__(self, connection: Connection, sql: str, low: int, high: int) -> None:
        self._connection = connection
        self._sql = f"{sql} NOT INDEXED WHERE rowid BETWEEN ? AND ? ORDER BY rowid"
        self._low, self._high = low, high
        self._failures = 0

    def __iter__(self) -> Iterator[Row]:
        for low in range(self._low, self._high + 1, WINDOW):
            waiting = [(low, min(low + WINDOW - 1, self._high))]
            while waiting and self._failures < MAX_FAILURES:
                low, high = waiting.pop()
                try:
                    rows = self._connection.rows(self._sql, (low, high))
                except _UNREADABLE:
                    self._failures += 1
                    if low < high:
                        middle = (low + high) // 2
                        waiting += [(middle + 1, high), (low, middle)]
                else:
                    yield from rows


def _from_both_ends(connection: Connection, sql: str, key: list[str]) -> Iterator[Row]:
    """Yield what can be read from the beginning and from the end of a table."""
    for order in ("", " DESC"):
        by = ", ".join(f"{name}{order}" for name in key or ["rowid"])
        with contextlib.suppress(*_UNREADABLE):
            yield from connection.stream(f"{sql} ORDER BY {by}")
