"""The engine as a program of its own: `python -m desktop.worker`, and the frozen engine."""

from __future__ import annotations

import multiprocessing
import sys

from desktop.worker.program import run_part


def main() -> None:
    """Do what the window asks for; without its arguments say what this program is."""
    multiprocessing.freeze_support()
    if not run_part(sys.argv[1:]):
        sys.exit("This is an engine of Tastemaker, which starts it when there is something to do.")


if __name__ == "__main__":
    main()
