"""Bringing the processes of a run together, and ending them together.

They meet at a store (keys and values over TCP). The first process tells the others the run's
folder there; then all form torch's process group: gloo between CPUs, NCCL between NVIDIA GPUs.

A process that fails writes its error into the store. A thread of each process looks for that, since
its main thread may be waiting for the failed one inside an exchange that never comes to an end.
"""

from __future__ import annotations

import contextlib
import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import torch
import torch.distributed as dist

# Documented, but torch does not mark them as exported.
from torch.distributed import PrefixStore, TCPStore  # type: ignore[attr-defined]

from desktop.domain.errors import TrainingError
from desktop.models.devices import choose_device
from desktop.training.endings import ShutdownRequested
from desktop.training.team import Team, reaching_the_others

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.processes import Place
    from desktop.training.session import Control

MEET_WITHIN = timedelta(minutes=10)
"""The first process may have much data to freeze before it comes."""
_PATIENCE = timedelta(days=30)
"""Of exchanges: a paused run waits, and a dead process is noticed otherwise."""
_LOOK_S = 0.3
_HEARD_WITHIN_S = 10.0
_FOLDER, _FAILURE, _HEARD, _ENDING = "folder", "failure", "heard", "ending"


class Meeting:
    """The store where the processes of a run meet.

    Args:
        place: Of this process.

    Raises:
        TrainingError: The first process does not come.
    """

    def __init__(self, place: Place) -> None:
        self.place = place
        try:
            self._store = _store(place, hosts=place.leads and not place.hosted)
        except RuntimeError as error:
            raise _not_met(place) from error
        self._over = threading.Event()

    def folder(self, mine: str) -> str:
        """Return the run's folder, which the first process knows."""
        if self.place.leads:
            self._store.set(_FOLDER, mine)
            return mine
        try:
            return bytes(self._store.get(_FOLDER)).decode()
        except RuntimeError as error:
            raise _not_met(self.place) from error

    def form(self, device: str) -> Team:
        """Form the process group for a device ("auto", "cpu", …) and return the team.

        Raises:
            TrainingError: The device cannot be shared so.
        """
        if device in ("auto", "cuda") and torch.cuda.is_available():
            # First of all: looking at a GPU takes memory on it.
            _take_gpu(self.place)
        kind = choose_device(device).device.type
        backend = "cpu:gloo,cuda:nccl" if kind == "cuda" else "gloo"
        if kind not in ("cpu", "cuda"):
            raise TrainingError(
                "Several processes cannot share this device",
                f"They can compute on CPUs or on NVIDIA GPUs, not on {kind}.",
                "Start one process, or set device=cpu.",
            )
        try:
            dist.init_process_group(
                backend,
                store=PrefixStore("group", self._store),
                rank=self.place.rank,
                world_size=self.place.count,
                timeout=_PATIENCE,
            )
        except RuntimeError as error:
            raise _not_met(self.place) from error
        return Team(self.place.rank, self.place.count, self.announce_ending)

    def announce_ending(self) -> None:
        """Tell the others that this process was told to end."""
        self._store.set(_ENDING, "1")

    @property
    def ending(self) -> bool:
        """Whether a process was told to end."""
        with reaching_the_others():
            return bool(self._store.check([_ENDING]))

    def watch(self, on_failure: Callable[[str], None]) -> None:
        """Call `on_failure`, from another thread, with the words of a process that fails."""
        threading.Thread(
            target=self._look, args=(on_failure,), name="companions", daemon=True
        ).start()

    def _look(self, on_failure: Callable[[str], None]) -> None:
        # Ends by itself when the store is gone: then the launcher ends the process.
        with contextlib.suppress(RuntimeError):
            # A connection of its own: the other one may be waiting for an answer.
            store = _store(self.place, hosts=False)
            while not self._over.wait(_LOOK_S):
                if store.check([_FAILURE]):
                    if self.place.leads:
                        store.set(_HEARD, "1")
                    on_failure(bytes(store.get(_FAILURE)).decode())
                    return

    def fail(self, words: str) -> None:
        """Tell the others that this process fails, and wait until the first one has heard it."""
        self._over.set()
        with contextlib.suppress(RuntimeError):
            if self._store.check([_FAILURE]):
                return
            self._store.set(_FAILURE, words)
            deadline = time.monotonic() + _HEARD_WITHIN_S
            while not self.place.leads and time.monotonic() < deadline:
                if self._store.check([_HEARD]):
                    return
                time.sleep(_LOOK_S)

    def part(self) -> None:
        """End the meeting in order."""
        self._over.set()
        with contextlib.suppress(RuntimeError):
            if dist.is_initialized():
                dist.destroy_process_group()


class Follower:
    """The control of a process that does not lead: it leaves its work when another does.

    Args:
        control: Its own, which hears that the process must end.
        meeting: Knows about the others.
    """

    def __init__(self, control: Control, meeting: Meeting) -> None:
        self._control = control
        self._meeting = meeting
        self.on_pause: Callable[[], None] | None = None

    def poll(self) -> None:
        """Raise `ShutdownRequested` when any process was told to end."""
        self._control.poll()
        if self._meeting.ending:
            raise ShutdownRequested

    def pause(self) -> None:
        """Do nothing: the first process waits, and so do the others for it."""

    def serve(self, engine: Any) -> None:  # noqa: ANN401 - see `Control`
        """Do nothing: the first process answers."""
        self.poll()


def _store(place: Place, *, hosts: bool) -> PrefixStore:
    tcp = TCPStore(
        place.address,
        place.port,
        place.count,
        is_master=hosts,
        timeout=MEET_WITHIN,
        wait_for_workers=False,
    )
    return PrefixStore(f"tastemaker/{place.attempt}", tcp)


def _take_gpu(place: Place) -> None:
    there = torch.cuda.device_count()
    if place.local_count > there:
        raise TrainingError(
            "There are more processes than GPUs",
            f"{place.local_count} processes are to share {there} GPUs of this machine.",
            f"Start {there} processes, or set device=cpu.",
        )
    torch.cuda.set_device(place.local_rank)


def _not_met(place: Place) -> TrainingError:
    return TrainingError(
        "The processes of this run did not meet",
        f"Process {place.rank} of {place.count} waited at {place.address}:{place.port}.",
        "Look at the messages of the first process, and at firewalls between the machines.",
    )
