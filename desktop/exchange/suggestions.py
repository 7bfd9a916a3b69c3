"""A guess at what the columns of a table mean that no format recognises."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_MEANINGS = {
    "chosen": {"chosen", "better", "preferred", "winner", "best", "good", "accepted", "positive"},
    "rejected": {"rejected", "worse", "loser", "worst", "bad", "dispreferred", "negative"},
    "prompt": {"prompt", "question", "query", "instruction", "input", "user", "ask", "task"},
    "label": {"label", "thumb", "liked", "vote"},
    "margin": {"margin", "strength"},
    "completion": {"completion", "answer", "response", "output", "reply", "assistant", "target"},
    "text": {"text", "content", "document", "body"},
}
"""Most particular first: a “better answer” is chosen, not just an answer."""
_NEEDED = (
    ("prompt", "chosen", "rejected"),
    ("prompt", "completion", "label"),
    ("prompt", "completion"),
    ("prompt",),
    ("text",),
)


def suggested_mapping(columns: Sequence[str]) -> dict[str, str]:
    """Return the field for each column that looks like one; empty when none makes a row.

    The names are those of TRL's formats. Columns that add nothing stay what they are.
    """
    found: dict[str, str] = {}
    for field, names in _MEANINGS.items():
        free = [column for column in columns if column not in found.values()]
        column = next((c for c in free if not names.isdisjoint(_words(c))), None)
        if column is not None:
            found[field] = column
    for needed in _NEEDED:
        if set(needed) <= found.keys():
            fields = {*needed, "margin"} if "chosen" in needed else set(needed)
            return {found[f]: f for f in fields if f in found and found[f] != f}
    return {}


def _words(column: str) -> list[str]:
    return re.findall(r"[a-z]+", column.lower())
