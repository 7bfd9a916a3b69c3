"""A run that several processes share: which of them this one is, and where they meet.

`torchrun` and `accelerate launch` start the same command several times and say in the environment
which start is which.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.errors import TrainingError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Place:
    """One of several processes that share a run.

    Args:
        rank: Its number, from 0; the first leads.
        count: How many there are.
        local_rank: Its number among those on this machine.
        local_count: How many of them are on this machine.
        address: The machine where they meet.
        port: Of the meeting point.
        hosted: Whether the launcher keeps the meeting point; otherwise the first process does.
        attempt: How often the launcher has started them anew.
    """

    rank: int
    count: int
    local_rank: int
    local_count: int
    address: str
    port: int
    hosted: bool = False
    attempt: int = 0

    @property
    def leads(self) -> bool:
        """Whether this is the process that reports and writes."""
        return self.rank == 0


def place_in(environment: Mapping[str, str]) -> Place | None:
    """Return what a launcher says in the environment; None for a process of its own.

    Raises:
        TrainingError: The launcher's words make no sense.
    """
    if _number(environment, "WORLD_SIZE", 1) <= 1:
        return None
    rank, count = _number(environment, "RANK"), _number(environment, "WORLD_SIZE")
    return Place(
        rank,
        count,
        _number(environment, "LOCAL_RANK", rank),
        _number(environment, "LOCAL_WORLD_SIZE", count),
        environment.get("MASTER_ADDR", "localhost"),
        _number(environment, "MASTER_PORT"),
        environment.get("TORCHELASTIC_USE_AGENT_STORE") == "True",
        _number(environment, "TORCHELASTIC_RESTART_COUNT", 0),
    )


def _number(environment: Mapping[str, str], name: str, default: int | None = None) -> int:
    """Return a whole number of the environment; raises `TrainingError`."""
    text = environment.get(name)
    if text is None and default is not None:
        return default
    try:
        return int(text or "")
    except ValueError:
        raise TrainingError(
            "The launcher says nothing useful",
            f"It starts several processes, but its variable {name} is “{text or ''}”.",
            "Start them with: torchrun --nproc-per-node 2 -m desktop train …",
        ) from None
