"""Choosing where and how exactly to compute, with the reason in words.

A choice is never silent: whoever asked for a device that is not there gets an error, and "auto"
says what it chose and why.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

import torch

from desktop.domain.errors import TrainingError
from desktop.domain.processor import has_fast_bfloat16
from desktop.domain.words import told


@dataclass(frozen=True, slots=True)
class DeviceChoice:
    """A device, the dtype of frozen weights on it, and why."""

    device: torch.device
    dtype: torch.dtype
    reason: str


def choose_device(requested: str = "auto", dtype: str = "auto") -> DeviceChoice:
    """Choose device and dtype.

    Args:
        requested: "auto", "cpu", "cuda" or "mps".
        dtype: "auto", "float32" or "bfloat16".

    Raises:
        TrainingError: The device asked for is not there, or does not have the dtype.

    """
    name, why = _choose_name(requested)
    number, precision = _choose_dtype(name, dtype)
    return DeviceChoice(torch.device(name), number, f"{why} {precision}")


def _choose_name(requested: str) -> tuple[str, str]:
    there = {"cpu": True, "cuda": torch.cuda.is_available(), "mps": _has_mps()}
    if requested == "auto":
        if there["cuda"]:
            return "cuda", told(f"Using the GPU {torch.cuda.get_device_name()}.")
        if there["mps"]:
            return "mps", told("Using the Apple GPU (Metal).")
        why = told("Using the CPU: no GPU that torch can use was found.")
        return "cpu", f"{why} {_why_no_cuda()}".strip()
    if requested not in there:
        raise TrainingError(
            f"There is no device “{requested}”",
            f"The choices are auto, {', '.join(there)}.",
            "Correct the setting “device”.",
        )
    if not there[requested]:
        why = "torch found no such GPU, or its driver does not work."
        if requested == "cuda":
            why = _why_no_cuda() or "This build of torch has no CUDA."
        raise TrainingError(
            f"The device “{requested}” cannot be used", why, "Choose device=auto or device=cpu."
        )
    return requested, told(f"Using {requested}, as asked.")


def _why_no_cuda() -> str:
    """Return what CUDA itself says of its failure; empty where torch has no CUDA at all."""
    if not torch.backends.cuda.is_built():
        return ""
    try:
        torch.cuda.init()
    except (RuntimeError, AssertionError) as error:
        reason = str(error).strip().splitlines()
        return told(f"CUDA says: {reason[0] if reason else type(error).__name__}")
    return told("CUDA works, but it sees no GPU.")


def _has_mps() -> bool:
    return torch.backends.mps.is_available()


def _choose_dtype(device: str, requested: str) -> tuple[torch.dtype, str]:
    fast = _fast_bf16(device)
    if requested == "auto":
        if fast:
            why = told("Frozen weights are bfloat16, which this device computes fast.")
            return torch.bfloat16, why
        return torch.float32, told("Weights are float32: this device has no fast bfloat16.")
    if requested == "float32":
        return torch.float32, told("Weights are float32, as asked.")
    if requested == "bfloat16":
        if fast:
            return torch.bfloat16, told("Frozen weights are bfloat16, as asked.")
        return torch.bfloat16, told(
            "Frozen weights are bfloat16, as asked (slow on this device, which has no bfloat16 "
            "arithmetic)."
        )
    raise TrainingError(
        f"There is no precision “{requested}”",
        "The choices are auto, float32 and bfloat16.",
        "Correct the setting “dtype”.",
    )


def _fast_bf16(device: str) -> bool:
    if device == "cuda":
        return torch.cuda.get_device_capability() >= (8, 0)
    if device == "mps":
        return False
    return has_fast_bfloat16()


def set_worker_threads(processes: int = 1) -> int:
    """Set torch's threads for a worker process and return their number.

    All cores the process may use, up to 16: with OMP_WAIT_POLICY=passive idle threads sleep, so the
    window stays live.

    Args:
        processes: How many workers share the cores.
    """
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else None
    count = min(max((usable or os.cpu_count() or 1) // processes, 1), 16)
    torch.set_num_threads(count)
    return count
