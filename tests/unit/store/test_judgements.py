from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.feedback import (
    KINDS,
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
    Retraction,
    Skip,
    kind_of,
)
from desktop.store.judgements import (
    judgement_to_text,
    judgements_from_texts,
    prompt_of,
    responses_of,
)

if TYPE_CHECKING:
    from desktop.store.store import Store

ALL: list[tuple[Judgement, set[int]]] = [
    (Comparison(1, 1, 2, Preference.B_SLIGHTLY), {1, 2}),
    (Comparison(1, 2, 1, None, Quality.BOTH_BAD), {1, 2}),
    (Comparison(1, 2, 1, Preference.EQUAL, Quality.BOTH_GOOD, repeat_of=1), {1, 2}),
    (Comparison(1, 1, 2, Preference.A, strategy="uncertain", control=True), {1, 2}),
    (Ranking(1, ((2,), (1, 3))), {1, 2, 3}),
    (Ranking(1, ()), set()),
    (Rating(1, 2, 4, 1, 5, "tone"), {2}),
    (Correction(1, 1, 2, as_demonstration=False), {1, 2}),
    (Demonstration(1, 3), {3}),
    (Flag(1, 1, "wrong", 3, 8), {1}),
    (Comment(1, 3, "“quoted” 你好", ("a", "b")), {3}),
    (Comment(1, None, "\ud800"), set()),
    (Skip(1, (1, 2)), {1, 2}),
    (BadPrompt(1), set()),
    (Retraction(), set()),
]


def test_every_kind_is_covered() -> None:
    assert {kind_of(judgement) for judgement, _ in ALL} == set(KINDS)


def test_comparisons_of_older_projects_were_chosen_by_chance() -> None:
    text = '{"prompt_id":1,"a_id":1,"b_id":2,"preference":2,"quality":null,"repeat_of":null}'
    assert judgements_from_texts(["comparison"], [text]) == [Comparison(1, 1, 2, Preference.B)]


def test_all_come_back_as_they_were_written() -> None:
    judgements = [judgement for judgement, _ in ALL]
    texts = [judgement_to_text(judgement) for judgement in judgements]
    read = judgements_from_texts([kind_of(j) for j in judgements], texts)
    assert read == judgements
    assert [type(j) for j in read] == [type(j) for j in judgements]
    assert isinstance(read[0], Comparison)
    assert isinstance(read[0].preference, Preference)


@pytest.mark.parametrize(("judgement", "named"), ALL)
def test_what_a_judgement_speaks_of(judgement: Judgement, named: set[int]) -> None:
    assert responses_of(judgement) == named
    assert prompt_of(judgement) == (None if isinstance(judgement, Retraction) else 1)


def test_all_go_through_the_store(store: Store, pair: tuple[int, int, int]) -> None:
    store.responses.add(pair[0], "a third")
    written = [
        store.feedback.append(j, supersedes=1 if isinstance(j, Retraction) else None)
        for j, _ in ALL
    ]
    assert store.feedback.events() == written
