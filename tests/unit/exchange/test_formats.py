from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from desktop.domain.errors import InvalidInputError
from desktop.exchange.formats import (
    FORMATS,
    LEFT_OUT,
    METADATA,
    Refused,
    format_named,
    mapped,
    read_records,
    sniff,
)
from desktop.exchange.rows import read_rows

if TYPE_CHECKING:
    from pathlib import Path

MESSAGES = [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]


def lines(folder: Path, *rows: Any) -> Path:  # noqa: ANN401 - any JSON value
    path = folder / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ({"prompt": "Hi"}, "trl-prompts"),
        ({"prompt": MESSAGES[:1], "topic": "x"}, "trl-prompts"),
        ({"messages": MESSAGES}, "trl-sft"),
        ({"prompt": "Hi", "completion": "Hello"}, "trl-sft"),
        ({"text": "Once upon a time"}, "trl-text"),
        ({"prompt": "Hi", "chosen": "Hello", "rejected": "No"}, "trl-preference"),
        ({"chosen": MESSAGES, "rejected": MESSAGES}, "trl-implicit"),
        (
            {
                "chosen": "\n\nHuman: Hi\n\nAssistant: Yo",
                "rejected": "\n\nHuman: Hi\n\nAssistant: No",
            },
            "hh-rlhf",
        ),
        ({"type": "tastemaker", "version": 1}, "tastemaker"),
    ],
)
def test_each_format_is_recognised(tmp_path: Path, row: dict[str, Any], name: str) -> None:
    assert sniff(lines(tmp_path, row)).name == name


def test_a_few_broken_rows_do_not_hide_the_format(tmp_path: Path) -> None:
    path = lines(tmp_path, {"prompt": "a"}, {"other": 1}, [1], {"prompt": "b"})
    assert sniff(path).name == "trl-prompts"


def test_unknown_fields_are_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="answer, question"):
        sniff(lines(tmp_path, {"question": "a", "answer": "b"}))


def test_an_empty_file_is_explained(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="nothing to import"):
        sniff(lines(tmp_path))


def test_names_are_unique_and_unknown_ones_refused() -> None:
    assert len({f.name for f in FORMATS}) == len(FORMATS)
    assert format_named("hh-rlhf").name == "hh-rlhf"
    with pytest.raises(InvalidInputError, match="trl-preference"):
        format_named("parquet")


def test_refused_rows_carry_line_and_reason(tmp_path: Path) -> None:
    path = lines(tmp_path, {"prompt": "a"}, {"prompt": "  "}, [1], {"x": 1})
    found = list(read_records(path, format_named("trl-prompts")))
    refused = [item for item in found if isinstance(item, Refused)]
    assert [r.line for r in refused] == [2, 3, 4]
    assert refused[0].reason == "A user message is empty."
    assert refused[2].reason == "There is no field “prompt”."


def test_columns_are_renamed_left_out_and_reached_into(tmp_path: Path) -> None:
    row = {"data": {"q": "Why?"}, "a": "So.", "secret": 1, "note": "x", "completion": "old"}
    mapping = {"data.q": "prompt", "a": "completion", "secret": LEFT_OUT, "note": METADATA}
    found = list(mapped(read_rows(lines(tmp_path, row)), mapping))
    assert found[0].values == {
        "data": {"q": "Why?"},
        "note": "x",
        "original_completion": "old",
        "prompt": "Why?",
        "completion": "So.",
    }


def test_a_mapping_makes_an_unknown_file_known(tmp_path: Path) -> None:
    path = lines(tmp_path, {"alpha": "Why?", "beta": "So."})
    mapping = {"alpha": "prompt", "beta": "completion"}
    assert sniff(path, mapping).name == "trl-sft"
    (found,) = read_records(path, sniff(path, mapping), mapping)
    assert not isinstance(found, Refused)
