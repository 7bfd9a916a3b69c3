"""Judgements that speak of another project's, or a file's, ids brought over to this one's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.domain.feedback import Judgement

_RESPONSE_FIELDS = {"response_id", "a_id", "b_id", "original_id", "edited_id"}


def with_ids(
    judgement: Judgement,
    prompt: Callable[[int], int],
    response: Callable[[int], int],
    event: Callable[[int], int],
) -> Judgement:
    """Return a judgement with each id replaced by what the function for its kind says."""
    fields = {name: getattr(judgement, name) for name in judgement.__dataclass_fields__}
    return type(judgement)(**fields_with_ids(fields, prompt, response, event))


def fields_with_ids(
    fields: Mapping[str, Any],
    prompt: Callable[[int], int],
    response: Callable[[int], int],
    event: Callable[[int], int],
) -> dict[str, Any]:
    """Return the fields of a judgement with each id replaced."""
    new = dict(fields)
    for name, value in fields.items():
        if value is None:
            continue
        if name == "prompt_id":
            new[name] = prompt(value)
        elif name in _RESPONSE_FIELDS:
            new[name] = response(value)
        elif name == "response_ids":
            new[name] = tuple(map(response, value))
        elif name == "tiers":
            new[name] = tuple(tuple(map(response, tier)) for tier in value)
        elif name == "repeat_of":
            new[name] = event(value)
    return new
