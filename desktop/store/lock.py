"""The project's lock: one process at a time opens a project for writing.

The operating system holds the lock, so it ends with its holder however that ends; the file that it
lies on also tells who holds it and is never removed (a removed file could be locked twice).
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Self

from desktop.domain.errors import ProjectError, StorageError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

FILE_NAME = "project.lock"

if sys.platform == "win32":
    import msvcrt

    _FAR_AWAY = 1 << 30
    """Windows forbids reading what is locked, so the lock lies far behind the holder's number."""

    def _try_lock(descriptor: int) -> bool:
        os.lseek(descriptor, _FAR_AWAY, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int) -> bool:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class ProjectLock:
    """The lock of one project's folder.

    Args:
        folder: The project's folder; it must exist.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE_NAME
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._descriptor is not None

    def acquire(self) -> None:
        """Take the lock.

        Raises:
            ProjectError: Another one holds it; the message names its process.
            StorageError: The folder cannot be written to.
        """
        if self.held:
            return
        try:
            descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StorageError(
                "The project cannot be written to",
                f"{self._path}: {error.strerror or error}. Nothing was changed.",
                "Give yourself the right to write there, or copy the project to another folder.",
            ) from error
        try:
            self._take(descriptor)
        except BaseException:
            os.close(descriptor)
            raise
        self._descriptor = descriptor

    def _take(self, descriptor: int) -> None:
        if not _try_lock(descriptor):
            raise ProjectError(
                "This project is already open",
                f"Process {_read_holder(descriptor)} works in {self._path.parent}. "
                "Nothing was changed.",
                "Go on in its window, or close it there first.",
            )
        os.ftruncate(descriptor, 0)
        os.lseek(descriptor, 0, os.SEEK_SET)
        os.write(descriptor, str(os.getpid()).encode())

    def release(self) -> None:
        """Give the lock back; releasing twice does nothing."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        self.acquire()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.release()


def _read_holder(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    text = os.read(descriptor, 32).decode("ascii", "replace").strip()
    return text if text.isdigit() else "(unknown)"
