"""What a checkpoint holds, so that a resumed run is the very same run.

Trained weights, the optimiser, the random states, the position, and what the trainer names.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from desktop.models.checkpoints import (
    Checkpoint,
    latest_checkpoint,
    read_checkpoint,
    write_checkpoint,
)

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from desktop.training.optimizer import Optimizer
    from desktop.training.roles import Role


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A run's state after `step` steps, as tensors and JSON values."""

    step: int
    tensors: dict[str, Tensor]
    values: dict[str, Any]

    def write(self, run_folder: Path, *, best: bool = False) -> None:
        """Write it as a checkpoint of the run; raises `StorageError`."""
        write_checkpoint(run_folder, self.step, self.tensors, self.values, best=best)

    def detached(self) -> Snapshot:
        """Return a copy that later steps do not change."""
        return Snapshot(self.step, {n: t.clone() for n, t in self.tensors.items()}, self.values)

    @property
    def bytes(self) -> int:
        """Size of the tensors."""
        return sum(tensor.nbytes for tensor in self.tensors.values())


def capture(
    step: int, roles: Mapping[str, Role], optimizer: Optimizer, values: Mapping[str, Any]
) -> Snapshot:
    """Return the state after `step` steps; its tensors are still the live ones."""
    tensors = {
        f"{role_name}.{name}": tensor
        for role_name, role in roles.items()
        for name, tensor in role.tensors().items()
    }
    tensors |= optimizer.tensors()
    tensors["rng.torch"] = torch.get_rng_state()
    if torch.cuda.is_available():
        tensors["rng.cuda"] = torch.cuda.get_rng_state()
    version, numbers, gauss = random.getstate()
    return Snapshot(
        step, tensors, {"trainer": dict(values), "python_rng": [version, list(numbers), gauss]}
    )


def restore(
    checkpoint: Checkpoint, roles: Mapping[str, Role], optimizer: Optimizer
) -> dict[str, Any]:
    """Take back what `capture` found and return the trainer's own values."""
    load_roles(checkpoint, roles)
    optimizer.load_tensors(checkpoint.tensors)
    torch.set_rng_state(checkpoint.tensors["rng.torch"])
    if torch.cuda.is_available() and "rng.cuda" in checkpoint.tensors:
        torch.cuda.set_rng_state(checkpoint.tensors["rng.cuda"])
    version, numbers, gauss = checkpoint.state["python_rng"]
    random.setstate((version, tuple(numbers), gauss))
    values: dict[str, Any] = checkpoint.state["trainer"]
    return values


def load_roles(checkpoint: Checkpoint, roles: Mapping[str, Role]) -> None:
    """Give roles the weights of a checkpoint."""
    for role_name, role in roles.items():
        start = f"{role_name}."
        role.load_tensors(
            {n.removeprefix(start): t for n, t in checkpoint.tensors.items() if n.startswith(start)}
        )


def last_checkpoint(run_folder: Path) -> tuple[Checkpoint | None, tuple[str, ...]]:
    """Return the newest complete checkpoint of a run, if any, and warnings about damaged ones."""
    found = latest_checkpoint(run_folder)
    if found is None:
        return None, ()
    return read_checkpoint(found.folder), found.warnings
