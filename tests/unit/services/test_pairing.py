from __future__ import annotations

import tracemalloc
from itertools import combinations
from typing import NamedTuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.pair_table import PairTable, mix_many
from desktop.services.pairing import (
    MAX_PAIRS_PER_PROMPT,
    Pair,
    low_id_is_left,
    mix,
    pairs_among,
    tournament,
)

SEEDS = st.integers(0, 2**64 - 1)
SIZES = st.lists(st.integers(0, 9), max_size=6)


class Candidate(NamedTuple):
    id: int
    prompt_id: int
    round: int


def candidates(sizes: list[int]) -> list[Candidate]:
    ids = iter(range(1, 10_000))
    return [Candidate(next(ids), p, 1) for p, size in enumerate(sizes, 1) for _ in range(size)]


def table_of(made: list[Candidate], seed: int) -> PairTable:
    columns = np.array(made, np.int64).reshape(-1, 3).T
    return PairTable(columns[0], columns[1], columns[2], seed)


def order_pairs(made: list[Candidate], seed: int) -> list[Pair]:
    table = table_of(made, seed)
    return [table.pair(row) for row in table.in_order(np.zeros(len(table), np.bool_))]


def plainly_ordered(made: list[Candidate], seed: int) -> list[Pair]:
    """The same order, without arrays."""
    groups: dict[tuple[int, int], list[int]] = {}
    for candidate in made:
        groups.setdefault((candidate.round, candidate.prompt_id), []).append(candidate.id)
    keyed = []
    for (round_, prompt_id), ids in groups.items():
        shuffled = sorted(ids, key=lambda i: mix(seed, i, 2))
        for turn, ends in enumerate([*tournament(shuffled)][:MAX_PAIRS_PER_PROMPT]):
            pair = Pair.of(prompt_id, *ends)
            keyed.append((-round_, turn, mix(seed, pair.low_id, pair.high_id), pair))
    return [pair for *_, pair in sorted(keyed)]


@given(st.lists(st.integers(0, 20), max_size=6), SEEDS, st.integers(1, 3))
def test_the_arrays_say_what_plain_numbers_say(sizes: list[int], seed: int, rounds: int) -> None:
    made = [c._replace(round=1 + c.id % rounds) for c in candidates(sizes)]
    assert order_pairs(made, seed) == plainly_ordered(made, seed)


@given(st.lists(st.integers(0, 2**40), min_size=1, max_size=9), SEEDS)
def test_many_numbers_are_mixed_like_one(values: list[int], seed: int) -> None:
    column = np.array(values, np.int64)
    mixed = mix_many(seed, column, column[::-1].copy(), 3).tolist()
    assert mixed == [mix(seed, *pair, 3) for pair in zip(values, reversed(values), strict=True)]


@given(SIZES, SEEDS)
def test_every_pair_within_a_prompt_comes_exactly_once(sizes: list[int], seed: int) -> None:
    made = candidates(sizes)
    expected = {
        Pair.of(a.prompt_id, a.id, b.id)
        for a, b in combinations(made, 2)
        if a.prompt_id == b.prompt_id
    }
    ordered = order_pairs(made, seed)
    assert len(ordered) == len(expected) == sum(map(pairs_among, sizes))
    assert set(ordered) == expected


@given(SIZES, SEEDS)
def test_the_order_does_not_depend_on_how_the_responses_are_listed(
    sizes: list[int], seed: int
) -> None:
    made = candidates(sizes)
    assert order_pairs(made, seed) == order_pairs(made[::-1], seed)


@given(SIZES, SEEDS)
def test_a_pair_is_found_by_its_answers_in_any_order(sizes: list[int], seed: int) -> None:
    made = candidates(sizes)
    table = table_of(made, seed)
    pairs = order_pairs(made, seed)
    rows = [table.row(pair) for pair in pairs]
    ends = np.array([(pair.high_id, pair.low_id) for pair in pairs], np.int64).reshape(-1, 2)
    assert table.rows(ends[:, 0], ends[:, 1]).tolist() == rows
    assert [table.pair(row or 0) for row in rows] == pairs
    assert table.row(Pair(1, 1, 20_000)) is None
    assert table.rows(np.array([20_000]), np.array([1])).tolist() == [-1]
    for prompt_id in range(1, len(sizes) + 2):
        of_prompt = [pair for pair in pairs if pair.prompt_id == prompt_id]
        assert [table.pair(row) for row in table.rows_of_prompt(prompt_id)] == of_prompt


@given(SIZES, SEEDS, st.sets(st.integers(0, 30)))
def test_some_rows_can_be_shown_before_all_others(
    sizes: list[int], seed: int, chosen: set[int]
) -> None:
    table = table_of(candidates(sizes), seed)
    before = [*table.in_order(np.zeros(len(table), np.bool_))]
    first = [row for row in chosen if row < len(table)]
    table.show_first(first)
    after = [*table.in_order(np.zeros(len(table), np.bool_))]
    assert after == [*first, *(row for row in before if row not in first)]
    assert [table.place(row) for row in after] == [*range(len(table))]


@given(st.integers(1, 8), SEEDS)
def test_no_response_is_seen_twice_before_all_were_seen(half: int, seed: int) -> None:
    first = order_pairs(candidates([2 * half]), seed)[:half]
    assert len({i for pair in first for i in (pair.low_id, pair.high_id)}) == 2 * half


def test_rounds_are_not_mixed_and_the_newest_is_first() -> None:
    made = [Candidate(n, 1, 1 + n % 2) for n in range(1, 7)]
    ordered = order_pairs(made, 0)
    rounds = [{1 + pair.low_id % 2, 1 + pair.high_id % 2} for pair in ordered]
    assert rounds == [{2}] * 3 + [{1}] * 3


def test_a_prompt_with_very_many_responses_does_not_take_over() -> None:
    assert len(order_pairs(candidates([40]), 0)) == MAX_PAIRS_PER_PROMPT


def test_sides_are_fair_and_bits_well_mixed() -> None:
    left = sum(low_id_is_left(7, Pair(1, n, n + 1)) for n in range(1000))
    assert 430 < left < 570
    assert len({mix(0, n) & 0xFFFF for n in range(1000)}) > 980
    assert mix(1, 2, 3) != mix(1, 3, 2)


def test_a_pair_is_found_without_a_copy_of_all_pairs() -> None:
    table = table_of(candidates([6] * 1_600), 1)
    pair = table.pair(12_000)
    tracemalloc.start()
    try:
        assert table.row(pair) == 12_000
        assert len(table.rows_of_prompt(pair.prompt_id)) == 15
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < table.low.nbytes / 8
