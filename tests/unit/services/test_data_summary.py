from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import pytest

from desktop.domain.datasets import PairTarget, PreferenceGroup
from desktop.domain.errors import TrainingError
from desktop.domain.feedback import Comparison, Correction, Preference, Rating
from desktop.domain.prompts import Split, user_prompt
from desktop.domain.responses import Origin
from desktop.domain.runs import Stage
from desktop.domain.versions import VersionKind
from desktop.services.data_summary import DataProblem, data_summary, require_ready
from desktop.services.example_counts import count_derived
from desktop.services.project import create_project
from desktop.services.training_examples import hold_out, prompts_to_hold_out
from tests.helpers.tiny_project import add_judged_prompts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create_project(tmp_path / "p") as made:
        yield made


def group(prompt_id: int, split: Split = Split.TRAIN) -> PreferenceGroup:
    pairs = (PairTarget(0, 1, 0.9),)
    return PreferenceGroup(prompt_id, user_prompt("q"), ("a", "b"), pairs, split=split)


def held(groups: list[PreferenceGroup], share: float) -> set[int]:
    """Return the prompts that are measured on, when a share of them must be."""
    chosen = prompts_to_hold_out(count_derived(groups).groups, share)
    found = [g for g in hold_out(groups, chosen) if isinstance(g, PreferenceGroup)]
    assert [g.prompt_id for g in found] == [g.prompt_id for g in groups]
    return {g.prompt_id for g in found if g.split is Split.HELD_OUT}


def test_pairs_ties_scores_and_kinds_are_counted_apart(project: Project) -> None:
    add_judged_prompts(project)
    store = project.store
    a, b = store.responses.for_prompt(1)
    store.feedback.append(Comparison(1, a.id, b.id, Preference.EQUAL))
    store.feedback.append(Rating(2, store.responses.for_prompt(2)[0].id, 3))
    summary = data_summary(project, Stage.REWARD)
    assert (summary.examples, summary.ties, summary.scores) == (10, 1, 1)
    assert (summary.held_out, summary.prompts) == (2, 10)
    assert summary.by_kind == {"comparison": 11}
    assert summary.ready
    assert summary.problems == (DataProblem.MORE_PAIRS_HELP,)
    assert "10 pairs are enough to start" in summary.advice()[0]


def test_a_reward_model_needs_pairs_of_two_prompts(project: Project) -> None:
    assert data_summary(project, Stage.REWARD).problems == (DataProblem.FEW_PAIRS,)
    store = project.store
    prompt = store.prompts.add(user_prompt("Say x."), split=Split.TRAIN)
    ids = [store.responses.add(prompt.id, text).id for text in "abcd"]
    for first, second in itertools.pairwise(ids):
        store.feedback.append(Comparison(prompt.id, first, second, Preference.A))
    store.feedback.append(Comparison(prompt.id, ids[0], ids[3], Preference.A))
    assert data_summary(project, Stage.REWARD).problems == (DataProblem.ONE_PROMPT,)


def test_corrections_are_demonstrations_and_pairs(project: Project) -> None:
    assert data_summary(project, Stage.SFT).problems == (DataProblem.NO_DEMONSTRATIONS,)
    store = project.store
    prompt = store.prompts.add(user_prompt("Say x."))
    worse = store.responses.add(prompt.id, "y")
    better = store.responses.add(prompt.id, "x", origin=Origin.CORRECTED)
    store.feedback.append(Correction(prompt.id, worse.id, better.id))
    summary = data_summary(project, Stage.SFT)
    assert summary.by_kind == {"correction": 1}
    assert summary.ready
    assert data_summary(project, Stage.DPO).by_kind == {"correction": 1}


def test_ppo_counts_the_prompts_it_may_sample_from(project: Project) -> None:
    empty = data_summary(project, Stage.PPO)
    assert empty.problems == (DataProblem.NO_REWARD_MODEL, DataProblem.NO_PROMPTS)
    add_judged_prompts(project)
    summary = data_summary(project, Stage.PPO)
    assert (summary.examples, summary.held_out) == (8, 2)
    assert summary.problems == (DataProblem.NO_REWARD_MODEL,)
    assert not summary.ready


@pytest.mark.parametrize(
    ("figures", "problems"),
    [
        ({"accuracy": 0.8, "low": 0.7, "high": 0.9, "n": 60}, ()),
        ({"accuracy": 0.33, "low": 0.2, "high": 0.5, "n": 45}, (DataProblem.UNSURE_REWARD_MODEL,)),
    ],
)
def test_a_reward_model_that_may_guess_is_told_and_stops_nobody(
    project: Project, figures: dict[str, float], problems: tuple[DataProblem, ...]
) -> None:
    add_judged_prompts(project)
    project.store.versions.add(
        "Reward model 1", VersionKind.REWARD, "starter", folder="runs/1/model", metrics=figures
    )
    summary = data_summary(project, Stage.PPO)
    assert summary.problems == problems
    assert summary.ready


@pytest.mark.parametrize("stage", list(Stage))
def test_no_stage_can_start_from_nothing(project: Project, stage: Stage) -> None:
    with pytest.raises(TrainingError):
        require_ready(data_summary(project, stage))


def test_held_out_prompts_are_topped_up_to_the_share_and_the_choice_is_stable() -> None:
    few = held([group(n) for n in range(1, 11)], 0.2)
    more = held([group(n) for n in range(1, 16)], 0.2)
    assert len(few) == 2
    assert len(more) == 3
    own = held([group(1, Split.HELD_OUT), *(group(n) for n in range(2, 11))], 0.2)
    assert 1 in own
    assert len(own) == 2
    assert held([group(n) for n in range(1, 11)], 0.2) == few


def test_held_out_prompts_of_the_project_are_never_trained_on() -> None:
    groups = [group(n, Split.HELD_OUT if n < 9 else Split.TRAIN) for n in range(1, 11)]
    assert held(groups, 0.1) == set(range(1, 9))


def test_a_single_prompt_is_not_held_out() -> None:
    assert held([group(1)], 0.5) == set()
