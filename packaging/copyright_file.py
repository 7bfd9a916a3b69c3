"""Debian's file of copyrights: the program's, and that of every part in the bundle."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from workplace import NAME, PUBLISHER, TITLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from parts import Part

HOLDERS_AT_MOST = 20
_HOLDER = re.compile(r"^[\s#*/;.-]*(?:copyright|©)\s*(?:\(c\)|©|:)?\s*(.*\d{4}.*)$", re.I | re.M)

HEADER = f"""\
Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
Upstream-Name: {TITLE}
Comment:
 This package brings everything that {TITLE} needs. Each part below stands under its own licence;
 Qt and PySide (LGPL-3) lie as separate libraries in opt/{NAME}/_internal/PySide6 and may be
 replaced there. Their sources: https://code.qt.io

Files: *
Copyright: 2026 {PUBLISHER}
License: Apache-2.0
 On Debian systems the text lies in /usr/share/common-licenses/Apache-2.0.
"""


def copyright_file(parts: Iterable[Part]) -> str:
    """The whole file, in Debian's machine-readable format."""
    return "\n".join([HEADER, *(_stanza(part) for part in parts)])


def holders(text: str) -> list[str]:
    """Who holds the copyright, as a licence's text says; each once, in order."""
    found = dict.fromkeys(match.strip() for match in _HOLDER.findall(text))
    return list(found)[:HOLDERS_AT_MOST]


def _stanza(part: Part) -> str:
    files = "\n ".join(f"opt/{NAME}/{file}*" for file in part.files)
    copyrights = "\n ".join(holders(part.text)) or "its developers, as its licence says"
    lines = "\n".join(_indented(part.text))
    return (
        f"Files: {files}\nCopyright: {copyrights}\nLicense: {_short(part)}\n{lines}\n"
        f"Comment: {part.name} {part.version}: {part.licence}\n"
    )


def _short(part: Part) -> str:
    """A name of the licence as the format wants it: one word, of this part alone."""
    return f"{re.sub(r'[^A-Za-z0-9.+-]+', '-', part.name)}-licence"


def _indented(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield f" {line.rstrip()}" if line.strip() else " ."
