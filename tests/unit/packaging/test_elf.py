"""What libraries say of themselves, read from real ones made by the machine's compiler's tools."""

from __future__ import annotations

import shutil
import struct
import sys
from pathlib import Path

import elf
import pytest

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("readelf") is None, reason="needs Linux and binutils"
)


@pytest.fixture
def contents(tmp_path: Path) -> Path:
    """A folder like a bundle's: a library of Qt's in a folder of its own."""
    import PySide6

    folder = tmp_path / "contents"
    (folder / "PySide6").mkdir(parents=True)
    assert PySide6.__file__ is not None
    shutil.copy(Path(PySide6.__file__).parent / "QtCore.abi3.so", folder / "PySide6")
    return folder


def test_a_library_says_what_it_loads(contents: Path) -> None:
    (library,) = elf.binaries(contents)
    assert {"libQt6Core.so.6", "libc.so.6"} <= set(elf.needed(library))
    newest = elf.newest_versions([library])
    assert newest["GLIBC"] >= (2, 2, 5)


def test_only_programs_and_libraries_are_found_and_no_links(contents: Path) -> None:
    (contents / "notes.so").write_text("not a library")
    (contents / "link.so").symlink_to("PySide6/QtCore.abi3.so")
    assert [path.name for path in elf.binaries(contents)] == ["QtCore.abi3.so"]


def test_a_system_library_that_nothing_loads_is_an_orphan(contents: Path) -> None:
    library = next(elf.binaries(contents))
    shutil.copy(library, contents / "libQt6Core.so.6")
    shutil.copy(library, contents / "libnobody.so.1")
    shutil.copy(library, contents / "libpython3.11.so.1.0")
    assert elf.orphans(contents) == [contents / "libnobody.so.1"]


def test_a_library_whose_segments_left_their_pages_is_told(contents: Path) -> None:
    library = next(elf.binaries(contents))
    assert elf.is_loadable(library)
    data = bytearray(library.read_bytes())
    start = struct.unpack_from("<Q", data, 32)[0]
    size, count = struct.unpack_from("<HH", data, 54)
    segments = [start + number * size for number in range(count)]
    loaded = next(at for at in segments if struct.unpack_from("<I", data, at)[0] == 1)
    (offset,) = struct.unpack_from("<Q", data, loaded + 8)
    struct.pack_into("<Q", data, loaded + 8, offset + 8)
    library.write_bytes(data)
    assert not elf.is_loadable(library)


def test_stripping_leaves_a_library_that_loads(contents: Path) -> None:
    library = next(elf.binaries(contents))
    before = elf.needed(library)
    elf.strip(library)
    assert elf.is_loadable(library)
    assert elf.needed(library) == before
    assert [path.name for path in library.parent.iterdir()] == [library.name]
