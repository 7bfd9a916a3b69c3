"""What changed between two texts, word by word.

The words (each Chinese character is one) are aligned by the indel distance, which takes
milliseconds for thousands of words. Every piece of both texts is in the result exactly once, so
both can be put together again from it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

_TOKENS = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|\s+|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+|[^\w\s]|_"
)


class Change(StrEnum):
    """What happened to a piece of text."""

    KEPT = "kept"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and what happened to it."""

    change: Change
    text: str


def tokens(text: str) -> list[str]:
    """Split a text into words, white space and single signs; joined they are the text again."""
    return _TOKENS.findall(text)


def word_diff(before: str, after: str) -> list[Piece]:
    """Return the pieces that turn one text into the other, removed ones before added ones."""
    old, new = tokens(before), tokens(after)
    pieces: list[Piece] = []
    for step in Indel.opcodes(old, new):
        removed = "".join(old[step.src_start : step.src_end])
        added = "".join(new[step.dest_start : step.dest_end])
        if step.tag == "equal":
            pieces.append(Piece(Change.KEPT, removed))
            continue
        if removed:
            pieces.append(Piece(Change.REMOVED, removed))
        if added:
            pieces.append(Piece(Change.ADDED, added))
    return _grouped(pieces)


def sides(pieces: list[Piece]) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Return both texts in pieces, each with whether only this text has it."""
    before = [(p.text, p.change is Change.REMOVED) for p in pieces if p.change is not Change.ADDED]
    after = [(p.text, p.change is Change.ADDED) for p in pieces if p.change is not Change.REMOVED]
    return before, after


def count_changes(pieces: list[Piece]) -> int:
    """Return the number of places that changed; a replacement is one."""
    count = 0
    previous = Change.KEPT
    for piece in pieces:
        if piece.change is not Change.KEPT and previous is Change.KEPT:
            count += 1
        previous = piece.change
    return count


def _grouped(pieces: list[Piece]) -> list[Piece]:
    """Join changes with nothing but one blank between them, and put removals before additions."""
    result: list[Piece] = []
    removed = added = ""
    for index, piece in enumerate(pieces):
        if piece.change is Change.REMOVED:
            removed += piece.text
        elif piece.change is Change.ADDED:
            added += piece.text
        elif _bridges(pieces, index) and (removed or added):
            removed += piece.text
            added += piece.text
        else:
            result += _both(removed, added)
            removed = added = ""
            result.append(piece)
    return [*result, *_both(removed, added)]


def _bridges(pieces: list[Piece], index: int) -> bool:
    inside = index + 1 < len(pieces)
    return inside and pieces[index].text in (" ", "") and index > 0


def _both(removed: str, added: str) -> list[Piece]:
    changes = ((Change.REMOVED, removed), (Change.ADDED, added))
    return [Piece(change, text) for change, text in changes if text]
