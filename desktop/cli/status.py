"""A project's status in plain words, for a terminal."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from desktop.domain.verdict import VerdictReason
from desktop.services.status import Status, Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.domain.statistics import Proportion
    from desktop.services.reward_quality import RewardQuality
    from desktop.services.scoring import ScoreReport

_STEPS = {
    Step.ADD_PROMPTS: "add prompts: tastemaker import {folder} FILE",
    Step.GENERATE: "generate answers to rate: tastemaker generate {folder} --per-prompt 4",
    Step.RATE_MORE: "rate about {more} more pairs: tastemaker {folder}",
    Step.TRAIN_REWARD: "train the reward model: tastemaker train {folder} reward",
    Step.TRAIN_PPO: "train the policy: tastemaker train {folder} ppo",
    Step.NEW_ROUND: "start the next round: tastemaker generate {folder} --per-prompt 4",
    Step.WATCH_RUN: "run {run} is at work",
    Step.RESUME_RUN: "go on with run {run}: tastemaker train {folder} {stage} --resume {run}",
}
_RATE_ON = "rate more pairs: tastemaker {folder}"
"""Where nobody can tell how many."""

_VERDICTS = {
    VerdictReason.CLEARS_THE_BAR: "ready",
    VerdictReason.CURVE: "not ready: rate about {more} more, by its learning curve",
    VerdictReason.FEW_HELD_OUT: "too few unseen pairs to judge it: rate about {more} more",
    VerdictReason.FLAT: "cannot tell how many more it takes: the learning curve is flat",
    VerdictReason.FAR: "cannot tell how many more it takes: it learns, but slowly",
    VerdictReason.NOTHING_MEASURED: "not measured: there are no unseen pairs",
}


def status_lines(status: Status) -> Iterator[str]:
    """Yield a project's status line by line."""
    yield f"{status.name} · round {status.round} · {status.model}"
    yield f"prompts        {status.prompts} ({status.held_out_prompts} held out)"
    yield f"answers        {status.responses}"
    kinds = ", ".join(f"{count} {kind}" for kind, count in status.judgements.items()) or "none"
    yield f"judgements     {kinds}"
    if status.simulated:
        yield f"               {status.simulated} of them by a simulated judge"
    yield f"left to rate   {status.unrated_pairs} pairs"
    if status.self_agreement.n:
        yield f"consistency    {_share(status.self_agreement)}"
    if reward := status.reward:
        yield f"reward model   {_share(reward.accuracy)}"
        yield f"               {_verdict_words(reward)}"
    for version in status.versions:
        yield f"version {version.id:<6} {version.name} ({version.kind.value})"
    for run in status.runs:
        steps = f" {run.step} of {run.total_steps}" if run.total_steps else ""
        yield f"run {run.id:<10} {run.stage.value} {run.status.value}{steps}"
    step = status.next_step
    stage = next((run.stage.value for run in status.runs if run.id == step.run_id), "")
    known = step.step is not Step.RATE_MORE or step.more
    words = (_STEPS[step.step] if known else _RATE_ON).format(
        folder=status.folder, more=step.more, run=step.run_id, stage=stage
    )
    yield f"next           {words}"


def _verdict_words(reward: RewardQuality) -> str:
    if reward.ready:
        return "ready"
    if reward.verdict is None:
        return f"not ready: rate about {reward.more} more"
    return _VERDICTS[reward.verdict.reason].format(more=reward.verdict.more)


def _share(share: Proportion) -> str:
    if not share.n or math.isnan(share.value):
        return "not measured"
    return f"{share.value:.2f} (95%: {share.low:.2f} to {share.high:.2f}, n = {share.n})"


def score_lines(report: ScoreReport) -> Iterator[str]:
    """Yield what a reward model says about a file, line by line."""
    answers = len(report.rows) - report.pairs
    yield f"{report.reward_model}: {report.pairs} pairs, {answers} answers"
    yield f"mean reward        {report.mean_reward:.3f}"
    if report.accuracy is not None:
        yield f"agreement          {_share(report.accuracy)}"
        yield f"log loss           {report.log_loss:.3f}"
        yield f"calibration error  {report.calibration_error:.3f}"
        for column in report.calibration:
            sure, right = round(100 * column.predicted), round(100 * column.observed)
            yield f"  {sure}% sure: right in {right}% of {column.n}"
    for refused in report.refused:
        yield f"line {refused.line} left out: {refused.reason}"
    if more := report.left_out - len(report.refused):
        yield f"{more} more left out"
