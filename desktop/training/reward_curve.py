"""The learning curve of a reward model: accuracy on unseen prompts against the number of pairs.

Training the model many times would be too dear. Instead, linear heads are fitted on features of the
*untrained* model (`feature_heads`), on growing parts of the judgements. Features of the trained
model would not do: they have seen all the judgements, so a head fitted on few would look as good as
one fitted on many. Each prompt is left out once in each repeat, so every judged pair is tested, and
never with a head that saw its prompt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch

from desktop.domain.calibration import agreement
from desktop.domain.statistics import wilson
from desktop.domain.verdict import CurvePoint
from desktop.training.data import shuffled
from desktop.training.feature_heads import HeadFitter
from desktop.training.preferences import decided_pairs, rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from desktop.training.feature_heads import Features, LinearHead
    from desktop.training.preferences import RowGroup

SHARES = (0.15, 0.3, 0.55, 1.0)
FOLDS = 5
LEAST_GROUPS = 10
MOST_GROUPS = 1500
"""Groups looked at; more would make the measurement slow and hardly better."""
_PAIRS_TESTED = 400
"""Repeats go on until about so many pairs were tested at each point, five at most."""


def learning_curve(
    features: Features,
    groups: Sequence[RowGroup],
    *,
    seed: int,
    poll: Callable[[], None],
) -> list[CurvePoint]:
    """Return the curve's points; none where the prompts are too few to be parted.

    Args:
        features: Of the untrained model, of all rows of the groups.
        groups: All judged groups.
        seed: Decides how they are parted.
        poll: Called before each fit; what it raises ends the measurement.
    """
    order = shuffled(len(groups), seed, "curve")[:MOST_GROUPS]
    judged = [groups[i] for i in order if any(p.target != 0.5 for p in groups[i].pairs)]
    if len(judged) < LEAST_GROUPS:
        return []
    fitter = HeadFitter(features, judged, seed=seed, poll=poll)
    repeats = min(max(_PAIRS_TESTED // decided_pairs(judged), 1), 5)
    points = []
    for share in SHARES:
        sizes, right = [], []
        for rest, left_out in _parted(judged, repeats, seed):
            part = rest[: max(round(share * len(rest)), 1)]
            head = fitter.fit(part)
            sizes.append(decided_pairs(part))
            right += _agreements(head, features, left_out)
        points.append(_point(sizes, right, repeats))
    return points


def _parted(
    groups: Sequence[RowGroup], repeats: int, seed: int
) -> Iterator[tuple[list[RowGroup], list[RowGroup]]]:
    """Yield what is fitted, in a random order, and what is left out."""
    for repeat in range(repeats):
        order = shuffled(len(groups), seed, "curve", repeat)
        for fold in range(FOLDS):
            left_out = [groups[i] for i in order[fold::FOLDS]]
            yield [groups[i] for n, i in enumerate(order) if n % FOLDS != fold], left_out


def _agreements(head: LinearHead, features: Features, groups: Sequence[RowGroup]) -> list[float]:
    rows = rows_of(groups)
    told = head(torch.stack([features[row] for row in rows])).tolist()
    rewards = dict(zip(rows, told, strict=True))
    found = []
    for group in groups:
        for pair in group.pairs:
            if pair.target != 0.5:
                margin = rewards[pair.first] - rewards[pair.second]
                found.append(agreement(margin if pair.target > 0.5 else -margin))
    return found


def _point(sizes: Sequence[int], right: Sequence[float], repeats: int) -> CurvePoint:
    """Return a point; repeats test the same pairs again, so they do not narrow its interval."""
    different = round(len(right) / repeats)
    share = sum(right) / len(right)
    interval = wilson(share * different, different)
    return CurvePoint(sum(sizes) / len(sizes), share, interval.low, interval.high)
