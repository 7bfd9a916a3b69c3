from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.feedback import Comparison, Preference, Quality
from desktop.domain.prompts import user_prompt
from desktop.services.early_votes import (
    EarlyVote,
    ShownText,
    early_votes,
    keep_early,
    settle_early,
    take_back_early,
)
from desktop.services.project import create_project, open_project
from desktop.services.rating import RatingSession

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create_project(tmp_path / "project") as made:
        made.store.prompts.add(user_prompt("Describe the sea."))
        yield made


def vote(a: str, b: str, preference: Preference | None = Preference.B) -> EarlyVote:
    quality = None if preference is not None else Quality.BOTH_BAD
    return EarlyVote(1, ShownText(a, 1), ShownText(b, 1), preference, quality, 3.5, 1000.0)


def test_a_vote_becomes_a_comparison_when_both_answers_are_complete(project: Project) -> None:
    store = project.store
    keep_early(store, vote("The sea is", "Waves"))
    assert settle_early(store, 1, over=False) == 0
    first = store.responses.add(1, "The sea is blue.")
    assert settle_early(store, 1, over=False) == 0
    second = store.responses.add(1, " Waves and salt.")
    assert settle_early(store, 1, over=False) == 1
    [event] = store.feedback.standing()
    assert event.judgement == Comparison(1, first.id, second.id, Preference.B)
    assert (event.seconds, event.created_at) == (3.5, 1000.0)
    assert early_votes(store) == []
    assert settle_early(store, 1, over=True) == 0


def test_answers_that_never_became_complete_are_judged_as_they_were_shown(
    project: Project,
) -> None:
    store = project.store
    whole = store.responses.add(1, "The sea is blue.")
    keep_early(store, vote("The sea", "Waves and", None))
    assert settle_early(store, 2, over=True) == 1
    [event] = store.feedback.standing()
    assert isinstance(event.judgement, Comparison)
    assert event.judgement.quality is Quality.BOTH_BAD
    assert event.judgement.a_id == whole.id
    cut = store.responses.require(event.judgement.b_id)
    assert (cut.text, cut.finished, cut.round, cut.model_version_id) == ("Waves and", False, 2, 1)


def test_two_answers_with_the_same_beginning_are_told_apart(project: Project) -> None:
    store = project.store
    store.responses.add(1, "The sea is blue.")
    store.responses.add(1, "The sea is grey.")
    keep_early(store, vote("The sea", "The sea is"))
    assert settle_early(store, 1, over=False) == 1
    [event] = store.feedback.standing()
    assert isinstance(event.judgement, Comparison)
    assert event.judgement.a_id != event.judgement.b_id


def test_votes_that_a_crash_left_waiting_are_settled_when_the_project_opens(
    project: Project,
) -> None:
    keep_early(project.store, vote("a", "b"))
    keep_early(project.store, vote("c", "d", None))
    project.close()
    with open_project(project.folder) as again:
        assert early_votes(again.store) == []
        assert len(again.store.feedback.standing()) == 2


def test_the_newest_vote_is_taken_back_first(project: Project) -> None:
    keep_early(project.store, vote("a", "b"))
    keep_early(project.store, vote("c", "d", None))
    assert take_back_early(project.store) == vote("c", "d", None)
    assert early_votes(project.store) == [vote("a", "b")]
    take_back_early(project.store)
    assert take_back_early(project.store) is None


def test_a_settled_vote_is_undone_like_any_other(project: Project) -> None:
    store = project.store
    keep_early(store, vote("a", "b"))
    settle_early(store, 1, over=True)
    session = RatingSession(project)
    assert session.undo() is not None
    item = session.current()
    assert item is not None
    assert (item.a.text, item.b.text) == ("a", "b")
