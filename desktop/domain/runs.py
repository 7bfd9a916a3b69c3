"""Runs: one training (or generating) job, its specification and its state."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from desktop.domain.policy_settings import DpoSettings, PpoSettings
from desktop.domain.reward_settings import RewardSettings
from desktop.domain.settings import GenerateSettings, SftSettings, TextSettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.settings_fields import Settings


class Stage(StrEnum):
    """What a run does."""

    SFT = "sft"
    TEXT = "text"
    REWARD = "reward"
    PPO = "ppo"
    DPO = "dpo"
    GENERATE = "generate"


SETTINGS: dict[Stage, type[Settings]] = {
    Stage.SFT: SftSettings,
    Stage.TEXT: TextSettings,
    Stage.REWARD: RewardSettings,
    Stage.PPO: PpoSettings,
    Stage.DPO: DpoSettings,
    Stage.GENERATE: GenerateSettings,
}


def settings_for(stage: Stage, values: Mapping[str, Any] | None = None) -> Settings:
    """Return the settings of a stage, with the given dotted keys set and checked."""
    return SETTINGS[stage]().replace(values or {})


class RunStatus(StrEnum):
    """Where a run stands. `interrupted` runs offer to resume."""

    WAITING = "waiting"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"
    STOPPED = "stopped"
    DISCARDED = "discarded"
    FAILED = "failed"
    INTERRUPTED = "interrupted"

    @property
    def resumable(self) -> bool:
        """Whether a run in this state can go on from its last checkpoint."""
        return self in (
            RunStatus.INTERRUPTED,
            RunStatus.FAILED,
            RunStatus.PAUSED,
            RunStatus.STOPPED,
        )

    @property
    def live(self) -> bool:
        """Whether a worker is (or is about to be) at work on it."""
        return self in (RunStatus.WAITING, RunStatus.RUNNING, RunStatus.PAUSED)


@dataclass(frozen=True, slots=True)
class ModelSource:
    """Files of a model version as the worker loads them: absolute folders.

    `adapter_folder` holds an adapter (and a head, for a reward model) on top of the base; None is
    the base itself.
    """

    base_folder: str
    adapter_folder: str | None = None
    version_id: int | None = None


@dataclass(frozen=True, slots=True)
class RunSpec:
    """All a worker needs, written as `spec.json` into the run's folder beside `data.jsonl`.

    `policy` is the version trained from; `reward` is the reward model that PPO learns against.
    """

    run_id: int
    stage: Stage
    settings: Mapping[str, Any]
    policy: ModelSource
    reward: ModelSource | None = None
    library_versions: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "run_id": self.run_id,
            "stage": self.stage.value,
            "settings": dict(self.settings),
            "policy": _source_json(self.policy),
            "reward": _source_json(self.reward) if self.reward else None,
            "library_versions": dict(self.library_versions),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> RunSpec:
        """Read what `to_json` wrote."""
        return cls(
            run_id=value["run_id"],
            stage=Stage(value["stage"]),
            settings=value["settings"],
            policy=ModelSource(**value["policy"]),
            reward=ModelSource(**value["reward"]) if value.get("reward") else None,
            library_versions=value.get("library_versions", {}),
        )


def _source_json(source: ModelSource) -> dict[str, Any]:
    return {name: getattr(source, name) for name in source.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Run:
    """A run as the project remembers it.

    `folder` is relative to the project. `result` is what the worker reported at the end; `error` is
    the text of a failure.
    """

    id: int
    stage: Stage
    status: RunStatus
    settings: Mapping[str, Any]
    folder: str
    policy_version_id: int | None = None
    reward_version_id: int | None = None
    round: int = 1
    step: int = 0
    total_steps: int = 0
    created_at: float = 0.0
    finished_at: float | None = None
    result: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, slots=True)
class SampleRecord:
    """A response on a held-out prompt, sampled at a step of a run and kept with its scores."""

    id: int
    run_id: int
    step: int
    prompt_id: int
    text: str
    scores: Mapping[str, float] = field(default_factory=dict)
    finished: bool = True
