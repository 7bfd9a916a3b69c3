"""One connection to SQLite: durable settings, explicit transactions, errors that a user can read.

SQLite comes from pysqlite3: the systems' own copies before 3.51.3 can corrupt a write-ahead log
when two connections checkpoint at the same instant. A transaction begins as a writer
(`BEGIN IMMEDIATE`): it waits for another connection at its start, and never fails for one later.
"""

from __future__ import annotations

import contextlib
import secrets
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

from desktop.domain.errors import (
    AppError,
    DamagedProjectError,
    InvalidInputError,
    ProjectError,
    StorageError,
)
from desktop.store.turns import turns_at

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path
else:
    from pysqlite3 import dbapi2 as sqlite3

MINIMUM_SQLITE = (3, 51, 3)
BUSY_TIMEOUT_MS = 10_000

Row = tuple[Any, ...]

sqlite_error: type[Exception] = sqlite3.Error
"""What SQLite raises, for those who read what may be damaged."""
_WRITING = ("INSERT", "UPDATE", "DELETE")
_TRANSLATED = (sqlite_error, UnicodeEncodeError, OverflowError)


class Follower(Protocol):
    """Follows what a connection commits. It raises nothing: what is committed stays so."""

    def before_commit(self) -> None:
        """Take part in a transaction that is about to be committed."""

    def after_commit(self) -> None:
        """Learn that something was committed."""


class Connection:
    """A connection of one thread. Statements outside `transaction` commit by themselves.

    Args:
        path: The database's file; made if missing.
    """

    def __init__(self, path: Path) -> None:
        require_safe_sqlite()
        self.path = path
        self.follower: Follower | None = None
        self.turns = turns_at(path, BUSY_TIMEOUT_MS / 1000)
        with self._readable_errors():
            self.raw = sqlite3.connect(path, timeout=BUSY_TIMEOUT_MS / 1000, isolation_level=None)
        try:
            for pragma in ("foreign_keys = ON", "trusted_schema = OFF", "synchronous = FULL"):
                self.execute(f"PRAGMA {pragma}")
        except BaseException:
            self.raw.close()
            raise

    def use_write_ahead_log(self) -> None:
        """Switch the file to write-ahead logging: readers never wait for the writer."""
        mode = self.value("PRAGMA journal_mode = WAL")
        if mode != "wal":
            raise StorageError(
                "The project's database cannot be opened safely",
                f"This file system refuses a write-ahead log (it offers “{mode}”).",
                "Move the project's folder to a local disk and open it there.",
            )

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Run one statement; raises `AppError` for what a user can mend."""
        try:
            if self.follower is None or self.raw.in_transaction:
                return self.raw.execute(sql, parameters)
            changes = self.raw.total_changes
            writes = sql.lstrip()[:6].upper() in _WRITING
            with self.turns.turn() if writes else contextlib.nullcontext():
                cursor = self.raw.execute(sql, parameters)
        except _TRANSLATED as error:
            self._raise_readable(error)
        if self.raw.total_changes != changes and not self.raw.in_transaction:
            self.follower.after_commit()
        return cursor

    def execute_many(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Run one statement for each row, in one transaction."""
        with self.transaction(), self._readable_errors():
            self.raw.executemany(sql, rows)

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        """Return all rows of a query."""
        try:
            return self.raw.execute(sql, parameters).fetchall()
        except _TRANSLATED as error:
            self._raise_readable(error)

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Row]:
        """Yield the rows of a query one by one, so that they need not fit into memory."""
        with self._readable_errors():
            yield from self.raw.execute(sql, parameters)

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> Row | None:
        """Return the first row of a query, if there is one."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:  # noqa: ANN401
        """Return the first value of the first row; None when there is no row."""
        found = self.row(sql, parameters)
        return found[0] if found else None

    def insert(self, table: str, values: dict[str, Any]) -> int:
        """Insert one row and return its id."""
        names, marks = ", ".join(values), ", ".join("?" * len(values))
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
        return int(self.execute(sql, tuple(values.values())).lastrowid or 0)

    @contextlib.contextmanager
    def transaction(self) -> Iterator[None]:
        """Run a block as one transaction, undone as a whole on any error; blocks may nest."""
        if self.raw.in_transaction:
            name = f"nested_{secrets.token_hex(8)}"
            begin, commit = f"SAVEPOINT {name}", f"RELEASE {name}"
            undo = [f"ROLLBACK TO {name}", commit]
        else:
            begin, commit, undo = "BEGIN IMMEDIATE", "COMMIT", ["ROLLBACK"]
        with self.turns.turn() if commit == "COMMIT" else contextlib.nullcontext():
            self.execute(begin)
            try:
                yield
                if commit == "COMMIT" and self.follower is not None:
                    self.follower.before_commit()
                self.execute(commit)
            except BaseException:
                for statement in undo:
                    # A full disk or a failing one may have rolled everything back already.
                    if self.raw.in_transaction:
                        self.execute(statement)
                raise
        if self.follower is not None and not self.raw.in_transaction:
            self.follower.after_commit()

    @contextlib.contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let a block read the database as it is at its first look, whatever others write."""
        self.execute("BEGIN")
        try:
            yield
        finally:
            if self.raw.in_transaction:
                self.execute("ROLLBACK")

    def copy_to(self, other: Connection) -> None:
        """Copy the whole database over another one, as it is at this moment."""
        with self._readable_errors():
            self.raw.backup(other.raw)

    def close(self) -> None:
        """Close the connection; closing twice does nothing."""
        self.raw.close()

    @contextlib.contextmanager
    def _readable_errors(self) -> Iterator[None]:
        try:
            yield
        except _TRANSLATED as error:
            self._raise_readable(error)

    def _raise_readable(self, error: Exception) -> NoReturn:
        readable = readable_error(error, self.path)
        if readable is None:
            raise error
        raise readable from error


def require_safe_sqlite() -> None:
    """Raise `ProjectError` when the SQLite library is one that can corrupt a project."""
    if sqlite3.sqlite_version_info < MINIMUM_SQLITE:
        needed = ".".join(map(str, MINIMUM_SQLITE))
        raise ProjectError(
            "The SQLite library is too old to be safe",
            f"It is version {sqlite3.sqlite_version}; before {needed} it can damage a project. "
            "Nothing was opened.",
            "Install the package pysqlite3, which brings its own.",
        )


def readable_error(error: Exception, path: Path) -> AppError | None:
    """Return what to tell the user about a failure of SQLite; None for one they cannot mend."""
    if isinstance(error, UnicodeEncodeError | OverflowError):
        return InvalidInputError(
            "A value cannot be stored",
            f"It is not valid text or the number is too large ({error}). Nothing was changed.",
            "Correct it and try again.",
        )
    code = getattr(error, "sqlite_errorcode", None) or _CODES_BY_TEXT.get(str(error))
    return None if code is None else _by_primary_code(code & 0xFF, path)


_CODES_BY_TEXT = {
    "database or disk is full": sqlite3.SQLITE_FULL,
    "attempt to write a readonly database": sqlite3.SQLITE_READONLY,
    "disk I/O error": sqlite3.SQLITE_IOERR,
    "unable to open database file": sqlite3.SQLITE_CANTOPEN,
    "database disk image is malformed": sqlite3.SQLITE_CORRUPT,
    "file is not a database": sqlite3.SQLITE_NOTADB,
    "database is locked": sqlite3.SQLITE_BUSY,
}
"""`Connection.backup` of pysqlite3 raises errors that carry no code, only SQLite's text for it."""


def _by_primary_code(code: int, path: Path) -> AppError | None:
    if code == sqlite3.SQLITE_FULL:
        return StorageError(
            "The disk is full",
            f"This could not be saved in {path}. All that was saved before is safe.",
            "Free some space and try again.",
        )
    if code == sqlite3.SQLITE_READONLY:
        return StorageError(
            "The project cannot be written to",
            f"{path} or its folder is read-only. All that was saved before is safe.",
            "Give yourself the right to write there, or copy the project to another folder.",
        )
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN):
        return StorageError(
            "The disk does not let the project be read or written",
            f"The system refused access to {path}. All that was saved before is safe.",
            "Check that the disk is connected, has space and allows writing; then try again.",
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DamagedProjectError(
            "The project's database is damaged",
            f"{path} is not a database that can be read. Nothing in it was changed.",
            "Repair it: Tastemaker offers to when it opens the project, and so does “tastemaker "
            "verify PROJECT --repair”.",
        )
    if code == sqlite3.SQLITE_BUSY:
        return StorageError(
            "The project is busy",
            f"Another program keeps {path} locked. Nothing was changed.",
            "Close the other program and try again.",
        )
    return None
