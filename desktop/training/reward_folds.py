"""Cross-validation: each part of the prompts is told by a model that has not seen it.

Where few prompts are held out, their figures are mostly luck. So the other prompts are parted too:
for each part, a model is trained on all the rest, tells the part, and is thrown away. Together with
the prompts held out from the model that is kept, every judged pair is then told once, unseen. What
a part's model told is written down when it is complete, so that a resumed run goes on there.
"""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import replace
from statistics import fmean
from typing import TYPE_CHECKING

from desktop.training.data import shuffled
from desktop.training.preferences import PreferenceData, decided_pairs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from desktop.domain.reward_settings import RewardSettings
    from desktop.training.preferences import RowGroup
    from desktop.training.reward_learner import RewardLearner
    from desktop.training.session import Session

FOLDER = "folds"
ENOUGH_HELD_OUT = 20
"""Held-out pairs from which on one part is measured well enough."""
_FOLDS = 5


def fold_count(settings: RewardSettings, data: PreferenceData) -> int:
    """Return the number of parts that are held out in turn; 1 is no cross-validation."""
    wanted = settings.folds
    if wanted == 0:
        few = decided_pairs(data.held_out) < ENOUGH_HELD_OUT
        wanted = _FOLDS if few and not settings.trains_everything else 1
    return max(min(wanted, len(data.train) // 2 + 1), 1)


def out_of_fold(
    learner: RewardLearner, data: PreferenceData, folds: int, session: Session, seed: int
) -> dict[int, float] | None:
    """Return the rewards of all rows trained on, each from a model that did not see its prompt.

    Returns None when the user stopped the run in between.

    Args:
        learner: Trains the models.
        data: Of the model that is kept; its held-out prompts are the first part.
        folds: At least 2.
        session: Of the run.
        seed: Decides the parts.
    """
    parts = _parts(data.train, folds - 1, seed)
    rewards: dict[int, float] = {}
    for number, part in enumerate(parts):
        rest = [g for n, other in enumerate(parts) if n != number for g in other]
        fold = replace(data, train=[*rest, *data.held_out], held_out=part)
        inside = session.nested(FOLDER, str(number), phase=FOLDER, place=number, parts=len(parts))
        told = _told(learner, fold, inside)
        if told is None:
            return None
        rewards |= centred(told)
    return rewards


def centred(rewards: Mapping[int, float]) -> dict[int, float]:
    """Return rewards by row less their mean: each part's model has a level of its own."""
    mean = fmean(rewards.values()) if rewards else 0.0
    return {row: reward - mean for row, reward in rewards.items()}


def _parts(groups: Sequence[RowGroup], count: int, seed: int) -> list[list[RowGroup]]:
    order = shuffled(len(groups), seed, FOLDER)
    return [[groups[i] for i in sorted(order[n::count])] for n in range(count)]


def _told(
    learner: RewardLearner, fold: PreferenceData, session: Session
) -> dict[int, float] | None:
    """Return what a fold's model tells of its held-out rows, from the notes if it did so before."""
    notes = session.run_folder.with_suffix(".json")
    if notes.is_file():
        if session.team.leads:
            shutil.rmtree(session.run_folder, ignore_errors=True)
        return {int(row): value for row, value in json.loads(notes.read_text("utf-8")).items()}
    role = learner.new_role(f"fold{session.run_folder.name}")
    task = learner.task(role, fold)
    if not learner.learn(task, session).completed:
        return None
    rewards = task.raw_rewards(fold.held_out, session)
    learner.forget(role)
    if session.team.leads:
        _write(notes, rewards)
        shutil.rmtree(session.run_folder, ignore_errors=True)
    return rewards


def _write(path: Path, rewards: dict[int, float]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(rewards, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
