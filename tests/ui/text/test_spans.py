from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.text.spans import (
    Span,
    alignment,
    from_utf16,
    shown_span,
    stored_span,
    utf16_length,
)

CASES = [
    ("**bold** words", "bold words", "bold", "bold"),
    ("see [here](http://e.org) now", "see here now", "now", "now"),
    ("one\ntwo three", "one two three", "two", "two"),
    ("- a\n- b c", "a\nb c", "b c", "b c"),
    ("Best **wishes**,\nall", "Best wishes, all", "wishes, all", "wishes**,\nall"),
    ("很**好**的", "很好的", "好的", "好**的"),
]


@pytest.mark.parametrize(("stored", "shown", "selected", "expected"), CASES)
def test_selected_words_are_found_in_what_is_stored(
    stored: str, shown: str, selected: str, expected: str
) -> None:
    start = shown.index(selected)
    span = stored_span(stored, shown, Span(start, start + len(selected)))
    assert span is not None
    assert stored[span.start : span.end] == expected
    assert shown_span(stored, shown, span) == (start, start + len(selected))


@given(st.text(max_size=80))
def test_text_shown_as_it_is_has_each_character_in_its_place(text: str) -> None:
    assert alignment(text, text) == list(range(len(text)))


@given(st.text(max_size=40), st.data())
def test_positions_of_qt_and_back(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert from_utf16(text, utf16_length(text[:at])) == at


def test_what_is_not_there_has_no_place() -> None:
    assert stored_span("abc", "xyz", Span(0, 3)) is None
    assert shown_span("abc **", "abc", Span(4, 6)) is None
