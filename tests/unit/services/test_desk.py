from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from desktop.domain.errors import InvalidInputError
from desktop.domain.feedback import OVERALL, Comparison, Preference, Ranking, Rating
from desktop.services import desk as desks
from desktop.services.desk import Desk, glimpse
from desktop.services.ranking import Groups
from desktop.services.remarks import Subject, write_tags
from desktop.services.score_scales import Aspect, ScorePlan, read_score_plan, write_score_plan
from desktop.services.strategies import Plan, Queue, keep_plan
from desktop.services.work_queue import Things
from tests.unit.services.projects import project_with_candidates

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project

PLAN = ScorePlan(5, (Aspect("Tone", "cold", "warm", 7),))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with project_with_candidates(tmp_path / "p", prompts=5, per_prompt=4) as made:
        yield made


def act(desk: Desk, chance: random.Random) -> None:
    """Do one of the things that a user of all modes does."""
    action = chance.randrange(9)
    ranking, score, prompt = desk.next_ranking(), desk.next_score(), desk.next_prompt()
    if action == 0 and ranking:
        desk.rank(ranking, tuple((i,) for i in ranking.ids))
    elif action == 1 and score:
        questions = desk.score_plan.questions()
        desk.score(score, chance.choice(questions), chance.randint(1, 5))
    elif action == 2 and prompt:
        desk.demonstrate(prompt.id, f"Mine {chance.random()}")
    elif action == 3 and score:
        desk.skip(score.prompt.id, (score.answer.id,))
    elif action == 4 and ranking:
        desk.skip(ranking.prompt.id, ranking.ids)
    elif action == 5 and prompt:
        desk.skip(prompt.id, ())
    elif action == 6 and prompt:
        write_tags(desk.pairs, desk.store, Subject(prompt.id), [chance.choice("xyz")])
    elif action == 7:
        desk.pairs.undo()
    elif desk.pairs.current():
        desk.pairs.compare(Preference.A)


def check_is_as_new(desk: Desk, project: Project) -> None:
    """Assert that a desk knows what one does that is read now."""
    fresh = Desk(project)
    assert desk.remaining() == fresh.remaining()
    assert desk.next_ranking() == fresh.next_ranking()
    assert desk.next_score() == fresh.next_score()
    assert desk.next_prompt() == fresh.next_prompt()
    assert desk.pairs.progress() == fresh.pairs.progress()
    assert desk.pairs.waiting_counts() == fresh.pairs.waiting_counts()


@pytest.mark.parametrize("seed", range(6))
def test_what_the_desk_thinks_is_what_a_new_one_reads(project: Project, seed: int) -> None:
    write_score_plan(project.store.settings, PLAN)
    desk, chance = Desk(project), random.Random(seed)
    for _ in range(60):
        act(desk, chance)
        check_is_as_new(desk, project)


def test_a_ranking_places_each_answer_once(project: Project) -> None:
    desk = Desk(project)
    item = desk.next_ranking()
    assert item is not None
    with pytest.raises(ValueError, match="once"):
        desk.rank(item, (item.ids[:2],))
    event = desk.rank(item, (item.ids[:2], item.ids[2:]))
    assert event.judgement == Ranking(item.prompt.id, (item.ids[:2], item.ids[2:]))
    assert desk.remaining()[0] == 4


def test_many_answers_are_ranked_in_groups_of_about_the_same_size() -> None:
    def groups_of(answers: int) -> list[tuple[int, ...]]:
        ids = np.arange(1, answers + 1)
        made = Groups(Things(ids, np.ones_like(ids), np.ones_like(ids)), seed=4)
        return [made.members(index) for index in range(len(made.things.numbers))]

    assert groups_of(0) == groups_of(2) == []
    assert sorted(groups_of(3)[0]) == [1, 2, 3]
    assert [len(group) for group in groups_of(10)] == [5, 5]
    assert [len(group) for group in groups_of(9)] == [9]
    assert sorted(i for group in groups_of(30) for i in group) == [*range(1, 31)]


def test_a_score_given_again_replaces_the_earlier_and_undo_brings_it_back(
    project: Project,
) -> None:
    write_score_plan(project.store.settings, PLAN)
    desk = Desk(project)
    item = desk.next_score()
    assert item is not None
    overall = desk.score_plan.questions()[0]
    first = desk.score(item, overall, 2)
    again = desk.next_score()
    assert again is not None
    assert again.answer == item.answer
    second = desk.score(again, overall, 4)
    assert second.supersedes == first.id
    desk.pairs.undo()
    standing = [e.judgement for e in project.store.feedback.standing()]
    assert standing == [Rating(item.prompt.id, item.answer.id, 2, 1, 5, OVERALL)]
    with pytest.raises(ValueError, match="between"):
        desk.score(item, overall, 6)


def test_the_plan_is_kept_and_nonsense_refused(project: Project) -> None:
    settings = project.store.settings
    assert read_score_plan(settings) == ScorePlan()
    write_score_plan(settings, PLAN)
    assert read_score_plan(settings) == PLAN
    for aspects in ((Aspect(" "),), (Aspect("a"), Aspect("A")), (Aspect("a", high=4),)):
        with pytest.raises(InvalidInputError):
            write_score_plan(settings, ScorePlan(5, aspects))
    assert read_score_plan(settings) == PLAN


@pytest.mark.parametrize("seed", range(6))
def test_a_desk_catches_up_with_what_was_done_at_another(project: Project, seed: int) -> None:
    write_score_plan(project.store.settings, PLAN)
    other, chance = Desk(project), random.Random(seed)
    for _ in range(8):
        desk = Desk(project)
        for _ in range(chance.randrange(8)):
            act(other, chance)
        desk.catch_up()
        check_is_as_new(desk, project)


def test_a_glimpse_shows_the_newest_prompts_never_compared(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desks, "MOST_GLIMPSED", 2)
    seen = []
    while (desk := glimpse(project)) is not None:
        item = desk.pairs.current()
        assert item is not None
        assert desk.is_glimpse
        assert (desk.pairs.progress().remaining, desk.remaining()) in (
            (12, (2, 8, 2)),
            (6, (1, 4, 1)),
        )
        seen.append(item.prompt.id)
        desk.pairs.compare(Preference.A)
    assert sorted(seen) == [1, 2, 3, 4, 5]
    assert {*seen[:2]} < {3, 4, 5}
    assert Desk(project).pairs.progress().total == 5


def test_a_glimpse_asks_as_little_however_much_was_judged(project: Project) -> None:
    steps: list[int] = []

    def stepped() -> int:
        steps[-1] += 1
        return 0

    for _ in range(2):
        steps.append(0)
        project.store.connection.raw.set_progress_handler(stepped, 10)
        assert glimpse(project) is not None
        project.store.connection.raw.set_progress_handler(None, 10)
        judge_many(project, 3_000)
    assert steps[1] < 1.5 * steps[0]


def judge_many(project: Project, judgements: int) -> None:
    store = project.store
    first, *_ = store.prompts.ids()
    a, b, *_ = (answer.id for answer in store.responses.for_prompt(first))
    with store.transaction():
        for _ in range(judgements):
            store.feedback.append(Comparison(first, a, b, Preference.A), created_at=1.0)


def test_other_lists_than_new_pairs_are_not_glimpsed(project: Project) -> None:
    keep_plan(project.store.settings, Plan(Queue.SKIPPED))
    assert glimpse(project) is None
