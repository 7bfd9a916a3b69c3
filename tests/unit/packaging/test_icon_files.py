"""Icons for Windows and macOS, read back by their formats' own rules."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

import icon_files
from PySide6.QtGui import QImage, QImageReader
from workplace import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

SVG = REPOSITORY / "resources" / "icons" / "tastemaker.svg"


def test_qt_reads_every_picture_of_the_windows_icon(tmp_path: Path) -> None:
    target = tmp_path / "icon.ico"
    icon_files.write_ico(SVG, target)
    reader = QImageReader(str(target))
    assert reader.format().data() == b"ico"
    assert reader.imageCount() == len(icon_files.ICO_SIZES)
    sizes = []
    for number in range(reader.imageCount()):
        assert reader.jumpToImage(number)
        picture = reader.read()
        assert not picture.isNull()
        assert picture.pixelColor(picture.width() // 2, picture.height() // 2).alpha() > 0
        sizes.append(picture.width())
    assert tuple(sorted(sizes)) == icon_files.ICO_SIZES


def test_the_icon_for_macos_holds_each_size_once_for_each_density(tmp_path: Path) -> None:
    target = tmp_path / "icon.icns"
    icon_files.write_icns(SVG, target)
    content = target.read_bytes()
    kind, length = struct.unpack(">4sI", content[:8])
    assert (kind, length) == (b"icns", len(content))
    found = {}
    position = 8
    while position < len(content):
        kind, length = struct.unpack(">4sI", content[position : position + 8])
        picture = QImage.fromData(content[position + 8 : position + length])
        found[kind] = picture.width()
        position += length
    assert found == icon_files.ICNS_TYPES
