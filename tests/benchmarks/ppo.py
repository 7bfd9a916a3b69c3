"""A step of PPO beside TRL's last PPO trainer: the same adapters, our default, all weights.

Usage: python -m tests.benchmarks.ppo [lora|default|full ...]. The work is a rollout of 8 answers of
32 tokens, learnt from in 4 epochs. Ours runs before and after the peer.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import Any

from desktop.domain.datasets import PromptExample
from desktop.domain.policy_settings import PpoSettings
from desktop.domain.runs import ModelSource, Stage
from desktop.domain.settings import AdapterSettings
from desktop.models.chat import render_prompt
from desktop.training.engine import Engine, save_role
from tests.benchmarks.peers import TRL_PPO, run_peer
from tests.benchmarks.report import report
from tests.benchmarks.work import run_ours, starter, topics

STEPS = 3
PEER_STEPS = 2
SHARED = {
    "updates": STEPS,
    "epochs": 4,
    "batch_size": 8,
    "micro_batch_size": 8,
    "environment.rollout_size": 8,
    "environment.sampling.max_new_tokens": 32,
    "environment.sampling.temperature": 0.9,
    "optimizer.learning_rate": 3e-6,
    "max_approximate_kl": 0.0,
    "evaluation_prompts": 0,
    "checkpoint_every": 1000,
    "device": "cpu",
}
METHODS: dict[str, dict[str, Any]] = {
    "lora": {"adapter.method": "lora", "adapter.rank": 16, "adapter.layers": 0},
    "default": {"adapter.layers": PpoSettings().adapter.layers},
    "full": {"adapter.method": "full", "adapter.layers": 0, "dtype": "float32"},
}


def reward_model(folder: Path, method: str) -> Path:
    """Write an untrained reward model of the same kind as the policy, as the peer's is."""
    engine = Engine("cpu", "auto")
    settings = AdapterSettings(layers=METHODS[method]["adapter.layers"])
    role = engine.trained_role("reward", ModelSource(str(starter())), settings, seed=0)
    role.head = engine.fresh_head(role.lm, 0)
    save_role(role, folder, str(starter()))
    return folder


def prompts_file(folder: Path) -> Path:
    """Write the prompts as token ids, for the peer."""
    tokenizer = Engine("cpu", "auto").base(str(starter())).tokenizer
    path = folder / "prompts.json"
    ids = [list(render_prompt(tokenizer, messages)) for messages in topics()]
    path.write_text(json.dumps(ids * PEER_STEPS), encoding="utf-8")
    return path


def seconds_a_step(measured: dict[str, Any]) -> float:
    """Return the mean over the steps, the first one too, as the peer's figure has it."""
    return float(measured["seconds"]) / STEPS


def measure(method: str, folder: Path) -> None:
    """Measure one method and print the line."""
    examples = [PromptExample(n, m) for n, m in enumerate(topics(), start=1)]
    values = SHARED | METHODS[method]
    reward = reward_model(folder / "reward", method)
    arguments = (Stage.PPO, values, examples, reward)
    before = run_ours(folder / "before", *arguments)
    peer = "full" if method == "full" else "lora"
    prompts = str(prompts_file(folder))
    theirs = run_peer(TRL_PPO, "ppo.py", str(starter()), prompts, str(PEER_STEPS), peer)
    after = run_ours(folder / "after", *arguments)
    report(
        f"ppo_{method}",
        "s a step",
        (seconds_a_step(before) + seconds_a_step(after)) / 2,
        theirs["seconds_per_step"],
        peak_gb=round(before["peak_gb"], 2),
        peer_peak_gb=round(theirs["peak_gb"], 2),
        response_length=round(median(before["metrics"]["val/response_length"]), 1),
    )


def main() -> None:
    """Measure the methods that are named, or all."""
    for method in sys.argv[1:] or METHODS:
        with tempfile.TemporaryDirectory() as folder:
            measure(method, Path(folder))


if __name__ == "__main__":
    main()
