"""The log of the window: one rotating file, to which everything speaks that has no console.

Records of `logging`, warnings, exceptions that nobody caught in any thread, and, in a program
without a console, both output streams.
"""

from __future__ import annotations

import logging
import os
import sys
import threading
from logging.handlers import RotatingFileHandler
from typing import TYPE_CHECKING, TextIO

from desktop.build_facts import build_facts
from desktop.services.paths import logs_folder

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

logger = logging.getLogger(__name__)

LOG_FILE = "window.log"
OUTPUT_FILE = "window.out"
LOG_BYTES, LOG_COPIES = 1_000_000, 2


class LateStream:
    """Stands in for a missing output stream; its file is made with the first word.

    Not before: the data folder is chosen on the command line, and words may come earlier.
    """

    encoding = "utf-8"
    errors = "replace"

    def __init__(self) -> None:
        self._file: TextIO | None = None

    def write(self, text: str) -> int:
        """Write a text, on the disk at the end of a line."""
        if self._file is None:
            path = logs_folder() / OUTPUT_FILE
            if path.exists() and path.stat().st_size > LOG_BYTES:
                path.replace(path.with_suffix(".out.1"))
            self._file = path.open("a", encoding=self.encoding, errors=self.errors, buffering=1)
        return self._file.write(text)

    def flush(self) -> None:
        """Do nothing: lines are written as they end."""

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file is not None:
            self._file.close()

    def isatty(self) -> bool:
        """Return that nobody sits in front of it."""
        return False


def mend_streams() -> None:
    """Give a program that was started without a console streams that go to a file."""
    if sys.stdout is None:
        sys.stdout = LateStream()
    if sys.stderr is None:
        sys.stderr = LateStream()


def start_log() -> Path:
    """Write the log from now on and return its file."""
    path = logs_folder() / LOG_FILE
    handler = RotatingFileHandler(
        path, maxBytes=LOG_BYTES, backupCount=LOG_COPIES, encoding="utf-8", errors="replace"
    )
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.captureWarnings(capture=True)
    sys.excepthook = log_unexpected
    threading.excepthook = log_thread
    sys.unraisablehook = log_unraisable
    facts = build_facts()
    logger.info(
        "Tastemaker %s (%s %s) starts, process %d",
        facts.version,
        facts.channel,
        facts.commit[:12],
        os.getpid(),
    )
    return path


def stop_log() -> None:
    """Let go of the log's files, so that they can be deleted; what comes now is not written."""
    root = logging.getLogger()
    for handler in [h for h in root.handlers if isinstance(h, RotatingFileHandler)]:
        root.removeHandler(handler)
        handler.close()


def log_unexpected(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    """Log what nobody caught, and say it to whoever sits at a console."""
    logger.error("Unexpected error", exc_info=(kind, error, trace))
    sys.__excepthook__(kind, error, trace)


def log_thread(args: threading.ExceptHookArgs) -> None:
    """Log what nobody caught in a thread."""
    if args.exc_value is None or isinstance(args.exc_value, SystemExit):
        return
    name = args.thread.name if args.thread else "a thread"
    trace = (args.exc_type, args.exc_value, args.exc_traceback)
    logger.error("Unexpected error in %s", name, exc_info=trace)


def log_unraisable(args: sys.UnraisableHookArgs) -> None:
    """Log what could not even be raised, as in a finaliser."""
    what = args.err_msg or "Exception ignored in"
    if args.exc_value is None:
        logger.error("%s %r", what, args.object)
        return
    trace = (args.exc_type, args.exc_value, args.exc_traceback)
    logger.error("%s %r", what, args.object, exc_info=trace)
