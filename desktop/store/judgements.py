"""Judgements as JSON text: the fields of their class, nothing else."""

from __future__ import annotations

import json
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
    from collections.abc import Callable


def judgement_to_text(judgement: Judgement) -> str:
    """Return a judgement's fields as JSON text; its kind is kept beside it."""
    return to_text({name: getattr(judgement, name) for name in judgement.__dataclass_fields__})


def judgement_from_text(kind: str, text: str) -> Judgement:
    """Read what `judgement_to_text` wrote."""
    fields = json.loads(text)
    reader = _READERS.get(kind)
    judgement: Judgement = reader(fields) if reader else KINDS[kind](**fields)
    return judgement


def _comparison(fields: dict[str, Any]) -> Comparison:
    preference, quality = fields["preference"], fields["quality"]
    return Comparison(
        fields["prompt_id"],
        fields["a_id"],
        fields["b_id"],
        None if preference is None else Preference(preference),
        None if quality is None else Quality(quality),
        fields["repeat_of"],
    )


def _ranking(fields: dict[str, Any]) -> Ranking:
    return Ranking(fields["prompt_id"], tuple(tuple(tier) for tier in fields["tiers"]))


def _comment(fields: dict[str, Any]) -> Comment:
    return Comment(**(fields | {"tags": tuple(fields["tags"])}))


def _skip(fields: dict[str, Any]) -> Skip:
    return Skip(fields["prompt_id"], tuple(fields["response_ids"]))


_READERS: dict[str, Callable[[dict[str, Any]], Judgement]] = {
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
