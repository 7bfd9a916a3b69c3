"""Run the benchmarks: `python -m tests.benchmarks [NAME ...]`; each in a process of its own."""

from __future__ import annotations

import subprocess
import sys

NAMES = (
    "window_start",
    "rate_key",
    "rate_key_training",
    "long_line",
    "event_loop",
    "sampling",
    "reward_model",
    "ppo",
    "ppo_presets",
    "learning",
    "growth",
    "import_speed",
    "history",
    "window_memory",
    "rating_while_importing",
)


def main() -> int:
    """Run those that are named, or all; return the number that failed."""
    failed = 0
    for name in sys.argv[1:] or NAMES:
        failed += subprocess.run([sys.executable, "-m", f"tests.benchmarks.{name}"]).returncode != 0
    return failed


if __name__ == "__main__":
    sys.exit(main())
