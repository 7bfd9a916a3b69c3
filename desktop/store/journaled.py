"""Which rows the journal keeps, and how the database hands them over.

Triggers note the key of every row that changes in `journal_queue`, in the same transaction as the
change itself: whatever writes, nothing escapes. What can be computed again is not kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.store.journal_lines import line_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.store.connection import Connection

KEYS = {
    "settings": "key",
    "prompts": "id",
    "runs": "id",
    "versions": "id",
    "responses": "id",
    "feedback": "id",
}
"""The tables kept, each with its key; in the order in which a new database is filled."""
DERIVED = {"feedback": ("in_force",)}
"""Columns that follow from other rows."""
LEFT_OUT = {"settings": "key GLOB '*draft*'"}
"""Rows that change with every few keystrokes and matter only until the thing is said."""
BATCH = 1_000

Pending = tuple[int, str, int | str, str | None]
"""Number of the change, table, key and the row as JSON text."""


def stored_columns(connection: Connection, table: str) -> list[str]:
    """Return the columns of a table that hold what was said, not what follows from it."""
    rows = connection.rows(
        "SELECT name FROM pragma_table_xinfo(?) WHERE hidden = 0 ORDER BY cid", (table,)
    )
    return [name for (name,) in rows if name not in DERIVED.get(table, ())]


class RowsAsText:
    """Reads changed rows as JSON text; the database itself makes the text.

    Args:
        connection: To a database of the present format.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        texts = {table: _row_text(connection, table) for table in KEYS}
        choices = " ".join(
            f"WHEN '{table}' THEN (SELECT {text} FROM {table} WHERE {KEYS[table]} = queue.key)"
            for table, text in texts.items()
        )
        self._pending = (
            f"SELECT seq, name, key, CASE name {choices} END FROM journal_queue AS queue "
            f"WHERE seq > ? ORDER BY seq LIMIT {BATCH}"
        )
        self._whole = {
            table: f"SELECT {KEYS[table]}, {text} FROM {table} "
            f"WHERE NOT ({LEFT_OUT.get(table, 'FALSE')}) ORDER BY {KEYS[table]}"
            for table, text in texts.items()
        }

    def pending(self, after: int) -> list[Pending]:
        """Return the next changes after one, at most `BATCH`, each with its row as it is now."""
        return self._connection.rows(self._pending, (after,))

    def snapshot(self, seq: int) -> Iterator[bytes]:
        """Yield the lines of every row that there is."""
        for table, sql in self._whole.items():
            for key, text in self._connection.stream(sql):
                yield line_bytes(seq, table, key, text)


def _row_text(connection: Connection, table: str) -> str:
    pairs = [f"'{name}', {name}" for name in stored_columns(connection, table)]
    return f"json_object({', '.join(pairs)})"


def last_change(connection: Connection) -> int:
    """Return the number of the newest change that the database knows."""
    sql = "SELECT seq FROM sqlite_sequence WHERE name = 'journal_queue'"
    return int(connection.value(sql) or 0)


def epoch_of(connection: Connection) -> str:
    """Return which journal belongs to this database."""
    return str(connection.value("SELECT epoch FROM journal_state"))
