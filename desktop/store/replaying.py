"""Puts rows of the journal back into a database: the last state that is known of each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.store.feedback import FeedbackRepository
from desktop.store.journaled import KEYS, stored_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    from desktop.store.connection import Connection
    from desktop.store.journal_lines import Key, Line


def replay(connection: Connection, lines: Iterable[Line]) -> dict[str, int]:
    """Bring a database up to what the lines say; return how many rows of each table changed.

    All of it is one transaction. A judgement that is already there is left as it is.
    """
    last: dict[str, dict[Key, Mapping[str, Any] | None]] = {table: {} for table in KEYS}
    for line in lines:
        if line.table in last:
            last[line.table][line.key] = line.row
    changed = dict.fromkeys(KEYS, 0)
    with connection.transaction():
        connection.execute("PRAGMA defer_foreign_keys = ON")
        for table, rows in last.items():
            writer = RowWriter(connection, table)
            for key, row in rows.items():
                changed[table] += writer.remove(key) if row is None else writer.put(row)
        FeedbackRepository(connection, float).derive_again()
    return changed


class RowWriter:
    """Writes whole rows of one table.

    Args:
        connection: To a database of the present format.
        table: One of those that the journal keeps.
    """

    def __init__(self, connection: Connection, table: str) -> None:
        self._connection = connection
        self._table = table
        self._key = KEYS[table]
        self._columns = stored_columns(connection, table)

    def put(self, row: Mapping[str, Any]) -> int:
        """Insert a row or bring it up to date; return how many rows changed."""
        columns = [name for name in self._columns if name in row]
        marks = ", ".join("?" * len(columns))
        settings = ", ".join(f"{name} = excluded.{name}" for name in columns)
        # What was judged is never changed.
        action = "NOTHING" if self._table == "feedback" else f"UPDATE SET {settings}"
        cursor = self._connection.execute(
            f"INSERT INTO {self._table} ({', '.join(columns)}) VALUES ({marks}) "
            f"ON CONFLICT ({self._key}) DO {action}",
            [row[name] for name in columns],
        )
        return max(0, cursor.rowcount)

    def remove(self, key: Key) -> int:
        """Remove a row if it is there; return how many were."""
        sql = f"DELETE FROM {self._table} WHERE {self._key} = ?"
        return max(0, self._connection.execute(sql, (key,)).rowcount)
