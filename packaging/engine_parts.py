"""What goes into an engine: the worker's requirements, without those of the window."""

from __future__ import annotations

from typing import TYPE_CHECKING

import closure

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.metadata import Distribution

PROGRAM = "tastemaker-engine"
OF_THE_WINDOW = {
    "arro3-core": "imports and exports",
    "arro3-io": "imports and exports",
    "pyqtgraph": "charts",
    "pyside6-essentials": "the window",
    "pysqlite3": "only the window's process has the database",
    "rapidfuzz": "differences of two answers",
    "sqlite-utils": "only the window's process has the database",
}
"""Requirements that only the window's process imports, and what for."""
UNUSED_ON_CARDS = {
    "triton": "torch would compile functions with it; none of ours is compiled",
}
"""Requirements of torch's builds for graphics cards that a worker never imports."""
CARD_PREFIX = "nvidia-"
"""Distributions with libraries for NVIDIA cards, which CUDA builds of torch ask for."""


def requirements() -> list[str]:
    """The distributions that an engine asks for."""
    left_out = {*OF_THE_WINDOW, *closure.UNUSED}
    return [name for name in closure.own_requirements() if name not in left_out]


def parts() -> list[Distribution]:
    """The distributions in an engine made with the Python that runs this."""
    return closure.closure(requirements(), unused=(*closure.UNUSED, *UNUSED_ON_CARDS))


def card_libraries(inside: Iterable[Distribution]) -> list[tuple[str, str]]:
    """The libraries for NVIDIA cards, each with its folder in the bundle.

    torch finds them relative to its own, so they keep their places; most are loaded by name only,
    and PyInstaller would not see them.
    """
    return sorted(_libraries(inside))


def _libraries(inside: Iterable[Distribution]) -> Iterator[tuple[str, str]]:
    for part in inside:
        if not part.name.lower().startswith(CARD_PREFIX):
            continue
        for file in part.files or ():
            if ".so" in file.name or file.suffix == ".dll":
                yield str(part.locate_file(file)), str(file.parent)
