"""Where a stretch of the shown text lies in the stored one, and the other way round.

Rendering leaves characters out (the stars of bold words, the address of a link) and joins lines, so
the two are walked side by side: each shown character belongs to the next stored one that is the
same, white space to the next white space.
"""

from __future__ import annotations

from typing import NamedTuple

WINDOW = 400
"""Stored characters that rendering may leave out at one place."""


class Span(NamedTuple):
    """Characters from `start` up to but not including `end`."""

    start: int
    end: int


def alignment(stored: str, shown: str) -> list[int]:
    """Return for each shown character its place in the stored text, -1 where it has none."""
    places, at = [], 0
    for sign in shown:
        if sign.isspace():
            found = at
            while found < len(stored) and not (stored[found].isspace() or stored[found].isalnum()):
                found += 1
            if found == len(stored) or not stored[found].isspace():
                found = -1
        else:
            found = stored.find(sign, at, at + WINDOW)
        places.append(found)
        at = at if found < 0 else found + 1
    return places


def stored_span(stored: str, shown: str, span: Span) -> Span | None:
    """Return what a shown stretch is in the stored text; None when nothing of it is there."""
    places = [p for p in alignment(stored, shown)[span.start : span.end] if p >= 0]
    return Span(places[0], places[-1] + 1) if places else None


def shown_span(stored: str, shown: str, span: Span) -> Span | None:
    """Return where a stored stretch is shown; None when it is not."""
    places = alignment(stored, shown)
    inside = [n for n, place in enumerate(places) if span.start <= place < span.end]
    return Span(inside[0], inside[-1] + 1) if inside else None


def utf16_length(text: str) -> int:
    """Return the length of a text as Qt counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def from_utf16(text: str, position: int) -> int:
    """Return which character of a text is at a position that Qt counted."""
    units = text.encode("utf-16-le", "surrogatepass")[: 2 * position]
    return len(units.decode("utf-16-le", "replace"))
