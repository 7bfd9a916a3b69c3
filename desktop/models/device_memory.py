"""The memory of the device that this process computes on, as its own allocator counts it."""

from __future__ import annotations

import psutil
import torch


def memory_in_use() -> int:
    """Return bytes: of tensors on a GPU once one is used, else of the process."""
    if torch.cuda.is_available() and torch.cuda.is_initialized():
        return int(torch.cuda.memory_allocated())
    if torch.backends.mps.is_available() and (used := torch.mps.driver_allocated_memory()):
        return int(used)
    return int(psutil.Process().memory_info().rss)


def empty_caches() -> None:
    """Give back what the allocators of GPUs keep for later."""
    if torch.cuda.is_available():
        torch.cuda.empty_cache()
    if torch.backends.mps.is_available():
        torch.mps.empty_cache()
