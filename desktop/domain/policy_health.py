"""The health of a PPO run, read from its figures: what is wrong, since when, and by which numbers.

Each sign is a plain rule on the series that every run records, so that it can be explained. Some
are alarms: signs that the policy games its judge. The thresholds are rules of thumb of the field
(Stiennon 2020 on KL and over-optimisation, Huang 2022 on clip fractions), wide enough that a run
which goes well raises none.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.domain import metrics as m

Points = Sequence[tuple[int, float]]
Series = Mapping[str, Points]
"""Points (step, value) by a metric's name, in the order of steps."""

WINDOW = 3
"""Updates whose mean stands for "now" and for "at the start"."""
KL_FACTOR = 3.0
REWARD_RISE = 0.3
"""Of rewards, whose deviation on the reference's own answers is 1."""
REPETITION_RISE = 0.2
LENGTH_FACTOR = 2.0
HELD_OUT_FALL = 0.5
SECOND_FALL = 0.3
CLIPPED = 0.4
ENTROPY_SHARE = 0.2
LEAST_FINISHED = 0.5
PATIENCE = 10
"""Updates after which something should be seen."""


class Sign(StrEnum):
    """What is noticed about a run."""

    KL_HIGH = "kl_high"
    REPEATS = "repeats"
    LONGER = "longer"
    HELD_OUT_FALLS = "held_out_falls"
    SECOND_DISAGREES = "second_disagrees"
    STEPS_TOO_LARGE = "steps_too_large"
    ENTROPY_GONE = "entropy_gone"
    VALUE_BLIND = "value_blind"
    UNFINISHED = "unfinished"
    NOTHING_LEARNT = "nothing_learnt"
    PEOPLE_DISAGREE = "people_disagree"


ALARMS = (
    Sign.KL_HIGH,
    Sign.REPEATS,
    Sign.LONGER,
    Sign.HELD_OUT_FALLS,
    Sign.SECOND_DISAGREES,
)
"""Signs that the policy games its judge, or has left the ground its judge knows."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A sign with the step it was seen at and its numbers: `now` against `before`."""

    sign: Sign
    step: int
    now: float
    before: float


def diagnose(series: Series, *, kl_target: float) -> tuple[Finding, ...]:
    """Return what is wrong with a run now, alarms first; nothing for a healthy one.

    Args:
        series: What was recorded so far.
        kl_target: What KL should stay near.
    """
    found = (
        _kl_high(series, kl_target),
        _grows(series, Sign.REPEATS, m.REPETITION, rise=REPETITION_RISE),
        _grows(series, Sign.LONGER, m.RESPONSE_LENGTH, factor=LENGTH_FACTOR),
        _held_out_falls(series),
        _second_disagrees(series),
        _above(series, Sign.STEPS_TOO_LARGE, m.CLIP_FRACTION, CLIPPED),
        _entropy_gone(series),
        _value_blind(series),
        _unfinished(series),
        _nothing_learnt(series),
        _people_disagree(series),
    )
    return tuple(finding for finding in found if finding is not None)


def _now(points: Points) -> float:
    return statistics.fmean(value for _, value in points[-WINDOW:])


def _before(points: Points) -> float:
    return statistics.fmean(value for _, value in points[:WINDOW])


def _known(series: Series, metric: m.Metric, least: int = 2 * WINDOW) -> Points:
    """Return a metric's points, none where they are too few to speak of before and now."""
    points = series.get(metric.name, ())
    return points if len(points) >= least else ()


def _reward_rose(series: Series) -> bool:
    points = _known(series, m.REWARD)
    return bool(points) and _now(points) - _before(points) >= REWARD_RISE


def _kl_high(series: Series, target: float) -> Finding | None:
    points = _known(series, m.KL, WINDOW)
    if not points or _now(points) <= KL_FACTOR * target:
        return None
    return Finding(Sign.KL_HIGH, points[-1][0], _now(points), target)


def _grows(
    series: Series, sign: Sign, metric: m.Metric, *, rise: float = 0.0, factor: float = 1.0
) -> Finding | None:
    """Look for something that explodes while the reward rises."""
    points = _known(series, metric)
    if not points or not _reward_rose(series):
        return None
    now, before = _now(points), _before(points)
    if now < factor * before or now - before < max(rise, 1e-9):
        return None
    return Finding(sign, points[-1][0], now, before)


def _held_out_falls(series: Series) -> Finding | None:
    """Look for two evaluations in a row clearly below the best one while training rewards rise."""
    points = _known(series, m.HELD_OUT_REWARD, 3)
    if not points or not _reward_rose(series):
        return None
    best = max(value for _, value in points)
    now = max(value for _, value in points[-2:])
    if best - now < HELD_OUT_FALL:
        return None
    return Finding(Sign.HELD_OUT_FALLS, points[-1][0], points[-1][1], best)


def _second_disagrees(series: Series) -> Finding | None:
    """Look for a judge that was never optimised, and sees the answers get worse."""
    points = _known(series, m.SECOND_REWARD, 2)
    own = _known(series, m.HELD_OUT_REWARD, 2)
    if not points or not own or own[-1][1] - own[0][1] < REWARD_RISE:
        return None
    best = max(value for _, value in points)
    if best - points[-1][1] < SECOND_FALL:
        return None
    return Finding(Sign.SECOND_DISAGREES, points[-1][0], points[-1][1], best)


def _above(series: Series, sign: Sign, metric: m.Metric, limit: float) -> Finding | None:
    points = _known(series, metric, WINDOW)
    if not points or _now(points) <= limit:
        return None
    return Finding(sign, points[-1][0], _now(points), limit)


def _entropy_gone(series: Series) -> Finding | None:
    points = _known(series, m.ENTROPY)
    if not points or _now(points) >= ENTROPY_SHARE * _before(points):
        return None
    return Finding(Sign.ENTROPY_GONE, points[-1][0], _now(points), _before(points))


def _value_blind(series: Series) -> Finding | None:
    """Look for a value model that still explains nothing after a while."""
    points = _known(series, m.EXPLAINED_VARIANCE, PATIENCE)
    if not points or _now(points) >= 0.0:
        return None
    return Finding(Sign.VALUE_BLIND, points[-1][0], _now(points), 0.0)


def _unfinished(series: Series) -> Finding | None:
    points = _known(series, m.FINISHED_SHARE, PATIENCE)
    if not points or _now(points) >= LEAST_FINISHED:
        return None
    return Finding(Sign.UNFINISHED, points[-1][0], _now(points), LEAST_FINISHED)


def _nothing_learnt(series: Series) -> Finding | None:
    """Look for a policy that stays where it was: neither reward nor KL has moved."""
    rewards, kls = _known(series, m.REWARD, 2 * PATIENCE), _known(series, m.KL, 2 * PATIENCE)
    if not rewards or not kls or abs(_now(kls)) > 0.1:
        return None
    if _now(rewards) - _before(rewards) > 0.1:
        return None
    return Finding(Sign.NOTHING_LEARNT, rewards[-1][0], _now(rewards), _before(rewards))


def _people_disagree(series: Series) -> Finding | None:
    points = _known(series, m.HUMAN_WIN_RATE, 1)
    if not points or points[-1][1] >= 0.5 or not _reward_rose(series):
        return None
    return Finding(Sign.PEOPLE_DISAGREE, points[-1][0], points[-1][1], 0.5)
