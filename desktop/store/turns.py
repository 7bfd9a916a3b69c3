"""Whose turn it is to write: connections of one process wait for each other here.

SQLite lets a waiting connection look again only now and then, so that one who writes without pause
starves it. Here whoever waits is woken at once, and who writes much can give way.
"""

from __future__ import annotations

import contextlib
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PAUSE_S = 0.0005


class Turns:
    """The turns at one database.

    Args:
        patience: Seconds after which somebody who waits asks SQLite itself, and is told the error.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._writing = threading.Lock()
        self._counting = threading.Lock()
        self._waiting = 0

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for one's turn to write, and have it for a block."""
        self._count(1)
        try:
            mine = self._writing.acquire(timeout=self._patience)
        finally:
            self._count(-1)
        try:
            yield
        finally:
            if mine:
                self._writing.release()

    def give_way(self) -> None:
        """Let all write who wait for it; to be called outside of one's own turn."""
        until = time.monotonic() + self._patience
        while self._waiting and time.monotonic() < until:
            time.sleep(_PAUSE_S)

    def _count(self, by: int) -> None:
        with self._counting:
            self._waiting += by


_TURNS: dict[Path, Turns] = {}
_MAKING = threading.Lock()


def turns_at(database: Path, patience: float) -> Turns:
    """Return the turns at a database, the same for all connections of this process."""
    with _MAKING:
        return _TURNS.setdefault(database.absolute(), Turns(patience))
