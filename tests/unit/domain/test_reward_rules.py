"""Rewards of the user's own, by pattern and by JSON shape."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import InvalidInputError
from desktop.domain.reward_rules import has_shape, parse_rules

RULES = """
0.5 regex ^Dear
-1 regex (?i)as an ai
2 json {"title": "text", "tags": ["text"], "pages?": "whole"}
"""


@pytest.mark.parametrize(
    ("text", "reward"),
    [
        ("Dear Ada,", 0.5),
        ("Dear Ada, as an AI I cannot", -0.5),
        ("hello", 0.0),
        ('{"title": "x", "tags": []}', 2.0),
        ('{"title": "x", "tags": ["a", "b"], "pages": 3}', 2.0),
        ('{"title": "x", "tags": ["a", 1]}', 0.0),
        ('{"title": "x"}', 0.0),
        ('{"title": "x", "tags": [], "more": 1}', 0.0),
        ('{"title": "x", "tags": [], "pages": 1.5}', 0.0),
        ("[" * 100_000, 0.0),
    ],
)
def test_rules_by_hand(text: str, reward: float) -> None:
    assert sum(rule.weight for rule in parse_rules(RULES) if rule.fits(text)) == reward


@pytest.mark.parametrize(
    ("shape", "value", "fits"),
    [
        ("number", 1, True),
        ("number", 1.5, True),
        ("number", True, False),
        ("whole", 1.5, False),
        ("boolean", False, True),
        ("boolean", 0, False),
        ("text", None, False),
        ("any", None, True),
        ({"a": "any"}, [], False),
        (["number"], {}, False),
    ],
)
def test_types_by_hand(shape: object, value: object, fits: bool) -> None:
    assert has_shape(value, shape) is fits


@pytest.mark.parametrize(
    "line",
    [
        "regex x",
        "1 regex",
        "nan regex x",
        "1 words x",
        "1 regex (",
        "1 json {",
        '1 json {"a": "string"}',
        '1 json ["text", "text"]',
        "1 json []",
        "1 json 3",
    ],
)
def test_what_is_no_rule_is_refused_with_the_line(line: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        parse_rules(f"1 regex fine\n{line}")
    assert line in caught.value.title


def shape_of(value: object) -> object:
    """The shape of a value, found another way."""
    if isinstance(value, dict):
        return {key: shape_of(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape_of(value[0])] if value else ["any"]
    return {bool: "boolean", int: "whole", float: "number", str: "text"}.get(type(value), "any")


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
NAMES = st.text().filter(lambda name: not name.endswith("?"))
VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=1) | st.dictionaries(NAMES, inner, max_size=3),
)


@given(VALUES)
def test_a_value_has_its_own_shape(value: object) -> None:
    rules = parse_rules(f"1 json {json.dumps(shape_of(value))}")
    assert rules[0].fits(json.dumps(value))
