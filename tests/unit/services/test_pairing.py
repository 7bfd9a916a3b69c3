from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from desktop.services.pairing import (
    MAX_PAIRS_PER_PROMPT,
    Candidate,
    Pair,
    low_id_is_left,
    mix,
    order_pairs,
)

SEEDS = st.integers(0, 2**40)


def candidates(sizes: list[int]) -> list[Candidate]:
    ids = iter(range(1, 10_000))
    return [Candidate(next(ids), p, 1) for p, size in enumerate(sizes, 1) for _ in range(size)]


@given(st.lists(st.integers(0, 9), max_size=6), SEEDS)
def test_every_pair_within_a_prompt_comes_exactly_once(sizes: list[int], seed: int) -> None:
    made = candidates(sizes)
    expected = {
        Pair.of(a.prompt_id, a.id, b.id)
        for a, b in combinations(made, 2)
        if a.prompt_id == b.prompt_id
    }
    ordered = order_pairs(made, seed)
    assert len(ordered) == len(expected)
    assert set(ordered) == expected


@given(st.lists(st.integers(0, 9), max_size=6), SEEDS)
def test_the_order_does_not_depend_on_how_the_responses_are_listed(
    sizes: list[int], seed: int
) -> None:
    made = candidates(sizes)
    assert order_pairs(made, seed) == order_pairs(reversed(made), seed)


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
