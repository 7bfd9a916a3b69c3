"""What a worker reports: frozen records of plain values. Errors travel as text."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.scores import ResponseScore


@dataclass(frozen=True, slots=True)
class WorkerReady:
    """The worker has loaded its model. `device_reason` says in words why this device was chosen."""

    device: str
    device_reason: str
    dtype: str


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the job is: `done` of `total` steps of the named phase."""

    phase: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class MetricsRecorded:
    """Values of metrics (by name, see `desktop.domain.metrics`) at a step."""

    step: int
    values: Mapping[str, float]
    time: float = 0.0


@dataclass(frozen=True, slots=True)
class SampleRecorded:
    """A response on a held-out prompt at a step of a run, with its scores."""

    step: int
    prompt_id: int
    text: str
    scores: Mapping[str, float] = field(default_factory=dict)
    finished: bool = True


@dataclass(frozen=True, slots=True)
class CheckpointSaved:
    """The run can go on from this step, whatever happens."""

    step: int


@dataclass(frozen=True, slots=True)
class WarningRaised:
    """Something the user should look at; the run goes on."""

    text: str


@dataclass(frozen=True, slots=True)
class TokenGenerated:
    """New text of a streaming answer to a `Generate` request."""

    request_id: int
    index: int
    text: str


@dataclass(frozen=True, slots=True)
class CandidateGrew:
    """New text of a candidate for rating that is still being written.

    `place` tells it from the other candidates of the prompt.
    """

    prompt_id: int
    version_id: int
    place: int
    text: str


@dataclass(frozen=True, slots=True)
class GeneratedText:
    """One finished answer: `prompt_index` and `sample_index` say which."""

    prompt_index: int
    sample_index: int
    text: str
    finished: bool
    token_count: int
    seed: int
    score: float | None = None


@dataclass(frozen=True, slots=True)
class ResponsesGenerated:
    """Answers of a `Generate` request; it may have several of these, the last with `last` set."""

    request_id: int
    texts: tuple[GeneratedText, ...]
    last: bool = True
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class TextsScored:
    """Rewards for a `Score` request, in its order."""

    request_id: int
    scores: tuple[ResponseScore, ...]


@dataclass(frozen=True, slots=True)
class RequestFailed:
    """A request could not be served; the worker lives on."""

    request_id: int
    title: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class RunPaused:
    """The run waits; a checkpoint is written."""

    step: int


@dataclass(frozen=True, slots=True)
class RunResumed:
    """The run goes on."""

    step: int


@dataclass(frozen=True, slots=True)
class PairsWaiting:
    """Blind pairs of a run's policy and its start lie in its folder, to be judged by a person."""

    step: int
    count: int


@dataclass(frozen=True, slots=True)
class RunEnded:
    """The run is over: finished, stopped (its model kept), discarded, or interrupted.

    An interrupted one was shut down and can go on. `result` holds its figures.
    """

    status: str
    step: int
    result: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunFailed:
    """The run cannot go on. `details` is for a report; `expected` is False for a bug."""

    title: str
    message: str
    hint: str
    details: str = ""
    expected: bool = True


@dataclass(frozen=True, slots=True)
class WorkerDied:
    """The worker's process ended without a word; the supervisor says so for it.

    `last_words` is the end of its log.
    """

    exit_code: int | None
    last_words: str


@dataclass(frozen=True, slots=True)
class WorkerSilent:
    """The worker lives but has not been heard for so long (written by the supervisor's side)."""

    seconds: float


@dataclass(frozen=True, slots=True)
class BasePrepared:
    """A base model is ready in this folder."""

    folder: str


@dataclass(frozen=True, slots=True)
class ModelExported:
    """A version lies in a folder; so many tokens were the same when it was read back.

    `kept_tokens` of them are those of the version before its weights were rounded.
    """

    folder: str
    checked_tokens: int
    kept_tokens: int


@dataclass(frozen=True, slots=True)
class MemoryMeasured:
    """What two steps of a run took at their peak, in bytes, on the named device.

    They were done with `rows` sequences of `tokens` tokens altogether, the longest of the data;
    `lengths` are those of the longest among them, the very longest first.
    """

    peak: int
    device: str
    lengths: tuple[int, ...]
    tokens: int
    rows: int


@dataclass(frozen=True, slots=True)
class DevicesProbed:
    """What torch found: plain values by name."""

    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The worker is alive: sent about once a second by a thread of its own.

    `memory_gb` is its resident size now.
    """

    memory_gb: float
    peak_memory_gb: float


Event = (
    WorkerReady
    | Progress
    | MetricsRecorded
    | SampleRecorded
    | CheckpointSaved
    | WarningRaised
    | TokenGenerated
    | CandidateGrew
    | ResponsesGenerated
    | TextsScored
    | RequestFailed
    | RunPaused
    | RunResumed
    | PairsWaiting
    | RunEnded
    | RunFailed
    | WorkerDied
    | WorkerSilent
    | BasePrepared
    | ModelExported
    | MemoryMeasured
    | DevicesProbed
    | Heartbeat
)
