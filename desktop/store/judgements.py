"""Judgements as JSON text: the fields of their class, nothing else."""

from __future__ import annotations

import json
from enum import Enum
from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import (
    KINDS,
    Comment,
    Comparison,
    Correction,
    Judgement,
    Preference,
    Quality,
    Ranking,
    Retraction,
    Skip,
)
from desktop.store.values import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


def judgement_to_text(judgement: Judgement) -> str:
    """Return a judgement's fields as JSON text; its kind is kept beside it."""
    return to_text({name: getattr(judgement, name) for name in judgement.__dataclass_fields__})


def plain_fields(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement's fields as JSON has them: no enumerations, lists for tuples."""
    return {name: _plain_value(getattr(judgement, name)) for name in judgement.__dataclass_fields__}


def _plain_value(value: Any) -> Any:  # noqa: ANN401 - any field of a judgement
    if isinstance(value, Enum):
        return value.value
    return [_plain_value(item) for item in value] if isinstance(value, tuple) else value


def judgements_from_texts(kinds: Iterable[str], texts: Iterable[str]) -> list[Judgement]:
    """Read what `judgement_to_text` wrote, of many at once: one call of the parser for all."""
    records = json.loads(f"[{','.join(texts)}]")
    return [_READERS[kind](fields) for kind, fields in zip(kinds, records, strict=True)]


# A look-up costs a quarter of what a call of the class does.
_PREFERENCES: dict[int | None, Preference | None] = {None: None} | {p.value: p for p in Preference}
_QUALITIES: dict[str | None, Quality | None] = {None: None} | {q.value: q for q in Quality}


def _comparison(fields: dict[str, Any]) -> Comparison:
    return Comparison(
        fields["prompt_id"],
        fields["a_id"],
        fields["b_id"],
        _PREFERENCES[fields["preference"]],
        _QUALITIES[fields["quality"]],
        fields["repeat_of"],
        fields.get("strategy"),
        fields.get("control", False),
    )


def _ranking(fields: dict[str, Any]) -> Ranking:
    return Ranking(fields["prompt_id"], tuple(tuple(tier) for tier in fields["tiers"]))


def _comment(fields: dict[str, Any]) -> Comment:
    return Comment(**(fields | {"tags": tuple(fields["tags"])}))


def _skip(fields: dict[str, Any]) -> Skip:
    return Skip(fields["prompt_id"], tuple(fields["response_ids"]))


def _plain(cls: type[Judgement]) -> Callable[[dict[str, Any]], Judgement]:
    def read(fields: dict[str, Any]) -> Judgement:
        judgement: Judgement = cls(**fields)
        return judgement

    return read


_READERS = {kind: _plain(cls) for kind, cls in KINDS.items()} | {
    "comparison": _comparison,
    "ranking": _ranking,
    "comment": _comment,
    "skip": _skip,
}


def prompt_of(judgement: Judgement) -> int | None:
    """Return the prompt that a judgement speaks of; a retraction speaks of none."""
    return None if isinstance(judgement, Retraction) else judgement.prompt_id


def responses_of(judgement: Judgement) -> set[int]:
    """Return the ids of all responses that a judgement names."""
    if isinstance(judgement, Comparison):
        return {judgement.a_id, judgement.b_id}
    if isinstance(judgement, Ranking):
        return {response_id for tier in judgement.tiers for response_id in tier}
    if isinstance(judgement, Correction):
        return {judgement.original_id, judgement.edited_id}
    if isinstance(judgement, Skip):
        return set(judgement.response_ids)
    response_id = getattr(judgement, "response_id", None)
    return set() if response_id is None else {response_id}
