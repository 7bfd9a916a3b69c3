from __future__ import annotations

import errno

import pytest

from desktop.domain.errors import AppError, ModelError, StorageError, TrainingError
from desktop.worker.failures import explain, request_failed, run_failed


class OutOfMemoryError(RuntimeError):
    """Has the name of torch's."""


@pytest.mark.parametrize(
    ("error", "kind", "title"),
    [
        (MemoryError(), TrainingError, "memory"),
        (OutOfMemoryError("CUDA out of memory. Tried to allocate"), TrainingError, "memory"),
        (
            RuntimeError("[enforce fail] DefaultCPUAllocator: can't allocate memory: 8 bytes"),
            TrainingError,
            "memory",
        ),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), TrainingError, "memory"),
        (OSError(errno.ENOSPC, "No space left on device"), StorageError, "disk is full"),
        (ValueError("I/O error: No space left on device (os error 28)"), StorageError, "full"),
        (PermissionError(errno.EACCES, "Permission denied", "/x"), StorageError, "cannot be"),
        (ModelError("Odd model", "why", "how"), ModelError, "Odd model"),
    ],
)
def test_what_a_user_can_mend_is_explained(
    error: Exception, kind: type[AppError], title: str
) -> None:
    explained = explain(error)
    assert isinstance(explained, kind)
    assert title in explained.title
    assert explained.hint


@pytest.mark.parametrize("error", [ValueError("x"), RuntimeError("shape mismatch"), KeyError("a")])
def test_a_bug_is_not_explained_away(error: Exception) -> None:
    assert explain(error) is None
    failed = run_failed(error)
    assert not failed.expected
    assert type(error).__name__ in failed.message
    assert "safe" in failed.message


def test_a_failure_carries_its_traceback() -> None:
    try:
        raise TrainingError("No data", "none", "rate")
    except TrainingError as error:
        failed = run_failed(error)
    assert failed.expected
    assert (failed.title, failed.message, failed.hint) == ("No data", "none", "rate")
    assert "test_failures.py" in failed.details


def test_a_request_fails_in_the_same_words() -> None:
    failed = request_failed(3, ModelError("Odd model", "why", "how"))
    assert (failed.request_id, failed.title, failed.message, failed.hint) == (
        3,
        "Odd model",
        "why",
        "how",
    )
