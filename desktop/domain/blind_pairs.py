"""Pairs of answers, one of a policy in training and one of its start, for a person to judge blind.

They lie in the run's folder, a file for each step at which the run asked. Which side the policy
stands on follows from a hash, so that nobody can guess it and everybody can recompute it.
"""

from __future__ import annotations

import json
import os
import re
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

FOLDER = "pairs"
_NAME = re.compile(r"step-(\d{8,})\.json")


@dataclass(frozen=True, slots=True)
class BlindPair:
    """Two answers to a prompt; `number` is the pair's place among those of its step.

    The rewards are what the reward model says of the answers; pairs of older runs have none.
    """

    step: int
    number: int
    prompt_id: int
    policy_text: str
    policy_finished: bool
    start_text: str
    start_finished: bool
    policy_reward: float | None = None
    start_reward: float | None = None

    @property
    def rewarded(self) -> float | None:
        """Which answer the reward model likes more: above 0 the policy's, below 0 the start's."""
        if self.policy_reward is None or self.start_reward is None:
            return None
        return self.policy_reward - self.start_reward

    @property
    def policy_first(self) -> bool:
        """Whether the policy's answer is shown as the first one."""
        key = f"{self.step}:{self.number}:{self.policy_text}:{self.start_text}"
        return zlib.crc32(key.encode()) % 2 == 0


def write_pairs(run_folder: Path, step: int, pairs: Sequence[BlindPair]) -> None:
    """Write the pairs of a step, whole or not at all."""
    home = run_folder / FOLDER
    home.mkdir(exist_ok=True)
    place = home / f"step-{step:08d}.json"
    draft = home / f".{place.name}"
    with draft.open("w", encoding="utf-8") as file:
        json.dump([asdict(pair) for pair in pairs], file, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)


def read_pairs(run_folder: Path) -> list[BlindPair]:
    """Return all pairs of a run, those of earlier steps first; damaged files are passed over."""
    found: list[BlindPair] = []
    home = run_folder / FOLDER
    if not home.is_dir():
        return found
    for path in sorted(home.iterdir()):
        if _NAME.fullmatch(path.name):
            try:
                values = json.loads(path.read_text(encoding="utf-8"))
                found += [BlindPair(**value) for value in values]
            except (OSError, ValueError, TypeError):
                continue
    return found
