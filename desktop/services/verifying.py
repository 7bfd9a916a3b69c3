"""“Verify my data”: looks at everything a project holds and says what is not as it should be.

It reads over a connection of its own and changes nothing.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from array import array
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from desktop.domain.errors import AppError, ProjectError
from desktop.services.backups import list_backups
from desktop.services.cancelling import Cancelled, never
from desktop.services.examination import Check, Examination, Finding, Problem, Trouble
from desktop.services.project import DATABASE, has_lost_database
from desktop.store.connection import Connection, sqlite_error
from desktop.store.feedback import FeedbackRepository
from desktop.store.journal import journal_path
from desktop.store.journal_lines import HEADER, lines
from desktop.store.journaled import KEYS, RowsAsText, epoch_of
from desktop.store.judgements import judgements_from_texts, responses_of
from desktop.store.prompts import PromptRepository

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.store.connection import Row
    from desktop.store.journal_lines import Key, Line

SHOWN = 20
"""How many problems of a kind a report names; all are counted."""
_STEPS, _LINES = 5_000, 1_000
"""Steps of SQLite, and lines of the journal, after which it looks whether to stop."""


def verify_project(
    folder: Path,
    on_check: Callable[[Check], None] | None = None,
    *,
    cancelled: Callable[[], bool] = never,
) -> Examination:
    """Look at everything in a project's folder; raises nothing for what is damaged.

    Args:
        folder: The project's folder; the project may be open.
        on_check: Told what is looked at next; it may raise to end the examination.
        cancelled: Asked all the time whether to stop.

    Raises:
        Cancelled: It was.
    """
    findings: list[Finding] = []
    if has_lost_database(folder):
        return Examination((_finding(Check.DATABASE, 0, [Problem(Trouble.NO_DATABASE)]),))
    try:
        connection = Connection(folder / DATABASE)
    except AppError as error:
        return Examination((_finding(Check.DATABASE, 0, [_unreadable(error)]),))
    with contextlib.closing(connection):
        connection.raw.set_progress_handler(cancelled, _STEPS)
        checks: dict[Check, Callable[[Connection, Path], Finding]] = {
            Check.DATABASE: _check_database,
            Check.LINKS: _check_links,
            Check.JUDGEMENTS: _check_judgements,
            Check.DERIVED: _check_derived,
            Check.JOURNAL: partial(_check_journal, cancelled=cancelled),
            Check.MODELS: _check_models,
            Check.BACKUPS: partial(_check_backups, cancelled=cancelled),
        }
        for check, look in checks.items():
            if cancelled():
                raise Cancelled
            if on_check is not None:
                on_check(check)
            try:
                findings.append(look(connection, folder))
            except (AppError, sqlite_error, ValueError, KeyError, OSError) as error:
                if cancelled():
                    raise Cancelled from error
                findings.append(_finding(check, 0, [_unreadable(error)]))
    return Examination(tuple(findings))


def check_is_examinable(folder: Path) -> Path:
    """Return the full path of a project's folder, which may be damaged.

    Raises:
        ProjectError: It holds neither a project's database nor the journal of one.
    """
    folder = folder.expanduser().resolve()
    if not (folder / DATABASE).is_file() and not has_lost_database(folder):
        raise ProjectError(
            "This folder is not a project",
            f"{folder} has no {DATABASE} and no journal of one; nothing in it was changed.",
            "Choose a project's folder.",
        )
    return folder


def _finding(check: Check, looked_at: int, problems: list[Problem]) -> Finding:
    return Finding(check, looked_at, tuple(problems[:SHOWN]), len(problems))


def _unreadable(error: Exception) -> Problem:
    return Problem(Trouble.UNREADABLE, error.message if isinstance(error, AppError) else str(error))


def _check_database(connection: Connection, folder: Path) -> Finding:
    pages = int(connection.value("PRAGMA page_count"))
    said = [row[0] for row in connection.rows("PRAGMA integrity_check")]
    wrong = [Problem(Trouble.PAGE, str(text)) for text in said if text != "ok"]
    return _finding(Check.DATABASE, pages, wrong)


def _check_links(connection: Connection, folder: Path) -> Finding:
    sql = "SELECT count(*) FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
    tables = int(connection.value(sql))
    wrong = [
        Problem(Trouble.LINK, f"{table} {rowid} → {parent}")
        for table, rowid, parent, _ in connection.rows("PRAGMA foreign_key_check")
    ]
    return _finding(Check.LINKS, tables, wrong)


def _check_judgements(connection: Connection, folder: Path) -> Finding:
    """Every judgement can be read, and speaks of responses to its own prompt."""
    sql = (
        "SELECT id, kind, prompt_id, judgement, "
        "(SELECT group_concat(r.id) FROM responses AS r WHERE r.prompt_id = feedback.prompt_id) "
        "FROM feedback ORDER BY id"
    )
    count, wrong = 0, list[Problem]()
    for row in connection.stream(sql):
        count += 1
        if not _is_whole(row):
            wrong.append(Problem(Trouble.JUDGEMENT, str(row[0])))
    return _finding(Check.JUDGEMENTS, count, wrong)


def _is_whole(row: Row) -> bool:
    _, kind, _, text, known = row
    try:
        [judgement] = judgements_from_texts([kind], [text])
    except (ValueError, KeyError, TypeError):
        return False
    return responses_of(judgement) <= {int(i) for i in (known or "").split(",") if i}


def _check_derived(connection: Connection, folder: Path) -> Finding:
    """What is kept for speed follows from what was said."""
    count = int(
        connection.value("SELECT (SELECT count(*) FROM feedback) + (SELECT count(*) FROM prompts)")
    )
    events = FeedbackRepository(connection, float).wrongly_derived()
    prompts = PromptRepository(connection, float).wrongly_derived()
    wrong = [Problem(Trouble.STANDING, str(event_id)) for event_id in events]
    wrong += [Problem(Trouble.PROMPT, str(prompt_id)) for prompt_id in prompts]
    return _finding(Check.DERIVED, count, wrong)


def _check_journal(
    connection: Connection, folder: Path, *, cancelled: Callable[[], bool]
) -> Finding:
    """The journal's last word on every row is what the database says."""
    path = journal_path(connection.path)
    if not path.is_file():
        return _finding(Check.JOURNAL, 0, [Problem(Trouble.NO_JOURNAL)])
    said = _LastWords()
    wrong = []
    with path.open("rb") as file:
        for number, line in enumerate(lines(file), start=1):
            if number % _LINES == 0 and cancelled():
                raise Cancelled
            if line is None:
                wrong.append(Problem(Trouble.JOURNAL_LINE, str(number)))
            elif line.table == HEADER and (line.row or {}).get("epoch") != epoch_of(connection):
                return _finding(Check.JOURNAL, 0, [Problem(Trouble.OTHER_JOURNAL)])
            elif line.table in KEYS:
                said.add(line)
    waiting = {(name, key) for name, key in connection.rows("SELECT name, key FROM journal_queue")}
    for table, key, text in _stored(connection):
        if (trouble := said.compare(table, key, text)) and (table, key) not in waiting:
            wrong.append(Problem(trouble, f"{table} {key}"))
    return _finding(Check.JOURNAL, sum(said.counts.values()), wrong)


def _stored(connection: Connection) -> Iterator[tuple[str, Key, str]]:
    for raw in RowsAsText(connection).snapshot(0):
        fields = json.loads(raw)
        yield fields["table"], fields["key"], json.dumps(fields["row"], sort_keys=True)


class _LastWords:
    """Remembers of each row of the journal a number that tells its text from others."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._by_id = {table: array("q") for table in KEYS}
        self._by_name: dict[tuple[str, Key], int] = {}

    def add(self, line: Line) -> None:
        """Take in a line; a later one about the same row replaces it."""
        text = None if line.row is None else json.dumps(line.row, sort_keys=True)
        mark = 0 if text is None else _mark(text)
        self.counts[line.table] += 1
        if isinstance(line.key, int) and 0 <= line.key < 1 << 27:
            marks = self._by_id[line.table]
            if line.key >= len(marks):
                marks.extend([0] * (max(line.key + 1, len(marks) * 2) - len(marks)))
            marks[line.key] = mark
        else:
            self._by_name[line.table, line.key] = mark

    def compare(self, table: str, key: Key, text: str) -> Trouble | None:
        """Return what is wrong with a row that the database holds."""
        marks = self._by_id[table]
        if isinstance(key, int) and 0 <= key < len(marks):
            mark = marks[key]
        else:
            mark = self._by_name.get((table, key), 0)
        if mark == 0:
            return Trouble.JOURNAL_LACKS
        return None if mark == _mark(text) else Trouble.JOURNAL_DIFFERS


def _mark(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), signed=True) or 1


def _check_models(connection: Connection, folder: Path) -> Finding:
    """The files of every version are there."""
    wrong, count = list[Problem](), 0
    for name, place in connection.rows("SELECT name, folder FROM versions WHERE folder <> ''"):
        count += 1
        files = folder / place
        if not (files.is_dir() and any(files.glob("*.safetensors"))):
            wrong.append(Problem(Trouble.FILES, name))
    return _finding(Check.MODELS, count, wrong)


def _check_backups(
    connection: Connection, folder: Path, *, cancelled: Callable[[], bool]
) -> Finding:
    """There is a backup, and the newest one is sound."""
    found = list_backups(folder)
    if not found:
        return _finding(Check.BACKUPS, 0, [Problem(Trouble.NO_BACKUP)])
    with contextlib.closing(Connection(found[0].path)) as newest:
        newest.raw.set_progress_handler(cancelled, _STEPS)
        verdict = newest.value("PRAGMA integrity_check")
    wrong = [] if verdict == "ok" else [Problem(Trouble.BACKUP, found[0].path.name)]
    return _finding(Check.BACKUPS, len(found), wrong)
