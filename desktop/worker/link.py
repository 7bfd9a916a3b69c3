"""The worker's end of the pipe: events out from any thread, commands in through a queue.

When the pipe breaks the application is gone. The link then asks for a shutdown like anyone else
would, and ends the process by force if that takes too long: a worker never outlives its
application.
"""

from __future__ import annotations

import logging
import os
import queue
import threading
import time
from typing import TYPE_CHECKING

import psutil

from desktop.domain.events import Event, Heartbeat
from desktop.worker.protocol import Command, Shutdown

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

logger = logging.getLogger(__name__)

HEARTBEAT_S = 1.0
END_WITHIN_S = 30.0
ORPHANED_EXIT = 70
_GIGABYTE = 1e9


class Link:
    """Sends events and receives commands.

    Args:
        pipe: The worker's end.
        end_within_s: Time for a last checkpoint after the application is gone.
    """

    def __init__(self, pipe: Connection, *, end_within_s: float = END_WITHIN_S) -> None:
        self.commands: queue.SimpleQueue[Command] = queue.SimpleQueue()
        self._pipe = pipe
        self._end_within_s = end_within_s
        self._sending = threading.Lock()
        self._broken = threading.Event()
        self._peak = 0.0

    def start(self) -> None:
        """Begin to listen and to beat."""
        threading.Thread(target=self._listen, name="commands", daemon=True).start()
        threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()

    @property
    def broken(self) -> bool:
        """Whether the application is gone."""
        return self._broken.is_set()

    def report(self, event: Event) -> None:
        """Send an event; nothing happens when nobody is there to hear it."""
        if self.broken:
            return
        try:
            with self._sending:
                self._pipe.send(event)
        except (BrokenPipeError, ConnectionResetError, OSError):
            self._broken.set()

    def request_end(self) -> None:
        """Ask for an orderly end, and see to it that it comes."""
        self.commands.put(Shutdown())
        threading.Thread(target=self._end_by_force, name="deadline", daemon=True).start()

    def _listen(self) -> None:
        while True:
            try:
                self.commands.put(self._pipe.recv())
            except (EOFError, OSError):
                break
        logger.warning("the application is gone; the worker ends")
        self._broken.set()
        self.request_end()

    def _end_by_force(self) -> None:
        time.sleep(self._end_within_s)
        logger.error("the worker did not end by itself within %s s", self._end_within_s)
        os._exit(ORPHANED_EXIT)

    def _beat(self) -> None:
        process = psutil.Process()
        while not self._broken.wait(HEARTBEAT_S):
            memory = process.memory_info()
            now = memory.rss / _GIGABYTE
            self._peak = max(self._peak, now, getattr(memory, "peak_wset", 0) / _GIGABYTE)
            self.report(Heartbeat(now, self._peak))
