"""Which of Debian's packages a bundle needs: those with the libraries that it does not bring."""

from __future__ import annotations

from typing import TYPE_CHECKING

import elf
from system_libraries import PACKAGE_OF
from workplace import BuildError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

C_LIBRARY = "libc6"
CXX_LIBRARY = "libstdc++6"
FURTHER: Mapping[str, str] = {
    "ld-linux-aarch64.so.1": C_LIBRARY,
    "ld-linux-x86-64.so.2": C_LIBRARY,
    "libc.so.6": C_LIBRARY,
    "libdl.so.2": C_LIBRARY,
    "libexpat.so.1": "libexpat1",
    "libgcc_s.so.1": "libgcc-s1",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libm.so.6": C_LIBRARY,
    "libpthread.so.0": C_LIBRARY,
    "librt.so.1": C_LIBRARY,
    "libstdc++.so.6": CXX_LIBRARY,
    "libutil.so.1": C_LIBRARY,
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-glx.so.0": "libxcb-glx0",
}
"""Beside those that Qt needs in a checkout."""
GCC_OF_GLIBCXX: Mapping[tuple[int, ...], int] = {
    (3, 4, 28): 9,
    (3, 4, 29): 11,
    (3, 4, 30): 12,
    (3, 4, 31): 13,
    (3, 4, 32): 13,
}
"""The first libstdc++6 with these versions of its symbols."""


def depends(folder: Path) -> list[str]:
    """What the bundle in a folder depends on, as a control file says it.

    Raises:
        BuildError: It loads a library that it does not bring, and that is in no package we know.
    """
    libraries = list(elf.binaries(folder))
    brought = {path.name for path in folder.rglob("*.so*")}
    wanted = {name for library in libraries for name in elf.needed(library)} - brought
    packages = {_package(name) for name in wanted}
    newest = elf.newest_versions(libraries)
    least = {C_LIBRARY: _dotted(newest["GLIBC"])}
    if "GLIBCXX" in newest:
        least[CXX_LIBRARY] = str(GCC_OF_GLIBCXX[newest["GLIBCXX"]])
    return [
        f"{package} (>= {least[package]})" if package in least else package
        for package in sorted(packages)
    ]


def _package(library: str) -> str:
    found = PACKAGE_OF.get(library) or FURTHER.get(library)
    if found is None:
        raise BuildError(
            f"The bundle loads {library} and does not bring it; say in "
            "packaging/dependencies.py which package has it, or in trimming.py what to leave out."
        )
    return found


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(map(str, version))
