"""The folder to unpack anywhere (`.tar.zst`), and the checksums of everything in dist/."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import facts
from workplace import NAME, Workplace, run

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from desktop.build_facts import BuildFacts

LEVEL, QUICK_LEVEL = 10, 1
"""Of the compression."""


def build(workplace: Workplace, what: BuildFacts, *, quick: bool = False) -> Path:
    """Pack the bundle as it is and return the file; of the same bundle it is the same.

    Args:
        workplace: Where the bundle lies.
        what: The facts of its build.
        quick: Whether the time to pack counts, and not the size.
    """
    level = QUICK_LEVEL if quick else LEVEL
    target = workplace.dist / f"{NAME}-{what.version}-{what.target}.tar.zst"
    target.parent.mkdir(parents=True, exist_ok=True)
    run(
        [
            *("tar", "--create", "--sort=name", "--owner=0", "--group=0", "--numeric-owner"),
            f"--mtime=@{facts.epoch(what)}",
            f"--transform=s,^{NAME},{NAME}-{what.version},",
            *(f"--use-compress-program=zstd -T0 -{level}", "--file", target),
            *("--directory", workplace.bundle.parent, NAME),
        ]
    )
    return target


def sums_file(workplace: Workplace, what: BuildFacts) -> Path:
    """The file with the checksums of all that is made for a system."""
    return workplace.dist / f"{NAME}-{what.version}-{what.target}.sha256"


def write_sums(files: Iterable[Path], target: Path) -> None:
    """Write the checksums of files as `sha256sum --check` reads them, on any system."""
    lines = [f"{_sha256(file)}  {file.name}\n" for file in sorted(files)]
    target.write_text("".join(lines), encoding="utf-8", newline="\n")


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
