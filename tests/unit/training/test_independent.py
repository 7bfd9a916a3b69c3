"""PPO's functions against the second implementation, to 1e-10 in float64, on random responses."""

from __future__ import annotations

import random
from dataclasses import dataclass

import pytest
import torch
from torch import Tensor

from desktop.training.advantages import gae
from desktop.training.losses import (
    clipped_policy_loss,
    clipped_value_loss,
    dpo_loss,
    policy_statistics,
)
from desktop.training.masking import explained_variance, length_mask, masked_mean, whiten
from desktop.training.rewards import KlController, sequence_kl, token_rewards
from tests.unit.training import independent as other

SEEDS = range(20)
WITHIN = 1e-10


@dataclass(frozen=True)
class Rollout:
    """Random responses: as lists of real tokens, and as padded tensors with rubbish behind."""

    lengths: list[int]
    mask: Tensor
    rows: dict[str, list[list[float]]]
    tensors: dict[str, Tensor]


def rollout(seed: int) -> Rollout:
    dice = random.Random(seed)
    lengths = [dice.randint(1, 9) for _ in range(dice.randint(1, 6))]
    rows: dict[str, list[list[float]]] = {}
    tensors: dict[str, Tensor] = {}
    for name in ("old", "new", "reference", "values", "new_values", "advantages"):
        rows[name] = [[dice.uniform(-3, 3) for _ in range(length)] for length in lengths]
        padded = torch.full((len(lengths), max(lengths)), float("nan"), dtype=torch.float64)
        for place, row in enumerate(rows[name]):
            padded[place, : len(row)] = torch.tensor(row, dtype=torch.float64)
        tensors[name] = padded
    rows["scores"] = [[dice.uniform(-5, 5) for _ in lengths]]
    tensors["scores"] = torch.tensor(rows["scores"][0], dtype=torch.float64)
    return Rollout(lengths, length_mask(torch.tensor(lengths), max(lengths)), rows, tensors)


def assert_rows(found: Tensor, rows: list[list[float]]) -> None:
    for place, row in enumerate(rows):
        wanted = torch.tensor(row, dtype=torch.float64)
        torch.testing.assert_close(found[place, : len(row)], wanted, rtol=0.0, atol=WITHIN)


@pytest.mark.parametrize("seed", SEEDS)
def test_from_scores_to_whitened_advantages(seed: int) -> None:
    made, dice = rollout(seed), random.Random(seed)
    price, gamma, lam = dice.uniform(0, 1), dice.uniform(0.5, 1), dice.uniform(0, 1)
    t = made.tensors
    rewards = token_rewards(t["scores"], t["old"], t["reference"], made.mask, price)
    wanted = [
        other.rewards_of_tokens(score, policy, reference, price)
        for score, policy, reference in zip(
            made.rows["scores"][0], made.rows["old"], made.rows["reference"], strict=True
        )
    ]
    assert_rows(rewards, wanted)
    both = [
        other.advantages_and_returns(reward, values, gamma, lam)
        for reward, values in zip(wanted, made.rows["values"], strict=True)
    ]
    advantages, returns = gae(rewards, t["values"], made.mask, gamma=gamma, lam=lam)
    assert_rows(advantages, [pair[0] for pair in both])
    assert_rows(returns, [pair[1] for pair in both])
    for shift in (True, False):
        found = whiten(advantages, made.mask, shift_mean=shift)
        assert_rows(found, other.whitened([pair[0] for pair in both], shift=shift))
    if sum(made.lengths) > 1:
        explained = explained_variance(t["values"], returns, made.mask)
        rows = other.flat(made.rows["values"]), other.flat([pair[1] for pair in both])
        assert float(explained) == pytest.approx(other.explained(*rows), abs=1e-10)


@pytest.mark.parametrize("seed", SEEDS)
def test_losses_and_statistics(seed: int) -> None:
    made, dice = rollout(seed), random.Random(seed)
    clip, t, rows = dice.uniform(0.05, 0.5), made.tensors, made.rows
    loss = clipped_policy_loss(t["new"], t["old"], t["advantages"], clip)
    triples = zip(rows["new"], rows["old"], rows["advantages"], strict=True)
    wanted = [
        [other.policy_loss(n, o, a, clip) for n, o, a in zip(*triple, strict=True)]
        for triple in triples
    ]
    assert_rows(loss, wanted)
    mean = other.mean(other.flat(wanted))
    assert float(masked_mean(loss, made.mask)) == pytest.approx(mean, abs=1e-10)
    loss = clipped_value_loss(t["new_values"], t["values"], t["advantages"], clip)
    triples = zip(rows["new_values"], rows["values"], rows["advantages"], strict=True)
    assert_rows(
        loss,
        [
            [other.value_loss(n, o, a, clip) for n, o, a in zip(*triple, strict=True)]
            for triple in triples
        ],
    )
    found = policy_statistics(t["new"], t["old"], made.mask, clip)
    changes = [n - o for n, o in zip(other.flat(rows["new"]), other.flat(rows["old"]), strict=True)]
    assert found["count"] == len(changes)
    assert found["approximate_kl"] == pytest.approx(sum(c * c for c in changes) / 2, abs=1e-10)
    kl = sequence_kl(t["old"], t["reference"], made.mask)
    pairs = zip(rows["old"], rows["reference"], strict=True)
    sums = [sum(a - b for a, b in zip(*pair, strict=True)) for pair in pairs]
    torch.testing.assert_close(kl, torch.tensor(sums, dtype=torch.float64), rtol=0.0, atol=WITHIN)


@pytest.mark.parametrize("seed", SEEDS)
def test_gradients_of_the_policy_loss(seed: int) -> None:
    """Against differences of the second implementation, away from the clip's corners."""
    made = rollout(seed)
    new = made.tensors["new"].clone().requires_grad_(True)
    loss = clipped_policy_loss(new, made.tensors["old"], made.tensors["advantages"], 0.2)
    loss[made.mask].sum().backward()
    assert new.grad is not None
    step = 1e-6
    for row, column in made.mask.nonzero().tolist():
        new_value, old_value, advantage = (
            made.rows[name][row][column] for name in ("new", "old", "advantages")
        )
        ends = [other.policy_loss(new_value + d, old_value, advantage, 0.2) for d in (step, -step)]
        slope = (ends[0] - ends[1]) / (2 * step)
        assert float(new.grad[row, column]) == pytest.approx(slope, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_dpo(seed: int) -> None:
    dice = random.Random(seed)
    policy, reference, target = ([dice.uniform(-9, 9) for _ in range(5)] for _ in range(3))
    target = [dice.choice((0.0, 0.5, 1.0)) for _ in target]
    beta, smoothing = dice.uniform(0.01, 2), dice.uniform(0, 0.49)
    found = dpo_loss(
        *(torch.tensor(v, dtype=torch.float64) for v in (policy, reference, target)),
        beta=beta,
        label_smoothing=smoothing,
    )
    wanted = [
        other.dpo(p, r, t, beta, smoothing)
        for p, r, t in zip(policy, reference, target, strict=True)
    ]
    torch.testing.assert_close(
        found, torch.tensor(wanted, dtype=torch.float64), rtol=0.0, atol=WITHIN
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_the_price_of_kl(seed: int) -> None:
    dice = random.Random(seed)
    controller = KlController(0.05, target=6.0, horizon=500, adaptive=True)
    price = 0.05
    for _ in range(20):
        kl, responses = dice.uniform(-1, 30), dice.randint(1, 64)
        controller.update(kl, responses)
        price = other.price_after(price, kl, 6.0, responses, 500)
    assert controller.coefficient == pytest.approx(price, abs=1e-12)
