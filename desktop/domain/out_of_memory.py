"""Recognising that memory ran out, however the device says it."""

from __future__ import annotations

import errno

_WORDS = (
    "out of memory",
    "can't allocate memory",
    "cannot allocate memory",
    "bad_alloc",
    # What cuBLAS says of its workspace.
    "alloc_failed",
)


def is_out_of_memory(error: BaseException) -> bool:
    """Tell whether an error says that there was not enough memory."""
    if isinstance(error, MemoryError) or type(error).__name__ == "OutOfMemoryError":
        return True
    if isinstance(error, OSError):
        return error.errno == errno.ENOMEM
    text = str(error).lower()
    return isinstance(error, RuntimeError) and any(words in text for words in _WORDS)
