"""The entry of the program.

`python -m desktop`, the command `tastemaker`, and the frozen bundle.
"""

from __future__ import annotations

import multiprocessing
import sys

from desktop.worker.program import run_part


def main() -> None:
    """Run the command line and leave with its exit status."""
    multiprocessing.freeze_support()
    if run_part(sys.argv[1:]):
        return
    from desktop.services.window_log import mend_streams

    # Before anything that might speak: a windowed program has no console.
    mend_streams()
    from desktop.cli.main import main as run

    sys.exit(run())


if __name__ == "__main__":
    main()
