from __future__ import annotations

import contextlib
import inspect
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import ProjectError
from desktop.domain.feedback import Comparison, Preference
from desktop.store.backup import backups
from desktop.store.connection import Connection
from desktop.store.migrations import APPLICATION_ID, MIGRATIONS, migrate, schema_version
from desktop.store.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

# One row for each table, as a program of the format that made the table writes it.
ROWS = {
    1: (
        "INSERT INTO prompts (messages, search, digest, split, created_at, source, tags, metadata)"
        """ VALUES ('[{"role": "user", "content": "Hi"}]', 'hi', 'd', 'train', 1.5, 'typed',"""
        """ '["greeting"]', '{}')""",
    ),
    2: (
        "INSERT INTO versions (name, kind, base, round, created_at, metrics)"
        " VALUES ('start', 'base', 'starter', 1, 1.5, '{}')",
        "INSERT INTO runs (stage, status, settings, policy_version_id, round, created_at)"
        " VALUES ('ppo', 'finished', '{}', 1, 1, 1.5)",
        "INSERT INTO metrics VALUES (1, 'objective/kl', 3, 0.25, 2.5)",
        "INSERT INTO samples (run_id, step, prompt_id, text, scores, finished)"
        " VALUES (1, 3, 1, 'Hello', '{}', 1)",
    ),
    3: (
        "INSERT INTO responses (prompt_id, text, origin, model_version_id, round, finished,"
        " created_at) VALUES (1, 'Hello', 'generated', 1, 1, 1, 1.5),"
        " (1, 'What?', 'generated', 1, 1, 1, 1.5)",
    ),
    4: (
        "INSERT INTO feedback (kind, prompt_id, judgement, created_at, judge, round)"
        """ VALUES ('comparison', 1, '{"prompt_id": 1, "a_id": 1, "b_id": 2, "preference": -2,"""
        """ "quality": null, "repeat_of": null}', 1.5, 'human', 1)""",
    ),
    5: ("""INSERT INTO settings VALUES ('name', '"Old"')""",),
    6: ("INSERT INTO response_scores VALUES (1, 1, 0.5, 0.25)",),
}


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Connection]:
    connection = Connection(path)
    try:
        yield connection
    finally:
        connection.close()


def schema(connection: Connection) -> list[tuple[str, ...]]:
    return connection.rows("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name")


def make_old_project(path: Path, version: int) -> None:
    with opened(path) as connection:
        migrate(connection, up_to=version)
        for number in range(1, version + 1):
            for statement in ROWS.get(number, ()):
                connection.execute(statement)


def test_each_migration_is_small_and_says_what_it_does() -> None:
    for number, migration in enumerate(MIGRATIONS, start=1):
        name = getattr(migration, "__name__", "")
        assert name.startswith(f"m{number:03}_")
        assert inspect.getdoc(migration)


def test_a_new_file_gets_the_whole_schema(tmp_path: Path) -> None:
    with opened(tmp_path / "new.db") as connection:
        assert schema_version(connection) == 0
        migrate(connection)
        assert schema_version(connection) == len(MIGRATIONS)
        assert connection.value("PRAGMA application_id") == APPLICATION_ID
        tables = "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'"
        lax = connection.rows(f"{tables} AND strict = 0 AND name NOT LIKE 'sqlite_%'")
        assert lax == []


def test_migrating_again_does_nothing(tmp_path: Path) -> None:
    with opened(tmp_path / "a.db") as connection:
        migrate(connection)
        before = connection.raw.total_changes
        migrate(connection)
        assert connection.raw.total_changes == before


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_an_older_project_keeps_every_row(tmp_path: Path, version: int) -> None:
    path = tmp_path / "project.db"
    make_old_project(path, version)
    with open_store(path) as store:
        assert [p.text for p in store.prompts.list()] == ["Hi"]
        if version >= 2:
            assert store.versions.base().name == "start"
            assert [r.stage for r in store.runs.list()] == ["ppo"]
            assert store.metrics.series(1, "objective/kl") == ([3], [0.25], [2.5])
            assert [s.text for s in store.samples.for_run(1)] == ["Hello"]
        if version >= 3:
            assert [r.text for r in store.responses.all()] == ["Hello", "What?"]
        if version >= 4:
            judgements = [e.judgement for e in store.feedback.standing()]
            assert judgements == [Comparison(1, 1, 2, Preference.A)]
        if version >= 5:
            assert store.settings.get("name") == "Old"
        assert store.connection.rows("PRAGMA foreign_key_check") == []
        assert store.connection.value("PRAGMA integrity_check") == "ok"


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_older_project_gets_the_schema_of_a_new_one(tmp_path: Path, version: int) -> None:
    make_old_project(tmp_path / "old.db", version)
    with opened(tmp_path / "old.db") as old, opened(tmp_path / "new.db") as new:
        migrate(old)
        migrate(new)
        assert schema(old) == schema(new)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
def test_an_older_project_is_backed_up_before_it_is_changed(tmp_path: Path, version: int) -> None:
    make_old_project(tmp_path / "project.db", version)
    open_store(tmp_path / "project.db").close()
    [(copy, _)] = backups(tmp_path / "backups")
    with opened(copy) as connection:
        assert schema_version(connection) == version
        assert connection.value("SELECT search FROM prompts") == "hi"


def test_a_project_of_this_version_is_not_backed_up_on_opening(tmp_path: Path) -> None:
    for _ in range(2):
        open_store(tmp_path / "project.db").close()
    assert backups(tmp_path / "backups") == []


def test_a_migration_that_fails_leaves_the_project_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "project.db"
    make_old_project(path, len(MIGRATIONS))

    def m006_breaks(db: object) -> None:
        with_tables.execute("CREATE TABLE half_done (x INTEGER)")
        raise RuntimeError

    with opened(path) as with_tables:
        before = schema(with_tables)
        monkeypatch.setattr("desktop.store.migrations.MIGRATIONS", (*MIGRATIONS, m006_breaks))
        with pytest.raises(RuntimeError):
            migrate(with_tables)
        assert schema(with_tables) == before
        assert schema_version(with_tables) == len(MIGRATIONS)


def test_a_newer_project_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "project.db"
    open_store(path).close()
    with opened(path) as connection:
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="newer version") as caught:
        open_store(path)
    assert "Nothing in it was changed" in caught.value.message
    assert "Update" in caught.value.hint
    assert path.read_bytes() == before


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with opened(path) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(ProjectError, match="not a project"):
        open_store(path)
    assert path.read_bytes() == before
