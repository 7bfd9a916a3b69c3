"""Blind pairs of a run: judged as comparisons, counted as a win rate."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from desktop.domain.blind_pairs import BlindPair, read_pairs, write_pairs
from desktop.domain.errors import NotFoundError
from desktop.domain.feedback import Comparison, Preference, Retraction
from desktop.domain.metrics import HUMAN_AGREEMENT, HUMAN_WIN_RATE
from desktop.domain.runs import Run, Stage
from desktop.services.human_pairs import (
    judge_pair,
    pairs_state,
    take_back_pair,
    waiting_pairs,
    win_rate,
)
from desktop.services.project import Project, open_project
from tests.helpers.tiny_project import make_tiny_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with make_tiny_project(tmp_path / "project") as project:
        yield project


@pytest.fixture
def run(project: Project) -> Run:
    run = project.store.runs.add(Stage.PPO, {}, policy_version_id=project.store.versions.base().id)
    folder = project.run_folder(run)
    folder.mkdir(parents=True)
    prompt = project.store.prompts.list()[0]
    pairs = [
        BlindPair(2, number, prompt.id, f"new {number}", True, f"old {number}", False)
        for number in range(4)
    ]
    write_pairs(folder, 2, pairs)
    return run


def prefer_policy(project: Project, run: Run, wins: list[float]) -> None:
    """Judge the waiting pairs so that the policy wins, ties (0.5) or loses."""
    for shown, win in zip(waiting_pairs(project, run), wins, strict=True):
        policy_first = shown.first.startswith("new")
        better = Preference.A if (win == 1) == policy_first else Preference.B
        judge_pair(project, run, shown, Preference.EQUAL if win == 0.5 else better)


def test_a_judgement_is_a_comparison_of_the_project(project: Project, run: Run) -> None:
    shown = waiting_pairs(project, run)[0]
    event = judge_pair(project, run, shown, Preference.A_MUCH, seconds=3.0)
    judgement = event.judgement
    assert isinstance(judgement, Comparison)
    first = project.store.responses.require(judgement.a_id)
    second = project.store.responses.require(judgement.b_id)
    assert (first.text, second.text) == (shown.first, shown.second)
    start = first if first.text.startswith("old") else second
    assert start.model_version_id == run.policy_version_id
    assert not start.finished
    assert judgement.preference is Preference.A_MUCH


def test_the_win_rate_is_recorded_when_all_are_judged(project: Project, run: Run) -> None:
    prefer_policy(project, run, [1, 1, 0.5, 0])
    assert waiting_pairs(project, run) == []
    rate = win_rate(project, run, 2)
    assert (rate.value, rate.n) == (0.625, 4)
    steps, values, _ = project.store.metrics.series(run.id, HUMAN_WIN_RATE.name)
    assert (list(steps), list(values)) == ([2], [0.625])


def test_what_is_judged_is_remembered_and_cannot_be_judged_again(
    project: Project, run: Run
) -> None:
    shown = waiting_pairs(project, run)
    judge_pair(project, run, shown[0], Preference.A)
    project.close()
    with open_project(project.folder) as again:
        assert waiting_pairs(again, run) == shown[1:]
        with pytest.raises(NotFoundError):
            judge_pair(again, run, shown[0], Preference.B)
        assert len(list(again.store.metrics.series(run.id, HUMAN_WIN_RATE.name)[0])) == 0


def test_sides_are_mixed_and_stay_as_they_are(tmp_path: Path) -> None:
    pairs = [BlindPair(1, n, 1, f"policy {n}", True, f"start {n}", True) for n in range(200)]
    first = sum(pair.policy_first for pair in pairs)
    assert 70 < first < 130
    write_pairs(tmp_path, 1, pairs)
    assert [pair.policy_first for pair in read_pairs(tmp_path)] == [p.policy_first for p in pairs]


def test_a_damaged_file_is_passed_over(tmp_path: Path) -> None:
    write_pairs(tmp_path, 1, [BlindPair(1, 0, 1, "a", True, "b", True)])
    (tmp_path / "pairs" / "step-00000002.json").write_text("[{", encoding="utf-8")
    assert [pair.step for pair in read_pairs(tmp_path)] == [1]


def test_what_is_taken_back_waits_again_and_teaches_nothing(project: Project, run: Run) -> None:
    shown = waiting_pairs(project, run)
    assert take_back_pair(project, run) is None
    for pair in shown[:2]:
        judge_pair(project, run, pair, Preference.A)
    assert take_back_pair(project, run) == shown[1]
    assert waiting_pairs(project, run) == shown[1:]
    state = pairs_state(project, run)
    assert state is not None
    assert (state.judged, state.waiting, state.total) == (1, 3, 4)
    judge_pair(project, run, shown[1], Preference.B)
    assert waiting_pairs(project, run) == shown[2:]


def test_an_edit_made_elsewhere_counts_as_it_stands(project: Project, run: Run) -> None:
    shown = waiting_pairs(project, run)[0]
    event = judge_pair(project, run, shown, Preference.A)
    said = event.judgement
    assert isinstance(said, Comparison)
    first_rate = win_rate(project, run, 2).value
    other = dataclasses.replace(said, preference=Preference.B)
    edited = project.store.feedback.append(other, supersedes=event.id)
    assert win_rate(project, run, 2).value == 1 - first_rate
    assert take_back_pair(project, run) == shown
    project.store.feedback.append(Retraction(), supersedes=edited.id + 1)
    assert win_rate(project, run, 2).value == 1 - first_rate


def test_the_reward_model_agrees_where_it_prefers_the_same_answer(
    project: Project, run: Run
) -> None:
    """Of 4 pairs it likes the policy more in 2, the start in 1, and both alike in 1."""
    prompt = project.store.prompts.list()[0]
    rewards = ((1.0, 0.0), (2.0, -1.0), (0.0, 1.0), (0.5, 0.5))
    pairs = [
        BlindPair(3, n, prompt.id, f"new {n}", True, f"old {n}", True, *both)
        for n, both in enumerate(rewards)
    ]
    prefer_policy(project, run, [1, 1, 1, 1])
    write_pairs(project.run_folder(run), 3, pairs)
    prefer_policy(project, run, [1, 0, 0, 1])
    state = pairs_state(project, run)
    assert state is not None
    assert state.step == 3
    assert state.agreement is not None
    assert state.agreement.n == 3
    assert state.agreement.value == pytest.approx(2 / 3)
    _, values, _ = project.store.metrics.series(run.id, HUMAN_AGREEMENT.name)
    assert list(values) == [pytest.approx(2 / 3)]


def test_a_run_that_never_asked_has_no_state(project: Project) -> None:
    other = project.store.runs.add(Stage.PPO, {})
    assert pairs_state(project, other) is None


def test_what_earlier_versions_noted_still_counts(project: Project, run: Run) -> None:
    project.store.settings.set(f"human_pairs.{run.id}", {"2:0": 1.0, "2:1": 0.5})
    assert [pair.number for pair in waiting_pairs(project, run)] == [2, 3]
    assert win_rate(project, run, 2).value == 0.75
