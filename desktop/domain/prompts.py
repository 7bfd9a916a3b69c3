"""Prompts: what the model is asked, as chat messages."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import InvalidInputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Role(StrEnum):
    """Who speaks in a chat message."""

    SYSTEM = "system"
    USER = "user"
    ASSISTANT = "assistant"


@dataclass(frozen=True, slots=True)
class Message:
    """One chat message; the content is kept exactly as it was given."""

    role: Role
    content: str

    def to_json(self) -> dict[str, str]:
        """Return the message in the form that chat templates and data files use."""
        return {"role": self.role.value, "content": self.content}

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Message:
        """Read a message; raises `InvalidInputError` for an unknown role or missing text."""
        role, content = value.get("role"), value.get("content")
        if role not in list(Role) or not isinstance(content, str):
            raise InvalidInputError(
                "A chat message cannot be read",
                f"It needs a role ({', '.join(Role)}) and a text; it has {sorted(value)}.",
                "Correct the message and try again.",
            )
        return cls(Role(role), content)


class Split(StrEnum):
    """What a prompt may be used for. Held-out prompts are never trained on."""

    TRAIN = "train"
    HELD_OUT = "held_out"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt of the project: a system message (optional), then turns that end with the user's."""

    id: int
    messages: tuple[Message, ...]
    split: Split = Split.TRAIN
    created_at: float = 0.0
    source: str = "typed"
    tags: tuple[str, ...] = ()
    retired: bool = False
    metadata: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The last user message: what lists and headings show."""
        return self.messages[-1].content


def validate_messages(messages: Sequence[Message]) -> None:
    """Raise `InvalidInputError` unless the messages can stand as a prompt.

    A prompt has at least one message, a system message only in front, no empty user message, and
    ends with the user's turn.
    """

    def refuse(why: str) -> InvalidInputError:
        return InvalidInputError("This prompt cannot be used", why, "Edit it and try again.")

    if not messages:
        raise refuse("It has no messages.")
    if any(m.role is Role.SYSTEM for m in messages[1:]):
        raise refuse("A system message must be the first one.")
    if messages[-1].role is not Role.USER:
        raise refuse("Its last message must be the user's: that is what the model answers.")
    if any(m.role is Role.USER and not m.content.strip() for m in messages):
        raise refuse("A user message is empty.")


def user_prompt(text: str, system: str | None = None) -> tuple[Message, ...]:
    """Return the messages of a single-turn prompt; raises `InvalidInputError` when it is empty."""
    head = (Message(Role.SYSTEM, system),) if system else ()
    messages = (*head, Message(Role.USER, text))
    validate_messages(messages)
    return messages
