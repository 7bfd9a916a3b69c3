"""Runs on tiny models: a recorder, a control that interrupts, examples, run folders."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from desktop.domain.datasets import (
    Example,
    PairTarget,
    PreferenceGroup,
    PromptExample,
    write_examples,
)
from desktop.domain.prompts import Message, Role, Split
from desktop.domain.runs import ModelSource, RunSpec, Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from desktop.domain.events import Event
    from desktop.training.engine import Engine

E = TypeVar("E")


@dataclass
class Recorder:
    """Keeps the events of a run."""

    events: list[Event] = field(default_factory=list)

    def report(self, event: Event) -> None:
        self.events.append(event)

    def of(self, kind: type[E]) -> list[E]:
        return [event for event in self.events if isinstance(event, kind)]


@dataclass
class Interruption:
    """A control that raises `request` at its poll number `at` (from 1)."""

    request: Callable[[], BaseException] | None = None
    at: int = 0
    polls: int = 0
    served: int = 0
    pauses: int = 0
    on_pause: Callable[[], None] | None = None

    def poll(self) -> None:
        self.polls += 1
        if self.request is not None and self.polls == self.at:
            raise self.request()

    def pause(self) -> None:
        self.pauses += 1

    def serve(self, engine: Engine) -> None:
        self.served += 1


def question(number: int) -> tuple[Message, ...]:
    return (Message(Role.USER, f"Question {number}?"),)


def prompt_examples(train: int, held_out: int = 0) -> list[PromptExample]:
    return [
        PromptExample(n, question(n), Split.TRAIN if n <= train else Split.HELD_OUT)
        for n in range(1, train + held_out + 1)
    ]


def pair(
    number: int, better: str, worse: str, *, target: float = 1.0, split: Split = Split.TRAIN
) -> PreferenceGroup:
    """One prompt with one judged pair; the prompt's number decides which stands first."""
    texts, wanted = ((better, worse), target) if number % 2 else ((worse, better), 1.0 - target)
    return PreferenceGroup(
        number,
        question(number),
        texts,
        (PairTarget(0, 1, wanted, event_id=number),),
        finished=(True, True),
        split=split,
    )


def run_folder(folder: Path, examples: Iterable[Example]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    write_examples(folder / "data.jsonl", examples)
    return folder


def run_spec(
    stage: Stage,
    base: Path,
    settings: Mapping[str, Any],
    *,
    adapter: Path | None = None,
    reward: Path | None = None,
) -> RunSpec:
    def source(folder: Path | None) -> ModelSource:
        return ModelSource(str(base), str(folder) if folder else None)

    values = {"dtype": "float32", "device": "cpu", **settings}
    return RunSpec(1, stage, values, source(adapter), source(reward) if reward else None)
