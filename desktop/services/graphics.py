"""The NVIDIA cards of this computer, whether or not torch can use them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

_PCI = Path("/sys/bus/pci/devices")
_NVIDIA, _DISPLAY = "0x10de", "0x03"
UNNAMED = "NVIDIA"
"""Of a card whose driver is not there to say its name."""


def nvidia_cards(pci: Path = _PCI) -> tuple[str, ...]:
    """Return the names of the cards; without their driver they are found by Linux alone.

    Args:
        pci: Where Linux lists what is plugged in.
    """
    return _known_to_driver() or _plugged_in(pci)


def _known_to_driver() -> tuple[str, ...]:
    import pynvml

    with suppress(pynvml.NVMLError):
        pynvml.nvmlInit()
        try:
            handles = map(pynvml.nvmlDeviceGetHandleByIndex, range(pynvml.nvmlDeviceGetCount()))
            return tuple(str(pynvml.nvmlDeviceGetName(handle)) for handle in handles)
        finally:
            pynvml.nvmlShutdown()
    return ()


def _plugged_in(pci: Path) -> tuple[str, ...]:
    with suppress(OSError):
        return tuple(UNNAMED for device in sorted(pci.iterdir()) if _is_nvidia_card(device))
    return ()


def _is_nvidia_card(device: Path) -> bool:
    with suppress(OSError):
        vendor = (device / "vendor").read_text(encoding="ascii").strip()
        kind = (device / "class").read_text(encoding="ascii").strip()
        return vendor == _NVIDIA and kind.startswith(_DISPLAY)
    return False
