"""Losses against numbers worked by hand."""

from __future__ import annotations

import math

import pytest
import torch

from desktop.training.losses import (
    bradley_terry_loss,
    centring_loss,
    clipped_policy_loss,
    clipped_value_loss,
    cut_points,
    dpo_loss,
    ordinal_score_loss,
    policy_statistics,
)

LOG = math.log


def test_policy_loss_by_hand() -> None:
    # ratio, advantage: (1.5, 1) clips to 1.2; (0.5, 1) keeps 0.5; (1.5, -1) keeps 1.5; (0.5, -1)
    # clips to 0.8.
    logprobs = torch.tensor([[LOG(1.5), LOG(0.5), LOG(1.5), LOG(0.5)]])
    advantages = torch.tensor([[1.0, 1.0, -1.0, -1.0]])
    loss = clipped_policy_loss(logprobs, torch.zeros(1, 4), advantages, 0.2)
    torch.testing.assert_close(loss, torch.tensor([[-1.2, -0.5, 1.5, 0.8]]))


def test_policy_gradient_stops_only_on_the_far_side_of_the_clip() -> None:
    logprobs = torch.tensor([LOG(1.5), LOG(0.5), LOG(1.5), LOG(0.5)], requires_grad=True)
    advantages = torch.tensor([1.0, 1.0, -1.0, -1.0])
    clipped_policy_loss(logprobs, torch.zeros(4), advantages, 0.2).sum().backward()
    # d(-A ratio)/d logprob = -A ratio where it is not clipped.
    assert logprobs.grad is not None
    torch.testing.assert_close(logprobs.grad, torch.tensor([0.0, -0.5, 1.5, 0.0]))


def test_value_loss_by_hand() -> None:
    # Within the range: the plain half square. Moved from 0 to 1 with range 0.2: the return 1 is
    # still 0.8 away.
    values, old = torch.tensor([0.1, 1.0, 3.0]), torch.tensor([0.0, 0.0, 0.0])
    returns = torch.tensor([0.5, 1.0, 0.0])
    loss = clipped_value_loss(values, old, returns, 0.2)
    torch.testing.assert_close(loss, torch.tensor([0.08, 0.32, 4.5]))


def test_policy_statistics_ignore_padding() -> None:
    logprobs = torch.tensor([[LOG(1.5), 0.0, float("nan")]])
    old = torch.tensor([[0.0, 0.0, 0.0]])
    mask = torch.tensor([[True, True, False]])
    sums = policy_statistics(logprobs, old, mask, 0.2)
    assert sums["count"] == 2.0
    assert sums["ratio"] == pytest.approx(2.5)
    assert sums["ratio_squared"] == pytest.approx(3.25)
    assert sums["clipped"] == 1.0
    assert sums["approximate_kl"] == pytest.approx(0.5 * LOG(1.5) ** 2)


def test_bradley_terry_by_hand() -> None:
    first, second = torch.tensor([LOG(3.0), 0.0, LOG(3.0)]), torch.tensor([0.0, 0.0, 0.0])
    target = torch.tensor([1.0, 0.5, 0.25])
    # P(first wins) is 3/4, 1/2, 3/4.
    expected = [-LOG(0.75), LOG(2.0), -0.25 * LOG(0.75) - 0.75 * LOG(0.25)]
    assert bradley_terry_loss(first, second, target).tolist() == pytest.approx(expected, rel=1e-6)


def test_soft_target_is_least_at_its_own_odds() -> None:
    distance = torch.tensor([LOG(3.0)], requires_grad=True)
    bradley_terry_loss(distance, torch.zeros(1), torch.tensor([0.75])).sum().backward()
    assert distance.grad is not None
    assert distance.grad.item() == pytest.approx(0.0, abs=1e-7)


def test_margin_is_asked_of_the_preferred_side_and_never_of_a_tie() -> None:
    first, second = torch.tensor([2.0, -2.0, 2.0]), torch.zeros(3)
    target = torch.tensor([1.0, 0.0, 0.5])
    loss = bradley_terry_loss(first, second, target, margin=2.0)
    tie = bradley_terry_loss(first[2:], second[2:], target[2:])
    assert loss.tolist() == pytest.approx([LOG(2.0), LOG(2.0), tie.item()])


def test_swapping_the_sides_changes_nothing() -> None:
    generator = torch.Generator().manual_seed(0)
    first, second = torch.randn(2, 6, generator=generator, dtype=torch.float64)
    target = torch.rand(6, generator=generator, dtype=torch.float64)
    one = bradley_terry_loss(first, second, target, margin=0.3)
    other = bradley_terry_loss(second, first, 1 - target, margin=0.3)
    torch.testing.assert_close(one, other)


def test_centring_by_hand() -> None:
    loss = centring_loss(torch.tensor([3.0, 1.0]), torch.tensor([1.0, -1.0]))
    assert loss.tolist() == [4.0, 0.0]


def test_cut_points_lie_between_the_levels() -> None:
    assert cut_points(torch.tensor([1.0, 0.0, 0.5, 0.5])).tolist() == [0.25, 0.75]
    assert cut_points(torch.tensor([0.5, 0.5])).tolist() == []
    many = cut_points(torch.linspace(0.0, 1.0, 101))
    assert len(many) == 12
    assert [many[0].item(), many[-1].item()] == pytest.approx([0.005, 0.995])


def test_ordinal_loss_by_hand() -> None:
    cuts = torch.tensor([0.25, 0.75])
    # "Fair" with reward 0: above the lower cut with probability 3/4, below the upper one with 3/4.
    loss = ordinal_score_loss(torch.tensor([0.0]), torch.tensor([0.5]), cuts)
    assert loss.item() == pytest.approx(-LOG(0.75))
    # "Poor" with reward 0: below the lower cut 1/4, below the upper one 3/4.
    loss = ordinal_score_loss(torch.tensor([0.0]), torch.tensor([0.0]), cuts)
    assert loss.item() == pytest.approx(-(LOG(0.25) + LOG(0.75)) / 2)


def test_ordinal_loss_orders_rewards_by_score() -> None:
    cuts = torch.tensor([0.25, 0.75])
    rewards = torch.zeros(3, requires_grad=True)
    ordinal_score_loss(rewards, torch.tensor([0.0, 0.5, 1.0]), cuts).sum().backward()
    assert rewards.grad is not None
    poor, fair, good = rewards.grad.tolist()
    assert poor > 0 > good
    assert fair == pytest.approx(0.0, abs=1e-7)


def test_one_level_of_scores_teaches_nothing() -> None:
    loss = ordinal_score_loss(torch.ones(2), torch.full((2,), 0.5), torch.tensor([]))
    assert loss.tolist() == [0.0, 0.0]


def test_dpo_by_hand() -> None:
    # beta (2 - 1) = ln 3 with beta = ln 3: P = 3/4.
    loss = dpo_loss(torch.tensor([2.0]), torch.tensor([1.0]), torch.tensor([1.0]), beta=LOG(3.0))
    assert loss.item() == pytest.approx(-LOG(0.75))
    smoothed = dpo_loss(
        torch.tensor([2.0]),
        torch.tensor([1.0]),
        torch.tensor([1.0]),
        beta=LOG(3.0),
        label_smoothing=0.2,
    )
    assert smoothed.item() == pytest.approx(-0.8 * LOG(0.75) - 0.2 * LOG(0.25))


def test_dpo_starts_at_ln_2() -> None:
    margin = torch.tensor([-7.0, 3.0])
    loss = dpo_loss(margin, margin, torch.tensor([1.0, 0.0]), beta=0.1)
    assert loss.tolist() == pytest.approx([LOG(2.0)] * 2)
