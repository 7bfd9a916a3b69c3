"""Makes the characters visible that a screen does not show, and tells when a rendering hides some.

A text can carry characters that take no room or turn the order of others around (U+202E and its
like). In the raw view each of them stands as its code point, so that what is judged is what is
stored.
"""

from __future__ import annotations

import re
import unicodedata

_KEPT = "\n\t"
_HIDDEN_CATEGORIES = ("Cc", "Cf", "Co", "Cn", "Cs", "Zl", "Zp")
_BLANK_LETTERS = "\u115f\u1160\u3164\uffa0\u2800\u034f"
_FENCE = re.compile(r"^[\s>]*(?:`{3,}|~{3,})[ \t]*[A-Za-z0-9+#-]{1,16}[ \t]*$", re.MULTILINE)
_LIST_MARK = re.compile(r"^[\s>]*\d{1,9}[.)](?=\s)", re.MULTILINE)


def is_invisible(character: str) -> bool:
    """Return whether a character shows nothing by itself; line feeds and tabs count as shown."""
    if character in _KEPT:
        return False
    return unicodedata.category(character) in _HIDDEN_CATEGORIES or character in _BLANK_LETTERS


def code_point(character: str) -> str:
    """Return how an invisible character is written in the raw view: ⟨U+202E⟩."""
    return f"⟨U+{ord(character):04X}⟩"


def with_visible_controls(text: str) -> str:
    """Return the text with each invisible character written as its code point."""
    return text.translate({ord(c): code_point(c) for c in _invisible_in(text)})


def count_invisible(text: str) -> int:
    """Return how many invisible characters a text has."""
    return sum(map(text.count, _invisible_in(text)))


def _invisible_in(text: str) -> list[str]:
    """Return the different invisible characters of a text; it looks at each character once."""
    return [c for c in set(text) if is_invisible(c)]


def hides_text(stored: str, shown: str) -> bool:
    """Return whether letters or digits of the stored text are missing from what is shown.

    Marks of markdown may go, and so may the numbers of a list (they are drawn, but are not in the
    text) and the name of a language where code begins; the rest must be there in the same order.
    """
    if stored == shown:
        return False
    wanted = [c for c in _LIST_MARK.sub("", _FENCE.sub("", stored)) if c.isalnum()]
    rest = iter(shown)
    return not all(character in rest for character in wanted)


def longest_run(text: str) -> int:
    """Return the length of the longest stretch without white space."""
    return max((len(m.group()) for m in re.finditer(r"\S+", text)), default=0)


def count_words(text: str) -> int:
    """Return the number of words; each Chinese, Japanese or Korean character counts as one."""
    return len(
        re.findall(
            r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+(?:['’.-]\w+)*",
            text,
        )
    )
