from __future__ import annotations

import math
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.scores import ResponseScore
from desktop.services.pairing import Pair
from desktop.services.strategies import (
    Plan,
    Queue,
    Strategy,
    arrange,
    difference_ranks,
    keep_plan,
    least_rated_ranks,
    read_plan,
    uncertainty_ranks,
)
from tests.unit.services.projects import project_with_candidates

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = st.integers(0, 2**40)


def pairs_of(prompts: int) -> list[Pair]:
    return [Pair(p, 2 * p, 2 * p + 1) for p in range(1, prompts + 1)]


def rounds_of(pairs: list[Pair], number: int = 1) -> dict[int, int]:
    return {i: number for pair in pairs for i in (pair.low_id, pair.high_id)}


@given(st.integers(0, 60), SEEDS, st.floats(0, 1))
def test_arranging_loses_no_pair_and_shows_none_twice(size: int, seed: int, share: float) -> None:
    pairs = pairs_of(size)
    ranks = {pair: float(-pair.prompt_id % 7) for pair in pairs[::2]}
    arranged, control = arrange(pairs, ranks, rounds_of(pairs), seed, share)
    assert sorted(arranged) == pairs
    assert control <= set(pairs)


def test_without_a_random_share_the_ranks_decide_and_with_nothing_else_chance_does() -> None:
    pairs = pairs_of(5)
    ranks = {pair: float(-pair.prompt_id) for pair in pairs[:3]}
    rounds = rounds_of(pairs)
    arranged, control = arrange(pairs, ranks, rounds, 1, 0.0)
    assert [p.prompt_id for p in arranged] == [3, 2, 1, 4, 5]
    assert not control
    arranged, control = arrange(pairs, ranks, rounds, 1, 1.0)
    assert arranged == pairs
    assert control == set(pairs)


def test_about_one_in_five_belongs_to_chance_from_the_beginning() -> None:
    pairs = pairs_of(2000)
    ranks = {pair: float(pair.prompt_id) for pair in pairs}
    arranged, control = arrange(pairs, ranks, rounds_of(pairs), 4, 0.2)
    assert 330 < len(control) < 470
    assert 30 < sum(pair in control for pair in arranged[:250]) < 70


def test_newer_rounds_come_first_whatever_the_ranks() -> None:
    old, new = pairs_of(3), [Pair(p, 100 + p, 200 + p) for p in range(1, 4)]
    ranks = {pair: float(n) for n, pair in enumerate(old)}
    rounds = {**rounds_of(old), **rounds_of(new, 2)}
    arranged, _ = arrange([*new, *old], ranks, rounds, 1, 0.0)
    assert arranged == [*new, *old]


def test_the_smallest_difference_of_rewards_is_the_most_uncertain() -> None:
    one, two, three = pairs_of(3)
    scores = {
        2: ResponseScore(1.0),
        3: ResponseScore(-1.0),
        4: ResponseScore(0.5),
        5: ResponseScore(0.25),
        6: ResponseScore(0.0),
    }
    assert uncertainty_ranks([one, two, three], scores) == {one: 2.0, two: 0.25}


def test_an_ensemble_counts_the_difference_in_its_spreads() -> None:
    one, two, sure = pairs_of(3)
    scores = {
        2: ResponseScore(1.0, 0.3),
        3: ResponseScore(0.0, 0.4),
        4: ResponseScore(0.2, 0.06),
        5: ResponseScore(0.0, 0.08),
        6: ResponseScore(0.1, 0.0),
        7: ResponseScore(0.0, 0.0),
    }
    ranks = uncertainty_ranks([one, two, sure], scores)
    assert ranks[one] == pytest.approx(1.0 / 0.5)
    assert ranks[two] == pytest.approx(0.2 / 0.1)
    assert ranks[sure] == math.inf


def test_texts_with_least_in_common_are_the_most_different() -> None:
    one, two = pairs_of(2)
    texts = {2: "abcd", 3: "abce", 4: "abcd", 5: "wxyz"}
    # Three of four characters are common to the first two texts: 2 * 3 / (4 + 4).
    assert difference_ranks([one, two], texts) == {one: 0.75, two: 0.0}


def test_prompts_judged_least_come_first_and_each_pair_counts_the_next_up() -> None:
    first, again, other = Pair(1, 1, 2), Pair(1, 1, 3), Pair(2, 4, 5)
    ranks = least_rated_ranks([first, again, other], {1: 1, 2: 2})
    assert ranks == {first: 1.0, again: 2.0, other: 2.0}


def test_a_plan_is_kept_and_one_of_a_newer_version_is_passed_over(tmp_path: Path) -> None:
    with project_with_candidates(tmp_path / "p", prompts=1) as project:
        settings = project.store.settings
        assert read_plan(settings) == Plan()
        keep_plan(settings, Plan(Queue.REPEAT, Strategy.DIFFERENT))
        assert read_plan(settings) == Plan(Queue.REPEAT, Strategy.DIFFERENT)
        settings.set("rating.plan", {"queue": "dreamt", "strategy": "random"})
        assert read_plan(settings) == Plan()


def test_chance_takes_its_pairs_in_the_order_of_chance() -> None:
    pairs = pairs_of(60)[::-1]
    ranks = {pair: float(pair.low_id) for pair in pairs}
    arranged, control = arrange(pairs, ranks, rounds_of(pairs), 3, 0.2)
    chosen = [pair for pair in arranged if pair in control]
    assert chosen == sorted(chosen, key=pairs.index)
