"""Whether adapters on the upper layers learn as much as adapters on all, over three seeds.

Usage: python -m tests.benchmarks.ppo_presets [SEED ...]. Both make the same updates for the same
planted reward: words that the user's rules pay for or charge, with an untrained reward model
beside them that is the same for both. What is compared is the mean reward of answers of the two
policies in the end. One line a seed, then the mean of the differences with its 95% interval.
"""

from __future__ import annotations

import itertools
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from desktop.domain.datasets import PromptExample
from desktop.domain.metrics import HELD_OUT_REWARD
from desktop.domain.runs import Stage
from tests.benchmarks.ppo import reward_model
from tests.benchmarks.report import mean_over_seeds
from tests.benchmarks.work import run_ours, topics

SEEDS = (0, 1, 2)
ANSWERS = 256
"""Answers that a policy is judged by, before and after."""
RULES = "1 regex \\bwas\\b\n1 regex \\band\\b\n1 regex \\bI\\b\n-1 regex \\bthe\\b"
"""Each is true of an eighth to three quarters of what the starter model answers."""
WORK: dict[str, Any] = {
    "updates": 20,
    "epochs": 4,
    "batch_size": 16,
    "micro_batch_size": 16,
    "environment.rollout_size": 16,
    "environment.sampling.max_new_tokens": 24,
    "environment.missing_end_penalty": 0.0,
    "environment.rules": RULES,
    "evaluation_prompts": ANSWERS,
    "evaluate_every": 20,
    "checkpoint_every": 1000,
    "device": "cpu",
}
PRESETS: dict[str, dict[str, Any]] = {
    "default": {},
    "lora": {"adapter.layers": 0, "optimizer.learning_rate": 2e-4},
}
"""What our preset changes, and adapters on all layers with the step size that is usual for them."""


def rewards(preset: str, seed: int, folder: Path, reward: Path) -> tuple[float, float]:
    """Return the mean reward of the answers before and after."""
    prompts = itertools.islice(itertools.cycle(topics()), ANSWERS)
    examples = [PromptExample(n, m) for n, m in enumerate(prompts, start=1)]
    values = WORK | PRESETS[preset] | {"seed": seed}
    measured = run_ours(folder / f"{preset}-{seed}", Stage.PPO, values, examples, reward)
    found: list[float] = measured["metrics"][HELD_OUT_REWARD.name]
    return found[0], found[-1]


def main() -> None:
    """Run all seeds, print a line for each and the difference over all."""
    seeds = [int(word) for word in sys.argv[1:]] or list(SEEDS)
    differences = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        reward = reward_model(folder / "reward", "default")
        for seed in seeds:
            found = {preset: rewards(preset, seed, folder, reward) for preset in PRESETS}
            reached = {preset: after for preset, (_, after) in found.items()}
            differences.append(reached["default"] - reached["lora"])
            say(seed=seed, before=found["default"][0], **reached)
    say(**{f"difference_{name}": found for name, found in mean_over_seeds(differences).items()})


def say(**values: float) -> None:
    """Print a line."""
    rounded = {name: round(value, 3) for name, value in values.items()}
    sys.stdout.write(json.dumps({"bench": "ppo_presets", "unit": "reward", **rounded}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
