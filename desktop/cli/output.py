"""What the commands say: results on stdout, as one JSON object with `--json`; the rest on stderr.

Progress is one refreshed line on a terminal, and a line for each new tenth elsewhere.
"""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

import click

from desktop.domain.events import (
    CheckpointSaved,
    Event,
    MetricsRecorded,
    Progress,
    RunFailed,
    WarningRaised,
    WorkerReady,
    WorkerSilent,
)
from desktop.domain.metrics import HELD_OUT_ACCURACY, KL, LOSS, REWARD

Command = TypeVar("Command", bound=Callable[..., Any])

_REFRESH_S = 0.1
_SHOWN = (REWARD, KL, LOSS, HELD_OUT_ACCURACY)


class Output:
    """Speaks for one command.

    Args:
        as_json: Whether the result is one JSON object.
    """

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._terminal = sys.stderr.isatty()
        self._shown_at = 0.0
        self._last = ("", -1)
        self._line_open = False
        self._figures = ""

    def result(self, value: object, *lines: str) -> None:
        """Print the command's result: as JSON, or as the given lines of text."""
        self.end_line()
        if self.as_json:
            for piece in json_pieces(value):
                click.echo(piece, nl=False)
            click.echo()
            return
        for line in lines:
            click.echo(line)

    def say(self, text: str) -> None:
        """Print a remark that is not the result."""
        self.end_line()
        click.echo(text, err=True)

    def progress(self, phase: str, done: int, total: int) -> None:
        """Show how far the work is."""
        text = f"{phase} {done} of {total}{self._figures}" if total else f"{phase}{self._figures}"
        if self._terminal:
            self._refresh(text, final=done >= total)
            return
        tenth = done * 10 // total if total else 0
        if (phase, tenth) != self._last:
            self._last = (phase, tenth)
            click.echo(text, err=True)

    def count(self, phase: str, done: int) -> None:
        """Show how much is done where nobody knows how much there is."""
        self._refresh(f"{phase} {done}", final=False)

    def share(self, phase: str, _count: int, share: float) -> None:
        """Show which share is done."""
        self.progress(phase, round(share * 100), 100)

    def hear(self, event: Event) -> None:
        """Show an event of a job."""
        if isinstance(event, Progress):
            self.progress(event.phase, event.done, event.total)
        elif isinstance(event, MetricsRecorded):
            named = ((m.label, event.values[m.name]) for m in _SHOWN if m.name in event.values)
            self._figures = "".join(f" · {label} {value:.3g}" for label, value in named)
        elif isinstance(event, WorkerReady):
            self.say(f"computing on {event.device} ({event.dtype}): {event.device_reason}")
        elif isinstance(event, WarningRaised):
            self.say(f"note: {event.text}")
        elif isinstance(event, WorkerSilent):
            self.say(f"the worker has not been heard for {event.seconds:.0f} s")
        elif isinstance(event, RunFailed) and event.details:
            self.say(event.details)
        elif isinstance(event, CheckpointSaved):
            self._refresh(f"checkpoint at step {event.step}", final=False)

    def end_line(self) -> None:
        """Leave the refreshed line, so that what follows begins on its own."""
        if self._line_open:
            click.echo(err=True)
            self._line_open = False

    def _refresh(self, text: str, *, final: bool) -> None:
        now = time.monotonic()
        if not self._terminal or (now - self._shown_at < _REFRESH_S and not final):
            return
        self._shown_at = now
        click.echo(f"\r\x1b[2K{text}", nl=False, err=True)
        self._line_open = True


def json_pieces(value: object) -> Iterator[str]:
    """Yield the JSON of a record; its long fields item by item, so that it is never there whole."""
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        yield _json(value)
        return
    yield "{"
    for number, field in enumerate(dataclasses.fields(value)):
        yield f"{', ' if number else ''}{_json(field.name)}: "
        found = getattr(value, field.name)
        if isinstance(found, Sequence) and not isinstance(found, str) and found:
            yield "["
            for place, item in enumerate(found):
                yield f"{', ' if place else ''}{_json(item)}"
            yield "]"
        else:
            yield _json(found)
    yield "}"


def _json(value: object) -> str:
    return json.dumps(plain(value), ensure_ascii=False)


def plain(value: Any) -> Any:  # noqa: ANN401 - any record of plain values
    """Return a record as what JSON can say; numbers that JSON cannot say become null."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(plain(k)): plain(v) for k, v in value.items()}
    if isinstance(value, Sequence | set) and not isinstance(value, str):
        return [plain(v) for v in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value


def speaks(command: Command) -> Command:
    """Give a command the option `--json` and an `Output` as its first argument."""

    @click.option("--json", "as_json", is_flag=True, help="Print one JSON object on stdout.")
    @functools.wraps(command)
    def wrapped(*args: Any, as_json: bool, **kwargs: Any) -> Any:  # noqa: ANN401 - as the command
        return command(Output(as_json=as_json), *args, **kwargs)

    return wrapped  # type: ignore[return-value]
