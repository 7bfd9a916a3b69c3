"""Failures of a worker in words: what happened, what is safe, what to do."""

from __future__ import annotations

import errno
import traceback

from desktop.domain.errors import AppError, StorageError, TrainingError
from desktop.domain.events import RequestFailed, RunFailed
from desktop.domain.out_of_memory import is_out_of_memory

_NO_SPACE = ("no space left on device", "disk quota exceeded", "os error 28", "os error 122")
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


def explain(error: BaseException) -> AppError | None:
    """Return what the user can do about an error; None when it is a bug."""
    if isinstance(error, AppError):
        return error
    text = str(error).lower()
    if is_out_of_memory(error):
        return TrainingError(
            "The memory is not enough",
            "The device ran out of memory. The last checkpoint and all judgements are safe.",
            "Lower micro_batch_size, max_length or environment.rollout_size, close other programs, "
            "or choose a smaller model; then resume or start again.",
        )
    if _is_full_disk(error, text):
        return StorageError(
            "The disk is full",
            "A file of the run could not be written. The last complete checkpoint and all "
            "judgements are safe.",
            "Free some space, then resume the run.",
        )
    if isinstance(error, OSError) and error.errno in (errno.EACCES, errno.EROFS, errno.EPERM):
        return StorageError(
            "A file cannot be written or read",
            f"{error.strerror}: {error.filename}. The last complete checkpoint is safe.",
            "Make the folder writable for you, then resume the run.",
        )
    return None


def _is_full_disk(error: BaseException, text: str) -> bool:
    if isinstance(error, OSError) and error.errno in _FULL:
        return True
    return any(words in text for words in _NO_SPACE)


def run_failed(error: BaseException) -> RunFailed:
    """Return the event for an error that ended a job."""
    known = explain(error)
    details = "".join(traceback.format_exception(error))
    if known is not None:
        return RunFailed(known.title, known.message, known.hint, details, expected=True)
    return RunFailed(
        "The worker met an error it does not know",
        f"{type(error).__name__}: {error}. Your judgements and the last checkpoint are safe.",
        "Please report it with the details.",
        details,
        expected=False,
    )


def request_failed(request_id: int, error: BaseException) -> RequestFailed:
    """Return the event for an error in serving one request."""
    event = run_failed(error)
    return RequestFailed(request_id, event.title, event.message, event.hint)
