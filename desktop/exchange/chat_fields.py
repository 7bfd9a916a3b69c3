"""Fields that most formats share: a prompt as text or messages, an answer as text or messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.domain.errors import InvalidInputError
from desktop.domain.prompts import Message, Prompt, Role, Split, validate_messages
from desktop.exchange.records import PromptRecord, RowRefusedError

_ROLES = {
    "human": Role.USER,
    "prompter": Role.USER,
    "gpt": Role.ASSISTANT,
    "bot": Role.ASSISTANT,
    "model": Role.ASSISTANT,
} | {role.value: role for role in Role}
_TRUE, _FALSE = ("true", "1", "yes", "1.0"), ("false", "0", "no", "0.0", "-1")


def read_messages(value: object) -> tuple[Message, ...]:
    """Return a field as messages: a text is one user message.

    A message has `role` and `content`, or `from` and `value`.
    """
    if isinstance(value, str):
        return (Message(Role.USER, checked_text(value)),)
    if not isinstance(value, Sequence):
        raise RowRefusedError("A conversation must be a text or a list of messages.")
    return tuple(map(read_message, value))


def read_message(item: object) -> Message:
    """Return a message; raises `RowRefusedError`."""
    if not isinstance(item, Mapping):
        raise RowRefusedError("A message must have a role and a content.")
    role = item.get("role") or item.get("from")
    content = item["content"] if "content" in item else item.get("value")
    if isinstance(content, list):
        content = _joined_parts(content)
    if not isinstance(role, str) or role not in _ROLES:
        raise RowRefusedError(f"A message has the unknown role “{role}”.")
    if not isinstance(content, str):
        raise RowRefusedError("A message has no text.")
    return Message(_ROLES[role], checked_text(content))


def _joined_parts(parts: Sequence[object]) -> str | None:
    """Return the text of a content that is given in parts; None when a part is no text."""
    texts = [part.get("text") if isinstance(part, Mapping) else None for part in parts]
    return "".join(map(str, texts)) if all(isinstance(text, str) for text in texts) else None


def read_answer(value: object) -> str:
    """Return a field as the text of one answer.

    A text, a message, or messages that end with the assistant's.
    """
    if isinstance(value, str):
        return checked_text(value)
    messages = (read_message(value),) if isinstance(value, Mapping) else read_messages(value)
    if not messages or messages[-1].role is not Role.ASSISTANT:
        raise RowRefusedError("The answer does not end with a message of the assistant.")
    return messages[-1].content


def checked_text(text: str) -> str:
    """Return a text that can be stored; half a surrogate pair cannot."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise RowRefusedError("A text is not valid Unicode.") from error
    return text


def text_field(row: Mapping[str, Any], name: str) -> str:
    """Return a field that must be a text."""
    value = row.get(name)
    if not isinstance(value, str):
        raise RowRefusedError(f"There is no text in the field “{name}”.")
    return checked_text(value)


def read_number(value: object, name: str) -> float:
    """Return a field as a number, also one written as text."""
    try:
        return float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise RowRefusedError(f"The field “{name}” is not a number.") from error


def read_bool(value: object, name: str) -> bool:
    """Return a field as yes or no, also one written as text or number."""
    text = str(value).strip().lower()
    if text not in (*_TRUE, *_FALSE):
        raise RowRefusedError(f"The field “{name}” is neither true nor false.")
    return text in _TRUE


def prompt_record(
    messages: Sequence[Message], row: Mapping[str, Any], used: Sequence[str]
) -> PromptRecord:
    """Return a checked prompt; columns that the format does not use are kept as metadata."""
    try:
        validate_messages(messages)
    except InvalidInputError as error:
        raise RowRefusedError(error.message) from error
    known = {*used, "split", "tags"}
    metadata = {key: value for key, value in row.items() if key not in known and value is not None}
    return PromptRecord(tuple(messages), _split(row), _tags(row), metadata)


def _split(row: Mapping[str, Any]) -> Split | None:
    value = row.get("split")
    return Split(value) if isinstance(value, str) and value in set(Split) else None


def _tags(row: Mapping[str, Any]) -> tuple[str, ...]:
    value = row.get("tags")
    if isinstance(value, str):
        return (value,)
    return tuple(map(str, value)) if isinstance(value, list) else ()


def with_system(text: str, system: object) -> tuple[Message, ...]:
    """Return a single question, with a system message in front if there is one."""
    if system is not None and not isinstance(system, str):
        raise RowRefusedError("The system message is not a text.")
    head = (Message(Role.SYSTEM, checked_text(system)),) if system else ()
    return (*head, Message(Role.USER, text))


def without_system(messages: Sequence[Message]) -> tuple[str, Sequence[Message]]:
    """Return the system message ("" without one) and the turns after it."""
    if messages and messages[0].role is Role.SYSTEM:
        return messages[0].content, messages[1:]
    return "", messages


def alternate(turns: Sequence[Message]) -> bool:
    """Return whether user and assistant take turns, the user first."""
    roles = (Role.USER, Role.ASSISTANT)
    return all(turn.role is roles[index % 2] for index, turn in enumerate(turns))


def extras(prompt: Prompt) -> dict[str, Any]:
    """Return the columns that a prompt brings along: its metadata, split and tags."""
    columns: dict[str, Any] = {**prompt.metadata, "split": prompt.split.value}
    if prompt.tags:
        columns["tags"] = list(prompt.tags)
    return columns


def chat(messages: Sequence[Message]) -> list[dict[str, str]]:
    """Return messages as most formats write them."""
    return [message.to_json() for message in messages]


def assistant(text: str) -> dict[str, str]:
    """Return an answer as a message."""
    return Message(Role.ASSISTANT, text).to_json()
