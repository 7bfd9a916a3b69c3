"""Pairs, scores and demonstrations from every kind of judgement, worked by hand."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.datasets import DemonstrationExample, PairTarget, PreferenceGroup, PromptExample
from desktop.domain.derivation import demonstrations, preference_groups, prompt_examples
from desktop.domain.feedback import (
    BadPrompt,
    Comment,
    Comparison,
    Correction,
    Demonstration,
    Flag,
    Judgement,
    Preference,
    Quality,
    Ranking,
    Rating,
    Skip,
)
from desktop.domain.prompts import Prompt, Split, user_prompt
from desktop.domain.responses import Response
from tests.unit.domain.events import Log

PROMPTS = {
    1: Prompt(1, user_prompt("One")),
    2: Prompt(2, user_prompt("Two"), Split.HELD_OUT),
    3: Prompt(3, user_prompt("Retired"), retired=True),
}
RESPONSES = {
    response.id: response
    for response in (
        Response(1, 1, "a"),
        Response(2, 1, "b", finished=False),
        Response(3, 1, "c"),
        Response(4, 1, "a"),
        Response(5, 2, "x"),
        Response(6, 2, "y"),
        Response(7, 3, "p"),
        Response(8, 3, "q"),
    )
}


def groups(*judgements: Judgement) -> list[PreferenceGroup]:
    return preference_groups(Log(judgements).events, PROMPTS, RESPONSES)


def texts(group: PreferenceGroup) -> list[tuple[str, str, float]]:
    return [(group.responses[p.first], group.responses[p.second], p.target) for p in group.pairs]


@pytest.mark.parametrize(
    ("preference", "expected"),
    [
        (Preference.A_MUCH, ("a", "b", 0.97)),
        (Preference.A, ("a", "b", 0.9)),
        (Preference.A_SLIGHTLY, ("a", "b", 0.75)),
        (Preference.EQUAL, ("a", "b", 0.5)),
        (Preference.B_SLIGHTLY, ("b", "a", 0.75)),
        (Preference.B, ("b", "a", 0.9)),
        (Preference.B_MUCH, ("b", "a", 0.97)),
    ],
)
def test_a_comparison_gives_one_pair_the_better_one_first(
    preference: Preference, expected: tuple[str, str, float]
) -> None:
    [group] = groups(Comparison(1, 1, 2, preference))
    assert texts(group) == [expected]
    assert group.pairs[0].kind == "comparison"
    assert group.pairs[0].event_id == 1


def test_a_group_tells_what_it_is_about() -> None:
    [group] = groups(Comparison(2, 5, 6, Preference.A))
    assert (group.prompt_id, group.messages, group.split) == (2, user_prompt("Two"), Split.HELD_OUT)
    [group] = groups(Comparison(1, 1, 2, Preference.B))
    assert dict(zip(group.responses, group.finished, strict=True)) == {"a": True, "b": False}


@pytest.mark.parametrize(
    "judgement",
    [
        Comparison(1, 1, 2, None, Quality.BOTH_BAD),
        Comparison(1, 1, 4, Preference.A),
        Comparison(1, 1, 99, Preference.A),
        Comparison(99, 1, 2, Preference.A),
        Comparison(3, 7, 8, Preference.A),
        Ranking(1, ((1, 4),)),
        Ranking(1, ((1,),)),
        Rating(1, 99, 2),
        Correction(1, 1, 2, as_pair=False),
        Correction(1, 1, 4),
        Demonstration(1, 1),
        Flag(1, 1, "wrong"),
        Comment(1, 1, "hm"),
        Skip(1, (1, 2)),
    ],
)
def test_what_says_nothing_about_which_is_better_gives_nothing(judgement: Judgement) -> None:
    assert groups(judgement) == []


def test_both_bad_with_a_preference_is_still_a_preference() -> None:
    [group] = groups(Comparison(1, 1, 2, Preference.A, Quality.BOTH_BAD))
    assert texts(group) == [("a", "b", 0.9)]


def test_a_ranking_gives_all_its_pairs_and_ties_within_a_tier() -> None:
    [group] = groups(Ranking(1, ((2,), (1, 3))))
    assert texts(group) == [("b", "a", 0.9), ("b", "c", 0.9), ("a", "c", 0.5)]
    assert {(p.kind, p.event_id) for p in group.pairs} == {("ranking", 1)}


def test_ratings_give_scores_on_their_scale_and_a_pair_where_they_differ() -> None:
    [group] = groups(Rating(1, 1, 1), Rating(1, 2, 3), Rating(1, 3, 3))
    assert group.responses == ("a", "b", "c")
    assert [(s.index, s.value, s.event_id) for s in group.scores] == [
        (0, 0.0, 1),
        (1, 1.0, 2),
        (2, 1.0, 3),
    ]
    assert sorted(texts(group)) == [("b", "a", 0.9), ("c", "a", 0.9)]
    assert {p.kind for p in group.pairs} == {"rating"}


def test_scores_map_the_scale_to_the_unit_interval() -> None:
    [group] = groups(Rating(1, 1, 4, low=1, high=5), Rating(1, 2, 0, low=0, high=10))
    assert [s.value for s in group.scores] == [0.75, 0.0]


def test_a_scale_of_one_step_does_not_divide_by_zero() -> None:
    [group] = groups(Rating(1, 1, 1, low=1, high=1))
    assert [s.value for s in group.scores] == [0.0]


def test_aspects_are_not_compared_with_each_other() -> None:
    [group] = groups(Rating(1, 1, 1, aspect="tone"), Rating(1, 2, 3, aspect="facts"))
    assert group.pairs == ()
    assert len(group.scores) == 2


def test_weighted_aspects_are_one_score_by_hand() -> None:
    log = Log(
        (
            Rating(1, 1, 3, aspect="tone"),
            Rating(1, 1, 1, aspect="facts"),
            Rating(1, 2, 2, aspect="tone"),
            Rating(1, 3, 3, aspect="length"),
        )
    )
    weights = {"tone": 1.0, "facts": 3.0, "length": 0.0}
    [group] = preference_groups(log.events, PROMPTS, RESPONSES, weights)
    # a: (1 * 1 + 3 * 0) / 4; b was only scored on its tone; c on nothing that counts.
    scores = {group.responses[s.index]: (s.value, s.event_id) for s in group.scores}
    assert scores == {"a": (0.25, 2), "b": (0.5, 3)}
    assert texts(group) == [("b", "a", 0.9)]


def test_a_correction_prefers_what_the_user_made_of_it() -> None:
    [group] = groups(Correction(1, 1, 3))
    assert texts(group) == [("c", "a", 0.9)]
    assert group.pairs[0].kind == "correction"


def test_the_same_text_is_one_response_of_the_group() -> None:
    [group] = groups(Comparison(1, 1, 2, Preference.A), Comparison(1, 4, 2, Preference.A))
    assert group.responses == ("a", "b")
    assert [p.event_id for p in group.pairs] == [1, 2]


def test_groups_come_in_order_of_their_prompts_and_keep_all_kinds() -> None:
    two, one = (
        Comparison(2, 5, 6, Preference.B),
        Comparison(1, 1, 2, Preference.A),
    )
    first, second = groups(two, one, Correction(1, 2, 3), Rating(1, 1, 2))
    assert (first.prompt_id, second.prompt_id) == (1, 2)
    assert [p.kind for p in first.pairs] == ["comparison", "correction"]
    assert len(first.scores) == 1


def test_a_bad_prompt_gives_nothing_at_all() -> None:
    log = Log([Comparison(1, 1, 2, Preference.A), Demonstration(1, 1), BadPrompt(1)])
    assert preference_groups(log.events, PROMPTS, RESPONSES) == []
    assert demonstrations(log.events, PROMPTS, RESPONSES) == []
    assert [p.prompt_id for p in prompt_examples(log.events, PROMPTS.values())] == [2]


def test_demonstrations_are_what_the_user_wrote_or_corrected() -> None:
    log = Log(
        [
            Demonstration(2, 5),
            Correction(1, 1, 3),
            Correction(1, 1, 2, as_demonstration=False),
            Demonstration(3, 7),
            Demonstration(1, 99),
            Comparison(1, 1, 2, Preference.A),
        ]
    )
    assert demonstrations(log.events, PROMPTS, RESPONSES) == [
        DemonstrationExample(2, user_prompt("Two"), "x", Split.HELD_OUT, "demonstration"),
        DemonstrationExample(1, user_prompt("One"), "c", Split.TRAIN, "correction"),
    ]


def test_prompts_in_use_are_sampled_from() -> None:
    assert prompt_examples([], PROMPTS.values()) == [
        PromptExample(1, user_prompt("One")),
        PromptExample(2, user_prompt("Two"), Split.HELD_OUT),
    ]


sides = st.sampled_from(list(itertools.permutations([1, 2, 3], 2)))
comparisons = st.lists(st.tuples(sides, st.sampled_from(Preference)), max_size=12)


@given(comparisons)
def test_every_pair_can_be_explained(chosen: list[tuple[tuple[int, int], Preference]]) -> None:
    """Each comparison gives exactly one pair, which names it and says what it said."""
    log = Log(Comparison(1, a, b, preference) for (a, b), preference in chosen)
    found = preference_groups(log.events, PROMPTS, RESPONSES)
    pairs = [(pair, group) for group in found for pair in group.pairs]
    assert sorted(p.event_id for p, _ in pairs) == [e.id for e in log.events]
    for pair, group in pairs:
        judgement = log.events[pair.event_id - 1].judgement
        assert isinstance(judgement, Comparison)
        assert judgement.preference is not None
        a, b = RESPONSES[judgement.a_id].text, RESPONSES[judgement.b_id].text
        better = a if judgement.preference <= 0 else b
        assert group.responses[pair.first] == better
        assert {group.responses[pair.first], group.responses[pair.second]} == {a, b}
        assert (pair.target == 0.5) == (judgement.preference == 0)


@given(comparisons)
def test_swapping_the_sides_changes_nothing(
    chosen: list[tuple[tuple[int, int], Preference]],
) -> None:
    def wanted(swap: bool) -> set[tuple[str, str, float, int]]:
        judgements = (
            Comparison(1, b, a, Preference(-p)) if swap else Comparison(1, a, b, p)
            for (a, b), p in chosen
        )
        found = groups(*judgements)
        return {(*_ordered(group, pair), pair.event_id) for group in found for pair in group.pairs}

    assert wanted(swap=True) == wanted(swap=False)


def _ordered(group: PreferenceGroup, pair: PairTarget) -> tuple[str, str, float]:
    first, second = group.responses[pair.first], group.responses[pair.second]
    if pair.target == 0.5:
        first, second = sorted((first, second))
    return first, second, pair.target
