"""Advantage estimation against hand-worked numbers and its definition as a double sum."""

from __future__ import annotations

import pytest
import torch

from desktop.training.advantages import gae
from desktop.training.masking import length_mask


def by_definition(
    rewards: list[float], values: list[float], gamma: float, lam: float
) -> list[float]:
    """A_t = sum over l of (gamma lam)^l delta_{t+l}, in Python's float64."""
    n = len(rewards)
    following = [*values[1:], 0.0]
    deltas = [rewards[t] + gamma * following[t] - values[t] for t in range(n)]
    return [sum((gamma * lam) ** (s - t) * deltas[s] for s in range(t, n)) for t in range(n)]


def test_by_hand() -> None:
    # Deltas with gamma 1: 0+2-1 = 1; 0+3-2 = 1; 4-3 = 1. With lambda 0.5: 1; 1.5; 1.75 backwards.
    rewards = torch.tensor([[0.0, 0.0, 4.0, 99.0]])
    values = torch.tensor([[1.0, 2.0, 3.0, 99.0]])
    mask = torch.tensor([[True, True, True, False]])
    advantages, returns = gae(rewards, values, mask, gamma=1.0, lam=0.5)
    assert advantages.tolist() == [[1.75, 1.5, 1.0, 0.0]]
    assert returns.tolist() == [[2.75, 3.5, 4.0, 0.0]]


@pytest.mark.parametrize(("gamma", "lam"), [(1.0, 0.95), (0.9, 0.5), (1.0, 1.0), (0.7, 0.0)])
def test_equals_the_double_loop_for_every_length(gamma: float, lam: float) -> None:
    generator = torch.Generator().manual_seed(1)
    lengths = torch.tensor([1, 2, 5, 8])
    rewards = torch.randn(4, 8, generator=generator, dtype=torch.float64)
    values = torch.randn(4, 8, generator=generator, dtype=torch.float64)
    mask = length_mask(lengths, 8)
    advantages, returns = gae(rewards, values, mask, gamma=gamma, lam=lam)
    for row, length in enumerate(lengths.tolist()):
        expected = by_definition(
            rewards[row, :length].tolist(), values[row, :length].tolist(), gamma, lam
        )
        assert advantages[row, :length].tolist() == pytest.approx(expected, abs=1e-12)
        assert not advantages[row, length:].any()
        assert not returns[row, length:].any()


def test_with_lambda_1_the_return_is_the_discounted_sum_of_rewards() -> None:
    rewards, values = torch.tensor([[1.0, 2.0, 4.0]]), torch.tensor([[9.0, -3.0, 5.0]])
    mask = torch.ones(1, 3, dtype=torch.bool)
    _, returns = gae(rewards, values, mask, gamma=0.5, lam=1.0)
    torch.testing.assert_close(returns, torch.tensor([[3.0, 4.0, 4.0]]))


def test_padding_holds_nothing_even_when_it_is_not_a_number() -> None:
    rewards, values = torch.tensor([[1.0, float("nan")]]), torch.tensor([[0.5, float("inf")]])
    mask = torch.tensor([[True, False]])
    advantages, returns = gae(rewards, values, mask, gamma=1.0, lam=0.95)
    assert advantages.tolist() == [[0.5, 0.0]]
    assert returns.tolist() == [[1.0, 0.0]]
