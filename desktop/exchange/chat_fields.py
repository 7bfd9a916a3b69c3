"""Fields that most formats share: a prompt as text or messages, an answer as text or messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.domain.errors import InvalidInputError
from desktop.domain.prompts import Message, Role, Split, validate_messages
from desktop.exchange.records import PromptRecord, RowRefusedError

_NAMES = {"human": "user", "gpt": "assistant", "bot": "assistant", "model": "assistant"}


def read_messages(value: object) -> tuple[Message, ...]:
    """Return a field as messages: a text is one user message."""
    if isinstance(value, str):
        return (Message(Role.USER, value),)
    if not isinstance(value, Sequence):
        raise RowRefusedError("A conversation must be a text or a list of messages.")
    messages = []
    for item in value:
        if not isinstance(item, Mapping):
            raise RowRefusedError("A message must have a role and a content.")
        role = item.get("role")
        named = {**item, "role": _NAMES.get(role, role)} if isinstance(role, str) else item
        try:
            messages.append(Message.from_json(named))
        except InvalidInputError as error:
            raise RowRefusedError(error.message) from error
    return tuple(messages)


def read_answer(value: object) -> str:
    """Return a field as the text of one answer.

    A text, or messages that end with the assistant's.
    """
    if isinstance(value, str):
        return value
    messages = read_messages(value)
    if not messages or messages[-1].role is not Role.ASSISTANT:
        raise RowRefusedError("The answer does not end with a message of the assistant.")
    return messages[-1].content


def prompt_record(
    messages: Sequence[Message], row: Mapping[str, Any], used: Sequence[str]
) -> PromptRecord:
    """Return a checked prompt; columns that the format does not use are kept as metadata."""
    try:
        validate_messages(messages)
    except InvalidInputError as error:
        raise RowRefusedError(error.message) from error
    known = {*used, "split", "tags"}
    metadata = {key: value for key, value in row.items() if key not in known}
    return PromptRecord(tuple(messages), _split(row), _tags(row), metadata)


def _split(row: Mapping[str, Any]) -> Split | None:
    value = row.get("split")
    return Split(value) if value in set(Split) else None


def _tags(row: Mapping[str, Any]) -> tuple[str, ...]:
    value = row.get("tags")
    if isinstance(value, str):
        return (value,)
    return tuple(map(str, value)) if isinstance(value, list) else ()


def plain_or_messages(messages: Sequence[Message]) -> str | list[dict[str, str]]:
    """Return a prompt as formats like it: a text when it is a single user message."""
    if len(messages) == 1 and messages[0].role is Role.USER:
        return messages[0].content
    return [m.to_json() for m in messages]
