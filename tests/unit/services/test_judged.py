from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.quality import Speed, StrategyResult, Summary, missing
from desktop.domain.statistics import Proportion, wilson
from desktop.services import judged as figures
from desktop.services.judged import NO_SIGN, Judged

if TYPE_CHECKING:
    from collections.abc import Iterable


class Row(NamedTuple):
    """One comparison."""

    event_id: int
    sign: int | None
    a_length: int = 10
    b_length: int = 20
    seconds: float = math.nan
    repeat_of: int = 0
    strategy: str = ""
    control: bool = False
    margin: float = math.nan


def columns(rows: Iterable[Row]) -> Judged:
    rows = sorted(rows)
    strategies = tuple({row.strategy for row in rows} - {""})
    numbers = {name: n for n, name in enumerate(strategies, start=1)}
    signs = [NO_SIGN if row.sign is None else row.sign for row in rows]
    return Judged(
        np.array([row.event_id for row in rows], np.int64),
        np.ones(len(rows), np.int32),
        np.zeros(len(rows)),
        np.array(signs, np.int8),
        np.array([row.a_length for row in rows], np.int32),
        np.array([row.b_length for row in rows], np.int32),
        np.array([row.seconds for row in rows]),
        np.array([row.repeat_of for row in rows], np.int64),
        np.array([numbers.get(row.strategy, 0) for row in rows], np.int8),
        np.array([row.control for row in rows], np.bool_),
        np.array([row.margin for row in rows]),
        strategies,
    )


def consistency(rows: Iterable[Row]) -> Proportion:
    return figures.consistency(made := columns(rows), made.all())


def agreement(rows: Iterable[Row]) -> Proportion:
    return figures.agreement(made := columns(rows), made.all())


def side_bias(rows: Iterable[Row]) -> Proportion:
    return figures.side_bias(columns(rows))


def length_bias(rows: Iterable[Row]) -> Proportion:
    return figures.length_bias(columns(rows))


def speed(rows: Iterable[Row]) -> Speed | None:
    return figures.speed(columns(rows))


def strategy_results(rows: Iterable[Row]) -> tuple[StrategyResult, ...]:
    return figures.strategy_results(columns(rows))


def summary(name: str, rows: Iterable[Row], everything: Iterable[Row]) -> Summary:
    made, chosen = columns(everything), {row.event_id for row in rows}
    return figures.summary(name, made, np.isin(made.event, [*chosen]))


def judged(event_id: int = 1, sign: int | None = -1, **values: object) -> Row:
    return Row(event_id, sign, **values)  # type: ignore[arg-type]


def many(n: int, start: int = 1, **values: object) -> list[Row]:
    return [judged(start + index, **values) for index in range(n)]  # type: ignore[arg-type]


def counts(share: Proportion) -> tuple[float, int]:
    return round(share.value * share.n, 9), share.n


def test_a_repeat_agrees_when_the_same_answer_wins_on_the_other_side() -> None:
    comparisons = [
        judged(1, -1),
        judged(2, 1),
        judged(3, 0),
        judged(4, None),
        judged(5, -1),
        judged(11, 1, repeat_of=1),  # the same answer, now on the right
        judged(12, 1, repeat_of=2),  # the other one
        judged(13, 0, repeat_of=3),
        judged(14, 1, repeat_of=4),  # there was no preference the first time
        judged(15, None, repeat_of=5),  # none the second time
        judged(16, 1, repeat_of=99),  # of one that is not in force
        judged(17, -1, repeat_of=1),  # a second repeat does not count
    ]
    assert counts(consistency(comparisons)) == (2, 3)


def test_side_bias_counts_preferences_for_the_left() -> None:
    comparisons = [judged(n, sign) for n, sign in enumerate([-1, -1, -1, 1, 0, None])]
    assert side_bias(comparisons) == wilson(3, 4)


def test_length_bias_counts_preferences_for_the_longer_on_either_side() -> None:
    comparisons = [
        judged(1, 1),
        judged(2, -1),
        judged(3, -1, a_length=30),
        judged(4, 1, a_length=30),
        judged(5, -1, a_length=20),
        judged(6, 0),
    ]
    assert length_bias(comparisons) == wilson(2, 4)


def test_agreement_leaves_out_ties_repeats_and_what_was_not_predicted() -> None:
    comparisons = [
        judged(1, 1, margin=0.5),
        judged(2, -1, margin=0.5),
        judged(3, -1, margin=-0.1),
        judged(4, 1, margin=0.0),
        judged(5, 0, margin=1.0),
        judged(6, None, margin=1.0),
        judged(7, 1),
        judged(8, 1, margin=1.0, repeat_of=1),
    ]
    assert counts(agreement(comparisons)) == (2.5, 4)


def test_the_median_time_comes_by_thirds_of_length_once_there_are_enough() -> None:
    few = [judged(n, seconds=float(n)) for n in (1, 2, 9)]
    found = speed([*few, judged(4)])
    assert found is not None
    assert (found.seconds, found.n, found.bands) == (2.0, 3, ())
    enough = [
        judged(100 * third + n, seconds=third + 1.0, a_length=100 * third, b_length=n)
        for third in range(3)
        for n in range(20)
    ]
    found = speed(enough)
    assert found is not None
    bands = [(b.shortest, b.longest, b.seconds, b.n) for b in found.bands]
    assert bands == [(0, 19, 1.0, 20), (100, 119, 2.0, 20), (200, 219, 3.0, 20)]
    assert speed([judged(1)]) is None


def test_a_summary_finds_the_first_time_of_a_repeat_outside_of_its_own() -> None:
    first, again = judged(1, -1, seconds=4.0), judged(2, 1, repeat_of=1, seconds=6.0)
    found = summary("later", [again], [first, again])
    assert (found.name, found.judgements, found.seconds) == ("later", 1, 6.0)
    assert counts(found.consistency) == (1, 1)
    assert found.agreement.n == 0


def test_a_strategy_is_better_when_the_model_errs_more_on_what_it_chose() -> None:
    chosen = [
        *many(30, 1, strategy="uncertain", margin=1.0),
        *many(30, 100, strategy="uncertain", margin=-1.0),
    ]
    control = [
        *many(5, 200, strategy="uncertain", control=True, margin=1.0),
        *many(45, 300, strategy="uncertain", control=True, margin=-1.0),
    ]
    [result] = strategy_results([*chosen, *control, *many(9, 400, margin=1.0)])
    assert result.strategy == "uncertain"
    assert counts(result.chosen) == (30, 60)
    assert counts(result.control) == (5, 50)
    assert result.better
    assert result.more == 0


def test_an_undecided_strategy_says_how_many_more_it_takes() -> None:
    chosen = [
        *many(6, 1, strategy="different", margin=1.0),
        *many(6, 50, strategy="different", margin=-1.0),
    ]
    control = [
        *many(3, 100, strategy="different", control=True, margin=1.0),
        *many(6, 150, strategy="different", control=True, margin=-1.0),
    ]
    [result] = strategy_results([*chosen, *control])
    assert not result.better
    # By hand: 0.5 - 0.3333; (0.5 - 0.2538)² + (0.6458 - 0.3333)² = 0.1583, whose root is 0.3979;
    # 21 * ((0.3979 / 0.1667)² - 1) = 98.7.
    assert result.difference.value == pytest.approx(1 / 6)
    assert result.more == 99


def test_a_random_share_of_few_foretells_nothing_but_that_it_must_grow() -> None:
    chosen = many(1, 1, strategy="different", margin=1.0)
    control = many(1, 9, strategy="different", control=True, margin=-1.0)
    [result] = strategy_results([*chosen, *control])
    assert not result.better
    # Nineteen of one in five are missing.
    assert result.more == 95


def test_without_a_random_share_that_was_scored_nothing_can_be_said() -> None:
    [result] = strategy_results(many(5, strategy="least_rated", margin=1.0))
    assert result.more is None
    assert math.isnan(result.difference.value)
    assert not result.better


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        # Wilson's interval of a half is at most 0.3 wide from n = 39 on: 1.96 / √(n + 3.84).
        (wilson(0, 0), 39),
        (wilson(10, 20), 19),
        (wilson(50, 100), 0),
    ],
)
def test_how_many_more_it_takes(share: Proportion, expected: int) -> None:
    assert missing(share) == expected


@given(st.lists(st.tuples(st.sampled_from([-1, 0, 1, None]), st.integers(0, 9)), max_size=30))
def test_swapping_all_sides_mirrors_the_side_and_keeps_the_length(
    kinds: list[tuple[int | None, int]],
) -> None:
    one = [judged(n, sign, a_length=length) for n, (sign, length) in enumerate(kinds)]
    other = [
        judged(n, None if sign is None else -sign, a_length=20, b_length=length)
        for n, (sign, length) in enumerate(kinds)
    ]
    assert length_bias(one).n == length_bias(other).n
    assert counts(length_bias(one)) == counts(length_bias(other)) or length_bias(one).n == 0
    left, right = side_bias(one), side_bias(other)
    assert left.n == right.n
    if left.n:
        assert left.value == pytest.approx(1 - right.value)
