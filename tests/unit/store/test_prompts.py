from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import InvalidInputError, NotFoundError
from desktop.domain.prompts import Message, Prompt, Role, Split, user_prompt

if TYPE_CHECKING:
    from desktop.store.store import Store


def test_a_prompt_comes_back_as_it_was_added(store: Store) -> None:
    messages = (
        Message(Role.SYSTEM, "Be brief."),
        Message(Role.USER, "  你好 \x00 <|im_end|>\n"),
        Message(Role.ASSISTANT, ""),
        Message(Role.USER, "And?"),
    )
    added = store.prompts.add(
        messages, split=Split.HELD_OUT, source="file", tags=("a", "b"), metadata={"row": 7}
    )
    expected = Prompt(1, messages, Split.HELD_OUT, 1000.0, "file", ("a", "b"), False, {"row": 7})
    assert added == expected
    assert store.prompts.get(1) == expected
    assert store.prompts.require(1) == expected


def test_a_bad_prompt_is_refused(store: Store) -> None:
    with pytest.raises(InvalidInputError):
        store.prompts.add((Message(Role.ASSISTANT, "Me first"),))
    with pytest.raises(InvalidInputError, match="not valid text"):
        store.prompts.add(user_prompt("half a character: \ud800"))
    assert store.prompts.count() == 0


def test_every_fifth_prompt_is_held_out(store: Store) -> None:
    prompts = store.prompts.add_many(user_prompt(f"Prompt {i}") for i in range(20))
    held_out = [p.id for p in prompts if p.split is Split.HELD_OUT]
    assert held_out == [5, 10, 15, 20]
    assert store.prompts.count(split=Split.HELD_OUT) == 4
    assert store.prompts.count(split=Split.TRAIN) == 16


def test_the_same_words_get_the_same_split(store: Store) -> None:
    store.prompts.add_many(user_prompt(f"Prompt {i}") for i in range(4))
    held_out = store.prompts.add(user_prompt("Held out"))
    assert held_out.split is Split.HELD_OUT
    again = [store.prompts.add(user_prompt("Held out")) for _ in range(3)]
    assert {p.split for p in again} == {Split.HELD_OUT}
    store.prompts.add(user_prompt("Filler"))
    assert store.prompts.add(user_prompt("Prompt 0")).split is Split.TRAIN


def test_add_many_is_all_or_nothing(store: Store) -> None:
    with pytest.raises(InvalidInputError):
        store.prompts.add_many([user_prompt("Good"), ()])
    assert store.prompts.count() == 0


def test_find_knows_exactly_the_same_messages(store: Store) -> None:
    added = store.prompts.add(user_prompt("Hi", system="Be brief."))
    assert store.prompts.find(user_prompt("Hi", system="Be brief.")) == added
    assert store.prompts.find(user_prompt("Hi")) is None


@pytest.mark.parametrize(
    ("search", "found"),
    [("SKY", [1]), ("ÄPFEL", [2]), ("苹果", [3]), ("%", [4]), ("brief", [2]), ("none", [])],
)
def test_search_finds_any_text_in_any_case(store: Store, search: str, found: list[int]) -> None:
    store.prompts.add(user_prompt("Why is the sky blue?"))
    store.prompts.add(user_prompt("Sind Äpfel rot?", system="Be brief."))
    store.prompts.add(user_prompt("苹果是红的吗？"))
    store.prompts.add(user_prompt("Is 5% much?"))
    assert [p.id for p in store.prompts.list(search=search)] == found
    assert store.prompts.count(search=search) == len(found)


def test_lists_come_in_pages(store: Store) -> None:
    store.prompts.add_many(user_prompt(str(i)) for i in range(7))
    assert [p.id for p in store.prompts.list(limit=3)] == [1, 2, 3]
    assert [p.id for p in store.prompts.list(limit=3, offset=6)] == [7]
    assert [p.id for p in store.prompts.list(offset=5)] == [6, 7]


def test_get_many_leaves_out_what_is_unknown(store: Store) -> None:
    store.prompts.add_many(user_prompt(str(i)) for i in range(3))
    assert sorted(store.prompts.get_many([3, 1, 1, 99])) == [1, 3]
    assert store.prompts.get(99) is None


def test_a_retired_prompt_is_hidden_until_it_is_restored(store: Store) -> None:
    prompt = store.prompts.add(user_prompt("Hi"))
    assert store.prompts.retire(prompt.id).retired
    assert store.prompts.list() == []
    assert [p.id for p in store.prompts.list(include_retired=True)] == [prompt.id]
    assert store.prompts.restore(prompt.id) == prompt
    assert store.prompts.list() == [prompt]


def test_an_edited_prompt_is_found_by_its_new_words_only(store: Store) -> None:
    prompt = store.prompts.add(user_prompt("Teh sky"))
    edited = store.prompts.edit(prompt.id, user_prompt("The sky"))
    assert edited.text == "The sky"
    assert (edited.id, edited.created_at) == (prompt.id, prompt.created_at)
    assert store.prompts.list(search="teh") == []
    assert store.prompts.find(user_prompt("The sky")) == edited
    with pytest.raises(InvalidInputError):
        store.prompts.edit(prompt.id, ())


def test_split_and_tags_can_be_chosen(store: Store) -> None:
    prompt = store.prompts.add(user_prompt("Hi"))
    assert store.prompts.set_split(prompt.id, Split.HELD_OUT).split is Split.HELD_OUT
    assert store.prompts.set_tags(prompt.id, ["x"]).tags == ("x",)


def test_what_does_not_exist_cannot_be_changed(store: Store) -> None:
    with pytest.raises(NotFoundError, match="no prompt 9"):
        store.prompts.retire(9)
    with pytest.raises(NotFoundError):
        store.prompts.edit(9, user_prompt("Hi"))
