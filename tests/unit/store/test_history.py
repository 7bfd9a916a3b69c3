from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from desktop.domain.feedback import (
    BadPrompt,
    Comment,
    Comparison,
    Correction,
    Demonstration,
    Flag,
    Preference,
    Ranking,
    Rating,
    Retraction,
    Skip,
)
from desktop.domain.history import Agreement, HistoryFilter, State, remark, search_terms
from desktop.domain.prompts import user_prompt
from desktop.domain.responses import Origin
from desktop.domain.scores import ResponseScore
from desktop.domain.versions import VersionKind
from desktop.store import history
from desktop.store.history import HistoryRepository
from desktop.store.judgements import responses_of
from desktop.store.store import open_store

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.feedback import FeedbackEvent
    from desktop.store.store import Store
    from tests.unit.store.conftest import Clock

WORDS = ("cat", "Cat", "at", "猫咪", "猫", "Straße", "STRASSE", 'qu"ote', "a", "的", "İ", "ſ\0k")


@pytest.fixture
def found_in(store: Store) -> HistoryRepository:
    return HistoryRepository(store.connection)


def ids(repository: HistoryRepository, **wanted: object) -> list[int]:
    return [n for part in repository.find(HistoryFilter(**wanted)) for n in part]  # type: ignore[arg-type]


def index_all(repository: HistoryRepository) -> None:
    for _ in range(100):
        if not repository.index.grow():
            return
    pytest.fail("the index never ends")


def brute_force(store: Store, text: str) -> list[int]:
    """Every judgement whose prompt, answers or remark hold all the terms, by looking at each."""

    def holds(event: FeedbackEvent) -> bool:
        prompt = store.prompts.require(event.judgement.prompt_id)  # type: ignore[union-attr]
        answers = store.responses.get_many(responses_of(event.judgement)).values()
        texts = ["\n".join(m.content for m in prompt.messages), *(a.text for a in answers)]
        folded = [*(t.casefold() for t in texts), remark(event.judgement)]
        return all(any(term in t for t in folded) for term in search_terms(text))

    found = (e for e in store.feedback.events() if not isinstance(e.judgement, Retraction))
    return [event.id for event in found if holds(event)][::-1]


texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)
steps = st.lists(st.tuples(st.integers(0, 8), texts), min_size=1, max_size=12)


def act(store: Store, kind: int, text: str) -> None:
    """Do one of the things that put texts into a project."""
    prompt = store.prompts.add(user_prompt(text.replace("\0", "") or "?"))
    a, b, c = (store.responses.add(prompt.id, t).id for t in (text, text[::-1], "plain"))
    judgements = (
        Comparison(prompt.id, a, c, Preference.A),
        Ranking(prompt.id, ((b,), (a, c))),
        Rating(prompt.id, c, 2),
        Correction(prompt.id, b, c),
        Demonstration(prompt.id, a),
        Flag(prompt.id, c, text),
        Comment(prompt.id, None, "note", (text,)),
        Skip(prompt.id, (a, b)),
        BadPrompt(prompt.id),
    )
    store.feedback.append(judgements[kind])


@given(before=steps, after=steps, edit=texts, query=texts)
@settings(max_examples=20, phases=[Phase.explicit, Phase.generate])
def test_search_finds_what_looking_at_everything_finds(
    tmp_path_factory: pytest.TempPathFactory,
    before: list[tuple[int, str]],
    after: list[tuple[int, str]],
    edit: str,
    query: str,
) -> None:
    with open_store(tmp_path_factory.mktemp("law") / "project.db") as store:
        repository = HistoryRepository(store.connection)
        for kind, text in before:
            act(store, kind, text)
        index_all(repository)
        store.prompts.edit(1, user_prompt(edit.replace("\0", "") or "?"))
        for kind, text in after:
            act(store, kind, text)
        for text in (query, *WORDS):
            assert ids(repository, text=text, state=None) == brute_force(store, text)


def test_all_ways_to_search_find_the_same(
    store: Store, found_in: HistoryRepository, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        act(store, number % 9, WORDS[number % len(WORDS)])
    index_all(found_in)
    by_index = [ids(found_in, text=word) for word in WORDS]
    monkeypatch.setattr(history, "MOST_CANDIDATES", 0)
    monkeypatch.setattr(history, "PORTIONS", (2, 3, 7))
    assert [ids(found_in, text=word) for word in WORDS] == by_index
    assert all(by_index)


def test_the_index_names_only_what_may_be_meant(
    store: Store, found_in: HistoryRepository, pair: tuple[int, int, int]
) -> None:
    index_all(found_in)
    found = found_in.index.candidates("rayleigh", 10)
    assert found == {"prompt": [], "response": [pair[1]], "remark": []}
    assert found_in.index.candidates("sk", 10) == {"prompt": [1], "response": [], "remark": []}
    assert found_in.index.candidates("e", 1) is None


def test_the_index_grows_in_steps_until_all_is_in(
    store: Store, found_in: HistoryRepository, pair: tuple[int, int, int]
) -> None:
    assert found_in.index.share() == 0
    assert found_in.index.grow()
    assert 0 < found_in.index.share() < 1
    index_all(found_in)
    assert found_in.index.share() == 1
    assert not found_in.index.grow()
    store.responses.add(pair[0], "one more")
    assert found_in.index.share() < 1


def test_terms_are_words_and_phrases() -> None:
    assert search_terms('Two words "and a Phrase" two') == ("two", "words", "and a phrase")
    assert search_terms("  ") == ()


def test_newest_first_without_what_was_taken_back(
    store: Store, found_in: HistoryRepository, pair: tuple[int, int, int]
) -> None:
    first = store.feedback.append(Comparison(*pair, Preference.A))
    second = store.feedback.append(Comparison(*pair, Preference.B), supersedes=first.id)
    third = store.feedback.append(Rating(pair[0], pair[1], 3))
    back = store.feedback.append(Retraction(), supersedes=third.id)
    assert ids(found_in) == [second.id]
    assert ids(found_in, state=State.REPLACED) == [first.id]
    assert ids(found_in, state=State.TAKEN_BACK) == [third.id]
    assert ids(found_in, state=None) == [third.id, second.id, first.id]
    states = [row.state for row in found_in.rows([third.id, second.id, first.id])]
    assert states == [State.TAKEN_BACK, State.STANDING, State.REPLACED]
    store.feedback.append(Retraction(), supersedes=back.id)
    assert ids(found_in) == [third.id, second.id]


def test_each_filter(
    store: Store, found_in: HistoryRepository, clock: Clock, pair: tuple[int, int, int]
) -> None:
    prompt, a, b = pair
    version = store.versions.add("policy 1", VersionKind.POLICY, "starter")
    c = store.responses.add(
        prompt, "By a model", origin=Origin.GENERATED, model_version_id=version.id
    ).id
    tagged = store.prompts.add(user_prompt("Tagged?"), tags=["letters"])
    d = store.responses.add(tagged.id, "Yes").id
    one = store.feedback.append(Comparison(prompt, a, b, Preference.A)).id
    clock.now = 2_000.0
    two = store.feedback.append(Ranking(prompt, ((c,), (a,))), round=2, judge="simulated:x").id
    three = store.feedback.append(Rating(tagged.id, d, 1)).id
    assert ids(found_in, tag="letters") == [three]
    flag = store.feedback.append(Flag(prompt, b, "wrong")).id
    assert ids(found_in, kind="ranking") == [two]
    assert ids(found_in, round=2) == ids(found_in, judge="simulated:x") == [two]
    assert ids(found_in, version_id=version.id) == [two]
    assert ids(found_in, flagged=True) == [flag, one]
    assert ids(found_in, flagged=False) == [three, two]
    assert ids(found_in, until=2_000.0) == [one]
    assert ids(found_in, since=2_000.0) == [flag, three, two]
    note = store.feedback.append(Comment(prompt, None, "", ("short",))).id
    assert ids(found_in, tag="short") == [note, flag, two, one]
    assert found_in.tags() == ["letters", "short"]
    assert found_in.judges() == ["human", "simulated:x"]


def test_agreement_with_the_reward_model(
    store: Store, found_in: HistoryRepository, pair: tuple[int, int, int]
) -> None:
    prompt, a, b = pair
    unscored = store.responses.add(prompt, "no score").id
    assert store.scores.newest_version() is None
    model = store.versions.add("reward 1", VersionKind.REWARD, "starter")
    store.scores.put(model.id, {a: ResponseScore(1.5, None), b: ResponseScore(0.5, None)})
    assert store.scores.newest_version() == model.id
    agrees = store.feedback.append(Comparison(prompt, a, b, Preference.A_SLIGHTLY)).id
    swapped = store.feedback.append(Comparison(prompt, b, a, Preference.B_MUCH)).id
    against = store.feedback.append(Comparison(prompt, a, b, Preference.B)).id
    equal = store.feedback.append(Comparison(prompt, a, b, Preference.EQUAL)).id
    other = store.feedback.append(Comparison(prompt, a, unscored, Preference.A)).id
    rating = store.feedback.append(Rating(prompt, a, 3)).id

    def those(agreement: Agreement) -> list[int]:
        return ids(found_in, agreement=agreement, scored_by=model.id)

    assert those(Agreement.AGREES) == [swapped, agrees]
    assert those(Agreement.DISAGREES) == [against]
    assert those(Agreement.UNKNOWN) == [rating, other, equal]


def test_rows_come_in_the_order_asked_for(
    store: Store, found_in: HistoryRepository, pair: tuple[int, int, int]
) -> None:
    events = [store.feedback.append(Comparison(*pair, p)) for p in Preference]
    rows = found_in.rows([events[4].id, 99, events[1].id])
    assert [row.event for row in rows] == [events[4], events[1]]
    assert rows[0].prompt == "Why is the sky blue?"


@pytest.fixture(autouse=True)
def small_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "PORTIONS", (3, 5))


def test_an_older_project_is_searched_before_it_is_indexed(tmp_path: Path) -> None:
    with open_store(tmp_path / "project.db") as store:
        act(store, 0, "needle")
        assert ids(HistoryRepository(store.connection), text="NEEDLE") == [1]
