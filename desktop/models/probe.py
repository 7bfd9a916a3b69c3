"""What torch finds on this machine, as plain values, each device tried out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch

from desktop.domain.errors import AppError
from desktop.models.devices import choose_device

if TYPE_CHECKING:
    from collections.abc import Callable

_SIZE = 64


def probe_devices(tell: Callable[[str], None]) -> dict[str, Any]:
    """Return torch's version, its devices, and what "auto" would choose and why.

    Args:
        tell: Called with the name of each device before it is tried: a broken driver may never
            answer, and then only the supervisor can end it.
    """
    choice = choose_device()
    found = [{"name": "cpu"}, *_cuda_devices(), *_apple_device()]
    for device in found:
        tell(device["name"])
        device["error"] = try_out(device["name"])
    return {
        "torch": torch.__version__,
        "cuda_build": torch.version.cuda,
        "threads": torch.get_num_threads(),
        "device": str(choice.device),
        "dtype": str(choice.dtype).removeprefix("torch."),
        "reason": choice.reason,
        "devices": found,
    }


def try_out(device: str) -> str:
    """Multiply two matrices on a device and differentiate; return what went wrong, or "".

    All entries are 1/2, so that every sum is exact in any precision: a product of 64 x 64 matrices
    has entries 64/4 = 16, their sum is 64² · 16, and its derivative by an entry is 2 · 64 · 1/2.
    """
    try:
        matrix = torch.full((_SIZE, _SIZE), 0.5, device=device, requires_grad=True)
        total = (matrix @ matrix).sum()
        torch.autograd.backward(total)
        assert matrix.grad is not None
        right = total.item() == _SIZE**3 / 4 and bool((matrix.grad == _SIZE).all())
    except (RuntimeError, AssertionError, NotImplementedError) as error:
        return f"{type(error).__name__}: {error}".splitlines()[0]
    return "" if right else "It computes wrong numbers."


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
