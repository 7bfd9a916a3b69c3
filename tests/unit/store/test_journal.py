"""The journal follows the database, and gives back what the database loses."""

from __future__ import annotations

import errno
import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from desktop.domain.feedback import Comparison, Preference, Retraction
from desktop.domain.prompts import user_prompt
from desktop.store.connection import Connection
from desktop.store.journal import journal_path
from desktop.store.journal_lines import lines
from desktop.store.journaled import KEYS, RowsAsText
from desktop.store.store import Store, open_store

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.store.journal_lines import Key


def states(store: Store) -> dict[tuple[str, Key], object]:
    """Return what the journal says of each row."""
    found: dict[tuple[str, Key], object] = {}
    with journal_path(store.path).open("rb") as file:
        for line in lines(file):
            assert line is not None
            if line.table in KEYS:
                found[line.table, line.key] = line.row
    return {key: row for key, row in found.items() if row is not None}


def rows(store: Store) -> dict[tuple[str, Key], object]:
    """Return what the database says of each row that the journal keeps."""
    whole = b"".join(RowsAsText(store.connection).snapshot(0)).splitlines()
    return {(r["table"], r["key"]): r["row"] for r in map(json.loads, whole)}


def judge(store: Store, pair: tuple[int, int, int], preference: Preference) -> int:
    return store.feedback.append(Comparison(*pair, preference)).id


def test_the_journal_holds_what_the_database_holds_after_every_change(
    store: Store, pair: tuple[int, int, int]
) -> None:
    assert states(store) == rows(store)
    event = judge(store, pair, Preference.A)
    assert states(store) == rows(store)
    store.feedback.append(Retraction(), supersedes=event)
    store.prompts.set_tags(pair[0], ["sky", "蓝"])
    store.prompts.retire(pair[0])
    store.settings.set("name", "Taste")
    store.responses.add(pair[0], "\u202eodd\x00 text\n")
    assert states(store) == rows(store)
    assert len(states(store)) == 7


def test_drafts_are_not_kept_in_the_journal(store: Store) -> None:
    store.settings.set("rate.draft.4", "half a sent")
    assert states(store) == {}


def test_what_is_undone_is_not_in_the_journal(store: Store) -> None:
    def break_off() -> None:
        with store.transaction():
            store.prompts.add(user_prompt("Never"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        break_off()
    assert states(store) == {}


def test_two_connections_follow_into_one_journal(store: Store, pair: tuple[int, int, int]) -> None:
    with store.reopen() as other:
        for number in range(10):
            judge((store, other)[number % 2], pair, Preference.B)
    assert states(store) == rows(store)


def test_a_project_without_a_journal_gets_one(store: Store, pair: tuple[int, int, int]) -> None:
    judge(store, pair, Preference.A)
    store.close()
    journal_path(store.path).unlink()
    with open_store(store.path) as again:
        assert states(again) == rows(again)
        assert len(rows(again)) == 4


def test_a_journal_removed_while_it_is_in_use_is_written_again(
    store: Store, pair: tuple[int, int, int]
) -> None:
    journal_path(store.path).unlink()
    judge(store, pair, Preference.A)
    assert states(store) == rows(store)


def failure(store: Store) -> Exception | None:
    assert store.journal is not None
    return store.journal.failure


def lose_the_end(store: Store, pair: tuple[int, int, int]) -> list[int]:
    """Judge, keep a copy of the database as it was before the last judgements; return all."""
    first = judge(store, pair, Preference.A)
    store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    old = store.path.with_name("old.db")
    shutil.copy(store.path, old)
    store.prompts.set_tags(pair[0], ["sky"])
    lost = [judge(store, pair, Preference.B)]
    lost.append(store.feedback.append(Retraction(), supersedes=first).id)
    store.close()
    old.replace(store.path)
    for name in ("project.db-wal", "project.db-shm"):
        store.path.with_name(name).unlink(missing_ok=True)
    return [first, *lost]


def test_a_database_that_lost_its_end_gets_it_back(
    store: Store, pair: tuple[int, int, int]
) -> None:
    events = lose_the_end(store, pair)
    with open_store(store.path) as again:
        assert [event.id for event in again.feedback.events()] == events
        assert [event.id for event in again.feedback.standing()] == [events[1]]
        assert again.prompts.require(pair[0]).tags == ("sky",)
        later = judge(again, pair, Preference.A)
        assert states(again) == rows(again)
    with open_store(store.path) as again:
        assert [event.id for event in again.feedback.events()] == [*events, later]


def test_a_journal_that_lost_its_end_is_written_anew_and_the_old_one_kept(
    store: Store, pair: tuple[int, int, int]
) -> None:
    for _ in range(5):
        judge(store, pair, Preference.A)
    store.close()
    path = journal_path(store.path)
    kept = path.read_bytes().splitlines(keepends=True)[:-2]
    path.write_bytes(b"".join(kept))
    with open_store(store.path) as again:
        assert states(again) == rows(again)
    [old] = (store.path.parent / "backups").glob("journal-*.jsonl")
    assert old.read_bytes() == b"".join(kept)


def test_half_a_line_at_the_end_is_cut_off(store: Store, pair: tuple[int, int, int]) -> None:
    store.close()
    path = journal_path(store.path)
    before = path.read_bytes()
    path.write_bytes(before + b'{"crc":"0')
    with open_store(store.path) as again:
        assert path.read_bytes() == before
        judge(again, pair, Preference.A)
        assert states(again) == rows(again)


def test_another_projects_journal_is_set_aside(store: Store, tmp_path: Path) -> None:
    store.prompts.add(user_prompt("Mine"))
    with open_store(tmp_path / "other" / "project.db") as other:
        other.prompts.add(user_prompt("Theirs"))
        other.prompts.add(user_prompt("Theirs too"))
    store.close()
    shutil.copy(journal_path(other.path), journal_path(store.path))
    with open_store(store.path) as again:
        assert [p.text for p in again.prompts.list()] == ["Mine"]
        assert states(again) == rows(again)


@pytest.mark.parametrize("failing", ["write", "fsync"])
def test_a_journal_that_cannot_be_written_follows_later(
    store: Store,
    pair: tuple[int, int, int],
    monkeypatch: pytest.MonkeyPatch,
    failing: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """The judgement is safe in the database; the journal says that it is behind."""

    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, failing, fail)
        event = judge(store, pair, Preference.A)
        assert isinstance(failure(store), OSError)
        assert "is behind" in caplog.text
        assert ("feedback", event) not in states(store)
    judge(store, pair, Preference.B)
    assert failure(store) is None
    assert states(store) == rows(store)


def test_a_crash_between_database_and_journal_costs_nothing(
    store: Store, pair: tuple[int, int, int]
) -> None:
    store.close()
    bare = Connection(store.path)
    event = Store(bare).feedback.append(Comparison(*pair, Preference.A))
    bare.close()
    with open_store(store.path) as again:
        assert ("feedback", event.id) in states(again)
        assert states(again) == rows(again)


def test_the_database_forgets_what_the_journal_has(
    store: Store, pair: tuple[int, int, int]
) -> None:
    for _ in range(20):
        judge(store, pair, Preference.A)
    assert store.connection.value("SELECT count(*) FROM journal_queue") == 1
