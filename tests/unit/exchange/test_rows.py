from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.errors import InvalidInputError
from desktop.exchange.cells import neutralise_cell, restore_cell
from desktop.exchange.rows import (
    FileKind,
    Row,
    read_rows,
    sniff_kind,
)

if TYPE_CHECKING:
    from pathlib import Path


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.jsonl", '{"prompt": 1}\n{"prompt": 2}\n', FileKind.JSONL),
        ("a.txt", '{"prompt": 1}\n', FileKind.JSONL),
        ("a.json", '[{"prompt": 1}]', FileKind.JSON),
        ("a.json", '{\n "prompt": 1\n}', FileKind.JSON),
        ("a.csv", "prompt\nHello\n", FileKind.CSV),
        ("a.txt", "Hello\n", FileKind.TEXT),
        ("a.jsonl", "broken\n", FileKind.JSONL),
        ("a", "", FileKind.TEXT),
    ],
)
def test_the_kind_is_told_from_the_content(
    tmp_path: Path, name: str, content: str, kind: FileKind
) -> None:
    assert sniff_kind(file(tmp_path, name, content)) is kind


def test_broken_lines_are_named_and_the_others_read(tmp_path: Path) -> None:
    path = file(tmp_path, "a.jsonl", b'{"a": 1}\n{"a": \n\n[1]\n\xff\xfe\n"text"\n{"a": 2}\n')
    rows = list(read_rows(path))
    assert rows[0] == Row(1, {"a": 1})
    assert rows[-2:] == [Row(6, {"prompt": "text"}), Row(7, {"a": 2})]
    assert [(r.line, r.error is not None) for r in rows[1:4]] == [(2, True), (4, True), (5, True)]


def test_a_json_array_is_read_piece_by_piece_with_its_lines(tmp_path: Path) -> None:
    values = [{"prompt": "x" * 40_000, "n": n} for n in range(8)]
    path = file(tmp_path, "a.json", json.dumps(values, indent=1))
    rows = list(read_rows(path))
    assert [r.values for r in rows] == values
    assert [r.line for r in rows] == [2 + 4 * n for n in range(8)]


def test_a_cut_off_json_array_gives_what_is_whole(tmp_path: Path) -> None:
    rows = list(read_rows(file(tmp_path, "a.json", '[{"a": 1},\n{"a": ')))
    assert rows[0] == Row(1, {"a": 1})
    assert rows[1].line == 2
    assert "stops being JSON" in (rows[1].error or "")


def test_gzipped_files_are_read_whatever_their_name(tmp_path: Path) -> None:
    path = file(tmp_path, "a.jsonl", gzip.compress(b'{"a": 1}\n'))
    assert list(read_rows(path)) == [Row(1, {"a": 1})]


def test_a_cut_off_gzip_is_explained(tmp_path: Path) -> None:
    path = file(tmp_path, "a.jsonl.gz", gzip.compress(b'{"a": 1}\n' * 1000)[:-12])
    with pytest.raises(InvalidInputError, match="cannot be read"):
        list(read_rows(path))


def test_csv_cells_hold_text_lists_and_line_breaks(tmp_path: Path) -> None:
    content = 'prompt;tags\n"Two\nlines";"[""a"", ""b""]"\nlast;\ntoo;many;cells\n'
    rows = list(read_rows(file(tmp_path, "a.csv", content)))
    assert rows[0] == Row(2, {"prompt": "Two\nlines", "tags": ["a", "b"]})
    assert rows[1] == Row(4, {"prompt": "last"})
    assert (rows[2].line, rows[2].error) == (5, "It has 3 cells; the header has 2.")


def test_plain_text_is_one_prompt_a_line(tmp_path: Path) -> None:
    rows = list(read_rows(file(tmp_path, "a.txt", "\ufeffOne\n\n  Two \n")))
    assert rows == [Row(1, {"prompt": "One"}), Row(3, {"prompt": "Two"})]


@given(st.text())
def test_neutralised_cells_come_back_and_are_no_formulas(text: str) -> None:
    cell = neutralise_cell(text)
    assert restore_cell(cell) == text
    assert not cell.startswith(("=", "+", "-", "@"))
