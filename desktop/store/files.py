"""Files that appear whole or not at all, and are on the disk when the call returns."""

from __future__ import annotations

import contextlib
import os
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on the disk."""
    if path.is_dir() and os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def temporary_name(path: Path) -> Path:
    """Return the name under which a file is written before it gets its own."""
    return path.with_name(f".{path.name}.part")


def put_in_place(temporary: Path, path: Path) -> None:
    """Give a complete file its name, in place of what bore it before."""
    flush(temporary)
    os.replace(temporary, path)
    flush(path.parent)


@contextlib.contextmanager
def write_beside(path: Path) -> Iterator[IO[bytes]]:
    """Give a file to write to; it takes the place of `path` when the block ends without an error.

    Raises:
        OSError: It cannot be written; what was there before is still there.
    """
    temporary = temporary_name(path)
    try:
        with temporary.open("wb") as file:
            yield file
        put_in_place(temporary, path)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
