from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.store.journal_lines import Line, Tail, header_bytes, line_bytes, lines, read_tail

KEYS = st.one_of(st.integers(-(2**62), 2**62), st.text(st.characters(exclude_categories=["Cs"])))
ROWS = st.none() | st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.none() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
)


@given(st.integers(0, 2**62), KEYS, ROWS)
def test_a_line_is_read_as_it_was_written(
    seq: int, key: int | str, row: dict[str, object] | None
) -> None:
    text = None if row is None else json.dumps(row)
    raw = line_bytes(seq, "prompts", key, text)
    assert list(lines(io.BytesIO(raw))) == [Line(seq, "prompts", key, row)]
    assert json.loads(raw)["seq"] == seq


def test_the_checksum_is_that_of_the_rest_of_the_line() -> None:
    """Worked out with the crc32 of another program (`gzip -lv` of the same bytes)."""
    raw = line_bytes(1, "settings", "name", '{"key":"name"}')
    assert raw == b'{"crc":"%s","seq":1,"table":"settings","key":"name","row":{"key":"name"}}\n' % (
        b"e37b1052"
    )


@given(st.data())
def test_a_line_with_any_byte_changed_is_known_as_damaged(data: st.DataObject) -> None:
    raw = bytearray(line_bytes(7, "feedback", 3, '{"id":3,"judge":"human"}'))
    place = data.draw(st.integers(0, len(raw) - 2))
    other = data.draw(st.integers(0, 255).filter(lambda b: b not in (raw[place], 10)))
    raw[place] = other
    assert list(lines(io.BytesIO(bytes(raw)))) == [None]


@pytest.mark.parametrize("size", [10, 70_000, 1_200_000])
def test_the_end_is_found_behind_lines_of_any_length(size: int) -> None:
    whole = header_bytes(0, "e") + line_bytes(9, "responses", 1, json.dumps({"text": "x" * size}))
    torn = line_bytes(10, "responses", 2, json.dumps({"text": "y" * size}))[:-1]
    assert read_tail(io.BytesIO(whole + torn)) == Tail(9, len(whole))


def test_the_end_of_a_file_without_a_good_line() -> None:
    assert read_tail(io.BytesIO(b"")) == Tail(-1, 0)
    assert read_tail(io.BytesIO(b"no line\nnor this")) == Tail(-1, 8)
