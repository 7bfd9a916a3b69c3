"""The first steps of a run, to measure the memory they take; nothing of them is kept.

The run's own trainer does them, so what is measured is what will be needed. On a CUDA device
torch counts its peak; on a CPU it is the growth of the resident size from before a model is loaded.
"""

from __future__ import annotations

import heapq
import math
from dataclasses import replace
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import TYPE_CHECKING, Any

import torch

from desktop.domain.datasets import (
    DemonstrationExample,
    Example,
    PreferenceGroup,
    TextExample,
    read_examples,
)
from desktop.domain.events import Event, MemoryMeasured
from desktop.domain.memory_plan import LENGTHS_KEPT
from desktop.domain.policy_settings import PpoSettings
from desktop.domain.prompts import Split
from desktop.domain.runs import Stage, settings_for
from desktop.domain.settings import TrainSettings
from desktop.models.chat import encode_text, render_prompt, render_response
from desktop.models.device_memory import memory_in_use
from desktop.models.devices import choose_device
from desktop.models.loading import load_tokenizer
from desktop.training.data import TokenRow, shared_prefix
from desktop.training.runner import run
from desktop.training.session import StopRequested

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.domain.runs import RunSpec

_STATUS = Path("/proc/self/status")
_RESET = Path("/proc/self/clear_refs")
_SAMPLE_S = 0.005
_STEPS = 2
_HELD_OUT = 0.25
"""Share of the examples that a trainer may keep for measuring, and a little more."""


def measure_step(spec: RunSpec, run_folder: Path, poll: Callable[[], None]) -> MemoryMeasured:
    """Do the first steps of a prepared run; return their peak.

    Two steps: only from the second on do the optimiser's moments stand beside the activations. The
    longest of the data are all they see, so that few steps of the run can take more.

    Args:
        spec: The run.
        run_folder: Holds its `data.jsonl`; takes what the steps write. The caller deletes it.
        poll: Raises when the check is to end.
    """
    settings = settings_for(spec.stage, spec.settings)
    assert isinstance(settings, TrainSettings)
    lines, lengths = _longest_of(run_folder, spec, settings)
    values = {**spec.settings, "epochs": min(_STEPS, settings.epochs)}
    if spec.stage is Stage.PPO:
        values["evaluation_prompts"] = 0
    control = _FirstSteps(poll)
    place = run_folder / "steps"
    place.mkdir()
    (place / "data.jsonl").write_bytes(b"".join(lines))
    peak = PeakMemory(settings.device)
    try:
        run(replace(spec, settings=values), place, _Silent(), control)
    except StopRequested:
        control.poll()
    finally:
        used = peak.stop()
    return MemoryMeasured(
        used, peak.device, tuple(lengths[:LENGTHS_KEPT]), sum(lengths), len(lengths)
    )


def _longest_of(
    run_folder: Path, spec: RunSpec, settings: TrainSettings
) -> tuple[list[bytes], list[int]]:
    """Return the longest of the data, and their lengths."""
    lines = (run_folder / "data.jsonl").read_bytes().splitlines(keepends=True)
    examples = list(read_examples(run_folder / "data.jsonl"))
    tokenizer = load_tokenizer(Path(spec.policy.base_folder))
    rows = [_row(tokenizer, example) for example in examples]
    chosen = _longest(examples, rows, _enough(settings))
    return [lines[i] for i in chosen], _lengths([rows[i] for i in chosen])


def _enough(settings: TrainSettings) -> int:
    """Return how many examples full steps need, with those that will be held out of them."""
    step = settings.batch_size
    if isinstance(settings, PpoSettings):
        step = settings.environment.rollout_size
    return math.ceil((_STEPS + 1) * step / (1 - _HELD_OUT))


def _longest(examples: Sequence[Example], rows: Sequence[TokenRow], count: int) -> list[int]:
    """Return the numbers of the longest examples that can be learnt from; of all if these are few.

    Judgements without a preferred answer may teach nothing by themselves.
    """
    teaching = [
        number
        for number, example in enumerate(examples)
        if example.split is Split.TRAIN
        and (
            not isinstance(example, PreferenceGroup)
            or any(pair.target != 0.5 for pair in example.pairs)
        )
    ]
    if len(teaching) < count:
        return list(range(len(examples)))
    return sorted(heapq.nlargest(count, teaching, key=lambda number: len(rows[number])))


def _lengths(rows: Sequence[TokenRow]) -> list[int]:
    """Return the tokens of every prompt with its responses, if they are there yet, longest first.

    What all prompts begin with is read once for all of them, so it does not count.
    """
    shared = shared_prefix(rows) if len(rows) > 1 else 0
    return sorted((len(row) - shared for row in rows), reverse=True) or [1]


def _row(tokenizer: Any, example: Example) -> TokenRow:  # noqa: ANN401 - untyped upstream
    if isinstance(example, TextExample):
        return TokenRow(tuple(encode_text(tokenizer, example.text)) or (0,), ())
    texts: tuple[str, ...] = ()
    if isinstance(example, DemonstrationExample):
        texts = (example.response,)
    elif isinstance(example, PreferenceGroup):
        texts = example.responses
    ids = [number for text in texts for number in render_response(tokenizer, text, True)]
    return TokenRow(tuple(render_prompt(tokenizer, example.messages)), tuple(ids))


class _FirstSteps:
    """A control that ends the run after so many steps."""

    on_pause: Callable[[], None] | None = None

    def __init__(self, poll: Callable[[], None]) -> None:
        self.poll = poll
        self._begun = 0

    def pause(self) -> None:
        """Do nothing."""

    def serve(self, engine: object) -> None:
        """Count a step; the one after the last is not begun."""
        self._begun += 1
        if self._begun > _STEPS:
            raise StopRequested(keep=False)


class _Silent:
    """A reporter that forgets."""

    def report(self, event: Event) -> None:
        """Do nothing."""


class PeakMemory:
    """Measures from its making to `stop`: bytes on a CUDA device, growth of the process on a CPU.

    Linux keeps the peak itself; elsewhere it is looked at every few milliseconds.

    Args:
        device: As the settings name it.
    """

    def __init__(self, device: str = "auto") -> None:
        self.device = choose_device(device).device.type
        self._before = memory_in_use()
        self._most = self._before
        self._over = Flag()
        self._watcher: Thread | None = None
        if self.device == "cuda":
            torch.cuda.reset_peak_memory_stats()
        elif not _reset_peak():
            self._watcher = Thread(target=self._watch, daemon=True)
            self._watcher.start()

    def stop(self) -> int:
        """Return the bytes at the peak."""
        if self.device == "cuda":
            return int(torch.cuda.max_memory_allocated())
        if self._watcher is None:
            return _read_peak() - self._before
        self._over.set()
        self._watcher.join()
        return self._most - self._before

    def _watch(self) -> None:
        while not self._over.wait(_SAMPLE_S):
            self._most = max(self._most, memory_in_use())


def _reset_peak() -> bool:
    """Let Linux count the peak from now on; return whether it does."""
    try:
        _RESET.write_text("5", encoding="ascii")
        return _read_peak() > 0
    except OSError:
        return False


def _read_peak() -> int:
    for line in _STATUS.read_text(encoding="ascii").splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1]) * 1024
    return 0
