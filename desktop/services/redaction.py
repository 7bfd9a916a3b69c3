"""Takes out of a text what is nobody else's business: folders, names, prompts and answers."""

from __future__ import annotations

import contextlib
import getpass
import os
import platform
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

NAME_MARK = "●●●"
HOME_MARK = "~"
TEXT_MARK = "[…]"
PIECE = 16
"""Characters of a private text that are looked for at once; a run of twice as many is found."""
_SHORT = 3
_FEW_LETTERS = 6


class Redaction:
    """Replaces private words by their marks, in any case and however they are written down.

    Args:
        marks: What stands for which word. Words of less than three characters are only taken out
            where they stand alone.
    """

    def __init__(self, marks: Mapping[str, str]) -> None:
        found = [(form, mark) for word, mark in marks.items() for form in _forms(word)]
        found.sort(key=lambda pair: -len(pair[0]))
        self._marks = [mark for _, mark in found]
        pattern = "|".join(f"({_pattern(form)})" for form, _ in found)
        self._pattern = re.compile(pattern, re.IGNORECASE) if pattern else None

    def __call__(self, text: str) -> str:
        """Return the text without the private words."""
        return self._pattern.sub(self._mark, text) if self._pattern else text

    def _mark(self, match: re.Match[str]) -> str:
        assert match.lastindex is not None
        return self._marks[match.lastindex - 1]


def redaction_of_user(projects: Sequence[Path] = ()) -> Redaction:
    """Return what takes this user's name, machine, home folder and project folders out."""
    marks = {str(folder): f"[project {n}]" for n, folder in enumerate(projects, start=1)}
    home = str(Path.home())
    if len(home) > _SHORT:
        marks[home] = HOME_MARK
    for name in _names():
        marks.setdefault(name, NAME_MARK)
    return Redaction(marks)


def _names() -> set[str]:
    names = {os.environ.get(name, "") for name in ("USER", "LOGNAME", "USERNAME")}
    names |= {Path.home().name, platform.node()}
    # A user without an entry in the system's table; then the environment has said all there is.
    with contextlib.suppress(OSError, KeyError):
        names.add(getpass.getuser())
    return {name for name in names if name and name != os.sep}


def _forms(word: str) -> set[str]:
    """Return a word as it is, as in a program's source, in a URL, and with the other slashes."""
    forms = {word, word.replace("\\", "\\\\"), word.replace("\\", "/")}
    return {form for form in forms | {quote(form) for form in forms} if form}


def _pattern(word: str) -> str:
    if len(word) >= _SHORT:
        return re.escape(word)
    return rf"(?<!\w){re.escape(word)}(?!\w)"


def mask_shared(texts: Sequence[str], private: Iterable[str]) -> list[str]:
    """Return texts with a mark for every longer run of characters that a private text has too.

    A shared run of `2 * PIECE - 1` characters always holds a whole piece of the private text, which
    is found in one look at each piece; the run is then followed to both its ends.
    """
    known = {text[at : at + PIECE] for text in texts for at in range(len(text) - PIECE + 1)}
    hidden: list[list[tuple[int, int]]] = [[] for _ in texts]
    for secret in private:
        for at in range(0, len(secret) - PIECE + 1, PIECE):
            piece = secret[at : at + PIECE]
            if piece in known and sum(map(str.isalpha, piece)) >= _FEW_LETTERS:
                for runs, text in zip(hidden, texts, strict=True):
                    runs += _runs(text, secret, at)
    return [_without(text, runs) for text, runs in zip(texts, hidden, strict=True)]


def _runs(text: str, secret: str, at: int) -> list[tuple[int, int]]:
    """Return where the piece at `at` stands in a text, with all around it that is the same."""
    found = []
    start = text.find(secret[at : at + PIECE])
    while start >= 0:
        first, end = start, start + PIECE
        left, right = at, at + PIECE
        while first > 0 and left > 0 and text[first - 1] == secret[left - 1]:
            first, left = first - 1, left - 1
        while end < len(text) and right < len(secret) and text[end] == secret[right]:
            end, right = end + 1, right + 1
        found.append((first, end))
        start = text.find(secret[at : at + PIECE], end)
    return found


def _without(text: str, runs: list[tuple[int, int]]) -> str:
    kept: list[str] = []
    done = 0
    for first, end in sorted(runs):
        if end <= done:
            continue
        if first >= done:
            kept += [text[done:first], TEXT_MARK]
        done = end
    return "".join([*kept, text[done:]])
