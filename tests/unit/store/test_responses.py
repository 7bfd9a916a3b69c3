from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import InvalidInputError, NotFoundError
from desktop.domain.prompts import user_prompt
from desktop.domain.responses import Origin, Response
from desktop.domain.settings import SamplingSettings
from desktop.domain.versions import VersionKind

if TYPE_CHECKING:
    from desktop.store.store import Store


def test_a_response_comes_back_as_it_was_added(store: Store) -> None:
    prompt = store.prompts.add(user_prompt("Hi"))
    version = store.versions.add("start", VersionKind.BASE, "starter")
    sampling = SamplingSettings(temperature=0.7, max_new_tokens=32)
    added = store.responses.add(
        prompt.id,
        "你好\x00\n",
        origin=Origin.GENERATED,
        model_version_id=version.id,
        round=2,
        finished=False,
        token_count=32,
        sampling=sampling,
        seed=2**62,
    )
    expected = Response(
        id=1,
        prompt_id=prompt.id,
        text="你好\x00\n",
        origin=Origin.GENERATED,
        model_version_id=version.id,
        round=2,
        finished=False,
        token_count=32,
        sampling=sampling,
        seed=2**62,
        created_at=1000.0,
    )
    assert added == expected
    assert store.responses.get(1) == expected
    assert store.responses.require(1) == expected


def test_many_are_added_in_order_and_keep_their_times(store: Store) -> None:
    prompt = store.prompts.add(user_prompt("Hi"))
    given = [Response(99, prompt.id, text, created_at=t) for text, t in (("b", 5.0), ("a", 0.0))]
    added = store.responses.add_many(given)
    assert [(r.id, r.text, r.created_at) for r in added] == [(1, "b", 5.0), (2, "a", 1000.0)]


def test_add_many_is_all_or_nothing(store: Store) -> None:
    prompt = store.prompts.add(user_prompt("Hi"))
    with pytest.raises(InvalidInputError):
        store.responses.add_many([Response(0, prompt.id, "a"), Response(0, prompt.id, "\ud800")])
    assert store.responses.all() == []


def test_reading_by_id_and_by_prompt(store: Store) -> None:
    one, two = (store.prompts.add(user_prompt(text)) for text in ("one", "two"))
    a, b, c = (store.responses.add(p.id, p.text) for p in (one, two, one))
    assert store.responses.for_prompt(one.id) == [a, c]
    assert store.responses.get_many([c.id, a.id, 77]) == {a.id: a, c.id: c}
    assert store.responses.all() == [a, b, c]
    assert store.responses.count() == 3
    assert store.responses.get(77) is None
    with pytest.raises(NotFoundError, match="no response 77"):
        store.responses.require(77)


def test_candidates_are_what_may_be_compared(store: Store) -> None:
    pair, single, retired, written = (store.prompts.add(user_prompt(str(i))) for i in range(4))
    ids = [store.responses.add(pair.id, "a").id]
    ids.append(store.responses.add(pair.id, "b", origin=Origin.IMPORTED).id)
    store.responses.add(pair.id, "edited", origin=Origin.CORRECTED)
    store.responses.add(single.id, "a")
    for text in "ab":
        store.responses.add(retired.id, text)
        store.responses.add(written.id, text, origin=Origin.WRITTEN)
    store.prompts.retire(retired.id)
    assert store.responses.candidates() == {pair.id: tuple(ids)}
    assert store.responses.prompts_with_candidates() == [pair.id]
    assert store.responses.prompts_with_candidates(1) == [pair.id, single.id]
    assert store.responses.count(origin=Origin.WRITTEN) == 2
