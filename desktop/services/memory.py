"""Whether a run will fit into memory, said before it starts, and what would make it fit.

The plan needs neither torch nor the model: `config.json`, the headers of the weight files and the
lengths of the data are enough. A dry run checks it with two real steps in a worker.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass, replace
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

from desktop.domain.errors import AppError, WorkerError
from desktop.domain.events import MemoryMeasured
from desktop.domain.machines import cpu, cuda
from desktop.domain.memory_plan import MemoryPlan, plan_memory
from desktop.domain.processor import has_fast_bfloat16
from desktop.domain.reward_settings import RewardSettings
from desktop.domain.runs import RunSpec, Stage
from desktop.domain.versions import VersionKind
from desktop.services.data_summary import DataSummary, count_stage, summarise
from desktop.services.one_job import Cancelled, do_job, never
from desktop.services.paths import logs_folder
from desktop.services.run_files import library_versions, write_run_files
from desktop.services.run_sizes import Lengths, Sizes, sizes_of
from desktop.worker.protocol import DryRun

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.datasets import Example
    from desktop.domain.machines import Machine
    from desktop.domain.model_shape import ModelShape
    from desktop.domain.runs import ModelSource
    from desktop.domain.settings import TrainSettings
    from desktop.services.project import Project

SAFE_SHARE = 0.9
"""Share of the free memory that a plan may use."""


@dataclass(frozen=True, slots=True)
class Forecast:
    """A plan beside the memory that is free.

    Args:
        plan: What is needed, by part.
        free: Bytes that the device has left.
        device: "cpu" or "cuda".
        remedy: Settings by key that would make it fit; empty where it fits, or nothing helps.
        after: Bytes needed with the remedy.
    """

    plan: MemoryPlan
    free: int
    device: str
    remedy: dict[str, Any]
    after: int

    @property
    def fits(self) -> bool:
        """Whether the run will find enough memory."""
        return self.plan.total <= SAFE_SHARE * self.free


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a stage would be trained on, and how large it is; sizes are None without a model."""

    summary: DataSummary
    sizes: Sizes | None
    versions: tuple[int | None, int | None]


def read_outlook(
    project: Project,
    stage: Stage,
    policy_version_id: int | None = None,
    reward_version_id: int | None = None,
) -> Outlook:
    """Count a stage's data, for its summary and for the plan of its memory."""
    counts = count_stage(project, stage)
    summary = summarise(project, stage, counts)
    versions = (policy_version_id, reward_version_id)
    try:
        policy = project.source(project.version(policy_version_id))
        reward = _reward_source(project, reward_version_id) if stage is Stage.PPO else None
        return Outlook(summary, sizes_of(counts.lengths, policy, reward), versions)
    except AppError:
        return Outlook(summary, None, versions)


def _reward_source(project: Project, version_id: int | None) -> ModelSource | None:
    latest = project.store.versions.latest(VersionKind.REWARD)
    version = latest if version_id is None else project.version(version_id)
    return project.source(version) if version is not None else None


def forecast(stage: Stage, settings: TrainSettings, sizes: Sizes, device: str = "") -> Forecast:
    """Return the plan of a run on this machine, and what would make it fit.

    Args:
        stage: What is trained.
        settings: Of the run.
        sizes: Of models and data.
        device: "cpu" or "cuda"; found if not given.
    """
    device = device or device_for(settings.device)
    free = free_memory(device)
    plan = planned(stage, settings, sizes, device)
    if plan.total <= SAFE_SHARE * free:
        return Forecast(plan, free, device, {}, plan.total)
    remedy: dict[str, Any] = {}
    least = plan.total
    for key, value in _changes(settings, device):
        changed = settings.replace(remedy | {key: value})
        after = planned(stage, changed, sizes, device).total
        if after >= least:
            # Full training in smaller pieces keeps the gradients of those before.
            continue
        remedy[key], least = value, after
        if after <= SAFE_SHARE * free:
            return Forecast(plan, free, device, remedy, after)
    return Forecast(plan, free, device, {}, plan.total)


def planned(stage: Stage, settings: TrainSettings, sizes: Sizes, device: str) -> MemoryPlan:
    """Return what a run needs on a device."""
    if stage is Stage.TEXT:
        work = sizes.work.in_chunks(settings.max_length)
    else:
        # Each response is cut together with its prompt; a sequence holds a group of them.
        work = sizes.work.cut(sizes.work.group * settings.max_length)
    return plan_memory(stage, settings, sizes.shape, work, machine(settings, sizes.shape, device))


def machine(settings: TrainSettings, shape: ModelShape, device: str) -> Machine:
    """Return what a device makes of the settings."""
    wide = settings.dtype == "float32" or settings.adapter.method == "full"
    if settings.dtype == "auto" and device == "cpu" and not has_fast_bfloat16():
        wide = True
    width = 4 if wide else 2
    return cuda(width) if device == "cuda" else cpu(width, shape.vocabulary)


def _changes(settings: TrainSettings, device: str) -> list[tuple[str, Any]]:
    """Return changes that save memory, those that cost the result least first."""
    found: list[tuple[str, Any]] = []
    size = min(settings.micro_batch_size, settings.batch_size)
    while size > 1:
        size //= 2
        found.append(("micro_batch_size", size))
    if not settings.recompute_activations:
        found.append(("recompute_activations", True))
    if settings.adapter.method == "full":
        found.append(("adapter.method", "lora"))
    if device == "cuda" and _can_quantise():
        kinds = {"none": ("8bit", "4bit"), "8bit": ("4bit",)}
        found += [("adapter.quantise", k) for k in kinds.get(settings.adapter.quantise, ())]
    if settings.adapter.layers == 0 or settings.adapter.layers > 4:
        found.append(("adapter.layers", 4))
    if settings.adapter.rank > 8:
        found.append(("adapter.rank", 8))
    length = settings.max_length
    while length > 128:
        length //= 2
        found.append(("max_length", length))
    return found


def _can_quantise() -> bool:
    return find_spec("bitsandbytes") is not None


def device_for(wanted: str) -> str:
    """Return where a run will compute: a GPU if torch can use one and the settings allow it."""
    if wanted == "cpu" or (wanted == "auto" and not _cuda_memory()):
        return "cpu"
    return "cuda" if _cuda_memory() else "cpu"


def free_memory(device: str) -> int:
    """Return the bytes that a device has left."""
    found = _cuda_memory() if device == "cuda" else None
    return found or int(psutil.virtual_memory().available)


def _cuda_memory() -> int | None:
    """Return the free bytes of the first NVIDIA GPU, None where torch has no use for one."""
    try:
        if "+cpu" in metadata.version("torch"):
            return None
        import pynvml

        pynvml.nvmlInit()
    except (ImportError, metadata.PackageNotFoundError):
        return None
    except pynvml.NVMLError:
        return None
    try:
        return int(pynvml.nvmlDeviceGetMemoryInfo(pynvml.nvmlDeviceGetHandleByIndex(0)).free)
    except pynvml.NVMLError:
        return None
    finally:
        pynvml.nvmlShutdown()


@dataclass(frozen=True, slots=True)
class MemoryCheck:
    """A plan of two steps with the longest of the data, and what they really took."""

    plan: MemoryPlan
    measured: int
    device: str

    @property
    def error(self) -> float:
        """How far the plan is off, as a share of what was measured."""
        return self.plan.total / self.measured - 1.0


def check_memory(
    stage: Stage,
    settings: TrainSettings,
    examples: Iterable[Example],
    policy: ModelSource,
    reward: ModelSource | None = None,
    cancelled: Cancelled = never,
) -> MemoryCheck | None:
    """Do two steps of a run in a worker and compare their memory with the plan; None if cancelled.

    They are done with the longest of the data, so that few steps of the run can take more.

    Raises:
        AppError: A step failed, for want of memory or otherwise.
    """
    spec = RunSpec(0, stage, settings.to_json(), policy, reward, library_versions())
    lengths = Lengths()
    with tempfile.TemporaryDirectory() as folder:
        write_run_files(Path(folder), spec, lengths.noting(examples))
        # All that it writes goes with the folder, so it need not be asked to end.
        for event in do_job(DryRun(folder), logs_folder() / "dry-run.log", cancelled, grace_s=0.0):
            if isinstance(event, MemoryMeasured):
                sizes = sizes_of(lengths, policy, reward)
                return _check(stage, settings, sizes, event)
    if cancelled():
        return None
    raise WorkerError(
        "The dry run ended without a result",
        "The worker was stopped before its steps were done.",
        "Try again; nothing was changed.",
    )


def _check(
    stage: Stage, settings: TrainSettings, sizes: Sizes, event: MemoryMeasured
) -> MemoryCheck:
    work = replace(sizes.work, lengths=event.lengths, tokens=event.tokens, rows=event.rows)
    if isinstance(settings, RewardSettings):
        # Samples are scored after the last step.
        settings = settings.replace({"normalise_samples": 0})
    plan = planned(stage, settings, replace(sizes, work=work), event.device)
    return MemoryCheck(plan, event.peak, event.device)
