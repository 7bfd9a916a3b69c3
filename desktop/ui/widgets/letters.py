"""How wide letters are: what a widget that is measured in characters reckons with."""

from __future__ import annotations

from string import ascii_lowercase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtGui import QFontMetrics


def letters_width(metrics: QFontMetrics, count: int) -> int:
    """Return the pixels that so many letters take, or half as many Chinese characters.

    What a Chinese font calls its average character is twice as wide as its letters.
    """
    letter = metrics.horizontalAdvance(ascii_lowercase) // len(ascii_lowercase)
    return count * min(letter, metrics.averageCharWidth())
