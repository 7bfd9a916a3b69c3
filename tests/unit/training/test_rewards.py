"""The environment's reward, against numbers worked by hand."""

from __future__ import annotations

import pytest
import torch

from desktop.domain.policy_settings import EnvironmentSettings
from desktop.training.masking import length_mask
from desktop.training.rewards import (
    KlController,
    score_parts,
    sequence_kl,
    token_rewards,
)


def parts_of(values: dict[str, object], **given: list[float]) -> dict[str, list[float]]:
    """The pieces of three responses' scores."""
    found = score_parts(
        torch.tensor(given.get("rewards", [5.0, -5.0, 1.0])),
        torch.tensor([10, 20, 0]),
        torch.tensor([True, False, False]),
        torch.tensor([0.0, 0.5, 1.0]),
        torch.tensor(given.get("rules", [0.0, 0.0, 0.0])),
        EnvironmentSettings().replace(values),
    )
    return {name: part.tolist() for name, part in found.items()}


def test_pieces_by_hand() -> None:
    values: dict[str, object] = {
        "reward_clip": 2.0,
        "missing_end_penalty": 1.5,
        "length_penalty": 0.1,
        "repetition_penalty": 4.0,
        "rules": "0.25 regex x",
    }
    parts = parts_of(values, rules=[0.25, 0.0, 0.25])
    assert parts == {
        "reward_model": [2.0, -2.0, 1.0],
        "missing_end": [0.0, -1.5, -1.5],
        "length": pytest.approx([-1.0, -2.0, 0.0]),
        "repetition": [0.0, -2.0, -4.0],
        "rules": [0.25, 0.0, 0.25],
    }


def test_without_prices_there_is_the_reward_model_alone() -> None:
    values: dict[str, object] = {"reward_clip": 0.0, "missing_end_penalty": 0.0}
    assert parts_of(values, rewards=[50.0, -50.0, 0.0]) == {"reward_model": [50.0, -50.0, 0.0]}


def test_token_rewards_by_hand() -> None:
    logprobs = torch.tensor([[-1.0, -2.0, float("nan")]])
    reference = torch.tensor([[-3.0, -1.0, 0.0]])
    mask = torch.tensor([[True, True, False]])
    rewards = token_rewards(torch.tensor([10.0]), logprobs, reference, mask, 0.5)
    assert rewards.tolist() == [[-1.0, 10.5, 0.0]]


@pytest.mark.parametrize("width", [1, 2, 7])
def test_the_score_lands_on_the_last_real_token_of_every_length(width: int) -> None:
    lengths = torch.arange(1, width + 1)
    zeros = torch.zeros(width, width)
    rewards = token_rewards(
        lengths.float(), zeros, zeros, length_mask(lengths, width), kl_coefficient=1.0
    )
    assert torch.equal(rewards, torch.diag(lengths.float()))


def test_an_empty_response_gets_nothing() -> None:
    mask = torch.zeros(1, 2, dtype=torch.bool)
    rewards = token_rewards(torch.tensor([3.0]), torch.zeros(1, 2), torch.zeros(1, 2), mask, 1.0)
    assert rewards.tolist() == [[0.0, 0.0]]


def test_equal_policies_have_no_kl_whatever_the_padding_holds() -> None:
    logprobs = torch.tensor([[-1.5, float("-inf")]])
    mask = torch.tensor([[True, False]])
    assert sequence_kl(logprobs, logprobs, mask).tolist() == [0.0]
    assert sequence_kl(logprobs + 1, logprobs, mask).tolist() == [1.0]


def test_adaptive_price_by_hand() -> None:
    controller = KlController(coefficient=0.1, target=6.0, horizon=100, adaptive=True)
    controller.update(kl=6.6, responses=10)
    assert controller.coefficient == pytest.approx(0.1 * (1 + 0.1 * 0.1))
    controller = KlController(coefficient=0.1, target=6.0, horizon=100, adaptive=True)
    controller.update(kl=600.0, responses=10)
    assert controller.coefficient == pytest.approx(0.1 * 1.02)
    controller.update(kl=-5.0, responses=50)
    assert controller.coefficient == pytest.approx(0.1 * 1.02 * 0.9)


def test_fixed_price_stays() -> None:
    environment = EnvironmentSettings().replace({"kl_controller": "fixed"})
    controller = KlController.from_settings(environment)
    controller.update(kl=1e9, responses=1000)
    assert controller.coefficient == environment.kl_coefficient
