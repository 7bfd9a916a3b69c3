"""Roles compute what the whole model computes, whatever the padding, the batch and the split."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import torch

from desktop.domain.runs import ModelSource
from desktop.domain.settings import AdapterSettings
from desktop.models.adapters import adapter_parameters
from desktop.training.data import TokenBatch, TokenRow, collate, collate_shared, shared_prefix
from desktop.training.engine import Engine
from desktop.training.roles import Role
from desktop.training.trunks import TrunkBank

if TYPE_CHECKING:
    from pathlib import Path


ROWS = [
    TokenRow((5, 6, 7), (8, 9)),
    TokenRow((10,), (11, 12, 13, 14, 2)),
    TokenRow((20, 21, 22, 23, 24, 25), (2,)),
    TokenRow((30, 31), ()),
]


@pytest.fixture
def role(base: Path) -> Role:
    engine = Engine("cpu", "float32")
    role = engine.trained_role("policy", ModelSource(str(base)), AdapterSettings(layers=1), 0)
    role.head = engine.fresh_head(role.lm, 0)
    generator = torch.Generator().manual_seed(3)
    with torch.no_grad():
        for parameter in adapter_parameters(role.lm.model, "policy"):
            parameter.copy_(torch.randn(parameter.shape, generator=generator) * 0.1)
    return role


@torch.no_grad()
def plain_logprobs(role: Role, row: TokenRow, temperature: float) -> list[float]:
    """One row alone through the model's own forward, in float64 after the logits."""
    from desktop.models.adapters import use_adapter

    ids = torch.tensor([[*row.prompt_ids, *row.response_ids]])
    with use_adapter(role.lm.model, role.adapter):
        logits = role.lm.model(input_ids=ids).logits[0].double() / temperature
    start = len(row.prompt_ids)
    every = torch.log_softmax(logits, dim=1)
    return [float(every[start + n - 1, token]) for n, token in enumerate(row.response_ids)]


@pytest.mark.parametrize("temperature", [1.0, 0.7])
def test_logprobs_are_those_of_each_row_alone(role: Role, temperature: float) -> None:
    batch = collate(ROWS, role.lm.pad_id, "cpu")
    found = role.logprobs(batch, temperature=temperature)
    both = role.logprobs_and_entropy(batch, temperature=temperature)[0]
    assert torch.equal(found.detach(), both)
    for place, row in enumerate(ROWS):
        expected = plain_logprobs(role, row, temperature)
        real = found[place, : len(expected)]
        assert real.tolist() == pytest.approx(expected, abs=1e-4)
        assert not found[place, len(expected) :].any()


def test_the_trunk_changes_nothing(role: Role) -> None:
    batch, trunk = TrunkBank(role, ROWS).batch([2, 0, 1])
    assert trunk is not None
    torch.testing.assert_close(
        role.logprobs(batch, trunk), role.logprobs(batch), rtol=1e-4, atol=1e-4
    )


def test_a_bank_without_memory_gives_the_same(role: Role) -> None:
    kept = TrunkBank(role, ROWS).batch([3, 1])
    computed = TrunkBank(role, ROWS, limit=0).batch([3, 1])
    assert kept[1] is not None
    assert computed[1] is not None
    torch.testing.assert_close(kept[1], computed[1], rtol=1e-4, atol=1e-5)


def test_what_a_bank_gives_does_not_depend_on_who_asked_first(role: Role) -> None:
    one, other = TrunkBank(role, ROWS), TrunkBank(role, ROWS)
    one.batch([3])
    one.batch([0, 1])
    left, right = one.batch([2, 0])[1], other.batch([2, 0])[1]
    assert left is not None
    assert right is not None
    assert torch.equal(left, right)


def test_a_bank_halves_its_buckets_where_memory_runs_out(
    role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = TrunkBank(role, ROWS).batch([0, 1, 2, 3])[1]
    trunk, asked = Role.trunk, list[int]()

    def limited(self: Role, batch: TokenBatch) -> torch.Tensor:
        asked.append(len(batch.response_lengths))
        if asked[-1] > 1:
            raise RuntimeError("CUDA error: CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate")
        return trunk(self, batch)

    monkeypatch.setattr(Role, "trunk", limited)
    halves = TrunkBank(role, ROWS).batch([0, 1, 2, 3])[1]
    assert asked.count(1) == len(ROWS)
    assert whole is not None
    assert halves is not None
    torch.testing.assert_close(halves, whole, rtol=1e-4, atol=1e-5)


def test_the_shared_prefix_is_always_that_of_the_first_rows(role: Role) -> None:
    rows = [TokenRow((*range(10, 20), 30 + n), tuple(range(40, 40 + 2 * n))) for n in range(20)]
    one, other = TrunkBank(role, rows), TrunkBank(role, rows)
    one.batch([19])
    left, right = one.batch([0, 19])[1], other.batch([0, 19])[1]
    assert left is not None
    assert right is not None
    assert torch.equal(left, right)


SHARING = [
    TokenRow((40, 41, 42, 43, 44, 5), (8, 9)),
    TokenRow((40, 41, 42, 43, 44, 45, 46), (11, 12, 2)),
    TokenRow((40, 41, 42, 43, 44, 5), ()),
]


@pytest.mark.parametrize("first", [0, 1, 2, None])
def test_a_shared_prefix_changes_nothing(role: Role, first: int | None) -> None:
    role.first_layer = first
    role.adapter = "policy" if first == 2 else None
    batch, trunk = TrunkBank(role, SHARING).batch([2, 0, 1])
    assert batch.prefix == 5
    assert batch.ids.tolist() == [[40, 41, 42, 43, 44, 5, 8, 9, 45, 46, 11, 12, 2]]
    whole = collate([SHARING[2], SHARING[0], SHARING[1]], role.lm.pad_id, "cpu")
    for compute in (role.logprobs, role.values, role.rewards):
        torch.testing.assert_close(compute(batch, trunk), compute(whole), rtol=1e-4, atol=1e-4)


def test_sharing_changes_neither_numbers_nor_gradients(role: Role) -> None:
    rows = [TokenRow((9, 8, 7), tuple(range(20, 20 + n))) for n in (3, 0, 5, 1, 2)] + ROWS
    weights = torch.randn(len(rows), generator=torch.Generator().manual_seed(1))
    gradients = []
    for batch in (collate_shared(rows, 0, "cpu"), collate(rows, role.lm.pad_id, "cpu")):
        numbers = role.logprobs(batch).sum(dim=1) + role.values(batch).sum(dim=1)
        total = ((numbers + role.rewards(batch)) * weights).sum()
        gradients.append([total, *torch.autograd.grad(total, list(role.trainable().values()))])
    for mine, plain in zip(*gradients, strict=True):
        torch.testing.assert_close(mine, plain, rtol=1e-4, atol=1e-4)


def test_a_prefix_leaves_every_prompt_a_token() -> None:
    assert shared_prefix(SHARING) == 5
    assert shared_prefix([SHARING[0], SHARING[2]]) == 5
    assert shared_prefix(ROWS) == 0
    assert shared_prefix([TokenRow((1, 2, 3), ()), TokenRow((1, 9, 3), ())]) == 1


def test_rewards_and_values_stand_at_the_right_places(role: Role) -> None:
    batch = collate(ROWS, role.lm.pad_id, "cpu")
    assert role.head is not None
    everywhere = role.head(role.hidden(batch))
    rewards, values = role.rewards(batch), role.values(batch)
    for place, row in enumerate(ROWS):
        last = len(row) - 1
        assert rewards[place].item() == pytest.approx(everywhere[place, last].item(), abs=1e-5)
        start = len(row.prompt_ids) - 1
        expected = everywhere[place, start : start + len(row.response_ids)].tolist()
        assert values[place, : len(expected)].tolist() == pytest.approx(expected, abs=1e-5)


def test_the_reward_ignores_padding_even_when_it_is_the_end_token(role: Role) -> None:
    end = ROWS[1].response_ids[-1]
    alone = [role.rewards(collate([row], end, "cpu")).item() for row in ROWS]
    together = role.rewards(collate(ROWS, end, "cpu")).tolist()
    assert together == pytest.approx(alone, abs=1e-4)


def test_normalised_rewards_are_shifted_and_scaled(role: Role) -> None:
    batch = collate(ROWS, role.lm.pad_id, "cpu")
    raw = role.rewards(batch, raw=True)
    assert role.head is not None
    role.head.normalise(2.0, 4.0)
    torch.testing.assert_close(role.rewards(batch), (raw - 2.0) / 4.0)


def test_adapters_off_is_the_base_bit_for_bit(base: Path, role: Role) -> None:
    batch = collate(ROWS, role.lm.pad_id, "cpu")
    engine = Engine("cpu", "float32")
    clean = engine.frozen_role("x", ModelSource(str(base)))
    clean.first_layer = role.first_layer
    role.adapter = None
    assert torch.equal(role.logprobs(batch), clean.logprobs(batch))
