"""The diagnosis of a run: findings on its figures, each with a stored sample that shows it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from desktop.domain.policy_health import Finding, Sign, diagnose

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.domain.events import SampleRecorded
    from desktop.domain.runs import SampleRecord

    Sample = SampleRecord | SampleRecorded

DEFAULT_TARGET = 8.0
LONGEST_EXAMPLE = 300


def diagnosis(
    series: Mapping[str, Sequence[tuple[int, float]]],
    samples: Sequence[Sample],
    settings: Mapping[str, object],
) -> list[tuple[Finding, str]]:
    """Return what is wrong with a PPO run, each with an answer, or "" where none shows it.

    Args:
        series: Points by a metric's name; gaps (nan) are passed over.
        samples: Those of the run.
        settings: Of the run; they hold the target of KL.
    """
    clean = {
        name: [(step, value) for step, value in points if math.isfinite(value)]
        for name, points in series.items()
    }
    target = settings.get("environment.kl_target", DEFAULT_TARGET)
    target = float(target) if isinstance(target, int | float) else DEFAULT_TARGET
    return [(found, _example(found, samples)) for found in diagnose(clean, kl_target=target)]


def _example(finding: Finding, samples: Sequence[Sample]) -> str:
    """Return the sample of the latest step that shows a finding most."""
    latest = max((sample.step for sample in samples), default=0)
    last = [sample for sample in samples if sample.step == latest]
    if not last:
        return ""
    if finding.sign in (Sign.KL_HIGH, Sign.ENTROPY_GONE):
        chosen = max(last, key=lambda sample: sample.scores.get("kl", 0.0))
    elif finding.sign is Sign.REPEATS:
        chosen = max(last, key=lambda sample: _repetition(sample.text))
    elif finding.sign is Sign.LONGER:
        chosen = max(last, key=lambda sample: len(sample.text))
    elif finding.sign is Sign.HELD_OUT_FALLS:
        chosen = min(last, key=lambda sample: sample.scores.get("score", 0.0))
    elif finding.sign is Sign.SECOND_DISAGREES:
        chosen = max(last, key=_disagreement)
    elif finding.sign is Sign.UNFINISHED:
        chosen = min(last, key=lambda sample: sample.finished)
    else:
        return ""
    return chosen.text[:LONGEST_EXAMPLE]


def _disagreement(sample: Sample) -> float:
    return sample.scores.get("reward", 0.0) - sample.scores.get("second", 0.0)


def _repetition(text: str) -> float:
    """Return the share of a text's runs of three words that it had before."""
    words = text.split() or [""]
    runs = [tuple(words[i : i + 3]) for i in range(max(len(words) - 2, 1))]
    return 1.0 - len(set(runs)) / len(runs)
