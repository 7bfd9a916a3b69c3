"""What an engine may find, as plain values."""

from __future__ import annotations

from typing import Any

CPU: dict[str, Any] = {
    "torch": "2.13.0+cpu",
    "cuda_build": None,
    "device": "cpu",
    "reason": "Using the CPU: no GPU that torch can use was found.",
    "devices": [{"name": "cpu", "error": ""}],
}
GPU: dict[str, Any] = {
    "torch": "2.13.0+cu130",
    "cuda_build": "13.0",
    "device": "cuda",
    "reason": "Using the GPU NVIDIA H100.",
    "devices": [
        {"name": "cpu", "error": ""},
        {"name": "cuda:0", "model": "NVIDIA H100", "memory_gb": 80.0, "error": ""},
    ],
}
