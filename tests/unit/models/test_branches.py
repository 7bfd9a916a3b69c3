"""Responses that share their prompt's sequence get the hidden states of rows of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import torch

from desktop.models.branches import branches_of, can_branch
from desktop.models.loading import load_language_model
from desktop.models.trunk import SplitModel
from tests.helpers.tiny_models import make_tiny_model

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

PROMPT, FIRST, SECOND = [7, 8, 9, 10], [20, 21], [30, 31, 32]
BRANCH = torch.tensor([[0, 0, 0, 0, 1, 1, 2, 2, 2, -1]])
PLACES = torch.tensor([[0, 1, 2, 3, 4, 5, 4, 5, 6, 0]])
IDS = torch.tensor([[*PROMPT, *FIRST, *SECOND, 0]])


def alone(split: SplitModel, ids: list[int]) -> Tensor:
    row = torch.tensor([ids])
    return split(row, torch.ones_like(row, dtype=torch.bool))[0]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("family", ["llama", "qwen2", "gpt2"])
def test_hidden_states_are_those_of_rows_alone(tmp_path: Path, family: str, first: int) -> None:
    folder = make_tiny_model(tmp_path, family=family)
    model = load_language_model(folder, dtype=torch.float32).model
    assert can_branch(model)
    split = SplitModel(model, first)
    layout, mask = branches_of(BRANCH, PLACES), BRANCH >= 0
    with torch.no_grad():
        hidden = split.upper(split.trunk(IDS, mask, layout), mask, layout)[0]
        torch.testing.assert_close(hidden[:6], alone(split, [*PROMPT, *FIRST]))
        torch.testing.assert_close(hidden[6:9], alone(split, [*PROMPT, *SECOND])[4:])
    assert bool(torch.isfinite(hidden).all())


def test_a_model_that_sees_only_a_window_does_not_branch(tmp_path: Path) -> None:
    model: Any = load_language_model(make_tiny_model(tmp_path), dtype=torch.float32).model
    model.config.sliding_window = 4
    assert not can_branch(model)
