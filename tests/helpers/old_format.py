"""Makes of a project one of the first released format, with the same rows."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

from desktop.services.project import DATABASE
from desktop.store.connection import Connection
from desktop.store.migrations import migrate

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = 5
TABLES = ("prompts", "runs", "versions", "responses", "feedback", "settings")


def in_old_format(folder: Path, target: Path) -> Path:
    """Write the rows of a closed project into a new folder as the old program kept them."""
    target.mkdir()
    with (
        closing(Connection(folder / DATABASE)) as new,
        closing(Connection(target / DATABASE)) as old,
    ):
        old.use_write_ahead_log()
        migrate(old, up_to=FORMAT)
        old.execute("PRAGMA foreign_keys = OFF")
        for table in TABLES:
            columns = "SELECT name FROM pragma_table_info(?)"
            names = [name for (name,) in old.rows(columns, (table,))]
            marks = ", ".join("?" * len(names))
            old.execute_many(
                f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})",
                new.rows(f"SELECT {', '.join(names)} FROM {table}"),
            )
    return target
