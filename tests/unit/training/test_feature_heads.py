"""Heads on cached features: the minimum they should find, planted tastes, honest spread."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
import torch

from desktop.domain.datasets import PairTarget, ScoreTarget
from desktop.training.endings import StopRequested
from desktop.training.feature_heads import HeadFitter
from desktop.training.preferences import RowGroup
from desktop.training.reward_curve import learning_curve

if TYPE_CHECKING:
    from torch import Tensor

    from desktop.domain.verdict import CurvePoint


def planted(
    count: int, width: int = 16, *, noise: float = 0.0, seed: int = 0
) -> tuple[Tensor, list[RowGroup]]:
    """Pairs of random features; a fixed direction decides, with some noise, which is better."""
    generator = torch.Generator().manual_seed(seed)
    features = torch.randn(2 * count, width, generator=generator)
    taste = torch.randn(width, generator=torch.Generator().manual_seed(99))
    value = features @ taste + noise * torch.randn(2 * count, generator=generator)
    groups = []
    for n in range(count):
        wanted = 0.97 if value[2 * n] > value[2 * n + 1] else 0.03
        groups.append(RowGroup(n, (2 * n, 2 * n + 1), (PairTarget(2 * n, 2 * n + 1, wanted),), ()))
    return features, groups


def fitter_of(features: Tensor, groups: list[RowGroup], seed: int = 0) -> HeadFitter:
    return HeadFitter(dict(enumerate(features)), groups, seed=seed, poll=lambda: None)


def curve_of(features: Tensor, groups: list[RowGroup]) -> list[CurvePoint]:
    return learning_curve(dict(enumerate(features)), groups, seed=0, poll=lambda: None)


def share_right(rewards: Tensor, groups: list[RowGroup]) -> float:
    right = [
        (rewards[p.first] > rewards[p.second]) == (p.target > 0.5) for g in groups for p in g.pairs
    ]
    return float(sum(right)) / len(right)


def test_a_stop_is_heard_between_two_fits() -> None:
    features, groups = planted(12)
    left = iter([None] * 5)

    def poll() -> None:
        if next(left, "stop") == "stop":
            raise StopRequested(keep=False)

    with pytest.raises(StopRequested):
        HeadFitter(dict(enumerate(features)), groups, poll=poll)


def test_the_minimum_of_one_pair_by_hand() -> None:
    # Two rows at -1 and +1 after scaling, the second surely better: the margin 2w solves
    # -2 sigmoid(-2w) + strength w = 0.
    features = torch.tensor([[3.0], [5.0]])
    group = RowGroup(1, (0, 1), (PairTarget(0, 1, 0.0),), ())
    fitter = fitter_of(features, [group])
    head = fitter.fit([group], prior=0.5)
    w = float(head.weight) * 1.0
    assert 2.0 / (1.0 + math.exp(2 * w)) == pytest.approx(0.5 * w, rel=1e-5)
    assert float(head(features).sum()) == pytest.approx(0.0, abs=1e-6)


def test_groups_count_as_their_weights_say() -> None:
    features, groups = planted(12)
    fitter = fitter_of(features, groups)
    doubled = fitter.fit([groups[0], *groups])
    weighted = fitter.fit(groups, group_weights=torch.tensor([2.0] + [1.0] * 11))
    assert torch.allclose(doubled.weight, weighted.weight, atol=1e-5)


def test_a_planted_taste_is_found_on_unseen_pairs() -> None:
    features, groups = planted(260)
    head = fitter_of(features, groups[:200]).fit(groups[:200])
    assert share_right(head(features), groups[200:]) >= 0.9


def test_shuffled_judgements_stay_at_chance() -> None:
    features, groups = planted(400)
    _, others = planted(400, seed=5)
    mixed = [
        RowGroup(g.prompt_id, g.rows, o.pairs, ()) for g, o in zip(groups, others, strict=True)
    ]
    head = fitter_of(features, mixed[:200]).fit(mixed[:200])
    assert 0.42 < share_right(head(features), mixed[200:]) < 0.58


def test_scores_alone_teach_an_order() -> None:
    features, _ = planted(60)
    taste = torch.randn(16, generator=torch.Generator().manual_seed(99))
    ranks = (features @ taste).argsort().argsort().float() / (len(features) - 1)
    groups = [
        RowGroup(n, (n,), (), (ScoreTarget(n, round(float(ranks[n]) * 2) / 2),)) for n in range(120)
    ]
    head = fitter_of(features, groups).fit(groups)
    order = torch.corrcoef(torch.stack([head(features).float(), ranks]))[0, 1]
    assert float(order) > 0.85


def test_the_ensemble_is_unsure_where_no_judgement_has_looked() -> None:
    features, groups = planted(80, width=8)
    features[:, 4:] = 0.01 * torch.randn(160, 4, generator=torch.Generator().manual_seed(3))
    fitter = fitter_of(features, groups)
    members = fitter.ensemble(groups)
    known, unknown = features[:40].clone(), features[:40].clone()
    unknown[:, 4:] += 0.05 * torch.ones(4)

    def spread(rows: Tensor) -> float:
        return float(torch.stack([m(rows) for m in members]).std(dim=0).mean())

    assert spread(unknown) > 1.5 * spread(known)


def test_more_judgements_make_the_ensemble_surer() -> None:
    features, groups = planted(400)

    def spread(count: int) -> float:
        fitter = fitter_of(features, groups[:count])
        fitter.prior = 1.0
        rewards = torch.stack([m(features[600:]) for m in fitter.ensemble(groups[:count])])
        scale = rewards.mean(dim=0).std()
        return float(rewards.std(dim=0).mean() / scale)

    assert spread(300) < 0.6 * spread(30)


def test_everything_follows_from_the_seed() -> None:
    features, groups = planted(30)
    one, same, other = (fitter_of(features, groups, seed=s).ensemble(groups) for s in (1, 1, 2))
    assert all(torch.equal(a.weight, b.weight) for a, b in zip(one, same, strict=True))
    assert not torch.equal(one[0].weight, other[0].weight)


def test_a_curve_rises_with_the_judgements_and_says_nothing_of_few() -> None:
    features, groups = planted(120, noise=1.0)
    points = curve_of(features, groups)
    assert [round(p.pairs) for p in points] == [14, 29, 53, 96]
    assert points[-1].accuracy > points[0].accuracy + 0.05
    assert all(p.low < p.accuracy < p.high for p in points)
    assert curve_of(features, groups[:9]) == []


def test_a_curve_of_shuffled_judgements_is_flat_at_chance() -> None:
    features, groups = planted(150)
    _, others = planted(150, seed=5)
    mixed = [
        RowGroup(g.prompt_id, g.rows, o.pairs, ()) for g, o in zip(groups, others, strict=True)
    ]
    points = curve_of(features, mixed)
    assert all(p.low < 0.5 < p.high for p in points)
