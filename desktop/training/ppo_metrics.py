"""What an update of PPO says of itself: its figures, and the answers that tell most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain import metrics as m
from desktop.training.masking import masked_mean
from desktop.training.rollout import Measurements, Samples, repetition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from torch import Tensor


@dataclass(frozen=True, slots=True)
class Targets:
    """What an update learns towards: `advantages` and `returns` [n, r], `scores` and `kl` [n].

    `parts` are the pieces of the scores by name, [n] each.
    """

    advantages: Tensor
    returns: Tensor
    scores: Tensor
    kl: Tensor
    parts: Mapping[str, Tensor]


@dataclass(frozen=True, slots=True)
class Telling:
    """Answers of the last rollout that show what it is like: the text that went furthest."""

    from_start: str
    repeating: str
    longest: str


class Learnt:
    """Sums over all minibatches of an update."""

    def __init__(self) -> None:
        self.sums: dict[str, float] = {}
        self.norms: list[float] = []

    def add(self, sums: dict[str, float]) -> None:
        """Take in a minibatch's sums."""
        self.sums = sums_of([self.sums, sums])

    def metrics(self) -> dict[m.Metric, float]:
        """Return means over tokens, and the mean gradient norm."""
        mean = {name: value / self.sums["count"] for name, value in self.sums.items()}
        return {
            m.RATIO_MEAN: mean["ratio"],
            m.RATIO_VARIANCE: max(mean["ratio_squared"] - mean["ratio"] ** 2, 0.0),
            m.CLIP_FRACTION: mean["clipped"],
            m.VALUE_CLIP_FRACTION: mean["value_clipped"],
            m.APPROXIMATE_KL: mean["approximate_kl"],
            m.POLICY_LOSS: mean["policy_loss"],
            m.VALUE_LOSS: mean["value_loss"],
            m.GRADIENT_NORM: sum(self.norms) / max(len(self.norms), 1),
        }


def sums_of(parts: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """Return the sums of figures by name."""
    total: dict[str, float] = {}
    for part in parts:
        for name, value in part.items():
            total[name] = total.get(name, 0.0) + value
    return total


def rollout_metrics(
    samples: Samples, measured: Measurements, targets: Targets, coefficient: float
) -> dict[m.Metric, float]:
    """Return the figures of a rollout."""
    rules = targets.parts.get("rules")
    own = {} if rules is None else {m.RULE_REWARD: float(rules.mean())}
    return own | {
        m.REWARD: float(targets.scores.mean()),
        m.KL: float(targets.kl.mean()),
        m.KL_COEFFICIENT: coefficient,
        m.RETURN: float((targets.scores - coefficient * targets.kl).mean()),
        m.SAMPLING_GAP: samples.gap(measured.logprobs),
        m.ENTROPY: float(masked_mean(measured.entropy, samples.mask)),
        m.RESPONSE_LENGTH: float(samples.lengths.float().mean()),
        m.FINISHED_SHARE: float(samples.finished.float().mean()),
        m.REPETITION: repetition(samples.rows),
    }


def telling(samples: Samples, targets: Targets) -> Telling:
    """Return the answers that went furthest from the start, repeat most, and are longest."""

    def furthest(values: Tensor) -> str:
        return samples.texts[int(values.argmax())]

    return Telling(furthest(targets.kl), furthest(samples.repetitions), furthest(samples.lengths))
