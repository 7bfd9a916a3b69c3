"""What programs and libraries for Linux say of themselves: what they load, of which version.

The headers are read here; `readelf` reads the rest.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING

from workplace import run

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

MAGIC = b"\x7fELF"
PAGE = 4096
_LOAD = 1
_NEEDED = re.compile(r"\(NEEDED\).*\[(.+)\]")
_VERSION = re.compile(r"Name: (GLIBC|GLIBCXX)_(\d+(?:\.\d+)+)\b")


def binaries(folder: Path) -> Iterator[Path]:
    """Yield the programs and libraries in a folder, without links to them."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink() and _magic(path) == MAGIC:
            yield path


def needed(library: Path) -> list[str]:
    """The names of the libraries that one loads when it is loaded."""
    return _NEEDED.findall(run(["readelf", "-dW", library]))


def newest_versions(libraries: Iterable[Path]) -> dict[str, tuple[int, ...]]:
    """The newest versions of the C and C++ libraries that any of these asks for."""
    newest: dict[str, tuple[int, ...]] = {}
    for library in libraries:
        for name, version in _VERSION.findall(run(["readelf", "-VW", library])):
            numbers = tuple(int(number) for number in version.split("."))
            newest[name] = max(newest.get(name, ()), numbers)
    return newest


def is_loadable(library: Path) -> bool:
    """Whether its segments lie on the pages that it says.

    Those of libraries that auditwheel has patched no longer do after `strip`.
    """
    data = library.read_bytes()
    start, size, count = (
        *struct.unpack_from("<Q", data, 32),
        *struct.unpack_from("<HH", data, 54),
    )
    for number in range(count):
        kind, _, offset, address = struct.unpack_from("<IIQQ", data, start + number * size)
        if kind == _LOAD and (offset - address) % PAGE:
            return False
    return True


def strip(library: Path) -> None:
    """Take out the symbols for debuggers, unless the library does not survive that."""
    draft = library.with_name(f".{library.name}")
    run(["strip", "--strip-unneeded", "-o", draft, library])
    if is_loadable(draft):
        draft.replace(library)
    else:
        draft.unlink()


def orphans(contents: Path) -> list[Path]:
    """The system's libraries in a bundle that nothing in it loads.

    They came along with what was left out. Those that lie beside the bundle's folders are the
    system's; a library in a folder belongs to a part.
    """
    loads = {path: needed(path) for path in binaries(contents)}
    ours = {path for path in loads if path.parent == contents and ".so" in path.name}
    by_name = {path.name: path for path in ours}
    reached: set[Path] = set()
    waiting = [path for path in loads if path not in ours]
    while waiting:
        for name in loads[waiting.pop()]:
            found = by_name.get(name)
            if found is not None and found not in reached:
                reached.add(found)
                waiting.append(found)
    return sorted(path for path in ours - reached if not path.name.startswith("libpython"))


def _magic(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(4)
