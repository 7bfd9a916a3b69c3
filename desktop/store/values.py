"""Values as columns hold them: JSON as text, never NaN, never half-readable."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

from desktop.domain.prompts import Message

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


# A call of `json.dumps` makes a new encoder each time; imports make many texts.
_encoded = json.JSONEncoder(ensure_ascii=True, allow_nan=False).encode


def to_text(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return a value as JSON text; numbers that are not finite become null."""
    try:
        return _encoded(value)
    except ValueError:
        return _encoded(_finite(value))


def _finite(value: Any) -> Any:  # noqa: ANN401
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, dict):
        return {key: _finite(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(item) for item in value]
    return value


def numbers_to_text(values: Mapping[str, float]) -> str:
    """Return named numbers as JSON text."""
    return to_text({name: float(value) for name, value in values.items()})


def numbers_from_text(text: str) -> dict[str, float]:
    """Read named numbers; null is nan."""
    values: dict[str, float | None] = json.loads(text)
    return {name: math.nan if value is None else value for name, value in values.items()}


def messages_to_text(messages: Sequence[Message]) -> str:
    """Return chat messages as JSON text; equal messages give equal text."""
    return to_text([message.to_json() for message in messages])


def messages_from_text(text: str) -> tuple[Message, ...]:
    """Read chat messages."""
    return tuple(Message.from_json(value) for value in json.loads(text))


def marks(values: Sequence[Any]) -> str:
    """Return the question marks of a list of parameters."""
    return ", ".join("?" * len(values))
