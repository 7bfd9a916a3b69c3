"""Whether training learns: a planted preference and reward, and what people prefer, beside TRL.

Usage: python -m tests.benchmarks.learning [planted|people ...]. `planted` is the whole loop of the
demo, once a seed: a simulated judge, whose rule the reward model has to find and PPO to follow.
`people` trains reward models on the comparisons of `TASTEMAKER_COMPARISONS`, ours and TRL's once a
seed, and asks both about the same other pairs. `TASTEMAKER_LEARNING_SEEDS` and
`TASTEMAKER_LEARNING_PAIRS` name other seeds, with commas, and other numbers of pairs.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path
from statistics import mean

from desktop.domain.policy_settings import PpoSettings
from desktop.domain.runs import Stage
from desktop.domain.statistics import difference, wilson
from tests.benchmarks.peers import TRL_REWARD, run_json, run_peer
from tests.benchmarks.report import mean_over_seeds, report
from tests.benchmarks.reward_model import METHODS, SHARED
from tests.benchmarks.work import (
    Pair,
    comparisons,
    conversation_rows,
    preference_examples,
    run_ours,
    starter,
)

SEEDS = [int(word) for word in os.environ.get("TASTEMAKER_LEARNING_SEEDS", "0,1,2").split(",")]
PAIRS = int(os.environ.get("TASTEMAKER_LEARNING_PAIRS", "300"))


def planted() -> None:
    """Print a line for each seed about the reward model, and one about PPO."""
    for seed in SEEDS:
        words = ("-m", "desktop", "demo", "--json", "--seed", str(seed))
        found = run_json([sys.executable, *words])
        reward, ppo = found["reward_model"], found["ppo"]
        report(
            "learning_preference",
            "share of held-out pairs ranked wrong, by a simulated judge's rule",
            1 - reward["accuracy"],
            0.5,
            seed=seed,
            low=round(1 - reward["high"], 3),
            high=round(1 - reward["low"], 3),
            n=reward["n"],
        )
        report(
            "learning_reward",
            "share of held-out prompts lost to the model from before, by a simulated judge",
            1 - ppo["win_rate"],
            0.5,
            seed=seed,
            low=round(1 - ppo["win_rate_high"], 3),
            high=round(1 - ppo["win_rate_low"], 3),
            kl=round(ppo["kl"], 2),
            kl_target=PpoSettings().environment.kl_target,
            reward_before=round(ppo["reward_before"], 2),
            reward_after=round(ppo["reward_after"], 2),
        )


def people() -> None:
    """Print a line for each seed and one over all, with the intervals of the difference.

    One interval is over the seeds, for these held-out pairs; the other says what these pairs can
    tell of others.
    """
    pairs = comparisons()
    train, held_out = pairs[:PAIRS], pairs[PAIRS : 2 * PAIRS]
    ours, theirs = [], []
    for seed in SEEDS:
        ours.append(1 - accuracy(seed, train, held_out))
        theirs.append(1 - peers_accuracy(seed, train, held_out))
        tell(ours[-1], theirs[-1], seed=seed)
    count = len(held_out)
    apart = difference(wilson(mean(ours) * count, count), wilson(mean(theirs) * count, count))
    over_seeds = mean_over_seeds([a - b for a, b in zip(ours, theirs, strict=True)])
    tell(
        mean(ours),
        mean(theirs),
        **{f"difference_{name}": value for name, value in over_seeds.items()},
        pairs_low=round(apart.low, 3),
        pairs_high=round(apart.high, 3),
        trained_on=len(train),
        n=count,
    )


def tell(ours: float, theirs: float, **more: float) -> None:
    """Print a line about human comparisons."""
    words = "share of held-out human comparisons ranked wrong"
    report("learning_people", words, ours, round(theirs, 3), **more)


def accuracy(seed: int, train: list[Pair], held_out: list[Pair]) -> float:
    """Train a reward model of ours and return its share of held-out pairs ranked right."""
    values = SHARED | METHODS["lora"] | {"seed": seed}
    with tempfile.TemporaryDirectory() as folder:
        examples = preference_examples(train, held_out)
        found = run_ours(Path(folder) / "run", Stage.REWARD, values, examples)
    return float(found["result"]["accuracy"])


def peers_accuracy(seed: int, train: list[Pair], held_out: list[Pair]) -> float:
    """Train TRL's and return the same of it."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / "train.jsonl", Path(folder) / "held_out.jsonl"]
        for file, some in zip(files, (train, held_out), strict=True):
            file.write_text(conversation_rows(some), encoding="utf-8")
        found = run_peer(
            TRL_REWARD, "reward.py", str(starter()), *map(str, files), "lora", str(seed)
        )
    return float(found["accuracy"])


PARTS = {"planted": planted, "people": people}


def main() -> None:
    """Measure the parts that are named, or both."""
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()


if __name__ == "__main__":
    main()
