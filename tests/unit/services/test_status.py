from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.feedback import Preference
from desktop.domain.runs import Run, RunStatus, Stage
from desktop.domain.statistics import Proportion, wilson
from desktop.domain.verdict import Verdict, VerdictReason, VerdictState
from desktop.domain.versions import ModelVersion, VersionKind
from desktop.services.rating import RatingSession
from desktop.services.reward_quality import RewardQuality, is_ready, more_needed
from desktop.services.simulated_judge import judge_pairs
from desktop.services.status import (
    NextStep,
    Step,
    next_step,
    project_status,
)
from tests.unit.services.projects import project_with_candidates

if TYPE_CHECKING:
    from pathlib import Path

BASE = ModelVersion(1, "base", VersionKind.BASE, "starter")
REWARD = ModelVersion(2, "reward", VersionKind.REWARD, "starter")
TUNED = ModelVersion(3, "ppo", VersionKind.POLICY, "starter")


def run(status: RunStatus) -> Run:
    return Run(7, Stage.REWARD, status, {}, "runs/7")


FLAT = Verdict(VerdictState.CANNOT_TELL, VerdictReason.FLAT)


def quality(
    *, ready: bool, more: int = 0, new: int = 0, verdict: Verdict | None = None
) -> RewardQuality:
    return RewardQuality(2, Proportion(0.8, 0.7, 0.9, 50), ready, more, new, verdict)


def facts(**changes: Any) -> dict[str, Any]:  # noqa: ANN401 - arguments of next_step
    before = {"prompts": 20, "comparisons": 100, "unrated": 10, "reward": None}
    return {**before, "versions": (BASE,), "runs": (), **changes}


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (facts(prompts=0), NextStep(Step.ADD_PROMPTS)),
        (facts(comparisons=0, unrated=0), NextStep(Step.GENERATE, more=40)),
        (facts(comparisons=15), NextStep(Step.RATE_MORE, more=25)),
        (facts(), NextStep(Step.TRAIN_REWARD)),
        (facts(runs=(run(RunStatus.RUNNING),)), NextStep(Step.WATCH_RUN, run_id=7)),
        (facts(runs=(run(RunStatus.INTERRUPTED),)), NextStep(Step.RESUME_RUN, run_id=7)),
        (facts(reward=quality(ready=True)), NextStep(Step.TRAIN_PPO)),
        (facts(reward=quality(ready=False, more=60, new=10)), NextStep(Step.RATE_MORE, more=50)),
        (facts(reward=quality(ready=False, more=60, new=60)), NextStep(Step.TRAIN_REWARD)),
        (facts(reward=quality(ready=False, more=60, verdict=FLAT)), NextStep(Step.RATE_MORE)),
        (
            facts(reward=quality(ready=False, new=5, verdict=FLAT), versions=(BASE, REWARD, TUNED)),
            NextStep(Step.RATE_MORE),
        ),
        (
            facts(reward=quality(ready=True), versions=(BASE, REWARD, TUNED), unrated=0),
            NextStep(Step.NEW_ROUND),
        ),
        (
            facts(reward=quality(ready=True, new=5), versions=(BASE, REWARD, TUNED)),
            NextStep(Step.RATE_MORE, more=35),
        ),
        (
            facts(reward=quality(ready=True, new=40), versions=(BASE, REWARD, TUNED)),
            NextStep(Step.TRAIN_REWARD),
        ),
    ],
)
def test_the_next_step_follows_the_loop(state: dict[str, Any], expected: NextStep) -> None:
    assert next_step(**state) == expected


def test_a_reward_model_is_ready_when_its_interval_is_above_guessing() -> None:
    assert is_ready(wilson(40, 50))
    assert not is_ready(wilson(6, 8))
    assert not is_ready(wilson(0, 0))


def test_the_number_of_judgements_that_would_make_it_ready() -> None:
    # p = 0.7: n = 3.84 * 0.21 / 0.15^2 = 35.84; 20 held out of 100 say about 79 more.
    assert more_needed(Proportion(0.7, 0.48, 0.85, 20), 100) == 80
    assert more_needed(wilson(40, 50), 250) == 0
    assert more_needed(Proportion(0.5, 0.3, 0.7, 20), 100) == 100
    assert more_needed(wilson(0, 0), 0) == 20
    assert more_needed(Proportion(0.56, 0.4, 0.7, 20), 100) == 300


def test_a_new_project_needs_prompts(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=0) as project:
        status = project_status(project)
    assert status.next_step.step is Step.ADD_PROMPTS
    assert (status.prompts, status.comparisons, status.reward) == (0, 0, None)


def test_counts_days_and_judges_are_told_apart(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=10) as project:
        session = RatingSession(project, seed=1, repeat_share=0)
        for _ in range(3):
            session.compare(Preference.A)
        session.skip()
        session.bad_prompt()
        judge_pairs(project, "short_complete", count=2)
        status = project_status(project)
    assert (status.prompts, status.responses) == (9, 20)
    assert status.judgements == {"bad_prompt": 1, "comparison": 5, "skip": 1}
    assert (status.comparisons, status.simulated, status.rated_today) == (5, 2, 3)
    assert status.per_day == {time.strftime("%Y-%m-%d"): 3}
    assert status.unrated_pairs == 4
    assert status.next_step == NextStep(Step.RATE_MORE, more=35)


def test_the_reward_model_is_judged_by_what_it_measured(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=60) as project:
        judge_pairs(project, "short_complete", count=50)
        store = project.store
        made = store.runs.add(Stage.REWARD, {}, policy_version_id=1, round=1)
        figures = {"accuracy": 0.9, "low": 0.8, "high": 0.95, "n": 60}
        store.runs.update(made.id, status=RunStatus.FINISHED, result=figures)
        store.versions.add(
            "Reward model 1", VersionKind.REWARD, "starter", run_id=made.id, folder="runs/1/model"
        )
        judge_pairs(project, "short_complete", count=4)
        status = project_status(project)
    assert status.reward is not None
    assert status.reward.accuracy == Proportion(0.9, 0.8, 0.95, 60)
    assert (status.reward.ready, status.reward.new_comparisons) == (True, 4)
    assert status.next_step.step is Step.TRAIN_PPO


@pytest.mark.parametrize(
    ("figures", "more"),
    [
        ({"accuracy": 0.6, "low": 0.48, "high": 0.7, "n": 60}, 70),
        ({"accuracy": None, "low": 0.0, "high": 1.0, "n": 0}, 50),
    ],
)
def test_a_runs_own_verdict_is_believed(
    figures: dict[str, float | None], more: int, tmp_path: Path
) -> None:
    with project_with_candidates(tmp_path / "p", prompts=60) as project:
        judge_pairs(project, "short_complete", count=50)
        store = project.store
        made = store.runs.add(Stage.REWARD, {}, policy_version_id=1, round=1)
        found = Verdict(VerdictState.RATE_MORE, VerdictReason.CURVE, 70)
        if figures["n"] == 0:
            found = Verdict(VerdictState.CANNOT_TELL, VerdictReason.NOTHING_MEASURED)
        result = figures | {"verdict": found.to_json()}
        store.runs.update(made.id, status=RunStatus.FINISHED, result=result)
        store.versions.add(
            "Reward model 1", VersionKind.REWARD, "starter", run_id=made.id, folder="runs/1/model"
        )
        status = project_status(project)
    assert status.reward is not None
    assert (status.reward.ready, status.reward.more) == (False, more)
    assert status.reward.verdict == found
    named = more if found.state is VerdictState.RATE_MORE else 0
    assert status.next_step == NextStep(Step.RATE_MORE, more=named)
