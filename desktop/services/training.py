"""Getting a run ready, starting it again, and taking in what it made.

A run is frozen before it starts: its data, its settings, the files of its models and the versions
of the libraries. From then on the project may change; the run does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.aspects import parse_aspects
from desktop.domain.errors import NotFoundError, TrainingError
from desktop.domain.policy_settings import PpoSettings
from desktop.domain.reward_settings import RewardSettings
from desktop.domain.runs import Run, RunSpec, RunStatus, Stage, settings_for
from desktop.services.chosen_versions import (
    Purpose,
    require_base,
    require_fitting,
    reward_version,
)
from desktop.services.data_summary import (
    count_stage,
    require_ready,
    summarise,
)
from desktop.services.example_counts import PairCounts
from desktop.services.run_files import DATA, library_versions, read_spec, write_run_files
from desktop.services.training_examples import (
    HELD_OUT_SHARE,
    hold_out,
    prompts_to_hold_out,
    stream_examples,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from desktop.domain.datasets import Example
    from desktop.domain.runs import ModelSource
    from desktop.domain.settings_fields import Settings
    from desktop.domain.versions import ModelVersion
    from desktop.services.project import Project


def prepare_run(
    project: Project,
    stage: Stage,
    values: Mapping[str, Any] | None = None,
    *,
    policy_version_id: int | None = None,
    reward_version_id: int | None = None,
    texts: Iterable[str] = (),
) -> Run:
    """Freeze all that a run needs and return it, waiting for a worker.

    Args:
        project: The open project.
        stage: What to train.
        values: Settings by dotted key, beside the defaults.
        policy_version_id: The version to start from; the newest policy if not given.
        reward_version_id: What PPO learns against; the newest reward model if not given.
        texts: Plain texts for `Stage.TEXT`; those of the project's `texts` folder if none.

    Raises:
        InvalidInputError: A setting does not fit.
        TrainingError: The data is not enough, or another run is at work.
        NotFoundError: There is no such version.
        ModelError: The versions do not fit together, or the base model is not ready.

    """
    settings = settings_for(stage, values)
    require_idle(project)
    examples, policy, reward = _material(
        project, stage, settings, policy_version_id, reward_version_id, texts
    )
    run = project.store.runs.add(
        stage,
        settings.to_json(),
        policy_version_id=policy.id,
        reward_version_id=reward.id if reward else None,
        round=project.round,
        total_steps=_total_steps(settings),
    )
    spec = RunSpec(
        run_id=run.id,
        stage=stage,
        settings=settings.to_json(),
        policy=project.source(policy),
        reward=project.source(reward) if reward else None,
        library_versions=library_versions(),
    )
    try:
        write_run_files(project.run_folder(run), spec, examples)
    except BaseException as error:
        project.store.runs.update(run.id, status=RunStatus.DISCARDED, error=str(error))
        raise
    return run


def _examples(
    project: Project, stage: Stage, settings: Settings, texts: Iterable[str]
) -> Iterator[Example]:
    """Count what a stage is trained on, refuse too little, and return it as it is read."""
    aspects, share = dict[str, float](), HELD_OUT_SHARE
    if isinstance(settings, RewardSettings):
        aspects, share = parse_aspects(settings.aspects), settings.held_out_share
    counts = count_stage(project, stage, aspects=aspects, texts=texts)
    require_ready(summarise(project, stage, counts, held_out_share=share))
    held_out: set[int] = set()
    if isinstance(counts, PairCounts):
        held_out = prompts_to_hold_out(counts.groups, share)
    return hold_out(stream_examples(project, stage, aspects=aspects, texts=texts), held_out)


def _material(
    project: Project,
    stage: Stage,
    settings: Settings,
    policy_version_id: int | None,
    reward_version_id: int | None,
    texts: Iterable[str],
) -> tuple[Iterator[Example], ModelVersion, ModelVersion | None]:
    """Return data and versions of a run, checked."""
    examples = _examples(project, stage, settings, [*texts])
    policy = project.version(policy_version_id)
    reward = (
        reward_version(project, reward_version_id, Purpose.LEARNING) if stage is Stage.PPO else None
    )
    require_fitting(policy, reward)
    for version in (policy, reward):
        if version is not None:
            require_base(project, version)
    return examples, policy, reward


def training_sources(
    project: Project,
    stage: Stage,
    settings: Settings,
    policy_version_id: int | None = None,
    reward_version_id: int | None = None,
) -> tuple[Iterator[Example], ModelSource, ModelSource | None]:
    """Return what a run would learn from and start from; raises as `prepare_run` does."""
    examples, policy, reward = _material(
        project, stage, settings, policy_version_id, reward_version_id, ()
    )
    return examples, project.source(policy), project.source(reward) if reward else None


def _total_steps(settings: Settings) -> int:
    """Return the number of steps where the settings decide it; else the worker reports it."""
    return settings.updates if isinstance(settings, PpoSettings) else 0


def require_idle(project: Project) -> None:
    """Raise `TrainingError` while a run of the project is at work."""
    busy = [run for run in project.store.runs.list() if run.status.live]
    if busy:
        raise TrainingError(
            "Another run is at work",
            f"Run {busy[0].id} ({busy[0].stage.value}) has not ended.",
            "Wait for it, or stop it first.",
        )


def prepare_resume(project: Project, run_id: int) -> Run:
    """Make a run ready to go on from its last checkpoint.

    Raises:
        NotFoundError: There is no such run.
        TrainingError: It cannot go on, or another run is at work.
        ProjectError: Its files are missing.

    """
    run = project.store.runs.get(run_id)
    if run is None:
        raise NotFoundError(
            f"There is no run {run_id}", "The project does not know it.", "Choose one of its runs."
        )
    if not run.status.resumable:
        raise TrainingError(
            f"Run {run_id} cannot be resumed",
            f"It is {run.status.value}.",
            "Start a new run instead.",
        )
    require_idle(project)
    folder = project.run_folder(run)
    read_spec(folder)
    if not (folder / DATA).is_file():
        raise TrainingError(
            f"Run {run_id} cannot be resumed",
            f"{folder / DATA} is missing.",
            "Start a new run with the same settings.",
        )
    project.store.runs.update(run_id, status=RunStatus.WAITING, error=None)
    resumed = project.store.runs.get(run_id)
    assert resumed is not None
    return resumed
