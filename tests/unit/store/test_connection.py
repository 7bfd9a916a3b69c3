from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from pysqlite3 import dbapi2

from desktop.domain.errors import InvalidInputError, ProjectError, StorageError
from desktop.store import connection as module
from desktop.store.connection import Connection, readable_error, require_safe_sqlite

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    opened = Connection(tmp_path / "a.db")
    opened.use_write_ahead_log()
    opened.execute("CREATE TABLE t (x INTEGER CHECK (x < 100)) STRICT")
    yield opened
    opened.close()


def insert_and_fail(connection: Connection, value: int) -> None:
    with connection.transaction():
        connection.insert("t", {"x": value})
        raise RuntimeError


def test_the_library_is_safe_here() -> None:
    require_safe_sqlite()


def test_an_unsafe_library_is_refused_before_anything_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MINIMUM_SQLITE", (99, 0, 0))
    with pytest.raises(ProjectError, match=r"before 99\.0\.0"):
        Connection(tmp_path / "a.db")
    assert not (tmp_path / "a.db").exists()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("busy_timeout", 10_000),
    ],
)
def test_settings_of_the_connection(connection: Connection, pragma: str, value: str | int) -> None:
    assert connection.value(f"PRAGMA {pragma}") == value


def test_a_transaction_is_undone_as_a_whole(connection: Connection) -> None:
    with pytest.raises(RuntimeError):
        insert_and_fail(connection, 1)
    assert connection.rows("SELECT x FROM t") == []


def test_a_nested_transaction_is_undone_alone(connection: Connection) -> None:
    with connection.transaction():
        connection.insert("t", {"x": 1})
        with pytest.raises(RuntimeError):
            insert_and_fail(connection, 2)
        with connection.transaction():
            connection.insert("t", {"x": 3})
    assert connection.rows("SELECT x FROM t ORDER BY x") == [(1,), (3,)]


def test_execute_many_is_one_transaction(connection: Connection) -> None:
    with pytest.raises(dbapi2.IntegrityError):
        connection.execute_many("INSERT INTO t VALUES (?)", [(1,), (2,), (1000,)])
    assert connection.value("SELECT count(*) FROM t") == 0


def test_missing_rows_are_none(connection: Connection) -> None:
    assert connection.row("SELECT x FROM t") is None
    assert connection.value("SELECT x FROM t") is None


def test_a_second_writer_waits_for_the_first(connection: Connection) -> None:
    """The second transaction begins after the first has ended, and sees what it wrote."""
    seen: list[int] = []

    def write() -> None:
        other = Connection(connection.path)
        about_to_begin.set()
        with other.transaction():
            seen.append(other.value("SELECT count(*) FROM t"))
            other.insert("t", {"x": 2})
        other.close()

    about_to_begin = threading.Event()
    thread = threading.Thread(target=write)
    with connection.transaction():
        connection.insert("t", {"x": 1})
        thread.start()
        assert about_to_begin.wait(10)
        assert seen == []
    thread.join()
    assert seen == [1]
    assert connection.value("SELECT count(*) FROM t") == 2


def test_a_project_kept_busy_elsewhere_says_so(connection: Connection) -> None:
    other = Connection(connection.path)
    other.execute("PRAGMA busy_timeout = 0")
    with connection.transaction(), pytest.raises(StorageError, match="busy"):
        other.insert("t", {"x": 1})
    other.close()


def test_a_read_only_database_says_so(connection: Connection) -> None:
    connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError, match="read-only"):
        connection.insert("t", {"x": 1})


def test_a_place_that_cannot_be_opened_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.db").mkdir()
    with pytest.raises(StorageError, match="refused access"):
        Connection(tmp_path / "a.db").value("SELECT 1")


@pytest.mark.parametrize("value", ["\ud800", 2**63])
def test_what_no_column_can_hold_is_refused(connection: Connection, value: str | int) -> None:
    with pytest.raises(InvalidInputError, match="cannot be stored"):
        connection.insert("t", {"x": value})


def test_a_bug_stays_a_bug(connection: Connection) -> None:
    with pytest.raises(dbapi2.OperationalError, match="no such table"):
        connection.execute("SELECT 1 FROM nowhere")
    assert readable_error(dbapi2.ProgrammingError("closed"), connection.path) is None


def test_closing_twice_does_nothing(connection: Connection) -> None:
    connection.close()
    connection.close()


def test_an_error_without_a_code_is_known_by_its_text(connection: Connection) -> None:
    """As `backup` raises them on a full disk; found by letting system calls fail."""
    error = readable_error(dbapi2.OperationalError("database or disk is full"), connection.path)
    assert isinstance(error, StorageError)
    assert error.title == "The disk is full"
