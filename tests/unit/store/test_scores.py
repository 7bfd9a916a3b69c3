from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.responses import Origin
from desktop.domain.scores import ResponseScore
from desktop.domain.versions import VersionKind

if TYPE_CHECKING:
    from desktop.store.store import Store


@pytest.fixture
def version_id(store: Store) -> int:
    return store.versions.add("Reward model 1", VersionKind.REWARD, "starter").id


def test_a_score_comes_back_and_a_later_one_replaces_it(
    store: Store, version_id: int, pair: tuple[int, int, int]
) -> None:
    _, first, second = pair
    store.scores.put(version_id, {first: ResponseScore(0.5, 0.1), second: ResponseScore(-2.0)})
    store.scores.put(version_id, {first: ResponseScore(1.5, 0.2)})
    assert store.scores.of_version(version_id) == {
        first: ResponseScore(1.5, 0.2),
        second: ResponseScore(-2.0, None),
    }


def test_reward_models_do_not_mix(
    store: Store, version_id: int, pair: tuple[int, int, int]
) -> None:
    other = store.versions.add("Reward model 2", VersionKind.REWARD, "starter").id
    store.scores.put(version_id, {pair[1]: ResponseScore(1.0)})
    assert store.scores.of_version(other) == {}
    assert store.scores.missing(other) == [pair[2], pair[1]]


def test_missing_are_responses_in_use_that_may_be_compared(
    store: Store, version_id: int, pair: tuple[int, int, int]
) -> None:
    prompt_id, first, second = pair
    store.responses.add(prompt_id, "Written by hand.", origin=Origin.WRITTEN)
    assert store.scores.missing(version_id) == [second, first]
    store.scores.put(version_id, {second: ResponseScore(0.0)})
    assert store.scores.missing(version_id) == [first]
    store.prompts.retire(prompt_id)
    assert store.scores.missing(version_id) == []


def test_part_of_a_batch_is_never_kept(
    store: Store, version_id: int, pair: tuple[int, int, int]
) -> None:
    scores = {pair[1]: ResponseScore(1.0), pair[2]: ResponseScore(1.0, spread=-1.0)}
    with pytest.raises(Exception, match="CHECK constraint failed"):
        store.scores.put(version_id, scores)
    assert store.scores.of_version(version_id) == {}
