"""One JSON line a measurement, and the numbers that go into it."""

from __future__ import annotations

import json
import sys
from statistics import mean, stdev

STUDENT_95 = (12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262)
"""Student's t for 95% and 1, 2, ... degrees of freedom."""


def percentile(values: list[float], share: float) -> float:
    """Return the value below which `share` (0 to 1) of the values lie, by nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def mean_over_seeds(values: list[float]) -> dict[str, float]:
    """Return the mean of what a few seeds gave, with Student's 95% interval from two seeds on."""
    found = {"mean": mean(values)}
    if 1 < len(values) <= 1 + len(STUDENT_95):
        half = STUDENT_95[len(values) - 2] * stdev(values) / len(values) ** 0.5
        found |= {"low": found["mean"] - half, "high": found["mean"] + half}
    return {name: round(value, 3) for name, value in found.items()}


def report(bench: str, unit: str, ours: float, peer: float | None, **more: float | str) -> None:
    """Print a measurement; `ratio` above 1 means that ours is the better (smaller) figure."""
    ratio = None if peer is None or ours == 0 else round(peer / ours, 3)
    line = {"bench": bench, "unit": unit, "ours": round(ours, 3), "peer": peer, "ratio": ratio}
    sys.stdout.write(json.dumps({**line, **more}) + "\n")
    sys.stdout.flush()
