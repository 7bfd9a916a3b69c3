from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.text.diff import word_diff
from desktop.ui.text.hunks import Hunk, hunk_at, hunks, without

TEXTS = st.lists(st.sampled_from(["one", "two", " ", "好", "\n", "𝔘", "."])).map("".join)


def test_a_replacement_is_one_change() -> None:
    found = hunks(word_diff("a red car here", "a blue car there"))
    assert found == [Hunk(2, 9, 2, "blue", "red"), Hunk(14, 23, 11, "there", "here")]


@given(TEXTS, TEXTS)
def test_taking_all_changes_back_gives_the_original(before: str, after: str) -> None:
    text = after
    for hunk in reversed(hunks(word_diff(before, after))):
        text = without(text, hunk)
    assert text == before


@given(TEXTS, TEXTS)
def test_a_change_is_found_where_it_is_shown(before: str, after: str) -> None:
    found = hunks(word_diff(before, after))
    for index, hunk in enumerate(found):
        assert hunk_at(found, (hunk.shown_start + hunk.shown_end) // 2) == index


def test_no_change_is_nowhere() -> None:
    assert hunks(word_diff("same", "same")) == []
    assert hunk_at([], 3) is None
