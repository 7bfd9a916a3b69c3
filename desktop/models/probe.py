"""What torch finds on this machine, as plain values."""

from __future__ import annotations

from typing import Any

import torch

from desktop.domain.errors import AppError
from desktop.models.devices import choose_device


def probe_devices() -> dict[str, Any]:
    """Return torch's version, its devices, and what "auto" would choose and why."""
    choice = choose_device()
    return {
        "torch": torch.__version__,
        "cuda_build": torch.version.cuda,
        "threads": torch.get_num_threads(),
        "device": str(choice.device),
        "dtype": str(choice.dtype).removeprefix("torch."),
        "reason": choice.reason,
        "devices": [{"name": "cpu"}, *_cuda_devices(), *_apple_device()],
    }


def _cuda_devices() -> list[dict[str, Any]]:
    if not torch.cuda.is_available():
        return []
    found = []
    for index in range(torch.cuda.device_count()):
        properties = torch.cuda.get_device_properties(index)
        found.append(
            {
                "name": f"cuda:{index}",
                "model": properties.name,
                "memory_gb": properties.total_memory / 1e9,
            }
        )
    return found


def _apple_device() -> list[dict[str, Any]]:
    try:
        choose_device("mps")
    except AppError:
        return []
    return [{"name": "mps"}]
