from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.text.visible import (
    count_invisible,
    count_words,
    hides_text,
    is_invisible,
    longest_run,
    with_visible_controls,
)


@given(st.text())
def test_nothing_invisible_is_left_in_the_raw_view(text: str) -> None:
    assert count_invisible(with_visible_controls(text)) == 0


@given(st.text(alphabet="abc 你好\n\t.!"))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert with_visible_controls(text) == text


@given(st.text())
def test_a_text_hides_nothing_of_itself(text: str) -> None:
    assert not hides_text(text, text)


@pytest.mark.parametrize("character", "\u202e\u200b\ufeff\u00ad\u2028\x00\x1b\u3164\U000e0041")
def test_tricks_are_seen(character: str) -> None:
    assert is_invisible(character)


@pytest.mark.parametrize(
    ("stored", "shown", "hidden"),
    [
        ("a b", "ab", False),
        ("**a** b", "a b", False),
        ("secret a", "a", True),
        ("1. one\n2. two", "one\ntwo", False),
        ("ab", "ba", True),
        ("```python\nx\n```", "x", False),
        ("```not shown at all\nx\n```", "x", True),
    ],
)
def test_missing_letters_are_noticed(stored: str, shown: str, hidden: bool) -> None:
    assert hides_text(stored, shown) is hidden


@pytest.mark.parametrize(
    ("text", "words"),
    [("", 0), ("one two, three.", 3), ("don't stop", 2), ("你好 world", 3), ("a-b c", 2)],
)
def test_words_are_counted(text: str, words: int) -> None:
    assert count_words(text) == words


def test_the_longest_stretch_without_a_blank() -> None:
    assert longest_run("ab abc\nabcd") == 4
    assert longest_run("") == 0
