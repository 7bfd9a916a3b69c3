"""Scalar heads: numbers by hand, the initial spread, and files that come back exactly."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch

from desktop.domain.errors import ModelError
from desktop.models.heads import HeadEnsemble, ScalarHead, has_head

if TYPE_CHECKING:
    from pathlib import Path


def test_numbers_by_hand() -> None:
    head = ScalarHead(2)
    with torch.no_grad():
        head.linear.weight.copy_(torch.tensor([[2.0, -1.0]]))
        head.linear.bias.fill_(1.0)
    hidden = torch.tensor([[[1.0, 1.0], [0.0, 3.0]]], dtype=torch.bfloat16)
    assert head(hidden).tolist() == [[2.0, -2.0]]
    assert head(hidden).dtype is torch.float32
    head.normalise(mean=1.0, deviation=0.5)
    assert head(hidden).tolist() == [[2.0, -6.0]]
    assert head.raw(hidden).tolist() == [[2.0, -2.0]]


def test_initial_spread() -> None:
    torch.manual_seed(0)
    head = ScalarHead(9999)
    assert float(head.linear.weight.detach().std()) == pytest.approx(0.01, rel=0.05)
    assert float(head.linear.bias.detach()) == 0.0


def test_files_come_back_exactly(tmp_path: Path) -> None:
    head = ScalarHead(8)
    head.normalise(0.3, 1.7)
    assert not has_head(tmp_path)
    head.save(tmp_path)
    assert has_head(tmp_path)
    loaded = ScalarHead.load(tmp_path)
    for name, tensor in head.state_dict().items():
        assert torch.equal(loaded.state_dict()[name], tensor)


def test_an_ensemble_parts_by_hand_and_comes_back_exactly(tmp_path: Path) -> None:
    head = ScalarHead(2)
    hidden = torch.tensor([[1.0, 2.0], [0.0, 0.0]])
    assert head.spread(hidden) == [None, None]
    head.ensemble = HeadEnsemble(
        torch.tensor([[1.0, 0.0], [1.0, 1.0], [1.0, 2.0]]), torch.tensor([0.0, 0.5, 1.0])
    )
    head.temperature = 1.25
    # Members say 1, 3.5, 6 of the first and 0, 0.5, 1 of the second.
    assert head.spread(hidden) == pytest.approx([2.5, 0.5])
    head.save(tmp_path)
    loaded = ScalarHead.load(tmp_path)
    assert loaded.temperature == 1.25
    assert loaded.spread(hidden) == head.spread(hidden)
    assert loaded(hidden).tolist() == head(hidden).tolist()


def test_an_ensemble_that_does_not_fit_is_told(tmp_path: Path) -> None:
    head = ScalarHead(2)
    head.ensemble = HeadEnsemble(torch.zeros(4, 3), torch.zeros(4))
    head.save(tmp_path)
    with pytest.raises(ModelError, match="damaged"):
        ScalarHead.load(tmp_path)


def test_damage_is_told(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="incomplete"):
        ScalarHead.load(tmp_path)
    ScalarHead(8).save(tmp_path)
    (tmp_path / "head.json").write_text('{"width": 9}', encoding="utf-8")
    with pytest.raises(ModelError, match="damaged"):
        ScalarHead.load(tmp_path)
