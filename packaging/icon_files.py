"""The application's icon in the formats of Windows (.ico) and macOS (.icns), from its SVG.

Both are containers of PNG pictures, one for each size.
"""

from __future__ import annotations

import struct
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import icons

if TYPE_CHECKING:
    from collections.abc import Mapping

ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_TYPES = {
    b"ic11": 32,
    b"ic12": 64,
    b"ic07": 128,
    b"ic13": 256,
    b"ic08": 256,
    b"ic14": 512,
    b"ic09": 512,
    b"ic10": 1024,
}
"""What Apple calls each picture, and its pixels; some sizes are there twice, for two densities."""


def write_ico(svg: Path, target: Path) -> None:
    """Write an icon for Windows."""
    target.write_bytes(ico(_pictures(svg, ICO_SIZES)))


def write_icns(svg: Path, target: Path) -> None:
    """Write an icon for macOS."""
    target.write_bytes(icns(_pictures(svg, tuple(ICNS_TYPES.values()))))


def ico(pictures: Mapping[int, bytes]) -> bytes:
    """Return an .ico with these PNGs by their size."""
    position = 6 + 16 * len(pictures)
    entries, bodies = b"", b""
    for size, picture in sorted(pictures.items()):
        # A byte has no room for 256, which is written as 0.
        entries += struct.pack(
            "<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), position
        )
        position += len(picture)
        bodies += picture
    return struct.pack("<HHH", 0, 1, len(pictures)) + entries + bodies


def icns(pictures: Mapping[int, bytes]) -> bytes:
    """Return an .icns with these PNGs by their size."""
    body = b"".join(
        kind + struct.pack(">I", 8 + len(pictures[size])) + pictures[size]
        for kind, size in ICNS_TYPES.items()
    )
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def _pictures(svg: Path, sizes: tuple[int, ...]) -> dict[int, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "icon.png"
        found = {}
        for size in set(sizes):
            icons.draw(svg, size, target)
            found[size] = target.read_bytes()
        return found
