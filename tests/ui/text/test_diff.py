from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from desktop.ui.text.diff import Change, Piece, count_changes, sides, tokens, word_diff

TEXT = st.text(alphabet="ab  .,\n你好我_", max_size=40)


def kept_with(pieces: list[Piece], change: Change) -> str:
    return "".join(p.text for p in pieces if p.change in (Change.KEPT, change))


@given(TEXT, TEXT)
def test_both_texts_can_be_put_together_again(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert kept_with(pieces, Change.REMOVED) == before
    assert kept_with(pieces, Change.ADDED) == after


@given(TEXT)
def test_tokens_join_to_the_text(text: str) -> None:
    assert "".join(tokens(text)) == text


def test_a_replacement_is_one_change() -> None:
    pieces = word_diff("It should have been there.", "It came late there.")
    assert pieces == [
        Piece(Change.KEPT, "It "),
        Piece(Change.REMOVED, "should have been"),
        Piece(Change.ADDED, "came late"),
        Piece(Change.KEPT, " there."),
    ]
    assert count_changes(pieces) == 1


def test_chinese_is_compared_by_character() -> None:
    pieces = word_diff("我有一只猫", "我有两只猫")
    assert [p.text for p in pieces if p.change is Change.REMOVED] == ["一"]


def test_no_change() -> None:
    assert word_diff("same", "same") == [Piece(Change.KEPT, "same")]
    assert word_diff("", "") == []


def test_three_thousand_words_take_no_time() -> None:
    before = " ".join(f"word{i % 700}" for i in range(3000))
    after = " ".join(f"word{i % 699}" for i in range(3000))
    started = time.monotonic()
    word_diff(before, after)
    assert time.monotonic() - started < 1.0


@given(TEXT, TEXT)
def test_each_side_is_its_whole_text(before: str, after: str) -> None:
    left, right = sides(word_diff(before, after))
    assert "".join(text for text, _ in left) == before
    assert "".join(text for text, _ in right) == after
    unmarked = ["".join(t for t, marked in side if not marked) for side in (left, right)]
    assert unmarked[0] == unmarked[1]
