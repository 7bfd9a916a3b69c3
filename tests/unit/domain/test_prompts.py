from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import InvalidInputError
from desktop.domain.prompts import Message, Prompt, Role, user_prompt, validate_messages

SYSTEM, USER, ASSISTANT = (Message(role, "text") for role in Role)


@given(st.sampled_from(Role), st.text())
def test_a_message_comes_back_as_it_was_written(role: Role, content: str) -> None:
    message = Message(role, content)
    assert Message.from_json(message.to_json()) == message


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"role": "user"},
        {"content": "Hi"},
        {"role": "robot", "content": "Hi"},
        {"role": "user", "content": None},
        {"role": "user", "content": ["Hi"]},
        {"role": ["user"], "content": "Hi"},
    ],
)
def test_what_is_no_message_is_refused(value: dict[str, Any]) -> None:
    with pytest.raises(InvalidInputError, match="cannot be read"):
        Message.from_json(value)


@pytest.mark.parametrize(
    "messages",
    [
        [USER],
        [SYSTEM, USER],
        [USER, ASSISTANT, USER],
        [SYSTEM, USER, ASSISTANT, USER],
        [USER, Message(Role.ASSISTANT, ""), USER],
        [Message(Role.SYSTEM, ""), USER],
    ],
)
def test_what_can_stand_as_a_prompt(messages: list[Message]) -> None:
    validate_messages(messages)


@pytest.mark.parametrize(
    ("messages", "why"),
    [
        ([], "no messages"),
        ([SYSTEM], "must be the user's"),
        ([USER, ASSISTANT], "must be the user's"),
        ([USER, SYSTEM, USER], "must be the first"),
        ([SYSTEM, SYSTEM, USER], "must be the first"),
        ([Message(Role.USER, " \n\t")], "is empty"),
        ([Message(Role.USER, ""), ASSISTANT, USER], "is empty"),
    ],
)
def test_what_cannot_stand_as_a_prompt(messages: list[Message], why: str) -> None:
    with pytest.raises(InvalidInputError, match=why):
        validate_messages(messages)


def test_a_prompt_is_listed_by_its_last_question() -> None:
    messages = (SYSTEM, USER, ASSISTANT, Message(Role.USER, "And then?"))
    assert Prompt(1, messages).text == "And then?"


def test_a_system_message_is_put_in_front() -> None:
    assert user_prompt("Hi") == (Message(Role.USER, "Hi"),)
    assert user_prompt("Hi", "Be brief.")[0] == Message(Role.SYSTEM, "Be brief.")
    assert user_prompt("Hi", "") == user_prompt("Hi")
    with pytest.raises(InvalidInputError):
        user_prompt("  ")
