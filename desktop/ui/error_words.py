"""The texts of errors and warnings in the user's language.

They arrive from the other rooms, often from another process, as finished English text. The template
that a text was made from is found again by what is fixed in it, and its translation is filled with
the same values. A text that no template fits is shown as it is.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from desktop.domain.errors import AppError

CONTEXT = "ErrorTexts"
LONGEST = 4_000
"""Texts above this many characters are not of our making."""
_BETWEEN = re.compile(r"(?<=[.!?]) +")
_VALUE = re.compile(r"\{\d+\}")


def error_text(error: AppError) -> str:
    """Return all of an error in one paragraph."""
    parts = (title_text(error.title), translated(error.message), translated(error.hint))
    return " ".join(part for part in parts if part)


def title_text(title: str) -> str:
    """Return the title of an error as a sentence."""
    sentence = QCoreApplication.translate("Errors", "{title}.")
    return sentence.format(title=translated(title)) if title else ""


def translated(text: str) -> str:
    """Return a text of an error in the language of the window."""
    found = _found(text)
    return text if found is None else found


def _found(text: str) -> str | None:
    if not text or len(text) > LONGEST:
        return None
    for template, pattern in _patterns():
        match = pattern.fullmatch(text)
        if match:
            values = [translated(value) for value in match.groups()]
            return QCoreApplication.translate(CONTEXT, template).format(*values)
    return None


def recorded_text(text: str) -> str:
    """Return an error that was written down as one text, translated piece by piece.

    Title, message and hint stand one after the other there, each of one sentence or several.
    """
    said: list[str] = []
    left = _BETWEEN.split(text)
    while left:
        piece, count = _first_piece(left)
        said.append(piece)
        left = left[count:]
    return " ".join(said)


def _first_piece(parts: list[str]) -> tuple[str, int]:
    """Return the shortest beginning that is a text of ours, translated, and its sentences."""
    for count in range(1, len(parts) + 1):
        piece = " ".join(parts[:count])
        found = _found(piece)
        if found is not None:
            return found, count
        if _found(piece.removesuffix(".")) is not None:
            return title_text(piece.removesuffix(".")), count
    return parts[0], 1


def sentences(text: str) -> str:
    """Return a text of several sentences, each of them translated by itself."""
    return " ".join(map(translated, _BETWEEN.split(text)))


@functools.cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the templates with what recognises their texts, those with most fixed text first."""
    from desktop.ui.error_templates import TEMPLATES

    ordered = sorted(TEMPLATES, key=lambda template: -len(_VALUE.sub("", template)))
    return tuple((template, _pattern(template)) for template in ordered)


def _pattern(template: str) -> re.Pattern[str]:
    fixed = [re.escape(part.format()) for part in _VALUE.split(template)]
    return re.compile("(.*?)".join(fixed), re.DOTALL)
