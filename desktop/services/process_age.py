"""How long this process has been there."""

from __future__ import annotations

import sys
import time

import psutil


def process_age() -> float:
    """Return the seconds since this process was started, to a hundredth."""
    began: float = psutil.Process().create_time()
    if sys.platform == "linux":
        # It is counted from the start of the system, which psutil knows in whole seconds only.
        began += time.time() - time.clock_gettime(time.CLOCK_BOOTTIME) - psutil.boot_time()
    return time.time() - began
