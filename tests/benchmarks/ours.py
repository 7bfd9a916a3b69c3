"""Our side of a comparison with a peer: one training run in a process of its own.

Usage: python -m tests.benchmarks.ours RUN_FOLDER, which holds a spec and data as the application
writes them. Prints one JSON line: seconds of training without loading, peak memory, by how much the
process has grown since before the model was loaded, result.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from pathlib import Path

from desktop.worker.entry import ENVIRONMENT

os.environ.update(ENVIRONMENT)

from desktop.domain.events import Event, MetricsRecorded
from desktop.domain.metrics import TOKENS_PER_SECOND
from desktop.models.devices import set_worker_threads
from desktop.services.run_files import read_spec
from desktop.training.dry_run import PeakMemory
from desktop.training.runner import run
from desktop.training.session import NoControl


class Stopwatch:
    """Notes when training begins and when each of its steps is done."""

    def __init__(self) -> None:
        self.began = 0.0
        self.steps: list[float] = []
        self.metrics: dict[str, list[float]] = {}

    def report(self, event: Event) -> None:
        """Take an event of the run."""
        now = time.perf_counter()
        values = event.values if isinstance(event, MetricsRecorded) else {}
        for name, value in values.items():
            self.metrics.setdefault(name, []).append(value)
        if TOKENS_PER_SECOND.name in values:
            self.steps.append(now)
        elif not self.steps:
            self.began = now


def main() -> None:
    """Run and print."""
    folder = Path(sys.argv[1])
    set_worker_threads()
    watch, memory = Stopwatch(), PeakMemory()
    result = run(read_spec(folder), folder, watch, NoControl())
    grown = memory.stop()
    report = {
        "grown": grown,
        "seconds": watch.steps[-1] - watch.began,
        "peak_gb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e9,
        "result": result,
        "metrics": watch.metrics,
    }
    sys.stdout.write(json.dumps(report) + "\n")


if __name__ == "__main__":
    main()
