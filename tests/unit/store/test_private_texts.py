from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.feedback import Comment
from desktop.domain.prompts import Message, Role
from desktop.domain.responses import Origin
from desktop.store.private_texts import private_texts
from desktop.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path


def test_prompts_answers_and_remarks_are_found_and_nothing_is_changed(tmp_path: Path) -> None:
    path = tmp_path / "project.db"
    with open_store(path) as store:
        prompt = store.prompts.add((Message(Role.SYSTEM, "Be brief."), Message(Role.USER, "Why?")))
        response = store.responses.add(prompt.id, "Because.", origin=Origin.IMPORTED)
        store.feedback.append(Comment(prompt.id, response.id, "Too short", ("terse",)))
        # Also while the project is open.
        assert {"Be brief.", "Why?", "Because.", "Too short", "terse"} <= set(private_texts(path))
    before = path.read_bytes()
    assert "Why?" in set(private_texts(path))
    assert path.read_bytes() == before


def test_what_is_not_there_or_damaged_has_no_texts(tmp_path: Path) -> None:
    path = tmp_path / "project.db"
    assert list(private_texts(path)) == []
    assert not path.exists()
    path.write_bytes(b"no database" * 1000)
    assert list(private_texts(path)) == []
