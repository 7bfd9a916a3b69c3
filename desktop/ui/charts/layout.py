"""Which charts the page of a run shows: first those to watch, then the rest on demand."""

from __future__ import annotations

from desktop.domain import metrics
from desktop.domain.runs import Stage

_TRAINING = (
    metrics.LOSS,
    metrics.HELD_OUT_LOSS,
    metrics.GRADIENT_NORM,
    metrics.LEARNING_RATE,
    metrics.TOKENS_PER_SECOND,
    metrics.MEMORY,
)
_MAIN: dict[Stage, tuple[metrics.Metric, ...]] = {
    Stage.PPO: (
        metrics.REWARD,
        metrics.KL,
        metrics.ENTROPY,
        metrics.CLIP_FRACTION,
        metrics.VALUE_LOSS,
        metrics.RESPONSE_LENGTH,
    ),
    Stage.REWARD: (
        metrics.HELD_OUT_ACCURACY,
        metrics.LOSS,
        metrics.HELD_OUT_LOSS,
        metrics.ACCURACY,
        metrics.REWARD_MARGIN,
        metrics.GRADIENT_NORM,
    ),
    Stage.DPO: (
        metrics.HELD_OUT_ACCURACY,
        metrics.LOSS,
        metrics.HELD_OUT_LOSS,
        metrics.ACCURACY,
        metrics.REWARD_MARGIN,
        metrics.GRADIENT_NORM,
    ),
    Stage.SFT: _TRAINING,
    Stage.TEXT: _TRAINING,
}
TARGETS: dict[str, str] = {metrics.KL.name: "environment.kl_target"}
"""Metrics with a target: the setting that holds it."""


def main_metrics(stage: Stage) -> list[str]:
    """Return the names of the metrics to watch; each has a chart even before it has data."""
    return [metric.name for metric in _MAIN.get(stage, ())]


def further_metrics(stage: Stage, recorded: list[str]) -> list[str]:
    """Return the names of all others that were recorded: known ones in our order, then unknown."""
    main = set(main_metrics(stage))
    known = [name for name in metrics.METRICS if name in recorded and name not in main]
    return known + sorted(set(recorded) - main - set(metrics.METRICS))
