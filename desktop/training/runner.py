"""The one entrance to training: a run folder in, a model and its figures out."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import torch

from desktop.domain.datasets import read_examples
from desktop.domain.errors import TrainingError
from desktop.domain.events import WorkerReady
from desktop.domain.policy_settings import DpoSettings, PpoSettings
from desktop.domain.reward_settings import RewardSettings
from desktop.domain.runs import RunSpec, settings_for
from desktop.domain.settings import SftSettings, TextSettings, TrainSettings
from desktop.models.quantised import NONE
from desktop.training.dpo import train_dpo
from desktop.training.engine import Engine
from desktop.training.event_files import EventFiles
from desktop.training.ppo_run import train_ppo
from desktop.training.reward import train_reward
from desktop.training.session import Control, Reporter, Session
from desktop.training.sft import train_sft, train_text
from desktop.training.team import ALONE, Team

if TYPE_CHECKING:
    from pathlib import Path

Trainer = Callable[..., dict[str, Any]]

_TRAINERS: dict[type[TrainSettings], Trainer] = {
    SftSettings: train_sft,
    TextSettings: train_text,
    RewardSettings: train_reward,
    PpoSettings: train_ppo,
    DpoSettings: train_dpo,
}


def run(
    spec: RunSpec, run_folder: Path, reporter: Reporter, control: Control, team: Team = ALONE
) -> dict[str, Any]:
    """Run (or, where a checkpoint is there, resume) a training job and return its figures.

    The finished model lies in `run_folder/model`. The random seeds all come from the settings, so
    the same run folder gives the same run. Processes of a team call it each, with the same run.

    Raises:
        AppError: What the user can mend; the last checkpoint is kept.
        StopRequested: The run was told to end and to keep nothing.
        ShutdownRequested: The worker must end; the run can be resumed.
    """
    settings = settings_for(spec.stage, spec.settings)
    if not isinstance(settings, TrainSettings):
        raise TrainingError(
            "This is no training run", f"Its stage is “{spec.stage}”.", "Choose a training stage."
        )
    full = settings.adapter.method == "full"
    engine = Engine(
        settings.device,
        "float32" if full else settings.dtype,
        recompute=settings.recompute_activations,
        quantised=settings.adapter.quantise,
    )
    reporter.report(_ready(engine, settings, team))
    torch.manual_seed(settings.seed)
    random.seed(settings.seed)
    examples = list(read_examples(run_folder / "data.jsonl"))
    files = EventFiles(reporter, run_folder, spec.settings)
    session = Session(run_folder, files, control, team)
    session.poll()
    trainer: Trainer = _TRAINERS[type(settings)]
    try:
        return trainer(spec, settings, examples, engine, session)
    finally:
        files.close()


def _ready(engine: Engine, settings: TrainSettings, team: Team) -> WorkerReady:
    """Return where and how the run computes, and why."""
    choice, words = engine.choice, [engine.choice.reason]
    if settings.adapter.quantise != NONE:
        words.append(f"The weights of all layers are held in {settings.adapter.quantise}.")
    if not team.alone:
        words.append(f"{team.count} processes share it.")
    dtype = str(choice.dtype).removeprefix("torch.")
    return WorkerReady(choice.device.type, " ".join(words), dtype)
