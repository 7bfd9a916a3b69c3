from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from desktop.domain.feedback import HUMAN, Comparison, Preference
from desktop.domain.statistics import wilson
from desktop.services.rating import RatingSession
from desktop.services.rating_queue import load_queue
from desktop.services.status import open_pairs, project_status
from tests.helpers.judged_project import act, judged_project
from tests.unit.services.projects import project_with_candidates

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.project import Project


def agree(project: Project) -> None:
    """The database counts what the queue counts."""
    queue = load_queue(project.store, 5, HUMAN)
    status = project_status(project)
    assert status.unrated_pairs == queue.remaining == open_pairs(project)
    same, repeated = queue.agreement()
    assert repeated > 0
    assert status.self_agreement == wilson(same, repeated)


@pytest.mark.parametrize("seed", range(4))
def test_home_counts_what_the_queue_holds(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    with judged_project(tmp_path / "p", prompts=8, actions=30) as project:
        session = RatingSession(project, repeat_share=0.4)
        for _ in range(30):
            if chance.random() < 0.2:
                session.undo()
            elif session.current() is not None:
                session.compare(chance.choice([*Preference]))
        agree(project)
        session.bad_prompt()
        project.store.prompts.retire(1)
        session.skip()
        act(project, 20, chance)
        agree(project)


def test_more_answers_than_are_paired_are_counted_by_the_queue(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=2, per_prompt=20) as project:
        assert open_pairs(project) == 2 * 120


def test_a_comparison_of_answers_that_are_no_pair_closes_none(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=1, per_prompt=2) as project:
        store = project.store
        other = store.responses.add(1, "of a later round", round=2)
        first = store.responses.for_prompt(1)[0]
        store.feedback.append(Comparison(1, first.id, other.id, Preference.A))
        assert open_pairs(project) == load_queue(store, 1, HUMAN).remaining == 1
