from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.feedback import Comparison, Flag, Preference
from desktop.domain.scores import ResponseScore
from desktop.domain.versions import VersionKind
from desktop.services.rating import RatingSession
from desktop.services.strategies import Plan, Queue, Strategy
from tests.unit.services.projects import project_with_candidates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project
    from desktop.services.rating_items import RatingItem


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_with_candidates(tmp_path / "project") as made:
        yield made


def session_of(
    project: Project, queue: Queue = Queue.NEW, strategy: Strategy = Strategy.RANDOM
) -> RatingSession:
    return RatingSession(project, seed=1, repeat_share=0, plan=Plan(queue, strategy))


def shown(session: RatingSession) -> RatingItem:
    item = session.current()
    assert item is not None
    return item


def prompts_of(session: RatingSession, preference: Preference = Preference.A) -> list[int]:
    found = []
    while (item := session.current()) is not None:
        found.append(item.prompt.id)
        session.compare(preference)
    return found


def test_skipped_pairs_can_be_gone_through_alone(project: Project) -> None:
    session = session_of(project)
    skipped = []
    for _ in range(3):
        skipped.append(shown(session).prompt.id)
        session.skip()
    session = session_of(project, Queue.SKIPPED)
    assert session.progress().remaining == 3
    session.skip()
    assert prompts_of(session) == [*skipped[1:], skipped[0]]
    assert session_of(project, Queue.SKIPPED).current() is None
    assert session_of(project).progress().remaining == 3


def test_what_was_judged_can_be_repeated_with_its_sides_swapped(project: Project) -> None:
    session = session_of(project)
    first = [shown(session)]
    session.compare(Preference.A)
    first.append(shown(session))
    session.compare(Preference.B)
    session = session_of(project, Queue.REPEAT)
    assert session.waiting_counts()[Queue.REPEAT] == 2
    for before in first:
        again = shown(session)
        assert (again.a, again.b) == (before.b, before.a)
        assert again.repeat_of is not None
        session.compare(Preference.A)
    assert session.current() is None
    assert session.progress().remaining == 0
    agreement = session.progress().agreement
    # The second time A was B: of the two answers only the second was the same.
    assert (agreement.value, agreement.n) == (0.5, 2)


def test_undo_in_a_list_shows_the_pair_again_and_counts_it(project: Project) -> None:
    session = session_of(project)
    session.compare(Preference.A)
    session.compare(Preference.A)
    session = session_of(project, Queue.REPEAT)
    before = shown(session)
    session.compare(Preference.B)
    session.undo()
    assert session.current() == before
    assert session.progress().remaining == 2


def test_a_pair_with_a_flagged_answer_waits_until_it_is_judged_again(project: Project) -> None:
    session = session_of(project)
    item = shown(session)
    session.compare(Preference.A)
    assert session_of(project, Queue.FLAGGED).current() is None
    project.store.feedback.append(Flag(item.prompt.id, item.a.id, "wrong"))
    session = session_of(project, Queue.FLAGGED)
    assert session.waiting_counts()[Queue.FLAGGED] == 1
    again = shown(session)
    assert (again.a, again.b) == (item.b, item.a)
    session.compare(Preference.B)
    assert session.current() is None
    assert session_of(project, Queue.FLAGGED).current() is None


def test_bad_prompts_leave_the_list(project: Project) -> None:
    session = session_of(project)
    while session.current() is not None:
        session.compare(Preference.A)
    session = session_of(project, Queue.REPEAT)
    session.bad_prompt()
    assert len(prompts_of(session)) == 5


def test_uncertain_pairs_come_first_and_the_judgement_says_so(project: Project) -> None:
    store = project.store
    version = store.versions.add("reward", VersionKind.REWARD, "starter", parent_id=1)
    distances = {}
    for number, (prompt_id, (low, high)) in enumerate(store.responses.candidates().items()):
        distances[prompt_id] = abs(3.5 - number)
        scores = {low: ResponseScore(0.0), high: ResponseScore(distances[prompt_id])}
        store.scores.put(version.id, scores)
    session = session_of(project, strategy=Strategy.UNCERTAIN)
    seen = prompts_of(session)
    judgements = [e.judgement for e in store.feedback.standing() if e.kind == "comparison"]
    comparisons = [j for j in judgements if isinstance(j, Comparison)]
    chosen = [distances[j.prompt_id] for j in comparisons if not j.control]
    assert chosen == sorted(chosen)
    assert len(seen) == 6
    assert {j.strategy for j in comparisons} == {"uncertain"}


def test_a_strategy_that_knows_nothing_is_not_named(project: Project) -> None:
    assert shown(session_of(project, strategy=Strategy.UNCERTAIN)).strategy is None
    assert shown(session_of(project, strategy=Strategy.LEAST_RATED)).strategy == "least_rated"


def test_undo_shows_what_chose_the_pair(project: Project) -> None:
    session = session_of(project, strategy=Strategy.DIFFERENT)
    before = shown(session)
    session.compare(Preference.B)
    session.undo()
    assert session.current() == before


def test_texts_that_differ_in_outer_white_space_are_no_pair(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=1, per_prompt=1) as project:
        project.store.responses.add(1, "Answer 0 \n")
        assert session_of(project).current() is None


def test_a_pair_being_looked_at_is_kept_when_others_come_before_it(project: Project) -> None:
    looked_at = shown(session_of(project))
    for text in ("new one", "other new one"):
        project.store.responses.add(looked_at.prompt.id, text, round=2)
    session = session_of(project)
    assert session.current() != looked_at
    session.keep(looked_at)
    assert session.current() == looked_at
    session.compare(Preference.A)
    assert shown(session).a.round == 2


def test_a_pair_of_a_prompt_that_was_put_away_is_not_kept(project: Project) -> None:
    looked_at = shown(session_of(project))
    project.store.prompts.retire(looked_at.prompt.id)
    session = session_of(project)
    session.keep(looked_at)
    assert shown(session).prompt.id != looked_at.prompt.id
