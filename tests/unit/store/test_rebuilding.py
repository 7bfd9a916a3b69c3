from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.feedback import Comparison, Preference, Retraction
from desktop.domain.prompts import user_prompt
from desktop.domain.runs import Stage
from desktop.domain.versions import VersionKind
from desktop.store.connection import Connection
from desktop.store.journal import journal_path
from desktop.store.journaled import KEYS
from desktop.store.rebuilding import MEASURED, rebuild
from desktop.store.salvage import readable_rows
from desktop.store.store import Store, open_store

if TYPE_CHECKING:
    from pathlib import Path

COMPUTED_AGAIN = {"journal_queue", "journal_state", "search_progress"}
"""Tables that a rebuilt database fills by itself."""


def test_it_is_decided_for_every_table_what_a_rebuilding_does_with_it(store: Store) -> None:
    sql = (
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' "
        "AND name NOT LIKE 'sqlite_%'"
    )
    tables = {name for (name,) in store.connection.rows(sql)}
    assert tables == {*KEYS, *MEASURED, *COMPUTED_AGAIN}


def test_what_the_journal_lacks_comes_from_the_database(
    store: Store, pair: tuple[int, int, int], tmp_path: Path
) -> None:
    run = store.runs.add(Stage.PPO, {})
    store.metrics.record(run.id, 1, {"objective/kl": 0.5}, 2.0)
    event = store.feedback.append(Comparison(*pair, Preference.A))
    store.close()
    journal_path(store.path).unlink()
    saved = rebuild(store.path, tmp_path / "backups", tmp_path / "new.db")
    assert saved.sources == {"journal": 0, "database": 6, "backup": 0}
    with open_store(tmp_path / "new.db") as new:
        assert new.feedback.events() == [event]
        assert new.metrics.latest(run.id) == {"objective/kl": 0.5}


def test_links_to_what_is_lost_are_cut_and_what_hangs_on_it_is_counted(
    store: Store, pair: tuple[int, int, int], tmp_path: Path
) -> None:
    """A version is lost, and a prompt with its answers and judgement; the rest stays."""
    version = store.versions.add("lost", VersionKind.POLICY, "starter")
    kept = store.versions.add("kept", VersionKind.POLICY, "starter", parent_id=version.id)
    other = store.prompts.add(user_prompt("Lost"))
    a, b = (store.responses.add(other.id, text).id for text in "xy")
    first = store.feedback.append(Comparison(*pair, Preference.A))
    lost = store.feedback.append(Comparison(other.id, a, b, Preference.A))
    store.feedback.append(Retraction(), supersedes=lost.id)
    store.close()
    path = journal_path(store.path)
    lines = path.read_text().splitlines(keepends=True)
    gone = (f'"table":"versions","key":{version.id},', f'"table":"prompts","key":{other.id},')
    path.write_text("".join(line for line in lines if not any(g in line for g in gone)))
    store.path.unlink()
    saved = rebuild(store.path, tmp_path / "backups", tmp_path / "new.db")
    assert (saved.judgements, saved.lost_judgements, saved.lost_rows) == (1, 2, 2)
    with open_store(tmp_path / "new.db") as new:
        assert [v.name for v in new.versions.list()] == ["kept"]
        assert new.versions.require(kept.id).parent_id is None
        assert new.feedback.events() == [first]
        assert new.connection.rows("PRAGMA foreign_key_check") == []


def test_rows_around_a_spoilt_page_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    connection = Connection(path)
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, text TEXT)")
    connection.execute_many(
        "INSERT INTO t VALUES (?, ?)", [(i, str(i) * 300) for i in range(1, 401)]
    )
    connection.close()
    data = bytearray(path.read_bytes())
    data[40 * 4096 : 42 * 4096] = b"\xff" * 8192
    path.write_bytes(data)
    damaged = Connection(path)
    found = {row["id"]: row["text"] for row in readable_rows(damaged, "t", ["id", "text", "new"])}
    damaged.close()
    assert all(text == str(i) * 300 for i, text in found.items())
    assert 380 <= len(found) < 400
    assert {1, 400} <= set(found)
