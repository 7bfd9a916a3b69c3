"""The journal: a second copy of all that the user said, in a file of text beside the database.

Every committed change of a prompt, response, judgement, version, run or setting is appended to it
and flushed to the disk before the change is acknowledged. The database stays the truth; the journal
follows it, and makes good what the database loses: its end (a missing write-ahead log) or all of it
(`desktop.store.rebuilding`).

The database keeps the keys of changed rows until they are in the journal (`desktop.store.journaled`
tells how), so a crash between the two, or a journal that cannot be written for a while, costs
nothing: the rest follows with the next change. Database and journal share an epoch; a database that
was restored on purpose begins a new one.
"""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.domain.errors import AppError
from desktop.store.files import flush, write_beside
from desktop.store.journal_lines import HEADER, header_bytes, line_bytes, lines, read_tail
from desktop.store.journaled import BATCH, RowsAsText, epoch_of, last_change

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.store.connection import Connection
    from desktop.store.journal_lines import Line

logger = logging.getLogger(__name__)

_WRITING = threading.Lock()
"""Several connections of the process may follow into one file; one at a time writes."""
KEPT_OLD = 5
"""How many journals of earlier epochs stay in the folder of backups."""


def journal_path(database: Path) -> Path:
    """Return the journal of a database."""
    return database.with_name(f"{database.stem}-journal.jsonl")


class Journal:
    """Follows one connection.

    Args:
        connection: Open, of the present format; this journal becomes its follower.
        backups: Where a journal goes that no longer belongs to the database.
    """

    def __init__(self, connection: Connection, backups: Path) -> None:
        self.path = journal_path(connection.path)
        self.failure: Exception | None = None
        self._connection = connection
        self._backups = backups
        self._rows = RowsAsText(connection)
        self._descriptor: int | None = None
        self._length = 0
        self._written = -1
        connection.follower = self

    def prepare(self) -> list[Line]:
        """Bring journal and database together; return the changes that the database lacks.

        A journal that is missing, of another epoch or without its end is written anew.
        """
        with self._noting_failures(), _WRITING:
            reason = self._unfit()
            if reason:
                self._begin_anew(reason)
            elif self._written > last_change(self._connection):
                return self._lines_after(last_change(self._connection))
        self.after_commit()
        return []

    def caught_up(self) -> None:
        """Count on from the journal's end, once the database has been given what it lacked."""
        with self._connection.transaction():
            self._connection.execute("DELETE FROM journal_queue")
            self._connection.execute("DELETE FROM sqlite_sequence WHERE name = 'journal_queue'")
            self._connection.execute(
                "INSERT INTO sqlite_sequence (name, seq) VALUES ('journal_queue', ?)",
                (self._written,),
            )

    def rewrite(self) -> None:
        """Write the journal anew from the database; the one before goes to the backups.

        Raises:
            OSError: It cannot be written; the one before is still there.
        """
        with _WRITING:
            self._begin_anew("repaired")

    def before_commit(self) -> None:
        """Forget, in the transaction that ends, what is safe in the journal."""
        if self._written >= 0:
            self._connection.execute("DELETE FROM journal_queue WHERE seq <= ?", (self._written,))

    def after_commit(self) -> None:
        """Append what was committed. Returns when it is on the disk, or `failure` says why not."""
        with self._noting_failures():
            more = True
            while more:
                with _WRITING:
                    more = self._append_pending()

    def close(self) -> None:
        """Close the file; what is still to be written follows when the project is next opened."""
        if self._connection.follower is self:
            self._connection.follower = None
        self._forget_file()

    def _append_pending(self) -> bool:
        """Append the next batch; return whether there may be more."""
        self._look_again()
        pending = self._rows.pending(self._written)
        if pending:
            self._append(b"".join(line_bytes(*change) for change in pending))
            self._written = pending[-1][0]
        return len(pending) == BATCH

    def _append(self, data: bytes) -> None:
        assert self._descriptor is not None
        try:
            written = 0
            while written < len(data):
                written += os.write(self._descriptor, data[written:])
            os.fsync(self._descriptor)
        except OSError:
            # Half a line, or one that is not on the disk, must not stay: it is written again.
            with contextlib.suppress(OSError):
                os.ftruncate(self._descriptor, self._length)
            self._forget_file()
            raise
        self._length += len(data)

    def _look_again(self) -> None:
        """Open the file, and find its end again if another connection's journal has written."""
        if not self.path.exists():
            self._forget_file()
            begin_journal(self._connection, self._rows)
        if self._descriptor is not None:
            known, there = os.fstat(self._descriptor), self.path.stat()
            if known.st_ino == there.st_ino and there.st_size == self._length:
                return
        self._forget_file()
        self._open()

    def _open(self) -> None:
        descriptor = os.open(self.path, os.O_RDWR | os.O_APPEND | getattr(os, "O_BINARY", 0))
        try:
            with os.fdopen(os.dup(descriptor), "rb") as file:
                tail = read_tail(file)
                size = os.fstat(descriptor).st_size
            if size > tail.length:
                os.ftruncate(descriptor, tail.length)
            os.fsync(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor, self._length, self._written = descriptor, tail.length, tail.seq

    def _forget_file(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def _unfit(self) -> str:
        """Return why the file cannot be gone on with; "" when it can."""
        if self.path.exists() and read_epoch(self.path) != epoch_of(self._connection):
            return "another"
        self._look_again()
        newest = last_change(self._connection)
        sql = "SELECT count(*) FROM journal_queue WHERE seq > ?"
        known = int(self._connection.value(sql, (self._written,)))
        return "cut-short" if known < newest - self._written else ""

    def _begin_anew(self, reason: str) -> None:
        self._forget_file()
        if self.path.exists():
            set_aside(self.path, self._backups, reason)
        begin_journal(self._connection, self._rows)
        self._look_again()

    def _lines_after(self, seq: int) -> list[Line]:
        with self.path.open("rb") as file:
            return [line for line in lines(file) if line is not None and line.seq > seq]

    @contextlib.contextmanager
    def _noting_failures(self) -> Iterator[None]:
        try:
            yield
        except (OSError, AppError) as error:
            if self.failure is None:
                logger.warning("the journal %s is behind: %s", self.path, error)
            self.failure = error
        else:
            self.failure = None


def begin_journal(connection: Connection, rows: RowsAsText | None = None) -> Path:
    """Write a new journal that begins with all that the database holds.

    Raises:
        OSError: It cannot be written; what was there before is still there.
    """
    rows = rows or RowsAsText(connection)
    path = journal_path(connection.path)
    with write_beside(path) as file:
        connection.execute("BEGIN")
        try:
            seq = last_change(connection)
            file.write(header_bytes(seq, epoch_of(connection)))
            for line in rows.snapshot(seq):
                file.write(line)
        finally:
            connection.execute("ROLLBACK")
    return path


def read_epoch(path: Path) -> str:
    """Return the epoch that a journal's first line names; "" when it cannot be read."""
    with path.open("rb") as file:
        first = next(lines(file), None)
    if first is None or first.table != HEADER or first.row is None:
        return ""
    return str(first.row["epoch"])


def set_aside(path: Path, folder: Path, reason: str) -> Path:
    """Move a journal that is not gone on with to the backups, and return where it lies."""
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"journal-{datetime.now():%Y%m%d-%H%M%S}"
    target, number = folder / f"{stem}-{reason}.jsonl", 1
    while target.exists():
        number += 1
        target = folder / f"{stem}-{number}-{reason}.jsonl"
    path.replace(target)
    flush(folder)
    for old in sorted(folder.glob("journal-*.jsonl"))[:-KEPT_OLD]:
        old.unlink()
    return target
