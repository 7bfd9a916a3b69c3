"""Best of n keeps the answer with the highest reward."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest

from desktop.domain.runs import ModelSource
from desktop.domain.settings import SamplingSettings
from desktop.training.best_of_n import best_of_n, kl_bound
from desktop.training.engine import Engine, sample

if TYPE_CHECKING:
    from pathlib import Path

PROMPTS = [(5, 6, 7), (8, 9)]
SAMPLING = SamplingSettings().replace({"max_new_tokens": 5})


def test_the_best_of_all_samples_is_kept(base: Path, reward_model: Path) -> None:
    engine = Engine("cpu", "float32")
    policy = engine.frozen_role("policy", ModelSource(str(base)))
    reward = engine.frozen_role("reward", ModelSource(str(base), str(reward_model)))
    found = best_of_n(policy, reward, PROMPTS, 4, SAMPLING, seed=1, batch_size=3)
    answers = sample(policy, PROMPTS, SAMPLING, seed=1, samples_per_prompt=4, batch_size=3)
    assert len(found) == 2
    for number, best in enumerate(found):
        assert best.answer.prompt_index == number
        assert len(best.rewards) == 4
        assert best.reward == max(best.rewards)
        own = [a for a in answers if a.prompt_index == number]
        assert best.answer.token_ids == own[best.rewards.index(best.reward)].token_ids


def test_a_stop_leaves_out_what_is_not_complete(base: Path, reward_model: Path) -> None:
    engine = Engine("cpu", "float32")
    policy = engine.frozen_role("policy", ModelSource(str(base)))
    reward = engine.frozen_role("reward", ModelSource(str(base), str(reward_model)))
    found = best_of_n(policy, reward, PROMPTS, 2, SAMPLING, seed=1, should_stop=lambda: True)
    assert found == []


def test_the_bound_by_hand() -> None:
    assert kl_bound(1) == 0.0
    assert kl_bound(4) == pytest.approx(math.log(4) - 0.75)
