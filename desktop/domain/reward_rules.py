r"""Rewards of the user's own for the form of an answer: a pattern it contains, a JSON shape it has.

One rule a line: a weight, a kind, and what is asked for.

    0.5 regex ^Dear
    -1 regex \bas an AI\b
    1 json {"title": "text", "tags": ["text"], "pages?": "whole"}

A rule gives its weight to an answer that fits, and nothing to others. A JSON shape is an example
with the names of types in place of values: text, number, whole, boolean, any. A list holds items of
one shape; an object has just the keys named, those ending in “?” if it likes.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from desktop.domain.errors import InvalidInputError

_TYPES: dict[str, tuple[type, ...]] = {
    "text": (str,),
    "number": (int, float),
    "whole": (int,),
    "boolean": (bool,),
}


@dataclass(frozen=True, slots=True)
class PatternRule:
    """Asks for a regular expression to be found in the answer."""

    weight: float
    pattern: re.Pattern[str]

    def fits(self, text: str) -> bool:
        """Tell whether the answer has it."""
        return self.pattern.search(text) is not None


@dataclass(frozen=True, slots=True)
class JsonRule:
    """Asks for the whole answer to be JSON of a shape."""

    weight: float
    shape: Any

    def fits(self, text: str) -> bool:
        """Tell whether the answer has it."""
        try:
            value = json.loads(text)
        except (ValueError, RecursionError):
            return False
        return has_shape(value, self.shape)


Rule = PatternRule | JsonRule


@lru_cache(maxsize=8)
def parse_rules(text: str) -> tuple[Rule, ...]:
    """Return the rules of a text; raises `InvalidInputError` for a line that is none."""
    lines = [line.strip() for line in text.splitlines()]
    return tuple(_parse(line) for line in lines if line)


def has_shape(value: Any, shape: Any) -> bool:  # noqa: ANN401 - JSON
    """Tell whether a JSON value has a shape."""
    if isinstance(shape, dict):
        return isinstance(value, dict) and _has_keys(value, shape)
    if isinstance(shape, list):
        return isinstance(value, list) and all(has_shape(item, shape[0]) for item in value)
    if shape == "any":
        return True
    if isinstance(value, bool):
        return bool(shape == "boolean")
    return isinstance(value, _TYPES[shape])


def _has_keys(value: dict[str, Any], shape: dict[str, Any]) -> bool:
    shapes = {key.removesuffix("?"): inner for key, inner in shape.items()}
    needed = {key for key in shape if not key.endswith("?")}
    if not needed <= set(value) <= set(shapes):
        return False
    return all(has_shape(inner, shapes[key]) for key, inner in value.items())


def _parse(line: str) -> Rule:
    parts = line.split(maxsplit=2)
    if len(parts) < 3 or parts[1] not in ("regex", "json"):
        raise _refuse(line, "It should be a weight, “regex” or “json”, and what is asked for.")
    try:
        weight = float(parts[0])
    except ValueError as error:
        raise _refuse(line, "It should begin with a number, the weight.") from error
    if not math.isfinite(weight):
        raise _refuse(line, "It should begin with a number, the weight.")
    if parts[1] == "json":
        return JsonRule(weight, _read_shape(line, parts[2]))
    try:
        return PatternRule(weight, re.compile(parts[2]))
    except re.error as error:
        raise _refuse(line, f"The pattern is not a regular expression: {error}.") from error


def _read_shape(line: str, text: str) -> Any:  # noqa: ANN401 - JSON
    try:
        shape = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _refuse(line, f"The shape is not JSON: {error}.") from error
    if not _is_shape(shape):
        raise _refuse(line, "A shape holds objects, lists of one item, and the names of types.")
    return shape


def _is_shape(shape: Any) -> bool:  # noqa: ANN401 - JSON
    if isinstance(shape, dict):
        return all(_is_shape(inner) for inner in shape.values())
    if isinstance(shape, list):
        return len(shape) == 1 and _is_shape(shape[0])
    return shape == "any" or (isinstance(shape, str) and shape in _TYPES)


def _refuse(line: str, why: str) -> InvalidInputError:
    return InvalidInputError(
        f"“{line[:80]}” is not a rule",
        why,
        'Write for example: 0.5 regex ^Dear; or: 1 json {"title": "text"}.',
    )
