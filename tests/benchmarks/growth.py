"""How cost grows with batch and length: tokens a second, and memory beside what the planner says.

Reward training (LoRA on all layers) and sampling with the starter model. Each line says how many
tokens a second one more doubling gives: cost that grows no faster than linearly keeps it at 1.
Usage: python -m tests.benchmarks.growth [reward|sampling ...]. `TASTEMAKER_BENCH_LENGTHS` and
`TASTEMAKER_BENCH_BATCHES` name other sizes, with commas.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from desktop.worker.entry import ENVIRONMENT

os.environ.update(ENVIRONMENT)

from desktop.domain.datasets import PairTarget, PreferenceGroup
from desktop.domain.metrics import TOKENS_PER_SECOND
from desktop.domain.prompts import user_prompt
from desktop.domain.runs import ModelSource, Stage, settings_for
from desktop.domain.settings import SamplingSettings, TrainSettings
from desktop.models.devices import set_worker_threads
from desktop.models.generation import generate
from desktop.models.loading import load_language_model
from desktop.services.memory import planned
from desktop.services.run_sizes import read_sizes
from tests.benchmarks.report import report
from tests.benchmarks.work import run_ours, starter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.datasets import Example

MB = 1 << 20
STEPS = 3
SAMPLED = 32
BASE_BATCH, BASE_LENGTH = 2, 128


def sizes(name: str, usual: Sequence[int]) -> list[int]:
    """Return the sizes to measure at: the usual ones unless a variable names others."""
    said = os.environ.get(name)
    return [int(part) for part in said.split(",")] if said else list(usual)


LENGTHS = sizes("TASTEMAKER_BENCH_LENGTHS", (128, 256, 512, 1024, 2048))
BATCHES = sizes("TASTEMAKER_BENCH_BATCHES", (1, 2, 4, 8, 16, 32))


def pairs(count: int, length: int) -> list[Example]:
    """Return pairs whose rows are cut to the length."""
    return [
        PreferenceGroup(
            number,
            user_prompt(f"Say number {number} very often."),
            (" rain" * length, " snow" * length),
            (PairTarget(0, 1, 1.0, event_id=number),),
            finished=(True, True),
        )
        for number in range(1, count + 1)
    ]


def reward(batch: int, length: int) -> tuple[float, dict[str, float]]:
    """Train a few steps; return tokens a second, and megabytes measured and planned."""
    values = {
        "epochs": 1,
        "batch_size": batch,
        "micro_batch_size": batch,
        "max_length": length,
        "normalise_samples": 0,
        "folds": 1,
        "device": "cpu",
    }
    examples = pairs(batch * STEPS, length)
    with tempfile.TemporaryDirectory() as folder:
        found = run_ours(Path(folder), Stage.REWARD, values, examples)
    settings = settings_for(Stage.REWARD, values)
    assert isinstance(settings, TrainSettings)
    plan = planned(Stage.REWARD, settings, read_sizes(examples, ModelSource(str(starter()))), "cpu")
    speed = median(found["metrics"][TOKENS_PER_SECOND.name])
    return speed, {
        "measured_mb": round(found["grown"] / MB),
        "planned_mb": round(plan.total / MB),
        "planned_over_measured": round(plan.total / found["grown"], 3),
    }


class Sampling:
    """Samples with the starter model, loaded once."""

    def __init__(self) -> None:
        set_worker_threads()
        self._lm = load_language_model(starter())

    def __call__(self, batch: int, length: int) -> tuple[float, dict[str, float]]:
        """Sample after prompts of a length; return tokens (read or written) a second."""
        prompts = [[5 + (7 * n + row) % 1000 for n in range(length)] for row in range(batch)]
        settings = SamplingSettings(max_new_tokens=SAMPLED)
        times = []
        for turn in range(STEPS):
            began = time.perf_counter()
            answers = generate(self._lm, prompts, settings, seed=turn)
            tokens = batch * length + sum(len(answer.token_ids) for answer in answers)
            times.append(tokens / (time.perf_counter() - began))
        return max(times), {}


def grow(name: str, measure: Callable[[int, int], tuple[float, dict[str, float]]]) -> None:
    """Double batch and length one after the other, and print a line for each."""
    grown: list[tuple[str, list[tuple[int, int]]]] = [
        ("batch", [(batch, BASE_LENGTH) for batch in BATCHES]),
        ("length", [(BASE_BATCH, length) for length in LENGTHS]),
    ]
    for axis, places in grown:
        before = None
        for batch, length in places:
            speed, more = measure(batch, length)
            report(
                f"growth_{name}_{axis}",
                "tokens/s",
                speed,
                None,
                batch=float(batch),
                length=float(length),
                over_the_one_before=round(speed / before, 3) if before else "",
                **more,
            )
            before = speed


def main() -> None:
    """Measure what is named, or both."""
    for name in sys.argv[1:] or ("reward", "sampling"):
        grow(name, reward if name == "reward" else Sampling())


if __name__ == "__main__":
    main()
