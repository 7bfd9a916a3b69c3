"""Blind pairs of a run: judged as comparisons, counted as a win rate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.blind_pairs import BlindPair, read_pairs, write_pairs
from desktop.domain.errors import NotFoundError
from desktop.domain.feedback import Comparison, Preference
from desktop.domain.metrics import HUMAN_WIN_RATE
from desktop.domain.runs import Run, Stage
from desktop.services.human_pairs import judge_pair, waiting_pairs, win_rate
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
