"""Judgements that speak of another project's, or a file's, ids brought over to this one's."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.feedback import Judgement

_RESPONSE_FIELDS = ("response_id", "a_id", "b_id", "original_id", "edited_id")


def with_ids(
    judgement: Judgement,
    prompt: Callable[[int], int],
    response: Callable[[int], int],
    event: Callable[[int], int],
) -> Judgement:
    """Return a judgement with each id replaced by what the function for its kind says."""
    values: dict[str, Any] = {}
    for field in dataclasses.fields(judgement):
        value = getattr(judgement, field.name)
        if value is None:
            continue
        if field.name == "prompt_id":
            values[field.name] = prompt(value)
        elif field.name in _RESPONSE_FIELDS:
            values[field.name] = response(value)
        elif field.name == "response_ids":
            values[field.name] = tuple(map(response, value))
        elif field.name == "tiers":
            values[field.name] = tuple(tuple(map(response, tier)) for tier in value)
        elif field.name == "repeat_of":
            values[field.name] = event(value)
    return dataclasses.replace(judgement, **values)
