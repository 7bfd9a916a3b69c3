from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.derivation import in_force
from desktop.domain.errors import NotFoundError
from desktop.domain.feedback import (
    BadPrompt,
    Comparison,
    Correction,
    FeedbackEvent,
    Preference,
    Quality,
    Skip,
)
from desktop.domain.responses import Origin
from desktop.services.project import open_project
from desktop.services.rating import RatingSession
from desktop.services.undo_labels import UndoLabel
from tests.unit.services.projects import project_with_candidates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.services.project import Project
    from desktop.services.rating_items import RatingItem


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_with_candidates(tmp_path / "project") as made:
        yield made


def shown(session: RatingSession) -> RatingItem:
    item = session.current()
    assert item is not None
    return item


def rate_all(session: RatingSession) -> list[RatingItem]:
    items = []
    while (item := session.current()) is not None:
        items.append(item)
        session.compare(Preference.A)
    return items


def test_every_pair_is_shown_once_and_the_judgement_names_the_sides(project: Project) -> None:
    session = RatingSession(project, seed=1, repeat_share=0)
    items = rate_all(session)
    assert len({frozenset((i.a.id, i.b.id)) for i in items}) == len(items) == 6
    stored = [e.judgement for e in project.store.feedback.standing()]
    expected = [Comparison(i.prompt.id, i.a.id, i.b.id, Preference.A) for i in items]
    assert stored == expected


def test_a_judgement_is_in_the_database_before_the_next_pair_is_there(project: Project) -> None:
    session = RatingSession(project, seed=1)
    session.compare(Preference.B)
    with project.store.reopen() as other:
        assert len(other.feedback.events()) == 1


def test_sides_and_order_follow_the_seed_alone(project: Project) -> None:
    first = RatingSession(project, seed=5).upcoming(10)
    again = RatingSession(project, seed=5).upcoming(10)
    other = RatingSession(project, seed=6).upcoming(10)
    assert first == again
    assert first != other


def test_both_sides_are_used_about_equally(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=200) as project:
        items = rate_all(RatingSession(project, seed=3, repeat_share=0))
    swapped = sum(i.a.id > i.b.id for i in items)
    assert 70 < swapped < 130


def test_the_project_keeps_its_seed(project: Project) -> None:
    assert RatingSession(project).current() == RatingSession(project).current()
    assert project.store.settings.get("rating.seed") is not None


def test_upcoming_is_what_comes(project: Project) -> None:
    session = RatingSession(project, seed=2, repeat_share=0)
    announced = [shown(session), *session.upcoming(3)]
    for item in announced:
        assert session.current() == item
        session.compare(Preference.EQUAL)


def test_each_prompt_has_its_first_pair_before_any_has_its_second(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=5, per_prompt=4) as project:
        items = rate_all(RatingSession(project, seed=3, repeat_share=0))
    assert len(items) == 5 * 6
    assert len({i.prompt.id for i in items[:5]}) == 5
    first_two_turns = [r.id for i in items[:10] for r in (i.a, i.b)]
    assert len(set(first_two_turns)) == 20


def test_the_newest_round_comes_first(project: Project) -> None:
    prompt = project.store.prompts.list()[0]
    new = [project.store.responses.add(prompt.id, f"New {n}", round=2).id for n in range(2)]
    session = RatingSession(project, seed=1)
    item = shown(session)
    assert {item.a.id, item.b.id} == set(new)
    assert session.compare(Preference.A).round == 2


def test_skipped_pairs_come_back_after_the_others_in_order(project: Project) -> None:
    session = RatingSession(project, seed=1, repeat_share=0)
    skipped = []
    for _ in range(2):
        skipped.append(shown(session))
        session.skip()
    for _ in range(4):
        assert session.current() not in skipped
        session.compare(Preference.A)
    assert session.current() == skipped[0]
    session.skip()
    assert session.current() == skipped[1]
    session.compare(Preference.A)
    assert session.current() == skipped[0]
    session.compare(Preference.A)
    assert session.current() is None


def test_bad_prompts_do_not_come_back(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=3, per_prompt=3) as project:
        session = RatingSession(project, seed=1, repeat_share=0)
        bad = shown(session).prompt.id
        session.bad_prompt()
        assert session.progress().remaining == 6
        assert bad not in {i.prompt.id for i in rate_all(session)}


def test_identical_answers_are_never_shown(project: Project) -> None:
    prompt = project.store.prompts.list()[0]
    for _ in range(2):
        project.store.responses.add(prompt.id, "The same", round=3)
    session = RatingSession(project, seed=1)
    assert all(i.a.text != i.b.text for i in rate_all(session))
    assert session.progress().remaining == 0


def test_both_bad_needs_no_preference_but_one_of_them_is_needed(project: Project) -> None:
    session = RatingSession(project, seed=1)
    event = session.compare(None, Quality.BOTH_BAD, seconds=2.5)
    assert isinstance(event.judgement, Comparison)
    assert (event.judgement.quality, event.seconds) == (Quality.BOTH_BAD, 2.5)
    with pytest.raises(ValueError, match="preference or a quality"):
        session.compare(None)


def test_nothing_to_judge_is_explained(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=0) as project:
        session = RatingSession(project)
        assert session.current() is None
        with pytest.raises(NotFoundError, match="Generate more answers"):
            session.compare(Preference.A)


def test_undo_shows_the_pair_again_and_redo_goes_on(project: Project) -> None:
    session = RatingSession(project, seed=1, repeat_share=0)
    first = shown(session)
    session.compare(Preference.A_MUCH)
    second = shown(session)
    assert session.undo_label() == UndoLabel("comparison", Preference.A_MUCH)
    result = session.undo()
    assert result is not None
    assert result.action == "undone"
    assert session.current() == first
    assert session.redo_label() == UndoLabel("comparison", Preference.A_MUCH)
    redone = session.redo()
    assert redone is not None
    assert (redone.action, redone.event) == ("redone", result.event)
    assert session.current() == second


def test_undo_and_redo_have_no_limit_even_after_a_restart(tmp_path: Path) -> None:
    folder = tmp_path / "p"
    with project_with_candidates(folder) as project:
        session = RatingSession(project, seed=1, repeat_share=0)
        items = rate_all(session)
    with open_project(folder) as project:
        session = RatingSession(project, seed=1, repeat_share=0)
        for item in reversed(items):
            assert session.undo() is not None
            assert session.current() == item
        assert session.undo() is None
    with open_project(folder) as project:
        session = RatingSession(project, seed=1, repeat_share=0)
        for _ in items:
            assert session.redo() is not None
        assert session.redo() is None
        assert session.current() is None
        assert len(project.store.feedback.standing()) == len(items)


def test_a_new_judgement_ends_the_redoing(project: Project) -> None:
    session = RatingSession(project, seed=1)
    session.compare(Preference.A)
    session.undo()
    session.compare(Preference.B)
    assert session.redo_label() is None
    assert session.redo() is None
    assert [e.judgement.preference for e in _comparisons(project)] == [Preference.B]  # type: ignore[union-attr]


@pytest.mark.parametrize("act", ["skip", "bad_prompt"])
def test_undo_of_what_is_no_comparison_shows_its_pair_again(project: Project, act: str) -> None:
    session = RatingSession(project, seed=1, repeat_share=0)
    item = shown(session)
    getattr(session, act)()
    assert session.current() != item
    result = session.undo()
    assert result is not None
    assert isinstance(result.event.judgement, Skip | BadPrompt)
    assert session.current() == item
    assert session.progress().remaining == 6


def test_undo_leaves_other_judges_alone(project: Project) -> None:
    RatingSession(project, seed=1, judge="simulated:test").compare(Preference.A)
    assert RatingSession(project, seed=1).undo() is None


def test_about_one_in_twenty_is_a_repeat_with_the_sides_swapped(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=150, per_prompt=4) as project:
        items = rate_all(RatingSession(project, seed=4))
        events = {e.id: e.judgement for e in project.store.feedback.standing()}
    repeats = [i for i in items if i.repeat_of is not None]
    assert 0.03 < len(repeats) / len(items) < 0.07
    for item in repeats:
        earlier = events[item.repeat_of or 0]
        assert isinstance(earlier, Comparison)
        assert (earlier.a_id, earlier.b_id) == (item.b.id, item.a.id)
    assert len({i.repeat_of for i in repeats}) == len(repeats)


def test_agreement_compares_the_responses_not_the_sides(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=60) as project:
        session = RatingSession(project, seed=4, repeat_share=0.3)
        while (item := session.current()) is not None:
            session.compare(Preference.A if item.a.id < item.b.id else Preference.B)
        consistent = session.progress().agreement
    with project_with_candidates(tmp_path / "q", prompts=60) as project:
        session = RatingSession(project, seed=4, repeat_share=0.3)
        rate_all(session)
        always_left = session.progress().agreement
    assert consistent.n > 5
    assert consistent.value == 1.0
    assert always_left.value == 0.0


def test_undoing_a_repeat_and_judging_again_keeps_it_a_repeat(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=60) as project:
        session = RatingSession(project, seed=4, repeat_share=0.3)
        while (item := shown(session)).repeat_of is None:
            session.compare(Preference.A)
        session.skip()
        session.undo()
        assert session.current() == item
        session.compare(Preference.B)
        session.undo()
        assert session.current() == item


def test_a_correction_is_stored_and_its_pair_put_back(project: Project) -> None:
    session = RatingSession(project, seed=1, repeat_share=0)
    item = shown(session)
    event = session.correct(item.a.id, "Better words", as_pair=False)
    assert isinstance(event.judgement, Correction)
    assert event.judgement.original_id == item.a.id
    assert not event.judgement.as_pair
    edited = project.store.responses.get(event.judgement.edited_id)
    assert edited is not None
    assert (edited.text, edited.origin) == ("Better words", Origin.CORRECTED)
    assert session.current() != item
    assert rate_all(session)[-1] == item
    with pytest.raises(NotFoundError):
        session.correct(10_000, "Nothing")


def test_progress_counts_today_and_what_is_left(project: Project) -> None:
    session = RatingSession(project, seed=1, repeat_share=0)
    session.compare(Preference.A)
    session.skip()
    progress = session.progress()
    assert (progress.rated_today, progress.total, progress.remaining) == (1, 1, 5)
    session.undo()
    session.undo()
    assert session.progress().rated_today == 0


def test_what_the_session_thinks_is_what_a_new_one_reads(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=40, per_prompt=3) as project:
        session = RatingSession(project, seed=9, repeat_share=0.2)
        steps: list[Callable[[], object]] = [
            session.skip,
            session.undo,
            session.redo,
            session.undo,
            session.bad_prompt,
        ]
        for number in range(80):
            if number % 7 < len(steps) and number % 3 == 0:
                steps[number % 7]()
            else:
                session.compare(Preference.A)
        fresh = RatingSession(project, seed=9, repeat_share=0.2)
        assert session.progress() == fresh.progress()
        assert session.current() == fresh.current()
        events = project.store.feedback.events()
        assert in_force(events) == project.store.feedback.standing()


def _comparisons(project: Project) -> list[FeedbackEvent]:
    return project.store.feedback.standing(kind="comparison")
