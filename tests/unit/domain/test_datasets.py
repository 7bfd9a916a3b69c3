from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.domain.datasets import (
    DemonstrationExample,
    Example,
    PairTarget,
    PreferenceGroup,
    PromptExample,
    ScoreTarget,
    TextExample,
    from_json,
    read_examples,
    to_json,
    write_examples,
)
from desktop.domain.errors import InvalidInputError
from desktop.domain.prompts import Message, Role, Split

if TYPE_CHECKING:
    from pathlib import Path

texts = st.text(st.characters(codec="utf-8"), max_size=20)
ids = st.integers(0, 2**53)
shares = st.floats(0, 1)
splits = st.sampled_from(Split)
chats = st.lists(st.builds(Message, st.sampled_from(Role), texts), max_size=3).map(tuple)
pairs = st.builds(PairTarget, ids, ids, shares, shares, texts, ids)
scores = st.builds(ScoreTarget, ids, shares, shares, ids)
examples: st.SearchStrategy[Example] = st.one_of(
    st.builds(PromptExample, ids, chats, splits),
    st.builds(DemonstrationExample, ids, chats, texts, splits, texts),
    st.builds(TextExample, texts, splits),
    st.builds(
        PreferenceGroup,
        ids,
        chats,
        st.lists(texts, max_size=3).map(tuple),
        st.lists(pairs, max_size=3).map(tuple),
        st.lists(scores, max_size=3).map(tuple),
        st.lists(st.booleans(), max_size=3).map(tuple),
        splits,
    ),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(examples, max_size=4))
def test_a_file_comes_back_equal(tmp_path: Path, written: list[Example]) -> None:
    path = tmp_path / "data.jsonl"
    assert write_examples(path, written) == len(written)
    read = list(read_examples(path))
    assert read == written
    assert [type(example) for example in read] == [type(example) for example in written]


def test_one_line_for_each_example_whatever_is_in_the_text(tmp_path: Path) -> None:
    path = tmp_path / "data.jsonl"
    write_examples(path, [TextExample("one\r\ntwo\u2028three\x85four\n"), TextExample("")])
    lines = path.read_bytes().decode().split("\n")
    assert len(lines) == 3
    assert json.loads(lines[0])["type"] == "text"


def test_the_form_of_a_line() -> None:
    example = DemonstrationExample(3, (Message(Role.USER, "Hi"),), "Hello", Split.HELD_OUT)
    assert to_json(example) == {
        "type": "demonstration",
        "prompt_id": 3,
        "messages": [{"role": "user", "content": "Hi"}],
        "response": "Hello",
        "split": "held_out",
        "source": "",
    }


def test_what_is_not_said_has_its_default() -> None:
    assert from_json({"type": "text", "text": "x"}) == TextExample("x", Split.TRAIN)


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"type": "unknown"},
        {"type": "text"},
        {"type": "text", "text": "x", "more": 1},
        {"type": "text", "text": "x", "split": "both"},
        {"type": "prompt", "prompt_id": 1, "messages": 5},
        {"type": "prompt", "prompt_id": 1, "messages": ["Hi"]},
        {"type": "prompt", "prompt_id": 1, "messages": [{"role": "robot", "content": "Hi"}]},
        {"type": "prompt", "prompt_id": 1, "messages": [{"role": ["user"], "content": "Hi"}]},
        {"type": "preferences", "prompt_id": 1, "messages": [], "responses": [], "pairs": [{}]},
        5,
    ],
)
def test_what_is_no_example_is_refused(value: Any) -> None:  # noqa: ANN401
    with pytest.raises(InvalidInputError):
        from_json(value)


@pytest.mark.parametrize("end", ['{"type": "text", "text": "cut o', "\x00\x00", ""])
def test_a_half_written_line_is_refused_after_the_good_ones(tmp_path: Path, end: str) -> None:
    path = tmp_path / "data.jsonl"
    write_examples(path, [TextExample("whole")])
    with path.open("a") as file:
        file.write(end + "\n")
    reading = read_examples(path)
    assert next(reading) == TextExample("whole")
    with pytest.raises(InvalidInputError, match="training data cannot be read"):
        next(reading)
