"""One JSON line a measurement, and the numbers that go into it."""

from __future__ import annotations

import json
import sys


def percentile(values: list[float], share: float) -> float:
    """Return the value below which `share` (0 to 1) of the values lie, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def report(bench: str, unit: str, ours: float, peer: float | None, **more: float | str) -> None:
    """Print a measurement; `ratio` above 1 means that ours is the better (smaller) figure."""
    ratio = None if peer is None or ours == 0 else round(peer / ours, 3)
    line = {"bench": bench, "unit": unit, "ours": round(ours, 3), "peer": peer, "ratio": ratio}
    sys.stdout.write(json.dumps({**line, **more}) + "\n")
    sys.stdout.flush()
