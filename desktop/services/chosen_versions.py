"""Which version is meant, and whether it can do what is asked of it."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import ModelError, NotFoundError, TrainingError
from desktop.domain.versions import ModelVersion, VersionKind

if TYPE_CHECKING:
    from desktop.services.project import Project


class Purpose(StrEnum):
    """What a reward model is needed for."""

    LEARNING = "learning"
    SCORING = "scoring"
    CHOOSING = "choosing"


def reward_version(project: Project, version_id: int | None, purpose: Purpose) -> ModelVersion:
    """Return a reward model by its id, or the newest.

    Args:
        project: The open project.
        version_id: The model; the newest if not given.
        purpose: What it is needed for.

    Raises:
        TrainingError: There is none yet.
        NotFoundError: The version is not there, or no reward model.
    """
    if purpose is Purpose.LEARNING:
        why = "PPO learns against a reward model."
    elif purpose is Purpose.SCORING:
        why = "A score is what a reward model gives."
    else:
        why = "The best of several answers is the one that a reward model likes most."
    if version_id is None:
        version = project.store.versions.latest(VersionKind.REWARD)
        if version is None:
            raise TrainingError(
                "There is no reward model yet",
                why,
                "Train a reward model from your judgements first.",
            )
        return version
    version = project.version(version_id)
    if version.kind is not VersionKind.REWARD:
        raise NotFoundError(
            f"“{version.name}” is not a reward model", why, "Choose a version of that kind."
        )
    return version


def require_policy(policy: ModelVersion) -> None:
    """Raise `ModelError` for a version that gives numbers instead of answers."""
    if policy.kind is VersionKind.REWARD:
        raise ModelError(
            f"“{policy.name}” is a reward model",
            "It gives numbers, not answers, so it cannot be used as a policy.",
            "Choose the base or a policy version.",
        )


def require_fitting(policy: ModelVersion, reward: ModelVersion | None) -> None:
    """Raise `ModelError` unless a policy can learn, from the reward model where there is one."""
    require_policy(policy)
    if reward is not None and reward.base != policy.base:
        raise ModelError(
            "The reward model and the policy do not fit together",
            f"“{reward.name}” is built on {reward.base}, “{policy.name}” on {policy.base}.",
            "Train a reward model on the policy's base.",
        )


def require_base(project: Project, version: ModelVersion) -> None:
    """Raise `ModelError` unless the files of a version and of its base are there."""
    source = project.source(version)
    for folder in (source.base_folder, source.adapter_folder):
        if folder is not None and not Path(folder).is_dir():
            raise ModelError(
                "The model's files are not there",
                f"“{version.name}” should be in {folder}.",
                "Prepare the model again from the Models page, or put the folder back.",
            )
