"""What the application says to its worker. Events back are in `desktop.domain.events`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from desktop.domain.processes import Place
    from desktop.domain.prompts import Message
    from desktop.domain.runs import ModelSource
    from desktop.domain.settings import SamplingSettings


@dataclass(frozen=True, slots=True)
class StartRun:
    """Run the job whose `spec.json` and `data.jsonl` are in this folder.

    It resumes when checkpoints are there. `place` is this process's among those that share the run,
    of which it is the first.
    """

    run_folder: str
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class JoinRun:
    """Do a share of the run that the first process starts."""

    place: Place


@dataclass(frozen=True, slots=True)
class Serve:
    """Load a model and serve requests until told to end.

    It ends by itself when nothing came for `idle_seconds`.
    """

    source: ModelSource
    device: str = "auto"
    dtype: str = "auto"
    idle_seconds: float = 600.0


@dataclass(frozen=True, slots=True)
class PrepareBase:
    """Make a base model ready to load: fetch, check and convert it, once.

    `model` is "starter", a `.gguf` file or a Hub id, which needs `allow_download`. The result
    lies in `models_folder`.
    """

    model: str
    models_folder: str
    allow_download: bool = False


@dataclass(frozen=True, slots=True)
class DryRun:
    """Do two steps of the run prepared in this folder, say what memory they took, and end."""

    run_folder: str


TRYING = "device:"
"""Begins the phase of the progress event that comes before a device is tried; its name follows."""


@dataclass(frozen=True, slots=True)
class ProbeDevices:
    """Say what torch can compute on here, each device tried out, and end."""


@dataclass(frozen=True, slots=True)
class ExportModel:
    """Write a version into the folder `destination`, check it, and end.

    `format` is "hf" (a whole model folder) or "gguf" (a file called `name`, with a Modelfile and
    its matrices as `weights` says: a `GgufWeights`).
    """

    source: ModelSource
    destination: str
    format: str = "hf"
    name: str = "model"
    weights: str = "stored"


@dataclass(frozen=True, slots=True)
class Pause:
    """Write a checkpoint and wait."""


@dataclass(frozen=True, slots=True)
class Resume:
    """Go on after a pause."""


@dataclass(frozen=True, slots=True)
class StopAndKeep:
    """End the run now and keep the model as it is."""


@dataclass(frozen=True, slots=True)
class Discard:
    """End the run now and keep nothing."""


@dataclass(frozen=True, slots=True)
class Generate:
    """Sample `per_prompt` answers for each prompt from a model version.

    Served at once by a serving worker and between two updates by a training one. `source` None
    means the model the worker holds (the policy in training). `stream` sends `TokenGenerated` as
    text appears.
    """

    request_id: int
    prompts: tuple[tuple[Message, ...], ...]
    sampling: SamplingSettings
    per_prompt: int = 1
    seed: int = 0
    batch_size: int = 16
    source: ModelSource | None = None
    stream: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """Reward of each (prompt, response) under a reward model."""

    request_id: int
    prompts: tuple[tuple[Message, ...], ...]
    responses: tuple[str, ...]
    finished: tuple[bool, ...]
    source: ModelSource


@dataclass(frozen=True, slots=True)
class CancelRequest:
    """Stop serving a request; what is finished of it comes back."""

    request_id: int


@dataclass(frozen=True, slots=True)
class Shutdown:
    """End the worker; a run in progress writes a checkpoint first."""


Command = (
    StartRun
    | JoinRun
    | DryRun
    | Serve
    | PrepareBase
    | ProbeDevices
    | ExportModel
    | Pause
    | Resume
    | StopAndKeep
    | Discard
    | Generate
    | Score
    | CancelRequest
    | Shutdown
)

Job = StartRun | JoinRun | DryRun | Serve | PrepareBase | ProbeDevices | ExportModel
"""The commands that a worker is started with."""
