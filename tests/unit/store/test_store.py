from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from pysqlite3 import dbapi2

from desktop.domain.errors import ProjectError, StorageError
from desktop.domain.feedback import Comparison, Preference
from desktop.domain.prompts import user_prompt
from desktop.store.store import Store, open_store

if TYPE_CHECKING:
    from pathlib import Path


def test_everything_is_there_after_opening_again(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "project.db"
    with open_store(path) as store:
        prompt = store.prompts.add(user_prompt("Hi"))
        a, b = (store.responses.add(prompt.id, text) for text in ("Hello", "What?"))
        event = store.feedback.append(Comparison(prompt.id, a.id, b.id, Preference.A_MUCH))
        store.settings.set("round", 3)
    with open_store(path) as store:
        assert store.prompts.get(prompt.id) == prompt
        assert store.responses.all() == [a, b]
        assert store.feedback.standing() == [event]
        assert store.settings.get("round") == 3


def test_a_transaction_over_repositories_is_undone_as_a_whole(store: Store) -> None:
    def add_and_fail() -> None:
        with store.transaction():
            prompt = store.prompts.add(user_prompt("Hi"))
            store.responses.add(prompt.id, "Hello")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        add_and_fail()
    assert store.prompts.count() == 0
    assert store.responses.count() == 0


def test_a_store_belongs_to_one_thread_and_another_opens_its_own(store: Store) -> None:
    errors: list[Exception] = []

    def work() -> None:
        try:
            store.prompts.count()
        except dbapi2.ProgrammingError as error:
            errors.append(error)
        with store.reopen() as own:
            own.prompts.add(user_prompt("From the other thread"))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(errors) == 1
    assert [p.text for p in store.prompts.list()] == ["From the other thread"]


def test_both_connections_are_equally_safe(store: Store) -> None:
    with store.reopen() as other:
        for pragma in ("journal_mode", "synchronous", "foreign_keys", "trusted_schema"):
            question = f"PRAGMA {pragma}"
            assert other.connection.value(question) == store.connection.value(question)


def test_an_empty_file_becomes_a_project(tmp_path: Path) -> None:
    """What a power cut right after creation leaves."""
    (tmp_path / "project.db").touch()
    with open_store(tmp_path / "project.db") as store:
        assert store.prompts.count() == 0


@pytest.mark.parametrize("content", [b"no database at all, but long enough to look" * 100, b"x"])
def test_a_file_that_is_no_database_is_refused_and_left_alone(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "project.db"
    path.write_bytes(content)
    with pytest.raises(ProjectError, match="damaged") as caught:
        open_store(path)
    assert "--repair" in caught.value.hint
    assert path.read_bytes() == content


def test_a_damaged_page_says_so_when_it_is_met(tmp_path: Path) -> None:
    path = tmp_path / "project.db"
    with open_store(path) as store:
        store.prompts.add_many(user_prompt(f"Prompt {i} " + "x" * 500) for i in range(200))
    content = bytearray(path.read_bytes())
    content[8192:] = b"\xff" * (len(content) - 8192)
    path.write_bytes(content)
    with pytest.raises(ProjectError, match="damaged"), open_store(path) as store:
        store.prompts.list()


def test_a_folder_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StorageError, match="cannot be made"):
        open_store(tmp_path / "file" / "project.db")


def test_a_full_disk_loses_nothing_and_the_store_goes_on(store: Store) -> None:
    prompt = store.prompts.add(user_prompt("Hi"))
    pages = store.connection.value("PRAGMA page_count")
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StorageError, match="disk is full"):
        store.prompts.add(user_prompt("x" * 100_000))
    assert store.prompts.list() == [prompt]
    store.connection.execute("PRAGMA max_page_count = 1000000")
    assert store.prompts.add(user_prompt("x" * 100_000)).id == prompt.id + 1
