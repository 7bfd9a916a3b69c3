from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.rank_order import RankOrder

IDS = (11, 12, 13, 14)
STEPS = st.lists(
    st.tuples(st.sampled_from(["place", "clear", "raise", "lower"]), st.sampled_from(IDS),
              st.integers(1, 9)), max_size=30,
)  # fmt: skip


def done(steps: list[tuple[str, int, int]]) -> RankOrder:
    order = RankOrder(IDS)
    for action, answer, number in steps:
        if action == "place":
            order = order.place(answer, number)
        elif action == "clear":
            order = order.clear(answer)
        else:
            order = order.raised(answer) if action == "raise" else order.lowered(answer)
    return order


@given(STEPS)
def test_every_answer_is_in_one_tier_or_waits(steps: list[tuple[str, int, int]]) -> None:
    order = done(steps)
    placed = [i for tier in order.tiers for i in tier]
    assert sorted([*placed, *order.waiting]) == sorted(IDS)
    assert sorted(order.shown) == sorted(IDS)
    assert all(order.tiers)


@given(STEPS, st.sampled_from(IDS))
def test_moving_up_and_down_again_changes_nothing_in_the_middle(
    steps: list[tuple[str, int, int]], answer: int
) -> None:
    order = done(steps)
    up = order.raised(answer)
    if answer in order.places and up.tiers != order.tiers:
        assert up.lowered(answer).tiers == order.tiers


def test_gaps_between_places_mean_nothing() -> None:
    order = RankOrder(IDS).place(11, 9).place(12, 2).place(13, 9)
    assert order.tiers == ((12,), (11, 13))
    assert order.waiting == (14,)
    assert order.place(14, 5).tiers == ((12,), (14,), (11, 13))


def test_an_answer_climbs_through_ties_to_the_top() -> None:
    order = RankOrder(IDS[:3]).place(11, 1).place(12, 2).place(13, 3)
    seen = []
    for _ in range(5):
        order = order.raised(13)
        seen.append(order.tiers)
    assert seen == [
        ((11,), (12, 13)),
        ((11,), (13,), (12,)),
        ((11, 13), (12,)),
        ((13,), (11,), (12,)),
        ((13,), (11,), (12,)),
    ]
