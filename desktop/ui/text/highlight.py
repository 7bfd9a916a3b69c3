"""Colours for the code in an answer: comments, strings, numbers and keywords, nothing deeper.

An answer's code is read, not compiled, and is often cut off in the middle. So each family of
languages has one pattern that finds its pieces from left to right in time proportional to the
length; what it does not know stays plain. A language that nobody named is treated like Python or C,
whichever comment signs it has.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST = 50_000
"""Characters of code up to which it is coloured."""
_SLASHED = re.compile(r"^[ \t]*(?://|/\*)|[;{][ \t]*(?://.*)?$", re.MULTILINE)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


class CodePart(StrEnum):
    """What a stretch of code is."""

    COMMENT = "comment"
    STRING = "string"
    NUMBER = "number"
    KEYWORD = "keyword"


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """A stretch of code, in UTF-16 units as Qt counts, and what it is."""

    start: int
    end: int
    part: CodePart


_NUMBER = r"(?P<number>(?<!\w)(?:0[xX][0-9a-fA-F_]+|\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?)\w*)"
_WORD = r"(?P<word>[^\W\d]\w*)"
_QUOTED = r"\"(?:\\.|[^\"\\\n])*\"?|'(?:\\.|[^'\\\n])*'?"
_TRIPLE = r"\"{3}[\s\S]*?(?:\"{3}|\Z)|'{3}[\s\S]*?(?:'{3}|\Z)"
_BACKTICKS = r"`(?:\\.|[^`\\])*`?"
_BLOCK_COMMENT = r"/\*[\s\S]*?(?:\*/|\Z)"


def _pattern(comment: str, string: str) -> re.Pattern[str]:
    return re.compile(f"(?P<comment>{comment})|(?P<string>{string})|{_NUMBER}|{_WORD}")


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_HASH = _pattern(r"#[^\n]*", f"{_TRIPLE}|{_QUOTED}")
_SLASH = _pattern(rf"//[^\n]*|{_BLOCK_COMMENT}", f"{_QUOTED}|{_BACKTICKS}")
_DASH = _pattern(rf"--[^\n]*|{_BLOCK_COMMENT}", _QUOTED)
_MARKUP = _pattern(r"<!--[\s\S]*?(?:-->|\Z)", _QUOTED)
_STYLES = _pattern(_BLOCK_COMMENT, _QUOTED)

_FAMILIES: dict[re.Pattern[str], str] = {
    _HASH: "python py python3 bash sh shell zsh console ruby rb perl r yaml yml toml ini julia "
    "makefile make dockerfile elixir nim powershell",
    _SLASH: "c cpp c++ cc h hpp java javascript js jsx typescript ts tsx go golang rust rs swift "
    "kotlin kt scala csharp cs c# php dart json json5 zig groovy objective-c",
    _DASH: "sql mysql postgresql sqlite plsql lua haskell hs ada vhdl",
    _MARKUP: "html xml svg xhtml vue",
    _STYLES: "css scss less",
}
_BY_LANGUAGE = {name: pattern for pattern, names in _FAMILIES.items() for name in names.split()}
_PLAIN = frozenset({"text", "txt", "plain", "plaintext", "none", "markdown", "md", "diff"})

_KEYWORDS: dict[re.Pattern[str], frozenset[str]] = {
    _HASH: _words(
        "and as assert async await begin break case class continue def del do done elif else elsif "
        "end ensure esac except export False fi finally for from function global if import in is "
        "lambda local match module next nil None nonlocal not or pass raise require rescue return "
        "self then True true false try unless until while with yield"
    ),
    _SLASH: _words(
        "abstract any as async auto await bool boolean break case catch char class const continue "
        "default defer delete do double else enum export extends extern false final finally float "
        "fn for foreach from func function go if impl implements import in include instanceof int "
        "interface let long loop match mod move mut namespace new nil null nullptr number override "
        "package private protected public pub return self short signed sizeof static string struct "
        "super switch template this throw throws trait true try type typedef typeof undefined "
        "union unsafe unsigned use using val var virtual void volatile where while yield"
    ),
    _DASH: _words(
        "all alter and as asc between by case create data deriving delete desc distinct do drop "
        "else end exists false for from full function group having if import in index inner insert "
        "instance into is join key left let like limit local module newtype nil not null on or "
        "order outer primary repeat return right select set table then true type union unique "
        "until update values view when where while with"
    ),
    _MARKUP: frozenset(),
    _STYLES: _words("important media import keyframes from to and not only"),
}


def highlight(code: str, language: str) -> list[CodeSpan]:
    """Return what can be told apart in a piece of code, from left to right.

    Args:
        code: The code; its lines end with line feeds.
        language: What the answer calls it; may be empty or anything.
    """
    name = language.strip().lower()
    if len(code) > LONGEST or name in _PLAIN:
        return []
    units = _ASTRAL.sub("\ue000\ue000", code)
    pattern = _BY_LANGUAGE.get(name) or _guess(units)
    keywords = _KEYWORDS[pattern]
    spans = []
    for match in pattern.finditer(units):
        part = match.lastgroup or ""
        if part == "word":
            word = match.group().lower() if pattern is _DASH else match.group()
            if word not in keywords:
                continue
            part = CodePart.KEYWORD
        spans.append(CodeSpan(match.start(), match.end(), CodePart(part)))
    return spans


def _guess(code: str) -> re.Pattern[str]:
    slashed = _SLASHED.search(code) is not None
    return _SLASH if slashed else _HASH
