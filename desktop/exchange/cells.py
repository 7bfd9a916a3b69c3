"""Cells of a CSV table: texts, numbers, and lists and objects written as JSON.

A text that a spreadsheet would run as a formula, or that would be read back as JSON, gets an
apostrophe in front; reading takes it away again.
"""

from __future__ import annotations

import json
from typing import Any

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
_JSON_STARTS = ("[", "{")
_GUARDED = (*_FORMULA_STARTS, *_JSON_STARTS)


def neutralise_cell(text: str) -> str:
    """Return a cell that no spreadsheet runs as a formula, and that is read back as this text."""
    return f"'{text}" if text.lstrip("'").startswith(_GUARDED) else text


def restore_cell(text: str) -> str:
    """Undo `neutralise_cell`."""
    guarded = text.startswith("'") and text.lstrip("'").startswith(_GUARDED)
    return text[1:] if guarded else text


def write_cell(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return a value as a cell; None is an empty one."""
    if value is None:
        return ""
    if isinstance(value, str):
        return neutralise_cell(value)
    return json.dumps(value, ensure_ascii=False)


def read_cell(text: str) -> Any:  # noqa: ANN401 - a cell may hold JSON
    """Return what a cell holds: lists and objects that are written as JSON, else the text."""
    if text.startswith(_JSON_STARTS):
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            return text
    return restore_cell(text)
