"""Statistics over real tokens, against numbers worked by hand."""

from __future__ import annotations

import math

import pytest
import torch

from desktop.training.masking import (
    explained_variance,
    last_real,
    length_mask,
    masked_mean,
    masked_sum,
    masked_variance,
    whiten,
)

VALUES = torch.tensor([[1.0, 2.0, float("nan")], [6.0, float("inf"), float("-inf")]])
MASK = torch.tensor([[True, True, False], [True, False, False]])


def test_sums_see_real_values_only() -> None:
    assert masked_sum(VALUES, MASK).item() == 9.0
    assert masked_mean(VALUES, MASK).item() == 3.0
    assert masked_variance(VALUES, MASK).item() == pytest.approx((4 + 1 + 9) / 3)


def test_nothing_real_is_zero() -> None:
    nothing = torch.zeros_like(MASK)
    assert masked_mean(VALUES, nothing).item() == 0.0
    assert torch.equal(whiten(VALUES, nothing), torch.zeros(2, 3))


def test_whitening_by_hand() -> None:
    deviation = math.sqrt(14 / 3)
    expected = torch.tensor([[-2.0, -1.0, 0.0], [3.0, 0.0, 0.0]]) / deviation
    torch.testing.assert_close(whiten(VALUES, MASK), expected)


def test_whitening_without_shift_keeps_the_mean() -> None:
    kept = whiten(VALUES, MASK, shift_mean=False)
    assert masked_mean(kept, MASK).item() == pytest.approx(3.0, rel=1e-6)
    assert masked_variance(kept, MASK).item() == pytest.approx(1.0, rel=1e-5)


@pytest.mark.parametrize("seed", range(5))
def test_whitened_mean_0_and_deviation_1(seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    values = torch.randn(7, 9, generator=generator, dtype=torch.float64) * 13 + 5
    mask = length_mask(torch.randint(1, 10, (7,), generator=generator), 9)
    real = whiten(values, mask)[mask]
    assert real.mean().item() == pytest.approx(0.0, abs=1e-12)
    assert real.std(unbiased=False).item() == pytest.approx(1.0, abs=1e-8)


def test_length_mask_and_last_real() -> None:
    mask = length_mask(torch.tensor([1, 3, 0]), 3)
    assert mask.tolist() == [[True, False, False], [True, True, True], [False, False, False]]
    assert last_real(mask).tolist() == [0, 2, 0]


def test_last_real_finds_the_last_one_behind_left_padding_too() -> None:
    assert last_real(torch.tensor([[False, True, False, True, False]])).tolist() == [3]


def test_explained_variance() -> None:
    returns = torch.tensor([[1.0, 3.0, 9.0]])
    mask = torch.tensor([[True, True, False]])
    assert explained_variance(returns, returns, mask).item() == 1.0
    # Residuals -1 and 1 have variance 1; returns 1 and 3 have variance 1.
    assert explained_variance(torch.tensor([[2.0, 2.0, 0.0]]), returns, mask).item() == 0.0
    constant = torch.full((1, 3), 2.0)
    assert explained_variance(torch.zeros(1, 3), constant, mask).item() == 0.0
