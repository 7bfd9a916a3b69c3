"""A run of each stage on a tiny model, in few steps, and what comes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import torch
from safetensors.torch import load_file

from desktop.domain.datasets import DemonstrationExample, TextExample
from desktop.domain.runs import Stage
from desktop.models.checkpoints import latest_checkpoint, read_checkpoint
from tests.helpers.training import pair, prompt_examples, question, run_folder, run_spec

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.datasets import Example
    from desktop.domain.runs import RunSpec

COMMON = {
    "adapter.layers": 1,
    "adapter.rank": 2,
    "optimizer.learning_rate": 5e-3,
    "batch_size": 4,
    "micro_batch_size": 2,
    "max_length": 64,
}
SETTINGS: dict[Stage, dict[str, Any]] = {
    Stage.SFT: COMMON | {"epochs": 2, "checkpoint_every": 2},
    Stage.TEXT: COMMON | {"epochs": 2, "checkpoint_every": 2},
    Stage.DPO: COMMON | {"epochs": 2, "checkpoint_every": 2},
    Stage.REWARD: COMMON
    | {
        "epochs": 2,
        "checkpoint_every": 2,
        "normalise_samples": 4,
        "sampling.max_new_tokens": 4,
        "folds": 1,
    },
    Stage.PPO: COMMON
    | {
        "updates": 4,
        "epochs": 2,
        "environment.rollout_size": 6,
        "environment.sampling.max_new_tokens": 5,
        "checkpoint_every": 2,
        "evaluate_every": 2,
        "evaluation_prompts": 2,
    },
}
DATA: dict[Stage, list[Example]] = {
    Stage.SFT: [DemonstrationExample(n, question(n), f"yes {n}") for n in range(12)],
    Stage.TEXT: [TextExample(f"the cat sat on mat {n}. " * 20) for n in range(6)],
    Stage.DPO: [pair(n, f"yes {n}", f"no no {n}") for n in range(1, 13)],
    Stage.REWARD: [pair(n, f"yes {n}", f"no no {n}") for n in range(1, 13)],
    Stage.PPO: list(prompt_examples(5, 2)),
}
STAGES = list(SETTINGS)


def prepare(
    stage: Stage, base: Path, reward_model: Path, folder: Path, **changes: object
) -> RunSpec:
    """Write the run folder of a stage; `__` in the name of a change stands for a dot."""
    values = SETTINGS[stage] | {key.replace("__", "."): v for key, v in changes.items()}
    run_folder(folder, DATA[stage])
    reward = reward_model if stage is Stage.PPO else None
    return run_spec(stage, base, values, reward=reward)


def weights(folder: Path) -> dict[str, torch.Tensor]:
    """Return what a run has saved, by file and name."""
    found: dict[str, torch.Tensor] = {}
    for path in sorted((folder / "model").glob("*.safetensors")):
        found |= {f"{path.name}:{name}": t for name, t in load_file(path).items()}
    return found


def assert_equal_bit_for_bit(left: Path, right: Path) -> None:
    """Compare the models and last checkpoints of two runs."""
    one, other = weights(left), weights(right)
    assert one
    assert set(one) == set(other)
    for name, tensor in one.items():
        assert torch.equal(tensor, other[name]), name
    last = [latest_checkpoint(folder) for folder in (left, right)]
    assert last[0] is not None
    assert last[1] is not None
    states = [read_checkpoint(found.folder) for found in last if found is not None]
    assert states[0].step == states[1].step
    assert states[0].state == states[1].state
    for name, tensor in states[0].tensors.items():
        assert torch.equal(tensor, states[1].tensors[name]), name
