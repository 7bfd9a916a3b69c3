"""Streams send whole characters, whatever the tokens are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.models.chat import encode_text
from desktop.models.loading import load_tokenizer
from desktop.models.streaming import TextStream

if TYPE_CHECKING:
    from pathlib import Path


@settings(max_examples=40, deadline=None)
@given(text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\ufffd")))
def test_pieces_are_whole_characters_and_join(tiny_folder: Path, text: str) -> None:
    tokenizer = load_tokenizer(tiny_folder)
    pieces: list[str] = []
    stream = TextStream(tokenizer, 7, lambda index, piece: pieces.append(f"{index}{piece}"))
    for token in encode_text(tokenizer, text):
        stream.push(token)
    stream.close()
    assert all(piece.startswith("7") for piece in pieces)
    assert "".join(piece[1:] for piece in pieces) == text
    assert not any("\ufffd" in piece for piece in pieces)


def test_a_broken_character_comes_at_the_end(tiny_folder: Path) -> None:
    tokenizer = load_tokenizer(tiny_folder)
    pieces: list[str] = []
    stream = TextStream(tokenizer, 0, lambda _, piece: pieces.append(piece))
    stream.push(encode_text(tokenizer, "中")[0])
    assert pieces == []
    stream.close()
    assert pieces == ["\ufffd"]
