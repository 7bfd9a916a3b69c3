"""Sampling: the right distribution, the right log-probabilities, one stream for each row."""

from __future__ import annotations

import math

import pytest
import torch

from desktop.domain.errors import TrainingError
from desktop.domain.settings import SamplingSettings
from desktop.models.sampling import restrict, row_seed, sample_tokens, uniform_streams

PLAIN = SamplingSettings()


def test_inverse_of_the_distribution_function_by_hand() -> None:
    # Probabilities 0.5, 0.25, 0.25: below 0.5 token 0, below 0.75 token 1, else token 2.
    logits = torch.tensor([[0.5, 0.25, 0.25]]).log().expand(6, 3)
    uniform = torch.tensor([0.0, 0.49, 0.51, 0.74, 0.76, 0.99999])
    tokens, logprobs = sample_tokens(logits, uniform, PLAIN)
    assert tokens.tolist() == [0, 0, 1, 1, 2, 2]
    expected = [math.log(0.5)] * 2 + [math.log(0.25)] * 4
    assert logprobs.tolist() == pytest.approx(expected, abs=1e-6)


def test_frequencies_over_a_large_vocabulary() -> None:
    torch.manual_seed(0)
    logits = torch.randn(1000) * 2
    count = 60_000
    uniform = torch.rand(count, generator=torch.Generator().manual_seed(1))
    drawn = torch.cat(
        [
            sample_tokens(logits.expand(len(part), -1), part, PLAIN)[0]
            for part in uniform.split(20_000)
        ]
    )
    observed = torch.bincount(drawn, minlength=1000).double()
    expected = logits.double().softmax(-1) * count
    enough = expected >= 20
    chi_squared = float(((observed - expected) ** 2 / expected)[enough].sum())
    freedom = int(enough.sum()) - 1
    # Five standard deviations of a chi-squared variable: 5 sqrt(2 k).
    assert abs(chi_squared - freedom) < 5 * math.sqrt(2 * freedom)


def test_temperature_scales_the_logits() -> None:
    logits = torch.tensor([[2.0, 0.0]])
    _, logprob = sample_tokens(logits, torch.tensor([0.0]), SamplingSettings(temperature=0.5))
    assert float(logprob) == pytest.approx(-math.log1p(math.exp(-4.0)), abs=1e-6)


def test_top_k_and_top_p_by_hand() -> None:
    scores = torch.tensor([[0.4, 0.3, 0.2, 0.1]]).log()
    top_two = restrict(scores, SamplingSettings(top_k=2))
    assert torch.isfinite(top_two).tolist() == [[True, True, False, False]]
    # The likeliest that together reach 0.6 are 0.4 and 0.3.
    nucleus = restrict(scores, SamplingSettings(top_p=0.6))
    assert torch.isfinite(nucleus).tolist() == [[True, True, False, False]]
    token, logprob = sample_tokens(scores, torch.tensor([0.9]), SamplingSettings(top_k=2))
    assert int(token) == 1
    assert float(logprob) == pytest.approx(math.log(3 / 7), abs=1e-6)


def test_impossible_tokens_are_never_drawn() -> None:
    logits = torch.full((3, 700), -torch.inf)
    logits[:, 300] = 0.0
    uniform = torch.tensor([0.0, 0.5, 1 - 2**-24])
    tokens, logprobs = sample_tokens(logits, uniform, PLAIN)
    assert tokens.tolist() == [300, 300, 300]
    assert logprobs.tolist() == [0.0, 0.0, 0.0]


def test_broken_numbers_are_told() -> None:
    with pytest.raises(TrainingError, match="diverged"):
        sample_tokens(torch.tensor([[0.0, torch.nan]]), torch.tensor([0.5]), PLAIN)


def test_streams_are_separate_and_repeatable() -> None:
    seeds = [row_seed(0, prompt, sample) for prompt in range(20) for sample in range(20)]
    assert len(set(seeds)) == 400
    assert torch.equal(uniform_streams(seeds[:3], 5)[1], uniform_streams([seeds[1]], 5)[0])
