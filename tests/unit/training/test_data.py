"""Batches and orders."""

from __future__ import annotations

import torch

from desktop.training.data import (
    BatchOrder,
    TokenRow,
    collate,
    collate_shared,
    derived_seed,
    endless_order,
    shuffled,
)

ROWS = [TokenRow((1, 2), (3, 4, 5)), TokenRow((6, 7, 8), (9,)), TokenRow((1,), ())]


def test_collate_by_hand() -> None:
    batch = collate(ROWS, 0, "cpu")
    assert batch.ids.tolist() == [[1, 2, 3, 4, 5], [6, 7, 8, 9, 0], [1, 0, 0, 0, 0]]
    assert batch.mask.sum(dim=1).tolist() == [5, 4, 1]
    assert [places.tolist() for places in batch.last_places()] == [[0, 1, 2], [4, 3, 0]]
    assert batch.response_mask.tolist() == [
        [True, True, True],
        [True, False, False],
        [False, False, False],
    ]
    rows, columns = batch.response_places()
    assert rows.tolist() == [0, 0, 0, 1]
    assert columns.tolist() == [1, 2, 3, 2]
    assert batch.response_targets().tolist() == [3, 4, 5, 9]
    spread = batch.spread(torch.tensor([1.0, 2.0, 3.0, 4.0]))
    assert spread.tolist() == [[1, 2, 3], [4, 0, 0], [0, 0, 0]]


SHARING = [
    TokenRow((1, 2, 3), (3, 4)),
    TokenRow((1, 5), (6,)),
    TokenRow((1, 2, 3), ()),
    TokenRow((1, 2, 3), (7, 8, 9)),
]


def test_rows_share_a_sequence_by_hand() -> None:
    batch = collate_shared(SHARING, 1, "cpu")
    assert batch.ids.tolist() == [[1, 2, 3, 3, 4, 7, 8, 9, 5, 6]]
    assert batch.mask.all()
    assert batch.sharing is not None
    assert batch.sharing.positions.tolist() == [[0, 1, 2, 3, 4, 3, 4, 5, 1, 2]]
    assert [places.tolist() for places in batch.last_places()] == [[0, 0, 0, 0], [4, 9, 2, 7]]
    sequences, columns = batch.response_places()
    assert sequences.tolist() == [0, 0, 0, 0, 0, 0]
    assert columns.tolist() == [2, 3, 8, 2, 5, 6]
    assert batch.response_targets().tolist() == [3, 4, 6, 7, 8, 9]


def test_what_belongs_to_tokens_is_joined_and_parted_again() -> None:
    for batch in (collate(SHARING, 0, "cpu"), collate_shared(SHARING, 1, "cpu")):
        width = batch.ids.shape[1]
        whole = torch.arange(2.0 * batch.ids.numel()).reshape(-1, width, 2) * batch.mask[..., None]
        prefix, rows = batch.part(whole)
        assert [len(row) + batch.prefix for row in rows] == [5, 3, 3, 6]
        assert torch.equal(batch.join(prefix, rows), whole)
        if prefix is not None:
            assert torch.equal(prefix, whole[0, :1])
            assert torch.equal(rows[3][:2], rows[0][:2])


def test_a_prompt_stands_once_for_a_few_responses() -> None:
    batch = collate_shared([TokenRow((1,), (n,)) for n in range(2, 8)], 0, "cpu")
    assert batch.ids.tolist() == [[1, 2, 3, 4, 5, 1, 6, 7]]


def test_a_short_prompt_is_read_again_for_long_responses() -> None:
    chunks = [TokenRow((1,), (n,) * 511) for n in (2, 3)]
    batch = collate_shared(chunks, 0, "cpu")
    assert batch.ids[0].tolist() == [1, *[2] * 511, 1, *[3] * 511]
    answers = [TokenRow((1,) * 200, (n,) * 50) for n in (2, 3)]
    assert collate_shared(answers, 0, "cpu").ids.shape == (1, 300)


def test_spreading_lets_gradients_through() -> None:
    values = torch.ones(4, requires_grad=True)
    spread = collate(ROWS, 0, "cpu").spread(values)
    (spread * torch.arange(9).reshape(3, 3)).sum().backward()
    assert values.grad is not None
    assert values.grad.tolist() == [0, 1, 2, 3]


def test_a_batch_without_responses() -> None:
    batch = collate([TokenRow((1, 2), ())], 0, "cpu")
    assert batch.response_mask.tolist() == [[False]]
    assert batch.spread(torch.zeros(0)).tolist() == [[0.0]]


def test_each_epoch_has_every_example_once_and_its_own_order() -> None:
    lengths = [n % 7 for n in range(23)]
    order = BatchOrder(lengths, 4, seed=5)
    assert order.batches_per_epoch == 6
    epochs = [[order.batch(6 * epoch + step) for step in range(6)] for epoch in range(2)]
    for batches in epochs:
        assert sorted(i for batch in batches for i in batch) == list(range(23))
    assert epochs[0] != epochs[1]


def test_the_order_is_found_again_from_the_step_alone() -> None:
    lengths = list(range(10))
    first = [BatchOrder(lengths, 3, seed=1).batch(step) for step in range(12)]
    walked = BatchOrder(lengths, 3, seed=1)
    assert [walked.batch(step) for step in range(12)] == first
    assert [BatchOrder(lengths, 3, seed=2).batch(step) for step in range(12)] != first


def test_batches_hold_similar_lengths() -> None:
    order = BatchOrder([1, 100] * 8, 4, seed=0)
    for step in range(4):
        assert len({(1, 100)[i % 2] for i in order.batch(step)}) == 1


def test_an_endless_order_passes_over_everything_again_and_again() -> None:
    whole = endless_order(5, 3, 0, 15)
    for start in (0, 5, 10):
        assert sorted(whole[start : start + 5]) == list(range(5))
    assert endless_order(5, 3, 7, 4) == whole[7:11]


def test_seeds_differ_by_purpose_and_never_by_process() -> None:
    assert derived_seed(0, "rollout", 1) != derived_seed(0, "rollout", 2)
    assert derived_seed(0, "rollout", 1) != derived_seed(1, "rollout", 1)
    assert shuffled(6, 1, "a") == shuffled(6, 1, "a")
