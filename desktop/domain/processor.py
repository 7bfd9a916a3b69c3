"""What the processor of this machine can compute fast, as far as that can be told without torch."""

from __future__ import annotations

from pathlib import Path

_BFLOAT16 = {"avx512_bf16", "amx_bf16"}
_CPUINFO = Path("/proc/cpuinfo")


def has_fast_bfloat16(source: Path = _CPUINFO) -> bool:
    """Tell whether the CPU has arithmetic in bfloat16."""
    return bool(_BFLOAT16 & cpu_flags(source))


def cpu_flags(source: Path = _CPUINFO) -> set[str]:
    """Return the CPU's feature flags; empty where the system does not list them."""
    if not source.exists():
        return set()
    for line in source.read_text(encoding="utf-8", errors="replace").splitlines():
        if line.startswith("flags"):
            return set(line.split(":", 1)[1].split())
    return set()
