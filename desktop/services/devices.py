"""What computes here, why that, and what stands in the way of something faster.

The engine in use is asked, in a process of its own: it tries each device out with a small real
computation. The answer is kept for later starts, which then need not ask; it counts as long as
engine and graphics cards are the same.
"""

from __future__ import annotations

import json
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any

from desktop.domain.engines import Engine, EngineKind
from desktop.domain.errors import AppError, WorkerError
from desktop.domain.events import DevicesProbed, Event, Progress
from desktop.services.engines import (
    AUTOMATIC,
    chosen_name,
    current_engine,
    engines_folder,
    found_engines,
    new_worker,
)
from desktop.services.graphics import nvidia_cards
from desktop.services.one_job import Cancelled, do_job, never
from desktop.services.paths import logs_folder
from desktop.worker.protocol import TRYING, ProbeDevices

if TYPE_CHECKING:
    from desktop.services.engines import NewWorker

logger = logging.getLogger(__name__)

START_WITHIN_S = 120.0
ANSWER_WITHIN_S = 30.0
KEPT_FILE = "devices.json"

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class DeviceReport:
    """What computes.

    Attributes:
        engine: The engine in use.
        values: What it found: see `desktop.models.probe`.
        cards: The NVIDIA cards of this computer.
        advice: What stands in the way, and what to do about it.
        known: Whether it was found by an earlier start, and said then.
    """

    engine: Engine
    values: dict[str, Any]
    cards: tuple[str, ...]
    advice: tuple[AppError, ...]
    known: bool = False

    @property
    def device(self) -> str:
        """The device in use, such as "cpu" or "cuda"."""
        return str(self.values.get("device", ""))

    @property
    def model(self) -> str:
        """The name of the graphics card in use; "" for a processor."""
        devices = self.values.get("devices", [])
        mine = (one for one in devices if one["name"].partition(":")[0] == self.device)
        return next((str(one.get("model", "")) for one in mine), "")

    @property
    def reason(self) -> str:
        """Why this device."""
        return str(self.values.get("reason", ""))


def find_devices(cancelled: Cancelled = never) -> DeviceReport:
    """Ask the engine in use, and keep the answer.

    Raises:
        AppError: It cannot be used, or does not answer.
    """
    engine = current_engine()
    values, cards = probe(cancelled), nvidia_cards()
    if not cancelled():
        _keep(engine, cards, values)
    return _report(engine, values, cards)


def known_devices() -> DeviceReport | None:
    """Return what was found the last time, where nothing has changed since.

    Raises:
        AppError: The chosen engine cannot be used.
    """
    engine, cards = current_engine(), nvidia_cards()
    try:
        kept = json.loads((engines_folder() / KEPT_FILE).read_text(encoding="utf-8"))
        if kept["of"] != _identity(engine, cards):
            return None
        return _report(engine, dict(kept["values"]), cards, known=True)
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.warning("what computes here cannot be read: %s", error)
        return None


def probe(
    cancelled: Cancelled = never,
    *,
    worker: NewWorker = new_worker,
    clock: Clock = time.monotonic,
    answer_within_s: float = ANSWER_WITHIN_S,
) -> dict[str, Any]:
    """Return what an engine finds; nothing when cancelled.

    Args:
        cancelled: Asked now and then.
        worker: Makes the worker to ask.
        clock: Seconds that only go forward.
        answer_within_s: How long each device may take.

    Raises:
        AppError: The engine cannot be used, died, or a device does not answer.
    """
    patience = _Patience(clock, cancelled, answer_within_s)
    for event in do_job(ProbeDevices(), logs_folder() / "doctor.log", patience.over, worker=worker):
        if isinstance(event, DevicesProbed):
            return dict(event.values)
        patience.hear(event)
    if patience.lost:
        raise WorkerError(
            "A device does not answer",
            f"“{patience.waits_for}” did not come to the end of a small computation in time.",
            "Start the computer anew, bring its graphics driver up to date, or choose the built-in "
            "engine in the preferences.",
        )
    return {}


class _Patience:
    """Knows what is waited for, and whether that takes too long."""

    def __init__(self, clock: Clock, cancelled: Cancelled, answer_within_s: float) -> None:
        self._clock = clock
        self._cancelled = cancelled
        self._within = answer_within_s
        self._until = clock() + START_WITHIN_S
        self.waits_for = "torch"
        self.lost = False

    def hear(self, event: Event) -> None:
        if isinstance(event, Progress) and event.phase.startswith(TRYING):
            self.waits_for = event.phase.removeprefix(TRYING)
            self._until = self._clock() + self._within

    def over(self) -> bool:
        self.lost = self._clock() > self._until
        return self.lost or self._cancelled()


def advice(engine: Engine, values: dict[str, Any], cards: tuple[str, ...]) -> tuple[AppError, ...]:
    """Return what stands in the way of the cards and engines of this computer."""
    found: list[AppError] = [
        WorkerError(
            "A device does not work",
            f"“{device['name']}” failed in a small computation: {device['error']}",
            "Bring its driver up to date; until then choose “cpu” as the device of a run.",
        )
        for device in values.get("devices", [])
        if device.get("error")
    ]
    if cards and not any(one["name"].startswith("cuda") for one in values.get("devices", [])):
        made_for_cards = engine.kind is EngineKind.CUDA or bool(values.get("cuda_build"))
        found.append(_unused_cards(engine, cards, reaches_cards=made_for_cards))
    if chosen_name() == AUTOMATIC:
        found += [one.obstacle for one in found_engines() if one.obstacle is not None]
    return tuple(found)


def _unused_cards(engine: Engine, cards: tuple[str, ...], *, reaches_cards: bool) -> AppError:
    names = ", ".join(dict.fromkeys(cards))
    if reaches_cards:
        return WorkerError(
            "The graphics card is not used",
            f"This computer has a graphics card ({names}), but the engine “{engine.name}” cannot "
            "reach it, so everything runs on the processor.",
            "Install or update NVIDIA's driver, then look again.",
        )
    return WorkerError(
        "The graphics card is not used",
        f"This computer has a graphics card ({names}), but the engine “{engine.name}” computes on "
        "the processor only.",
        "Add the engine for NVIDIA cards under “What computes”; a program that runs from its "
        "source needs a CUDA build of torch instead.",
    )


def _report(
    engine: Engine, values: dict[str, Any], cards: tuple[str, ...], *, known: bool = False
) -> DeviceReport:
    return DeviceReport(engine, values, cards, advice(engine, values, cards), known)


def _keep(engine: Engine, cards: tuple[str, ...], values: dict[str, Any]) -> None:
    file = engines_folder() / KEPT_FILE
    text = json.dumps({"of": _identity(engine, cards), "values": values})
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        logger.warning("what computes here cannot be kept: %s", error)


def _identity(engine: Engine, cards: tuple[str, ...]) -> list[Any]:
    torch = engine.torch or metadata.version("torch")
    return [engine.name, engine.version, engine.protocol, torch, list(cards)]
