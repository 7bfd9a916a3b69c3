from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import InvalidInputError
from desktop.domain.feedback import Comparison, Correction, Preference, Rating
from desktop.domain.history import HistoryFilter, State
from desktop.services.history import History, HistorySearch
from tests.unit.services.projects import project_with_candidates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_with_candidates(tmp_path / "project") as made:
        yield made


def compared(project: Project) -> int:
    return project.store.feedback.append(Comparison(1, 1, 2, Preference.A), round=2).id


def standing(project: Project) -> list[object]:
    return [event.judgement for event in project.store.feedback.standing()]


def test_judging_again_keeps_the_past(project: Project) -> None:
    history, first = History(project), compared(project)
    again = history.judge_again(first, Comparison(1, 1, 2, Preference.B_MUCH))
    assert standing(project) == [Comparison(1, 1, 2, Preference.B_MUCH)]
    assert again.round == 2
    opened = history.open(first)
    assert [event.id for event in opened.past] == [first, again.id]
    assert opened.row.state is State.REPLACED
    assert sorted(opened.answers) == [1, 2]
    with pytest.raises(ValueError, match="own kind"):
        history.judge_again(first, Rating(1, 1, 2))


def test_taking_back_and_bringing_back_as_often_as_one_likes(project: Project) -> None:
    history, first = History(project), compared(project)
    again = history.judge_again(first, Comparison(1, 1, 2, Preference.B)).id
    for _ in range(3):
        history.take_back(again)
        history.take_back(again)
        assert standing(project) == [Comparison(1, 1, 2, Preference.A)]
        assert history.rows([again])[0].state is State.TAKEN_BACK
        history.bring_back(again)
        history.bring_back(again)
        assert standing(project) == [Comparison(1, 1, 2, Preference.B)]
    assert len(history.open(first).past) == 8


def test_a_correction_is_written_again(project: Project) -> None:
    store, history = project.store, History(project)
    edited = store.responses.add(1, "better")
    first = store.feedback.append(Correction(1, 1, edited.id, as_pair=False)).id
    with pytest.raises(InvalidInputError):
        history.write_again(first, " ")
    event = history.write_again(first, "best")
    assert isinstance(event.judgement, Correction)
    assert store.responses.require(event.judgement.edited_id).text == "best"
    assert store.responses.require(edited.id).text == "better"
    assert not event.judgement.as_pair


def test_a_search_that_was_given_up_ends(project: Project) -> None:
    compared(project)
    with HistorySearch(project.store.path) as search:
        assert list(search.find(HistoryFilter())) == [[1]]
        assert list(search.grow_index())[-1] == 1.0
        search.give_up()
        assert list(search.find(HistoryFilter())) == []
        assert list(search.grow_index()) == []


def test_choices_of_the_filters(project: Project) -> None:
    compared(project)
    choices = History(project).choices()
    assert choices.judges == ("human",)
    assert choices.versions == ((1, project.store.versions.base().name),)
    assert choices.scored_by is None
