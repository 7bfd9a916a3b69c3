"""What a chart says about a metric, in the user's language.

The domain holds the English words; they stand here once more because only literal strings are
found for translation. A test keeps the two equal.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain import metrics

_TEXTS: dict[str, tuple[object, object, object]] = {
    metrics.REWARD.name: (
        QT_TRANSLATE_NOOP("Metrics", "Reward"),
        QT_TRANSLATE_NOOP("Metrics", "higher is better"),
        "",
    ),
    metrics.KL.name: (
        QT_TRANSLATE_NOOP("Metrics", "KL to the start"),
        QT_TRANSLATE_NOOP("Metrics", "stays near its target"),
        QT_TRANSLATE_NOOP("Metrics", "nats"),
    ),
    metrics.KL_COEFFICIENT.name: (
        QT_TRANSLATE_NOOP("Metrics", "Price of KL"),
        QT_TRANSLATE_NOOP("Metrics", "settles down"),
        "",
    ),
    metrics.RETURN.name: (
        QT_TRANSLATE_NOOP("Metrics", "Reward minus KL price"),
        QT_TRANSLATE_NOOP("Metrics", "higher is better"),
        "",
    ),
    metrics.ENTROPY.name: (
        QT_TRANSLATE_NOOP("Metrics", "Entropy"),
        QT_TRANSLATE_NOOP("Metrics", "falls slowly"),
        QT_TRANSLATE_NOOP("Metrics", "nats"),
    ),
    metrics.RATIO_MEAN.name: (
        QT_TRANSLATE_NOOP("Metrics", "Probability ratio"),
        QT_TRANSLATE_NOOP("Metrics", "stays near 1"),
        "",
    ),
    metrics.RATIO_VARIANCE.name: (
        QT_TRANSLATE_NOOP("Metrics", "Variance of the ratio"),
        QT_TRANSLATE_NOOP("Metrics", "stays small"),
        "",
    ),
    metrics.CLIP_FRACTION.name: (
        QT_TRANSLATE_NOOP("Metrics", "Clip fraction"),
        QT_TRANSLATE_NOOP("Metrics", "0.05 to 0.25 is healthy"),
        "",
    ),
    metrics.VALUE_CLIP_FRACTION.name: (
        QT_TRANSLATE_NOOP("Metrics", "Value clip fraction"),
        QT_TRANSLATE_NOOP("Metrics", "stays small"),
        "",
    ),
    metrics.APPROXIMATE_KL.name: (
        QT_TRANSLATE_NOOP("Metrics", "KL of one update"),
        QT_TRANSLATE_NOOP("Metrics", "stays small"),
        QT_TRANSLATE_NOOP("Metrics", "nats"),
    ),
    metrics.SAMPLING_GAP.name: (
        QT_TRANSLATE_NOOP("Metrics", "Sampling gap"),
        QT_TRANSLATE_NOOP("Metrics", "stays below 0.1"),
        QT_TRANSLATE_NOOP("Metrics", "nats"),
    ),
    metrics.POLICY_LOSS.name: (
        QT_TRANSLATE_NOOP("Metrics", "Policy loss"),
        QT_TRANSLATE_NOOP("Metrics", "wanders around zero"),
        "",
    ),
    metrics.VALUE_LOSS.name: (
        QT_TRANSLATE_NOOP("Metrics", "Value loss"),
        QT_TRANSLATE_NOOP("Metrics", "falls, then stays low"),
        "",
    ),
    metrics.EXPLAINED_VARIANCE.name: (
        QT_TRANSLATE_NOOP("Metrics", "Explained variance"),
        QT_TRANSLATE_NOOP("Metrics", "rises towards 1"),
        "",
    ),
    metrics.RESPONSE_LENGTH.name: (
        QT_TRANSLATE_NOOP("Metrics", "Answer length"),
        QT_TRANSLATE_NOOP("Metrics", "no sudden jumps"),
        QT_TRANSLATE_NOOP("Metrics", "tokens"),
    ),
    metrics.FINISHED_SHARE.name: (
        QT_TRANSLATE_NOOP("Metrics", "Answers with an end"),
        QT_TRANSLATE_NOOP("Metrics", "rises towards 1"),
        "",
    ),
    metrics.REPETITION.name: (
        QT_TRANSLATE_NOOP("Metrics", "Repetition"),
        QT_TRANSLATE_NOOP("Metrics", "stays low"),
        "",
    ),
    metrics.GRADIENT_NORM.name: (
        QT_TRANSLATE_NOOP("Metrics", "Gradient norm"),
        QT_TRANSLATE_NOOP("Metrics", "no spikes"),
        "",
    ),
    metrics.LEARNING_RATE.name: (
        QT_TRANSLATE_NOOP("Metrics", "Step size"),
        "",
        "",
    ),
    metrics.TOKENS_PER_SECOND.name: (
        QT_TRANSLATE_NOOP("Metrics", "Throughput"),
        QT_TRANSLATE_NOOP("Metrics", "steady"),
        QT_TRANSLATE_NOOP("Metrics", "tokens/s"),
    ),
    metrics.MEMORY.name: (
        QT_TRANSLATE_NOOP("Metrics", "Memory"),
        QT_TRANSLATE_NOOP("Metrics", "steady"),
        QT_TRANSLATE_NOOP("Metrics", "GB"),
    ),
    metrics.LOSS.name: (
        QT_TRANSLATE_NOOP("Metrics", "Training loss"),
        QT_TRANSLATE_NOOP("Metrics", "falls"),
        "",
    ),
    metrics.ACCURACY.name: (
        QT_TRANSLATE_NOOP("Metrics", "Training accuracy"),
        QT_TRANSLATE_NOOP("Metrics", "rises; the held-out one counts"),
        "",
    ),
    metrics.HELD_OUT_LOSS.name: (
        QT_TRANSLATE_NOOP("Metrics", "Held-out loss"),
        QT_TRANSLATE_NOOP("Metrics", "falls; stop when it rises"),
        "",
    ),
    metrics.HELD_OUT_ACCURACY.name: (
        QT_TRANSLATE_NOOP("Metrics", "Held-out accuracy"),
        QT_TRANSLATE_NOOP("Metrics", "agreement with you on unseen pairs"),
        "",
    ),
    metrics.HELD_OUT_KL.name: (
        QT_TRANSLATE_NOOP("Metrics", "Held-out KL"),
        QT_TRANSLATE_NOOP("Metrics", "stays near its target"),
        QT_TRANSLATE_NOOP("Metrics", "nats"),
    ),
    metrics.HELD_OUT_LENGTH.name: (
        QT_TRANSLATE_NOOP("Metrics", "Held-out answer length"),
        QT_TRANSLATE_NOOP("Metrics", "stays calm"),
        QT_TRANSLATE_NOOP("Metrics", "tokens"),
    ),
    metrics.HELD_OUT_REPETITION.name: (
        QT_TRANSLATE_NOOP("Metrics", "Held-out repetition"),
        QT_TRANSLATE_NOOP("Metrics", "stays low"),
        "",
    ),
    metrics.RULE_REWARD.name: (
        QT_TRANSLATE_NOOP("Metrics", "Reward of your rules"),
        QT_TRANSLATE_NOOP("Metrics", "higher is better"),
        "",
    ),
    metrics.HUMAN_WIN_RATE.name: (
        QT_TRANSLATE_NOOP("Metrics", "Your win rate"),
        QT_TRANSLATE_NOOP("Metrics", "above 0.5: you prefer the policy to its start"),
        "",
    ),
    metrics.HUMAN_AGREEMENT.name: (
        QT_TRANSLATE_NOOP("Metrics", "Agreement with you"),
        QT_TRANSLATE_NOOP("Metrics", "of the reward model; near 0.5 it guesses what you like"),
        "",
    ),
    metrics.HELD_OUT_REWARD.name: (
        QT_TRANSLATE_NOOP("Metrics", "Held-out reward"),
        QT_TRANSLATE_NOOP("Metrics", "rises with the reward"),
        "",
    ),
    metrics.SECOND_REWARD.name: (
        QT_TRANSLATE_NOOP("Metrics", "Reward of the second reward model"),
        QT_TRANSLATE_NOOP("Metrics", "rises too; if it falls, the policy games its judge"),
        "",
    ),
    metrics.REWARD_MARGIN.name: (
        QT_TRANSLATE_NOOP("Metrics", "Reward margin"),
        QT_TRANSLATE_NOOP("Metrics", "rises slowly"),
        "",
    ),
}


@dataclass(frozen=True, slots=True)
class MetricText:
    """A metric's label, one sentence on what good looks like, and its unit."""

    label: str
    good: str
    unit: str


def metric_text(name: str) -> MetricText:
    """Return the words for a metric; an unknown one is shown by its name."""
    texts = _TEXTS.get(name, (name, "", ""))
    return MetricText(*(_translated(str(text)) for text in texts))


def _translated(text: str) -> str:
    return QCoreApplication.translate("Metrics", text) if text else ""
