"""A reward model trained beside TRL's trainer: LoRA in bfloat16, all weights in float32.

Usage: python -m tests.benchmarks.reward_model [lora|full ...]. Ours runs before and after the peer,
so that a drift of the machine falls on both. `TASTEMAKER_BENCH_PAIRS` sets how many pairs are
trained on (64) and measured with (as many).
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

from desktop.domain.runs import Stage
from tests.benchmarks.peers import TRL_REWARD, run_peer
from tests.benchmarks.report import report
from tests.benchmarks.work import (
    comparisons,
    conversation_rows,
    preference_examples,
    run_ours,
    starter,
)

PAIRS = int(os.environ.get("TASTEMAKER_BENCH_PAIRS", "64"))
SHARED = {
    "epochs": 1,
    "batch_size": 8,
    "micro_batch_size": 8,
    "max_length": 256,
    "normalise_samples": 0,
    "device": "cpu",
}
METHODS = {
    "lora": {
        "adapter.method": "lora",
        "adapter.rank": 16,
        "adapter.layers": 0,
        "optimizer.learning_rate": 1e-4,
    },
    "full": {
        "adapter.method": "full",
        "adapter.layers": 0,
        "dtype": "float32",
        "optimizer.learning_rate": 1e-5,
    },
}


def measure(method: str, folder: Path) -> None:
    """Measure one method and print the line."""
    pairs = comparisons()
    train, held_out = pairs[:PAIRS], pairs[-PAIRS:]
    files = [folder / "train.jsonl", folder / "held_out.jsonl"]
    for file, some in zip(files, (train, held_out), strict=True):
        file.write_text(conversation_rows(some), encoding="utf-8")
    values = SHARED | METHODS[method]
    examples = preference_examples(train, held_out)
    before = run_ours(folder / "before", Stage.REWARD, values, examples)
    theirs = run_peer(TRL_REWARD, "reward.py", str(starter()), *map(str, files), method)
    after = run_ours(folder / "after", Stage.REWARD, values, examples)
    seconds = (before["seconds"] + after["seconds"]) / 2
    report(
        f"reward_{method}",
        "s a pair",
        seconds / len(train),
        1 / theirs["train_pairs_per_s"],
        accuracy=before["result"]["accuracy"],
        peer_accuracy=theirs["accuracy"],
        held_out=float(len(held_out)),
        peak_gb=round(before["peak_gb"], 2),
        peer_peak_gb=round(theirs["peak_gb"], 2),
    )


def main() -> None:
    """Measure the methods that are named, or both."""
    for method in sys.argv[1:] or METHODS:
        with tempfile.TemporaryDirectory() as folder:
            measure(method, Path(folder))


if __name__ == "__main__":
    main()
