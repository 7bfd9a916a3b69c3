"""What a run was: where it computed and why there, from what, with which settings of one's own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.domain.runs import SETTINGS, Run
from desktop.services.outcomes import place_setting

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.project import Project

TENSORBOARD = "tensorboard"
"""In the run's folder: event files."""


@dataclass(frozen=True, slots=True)
class ChangedSetting:
    """A setting that is not what it is by itself."""

    key: str
    value: Any
    usual: Any


@dataclass(frozen=True, slots=True)
class RunFacts:
    """Facts about a run.

    Args:
        device: Where it computed last; empty before it did.
        reason: Why there.
        precision: Of the frozen weights.
        changed: The settings that differ from what they are by themselves.
        policy: Name of the version it started from.
        reward: Name of the reward model, for PPO.
        event_files: The folder of its TensorBoard files; None before there are any.
    """

    device: str = ""
    reason: str = ""
    precision: str = ""
    changed: tuple[ChangedSetting, ...] = ()
    policy: str = ""
    reward: str = ""
    event_files: Path | None = None


def run_facts(project: Project, run: Run) -> RunFacts:
    """Return the facts about a run."""
    place = project.store.settings.get(place_setting(run.id), ["", "", ""])
    device, reason, precision = map(str, place)
    events = project.run_folder(run) / TENSORBOARD
    return RunFacts(
        device,
        reason,
        precision,
        changed=changed_settings(run),
        policy=_name(project, run.policy_version_id),
        reward=_name(project, run.reward_version_id),
        event_files=events if events.is_dir() else None,
    )


def changed_settings(run: Run) -> tuple[ChangedSetting, ...]:
    """Return the settings of a run that differ from the stage's own, in the form's order."""
    return tuple(
        ChangedSetting(field.key, run.settings[field.key], field.default)
        for field in SETTINGS[run.stage].fields()
        if field.key in run.settings and run.settings[field.key] != field.default
    )


def _name(project: Project, version_id: int | None) -> str:
    return "" if version_id is None else project.store.versions.require(version_id).name
