"""Schedules by hand; AdamW against its own formula in float64; state that comes back."""

from __future__ import annotations

import math

import pytest
import torch
from torch import nn

from desktop.domain.errors import TrainingError
from desktop.domain.settings import OptimizerSettings
from desktop.training.optimizer import Optimizer, learning_rate


def settings(**values: object) -> OptimizerSettings:
    return OptimizerSettings().replace({"learning_rate": 0.1, "warmup_share": 0.0, **values})


def test_schedules_by_hand() -> None:
    assert [learning_rate(settings(schedule="linear"), s, 4) for s in range(5)] == pytest.approx(
        [0.1, 0.075, 0.05, 0.025, 0.0]
    )
    assert [learning_rate(settings(schedule="cosine"), s, 4) for s in range(5)] == pytest.approx(
        [0.05 * (1 + math.cos(math.pi * s / 4)) for s in range(5)]
    )
    assert learning_rate(settings(schedule="constant"), 3, 4) == 0.1


def test_warm_up_rises_to_the_full_size() -> None:
    warm = settings(schedule="constant", warmup_share=0.5)
    assert [learning_rate(warm, s, 8) for s in range(6)] == pytest.approx(
        [0.025, 0.05, 0.075, 0.1, 0.1, 0.1]
    )


def test_steps_follow_adamw() -> None:
    """Loshchilov 2019, algorithm 2, in Python's float64."""
    weight = nn.Parameter(torch.tensor([[1.0]]))
    adam = Optimizer({"w": weight}, settings(weight_decay=0.1, gradient_clip=0.0), 10)
    expected, first, second = 1.0, 0.0, 0.0
    for step, gradient in enumerate([0.5, -2.0, 3.0], start=1):
        weight.grad = torch.tensor([[gradient]])
        adam.step()
        first = 0.9 * first + 0.1 * gradient
        second = 0.999 * second + 0.001 * gradient**2
        moved = (first / (1 - 0.9**step)) / (math.sqrt(second / (1 - 0.999**step)) + 1e-8)
        expected = expected - 0.1 * 0.1 * expected - 0.1 * moved
        assert weight.item() == pytest.approx(expected, rel=1e-5)


def test_vectors_do_not_decay() -> None:
    bias = nn.Parameter(torch.ones(2))
    adam = Optimizer({"b": bias}, settings(weight_decay=1.0), 10)
    bias.grad = torch.zeros(2)
    adam.step()
    assert bias.tolist() == [1.0, 1.0]


def test_the_norm_before_clipping_comes_back() -> None:
    weight = nn.Parameter(torch.zeros(2))
    adam = Optimizer({"w": weight}, settings(gradient_clip=1.0), 10)
    weight.grad = torch.tensor([3.0, 4.0])
    assert adam.step() == pytest.approx(5.0)
    assert weight.grad is None


def test_numbers_that_are_none_change_nothing_and_are_explained() -> None:
    weight = nn.Parameter(torch.ones(2))
    adam = Optimizer({"w": weight}, settings(), 10)
    weight.grad = torch.tensor([float("nan"), 1.0])
    with pytest.raises(TrainingError, match="diverged"):
        adam.step()
    assert weight.tolist() == [1.0, 1.0]


def test_state_comes_back_bit_for_bit() -> None:
    def walk(adam: Optimizer, weight: nn.Parameter, steps: range) -> None:
        for step in steps:
            adam.set_progress(step)
            weight.grad = torch.tensor([[math.sin(step + 1.0)], [0.3]])
            adam.step()

    straight, halted = (nn.Parameter(torch.ones(2, 1)) for _ in range(2))
    walk(Optimizer({"w": straight}, settings(), 9), straight, range(9))
    before = Optimizer({"w": halted}, settings(), 9)
    walk(before, halted, range(4))
    tensors = {name: tensor.clone() for name, tensor in before.tensors().items()}
    after = Optimizer({"w": halted}, settings(), 9)
    after.load_tensors(tensors)
    walk(after, halted, range(4, 9))
    assert torch.equal(straight, halted)


def test_a_step_says_that_it_changed_the_weights() -> None:
    """Copies laid out for decoding are made again when the version of a weight has moved on."""
    weight = nn.Parameter(torch.ones(2, 2))
    adam = Optimizer({"w": weight}, settings(), 10)
    weight.grad = torch.ones(2, 2)
    before = weight._version
    adam.step()
    assert weight._version > before


@pytest.mark.gpu
def test_a_state_from_the_disk_goes_where_the_parameters_are() -> None:
    """The fused step reads all of it there."""
    weight = nn.Parameter(torch.ones(2, 2, device="cuda"))
    before = Optimizer({"w": weight}, settings(), 10)
    weight.grad = torch.ones_like(weight)
    before.step()
    kept = {name: tensor.cpu() for name, tensor in before.tensors().items()}
    after = Optimizer({"w": weight}, settings(), 10)
    after.load_tensors(kept)
    assert {tensor.device.type for tensor in after.tensors().values()} == {"cuda"}
    weight.grad = torch.ones_like(weight)
    after.step()
    assert bool(torch.isfinite(weight).all())
