"""A project to look at, made in seconds: real prompts and answers, drawn figures of runs.

Nothing is trained: what the pages of runs show is written into the store, with the warnings,
verdicts and samples that they have words for.
"""

from __future__ import annotations

import math
import time
from typing import TYPE_CHECKING

from desktop.domain import metrics
from desktop.domain.feedback import Comment, Preference
from desktop.domain.runs import Run, RunStatus, Stage, settings_for
from desktop.domain.verdict import Verdict, VerdictReason, VerdictState
from desktop.domain.versions import VersionKind
from desktop.services.project import Project, create_project
from desktop.services.rating import RatingSession
from desktop.services.sample_project import create_sample_project
from desktop.services.simulated_judge import rule_named
from desktop.store.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

NAME = "Letters in my voice"
DAY = 86_400.0
STEPS = 60
JUDGED = 40
REWARD_RESULT = {
    "accuracy": 0.71,
    "low": 0.64,
    "high": 0.77,
    "n": 180,
    "cross_validated": True,
    "calibration": [{"predicted": 0.75, "observed": 0.6, "low": 0.4, "high": 0.8, "n": 40}],
    "corrected_calibration": [
        {"predicted": 0.6, "observed": 0.6, "low": 0.4, "high": 0.8, "n": 40}
    ],
    "corrected_log_loss": 0.58,
    "length_correlation": 0.31,
    "curve": [
        {"pairs": 54.0, "accuracy": 0.6, "low": 0.5, "high": 0.7},
        {"pairs": 180.0, "accuracy": 0.71, "low": 0.64, "high": 0.77},
    ],
    "by_kind": {"comparison": {"accuracy": 0.7, "n": 120}},
    "by_length_difference": [{"low": None, "high": -20, "accuracy": 0.6, "n": 20}],
    "second": {"accuracy": 0.66, "low": 0.55, "high": 0.75, "n": 60},
    "verdict": Verdict(VerdictState.RATE_MORE, VerdictReason.CURVE, 60).to_json(),
}
CURVES = {
    Stage.REWARD: (metrics.HELD_OUT_ACCURACY, metrics.LOSS, metrics.HELD_OUT_LOSS),
    Stage.PPO: (metrics.REWARD, metrics.KL, metrics.ENTROPY, metrics.RESPONSE_LENGTH),
    Stage.SFT: (metrics.LOSS, metrics.HELD_OUT_LOSS),
}


def make_drawn_project(folder: Path) -> Project:
    """Make the project in a new folder and return it open."""
    model = folder / "SmolLM2-135M-Instruct"
    model.mkdir(parents=True)
    project = create_project(folder / "project", model=str(model), name=NAME)
    copy_sample(folder / "sample", project)
    for days_ago in (2, 0):
        judge_earlier(project, days_ago, JUDGED // 2)
    prompt = project.store.prompts.list()[0]
    project.store.feedback.append(Comment(prompt.id, None, "an odd one", ("odd",)))
    _add_run(project, Stage.SFT, RunStatus.INTERRUPTED, error="The computer was switched off.")
    reward = _add_run(project, Stage.REWARD, RunStatus.FINISHED, result=REWARD_RESULT)
    result = {"reward_before": -0.34, "reward_after": 1.21}
    ppo = _add_run(project, Stage.PPO, RunStatus.FINISHED, result=result)
    _add_samples(project, ppo)
    base = project.store.versions.base()
    project.store.versions.add(
        "Reward model 1",
        VersionKind.REWARD,
        base.base,
        parent_id=base.id,
        run_id=reward.id,
        metrics={"accuracy": 0.71},
    )
    project.store.versions.add(
        "PPO 1", VersionKind.POLICY, base.base, parent_id=base.id, run_id=ppo.id, metrics=result
    )
    return project


def copy_sample(folder: Path, project: Project) -> None:
    """Give a project the prompts and answers of the sample."""
    with create_sample_project(folder) as sample, project.store.transaction():
        for prompt in sample.store.prompts.list():
            copy = project.store.prompts.add(prompt.messages, split=prompt.split, tags=prompt.tags)
            for response in sample.store.responses.for_prompt(prompt.id):
                project.store.responses.add(
                    copy.id,
                    response.text,
                    model_version_id=project.store.versions.base().id,
                    finished=response.finished,
                    token_count=response.token_count,
                )


def judge_earlier(project: Project, days_ago: int, count: int) -> None:
    """Judge pairs as a person who likes short answers, on an earlier day."""
    store = Store(project.store.connection, clock=_Earlier(days_ago))
    past = Project(project.folder, store, project.lock)
    session = RatingSession(past)
    score = rule_named("short_complete")
    for _ in range(count):
        item = session.current()
        if item is None:
            return
        difference = score(item.b) - score(item.a)
        session.compare(Preference.B if difference > 0 else Preference.A, seconds=6.0)


class _Earlier:
    def __init__(self, days_ago: int) -> None:
        self._seconds = days_ago * DAY

    def __call__(self) -> float:
        return time.time() - self._seconds


def _add_run(
    project: Project,
    stage: Stage,
    status: RunStatus,
    result: Mapping[str, object] | None = None,
    error: str | None = None,
) -> Run:
    store = project.store
    run = store.runs.add(stage, settings_for(stage), total_steps=STEPS)
    for step in range(STEPS):
        grown = 1 - math.exp(-step / 20)
        wave = 0.1 * math.sin(step * 1.7)
        values = {
            metric.name: grown * (number + 1) + wave for number, metric in enumerate(CURVES[stage])
        }
        store.metrics.record(run.id, step, values, 1000.0 + 20 * step)
    ended = run.created_at + 20 * STEPS
    return store.runs.update(
        run.id, status=status, step=STEPS, result=result, error=error, finished_at=ended
    )


def _add_samples(project: Project, run: Run) -> None:
    prompt = project.store.prompts.list()[0]
    answers = ("We are so very sorry for it.", "We are late for it.", "It is late. We mend it.")
    for number, answer in enumerate(answers):
        figures = {"reward": number - 0.5, "kl": 2.0 * number}
        project.store.samples.record(run.id, 20 * number, prompt.id, answer, figures, number > 0)
