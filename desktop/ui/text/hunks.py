"""The changes of a diff one by one, and taking one back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.ui.text.diff import Change

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.ui.text.diff import Piece


@dataclass(frozen=True, slots=True)
class Hunk:
    """One place that changed: a removal, an addition, or one in place of the other.

    Args:
        shown_start: Where it begins in the diff as it is shown, with both texts in it.
        shown_end: Where it ends there.
        start: Where its new words begin in the edited text.
        added: Its new words.
        removed: The original's words in their place.
    """

    shown_start: int
    shown_end: int
    start: int
    added: str
    removed: str


def hunks(pieces: Iterable[Piece]) -> list[Hunk]:
    """Return the places that changed, in order."""
    found: list[Hunk] = []
    shown = edited = 0
    open_hunk: Hunk | None = None
    for piece in pieces:
        length = len(piece.text)
        if piece.change is Change.KEPT:
            found += [open_hunk] if open_hunk else []
            open_hunk = None
        else:
            begun = open_hunk or Hunk(shown, shown, edited, "", "")
            is_new = piece.change is Change.ADDED
            open_hunk = Hunk(
                begun.shown_start,
                shown + length,
                begun.start,
                begun.added + (piece.text if is_new else ""),
                begun.removed + ("" if is_new else piece.text),
            )
        shown += length
        edited += 0 if piece.change is Change.REMOVED else length
    return found + ([open_hunk] if open_hunk else [])


def without(text: str, hunk: Hunk) -> str:
    """Return the edited text with one change taken back."""
    return text[: hunk.start] + hunk.removed + text[hunk.start + len(hunk.added) :]


def hunk_at(found: Iterable[Hunk], position: int) -> int | None:
    """Return which change is shown at a position of the diff."""
    for index, hunk in enumerate(found):
        if hunk.shown_start <= position <= hunk.shown_end:
            return index
    return None
