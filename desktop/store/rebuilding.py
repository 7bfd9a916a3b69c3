"""Makes a new database of all that is left: the journal, what the damaged one still says, a backup.

All rows are first collected in a file beside, the most trustworthy first: a line of the journal has
a checksum; what is read around the damage may be wrong; a backup may be old and is asked only when
the journal has gaps. Then they are put into a new database, whose own rules refuse what is not
whole. Nothing that exists is changed.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from desktop.store.backup import BEFORE_RESTORE, backups
from desktop.store.connection import Connection, sqlite_error
from desktop.store.feedback import FeedbackRepository
from desktop.store.files import flush
from desktop.store.journal import journal_path
from desktop.store.journal_lines import HEADER, lines
from desktop.store.journaled import KEYS, stored_columns
from desktop.store.judgements import judgements_from_texts, responses_of
from desktop.store.migrations import migrate
from desktop.store.replaying import RowWriter
from desktop.store.salvage import opened_copy, readable_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.store.journal_lines import Line

SOURCES = ("journal", "database", "backup")
MEASURED = ("metrics", "samples", "response_scores")
"""Tables that the journal does not keep and that are worth saving. Indices are made anew."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a rebuilt database holds.

    Args:
        prompts: How many were saved; and so on.
        judgements: Of all kinds, undoings among them.
        sources: How many rows came from the journal, the damaged database, a backup.
        lost_judgements: Numbers in the list of judgements that nothing is left of, and judgements
            on something that is lost.
        lost_rows: Other rows that were found but are not whole.
    """

    prompts: int
    responses: int
    judgements: int
    versions: int
    runs: int
    sources: dict[str, int]
    lost_judgements: int
    lost_rows: int


def rebuild(database: Path, backup_folder: Path, target: Path) -> Saved:
    """Write a whole database to `target`, a new file, from all that is left of another.

    Raises:
        StorageError: It could not be written.
    """
    staging_path = target.with_name(f"{target.name}.rows")
    for path in (staging_path, target):
        path.unlink(missing_ok=True)
    try:
        with (
            contextlib.closing(Connection(staging_path)) as staging,
            contextlib.closing(Connection(target)) as new,
        ):
            migrate(new)
            collected = _Collected(staging, new)
            collected.collect(database, backup_folder)
            saved = _Filler(new, collected).fill()
        flush(target)
    finally:
        staging_path.unlink(missing_ok=True)
    return saved


class _Collected:
    """The rows that were found, each once, in a database of its own without any rules."""

    def __init__(self, staging: Connection, new: Connection) -> None:
        self._staging = staging
        self.tables = {t: stored_columns(new, t) for t in (*KEYS, *MEASURED)}
        staging.execute("PRAGMA synchronous = OFF")
        staging.execute(
            "CREATE TABLE found (name TEXT, key, row TEXT, source TEXT, "
            "PRIMARY KEY (name, key)) WITHOUT ROWID"
        )

    def collect(self, database: Path, backup_folder: Path) -> None:
        """Take in all sources."""
        with self._staging.transaction():
            complete = self._take_journal(journal_path(database))
            with opened_copy(database) as damaged:
                if damaged is not None:
                    self._take_rows(damaged, "database")
            if not complete:
                self._take_newest_backup(backup_folder)

    def rows(self, table: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a table in the order of their keys."""
        sql = "SELECT row FROM found WHERE name = ? AND row IS NOT NULL ORDER BY key"
        for (text,) in self._staging.stream(sql, (table,)):
            yield json.loads(text)

    def sources(self) -> dict[str, int]:
        """Return how many rows came from where."""
        sql = "SELECT source, count(*) FROM found WHERE row IS NOT NULL GROUP BY source"
        return dict.fromkeys(SOURCES, 0) | dict(self._staging.rows(sql))

    def _take_journal(self, path: Path) -> bool:
        """Take in a journal's good lines; return whether it is whole."""
        if not path.is_file():
            return False
        whole, first = True, True
        with path.open("rb") as file:
            for line in lines(file):
                whole = whole and line is not None and (not first or line.table == HEADER)
                first = False
                if line is not None and line.table in KEYS:
                    self._put(line)
        return whole and not first

    def _put(self, line: Line) -> None:
        row = None if line.row is None else json.dumps(line.row)
        self._staging.execute(
            "INSERT OR REPLACE INTO found VALUES (?, ?, ?, 'journal')",
            (line.table, line.key, row),
        )

    def _take_rows(self, connection: Connection, source: str) -> None:
        for table, columns in self.tables.items():
            key = KEYS.get(table)
            for row in readable_rows(connection, table, columns):
                with contextlib.suppress(KeyError, TypeError, ValueError, sqlite_error):
                    text = json.dumps(row)
                    self._staging.execute(
                        "INSERT OR IGNORE INTO found VALUES (?, ?, ?, ?)",
                        (table, row[key] if key else text, text, source),
                    )

    def _take_newest_backup(self, folder: Path) -> None:
        # What stood before a restore was left behind on purpose.
        kept = [path for path, _ in backups(folder) if not path.stem.endswith(BEFORE_RESTORE)]
        for path in kept[:1]:
            with opened_copy(path) as backup:
                if backup is not None:
                    self._take_rows(backup, "backup")


class _Filler:
    """Puts the rows into the new database, and leaves out what is not whole."""

    def __init__(self, new: Connection, collected: _Collected) -> None:
        self._new = new
        self._collected = collected
        self._lost_rows = 0
        self._lost_judgements = 0

    def fill(self) -> Saved:
        """Fill the database and return what it holds."""
        with self._new.transaction():
            self._new.execute("PRAGMA defer_foreign_keys = ON")
            for table in self._collected.tables:
                if table != "feedback":
                    self._fill(table)
            self._mend_links()
            self._fill_feedback()
            FeedbackRepository(self._new, float).derive_again()
            self._new.execute("DELETE FROM journal_queue")
        counts = {t: int(self._new.value(f"SELECT count(*) FROM {t}")) for t in KEYS}
        highest = int(self._new.value("SELECT coalesce(max(id), 0) FROM feedback"))
        return Saved(
            prompts=counts["prompts"],
            responses=counts["responses"],
            judgements=counts["feedback"],
            versions=counts["versions"],
            runs=counts["runs"],
            sources=self._collected.sources(),
            lost_judgements=max(self._lost_judgements, highest - counts["feedback"]),
            lost_rows=self._lost_rows,
        )

    def _fill(self, table: str) -> None:
        put = RowWriter(self._new, table).put if table in KEYS else partial(self._put, table)
        for row in self._collected.rows(table):
            try:
                put(row)
            except (sqlite_error, KeyError):
                self._lost_rows += 1

    def _put(self, table: str, row: dict[str, Any]) -> int:
        marks = ", ".join("?" * len(row))
        sql = f"INSERT OR IGNORE INTO {table} ({', '.join(row)}) VALUES ({marks})"
        return int(self._new.execute(sql, list(row.values())).rowcount)

    def _mend_links(self) -> None:
        """Cut links to what is lost; remove what cannot be without its link."""
        sql = 'SELECT DISTINCT "table", fkid FROM pragma_foreign_key_check'
        while broken := self._new.rows(sql):
            for table, link in broken:
                self._mend_link(table, link)

    def _mend_link(self, table: str, link: int) -> None:
        sql = 'SELECT "from", "table", "to" FROM pragma_foreign_key_list(?) WHERE id = ?'
        found = self._new.row(sql, (table, link))
        assert found is not None
        column, parent, target = found
        missing = f"{column} NOT IN (SELECT {target or 'id'} FROM {parent})"
        required = 'SELECT "notnull" OR pk FROM pragma_table_info(?) WHERE name = ?'
        if self._new.value(required, (table, column)):
            self._lost_rows += max(
                0, self._new.execute(f"DELETE FROM {table} WHERE {missing}").rowcount
            )
        else:
            self._new.execute(f"UPDATE {table} SET {column} = NULL WHERE {missing}")

    def _fill_feedback(self) -> None:
        writer = RowWriter(self._new, "feedback")
        for row in self._collected.rows("feedback"):
            try:
                whole = self._with_known_links(row)
                if whole is None:
                    self._lost_judgements += 1
                else:
                    writer.put(whole)
            except (sqlite_error, KeyError, TypeError, ValueError):
                self._lost_judgements += 1

    def _with_known_links(self, row: dict[str, Any]) -> dict[str, Any] | None:
        """Return a judgement as it can be stored; None when what it speaks of is lost."""
        [judgement] = judgements_from_texts([row["kind"]], [row["judgement"]])
        named = responses_of(judgement)
        known = self._new.value(
            "SELECT count(*) FROM responses "
            "WHERE prompt_id = ? AND id IN (SELECT value FROM json_each(?))",
            (row["prompt_id"], json.dumps([*named])),
        )
        earlier = row["supersedes"]
        if known != len(named):
            return None
        if earlier is not None and not self._new.value(
            "SELECT 1 FROM feedback WHERE id = ?", (earlier,)
        ):
            return None if row["kind"] == "retraction" else row | {"supersedes": None}
        return row
