from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from desktop.domain.events import Event, Heartbeat, Progress, RunEnded, RunFailed, WorkerDied
from desktop.domain.runs import ModelSource
from desktop.worker.protocol import Discard, Pause, Resume, Serve, StartRun
from desktop.worker.supervisor import Worker, last_words
from tests.helpers import fake_workers
from tests.helpers.fake_engine import fake_engine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

JOB = StartRun("nowhere")


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Starts workers with a given main; all are gone after the test."""
    workers: list[Worker] = []

    def begin(main: Callable[..., None], job: StartRun | Serve = JOB) -> Worker:
        worker = Worker(fake_engine(main))
        worker.start(job, log_path=tmp_path / "worker.log")
        workers.append(worker)
        return worker

    yield begin
    for worker in workers:
        worker.kill()


def all_events(worker: Worker, seconds: float = 30.0) -> list[Event]:
    """Return everything until the worker is gone."""
    events: list[Event] = []
    deadline = time.monotonic() + seconds
    while worker.alive:
        assert time.monotonic() < deadline
        events += worker.receive(1.0)
    return events + worker.receive(0)


def wait_for(worker: Worker, wanted: Event, seconds: float = 30.0) -> None:
    deadline = time.monotonic() + seconds
    while wanted not in worker.receive(0.5):
        assert time.monotonic() < deadline
        assert worker.alive


def test_importing_the_supervisor_loads_neither_torch_nor_qt() -> None:
    code = (
        "import sys, desktop.worker.supervisor, desktop.worker.protocol\n"
        "print([m for m in ('torch', 'transformers', 'numpy', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_commands_arrive_in_order_and_a_stop_is_obeyed(start: Callable[..., Worker]) -> None:
    worker = start(fake_workers.echo_commands)
    for command in (Pause(), Resume(), Discard()):
        assert worker.send(command)
    seen: list[Event] = []
    while len([e for e in seen if isinstance(e, Progress)]) < 4:
        seen += worker.receive(5.0)
    phases = [event.phase for event in seen if isinstance(event, Progress)]
    assert phases == ["ready", "Pause", "Resume", "Discard"]

    began = time.monotonic()
    worker.stop(10.0)
    assert time.monotonic() - began < 2.0
    assert not worker.alive
    assert RunEnded("interrupted", 0) in worker.receive(0)
    assert not worker.send(Pause())


def test_nothing_is_lost_of_a_worker_that_says_much_and_ends(start: Callable[..., Worker]) -> None:
    events = all_events(start(fake_workers.finish))
    numbers = [event.done for event in events if isinstance(event, Progress)]
    assert numbers == list(range(3000))
    assert events[-1] == RunEnded("finished", 3, {"accuracy": 0.5})


def test_a_crash_is_told_with_its_code_and_last_words(start: Callable[..., Worker]) -> None:
    assert all_events(start(fake_workers.crash)) == [
        WorkerDied(7, "first line\nall my last words\n")
    ]


def test_a_run_that_ends_without_a_word_died(start: Callable[..., Worker]) -> None:
    assert all_events(start(fake_workers.end_silently)) == [WorkerDied(0, "")]


def test_a_serving_worker_may_end_by_itself(start: Callable[..., Worker]) -> None:
    assert all_events(start(fake_workers.end_silently, Serve(ModelSource("base")))) == []


def test_a_failure_is_not_a_death(start: Callable[..., Worker]) -> None:
    assert all_events(start(fake_workers.fail)) == [RunFailed("No", "because", "do this")]


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV])
def test_a_killed_worker_is_told_with_the_signal(
    start: Callable[..., Worker], number: signal.Signals
) -> None:
    worker = start(fake_workers.echo_commands)
    wait_for(worker, Progress("ready", 0, 1))
    assert worker.pid is not None
    os.kill(worker.pid, number)
    died = all_events(worker)[-1]
    assert isinstance(died, WorkerDied)
    assert died.exit_code == -number


def test_a_stopped_process_is_noticed_by_its_silence(start: Callable[..., Worker]) -> None:
    worker = start(fake_workers.echo_commands)
    wait_for(worker, Progress("ready", 0, 1))
    assert worker.pid is not None
    os.kill(worker.pid, signal.SIGSTOP)
    deadline = time.monotonic() + 20
    while not worker.unresponsive(2.5):
        assert time.monotonic() < deadline
        worker.receive(0.5)
    os.kill(worker.pid, signal.SIGCONT)
    while worker.unresponsive(2.5):
        assert time.monotonic() < deadline
        worker.receive(0.5)


def test_a_worker_that_hears_nothing_is_killed_after_the_grace(
    start: Callable[..., Worker],
) -> None:
    worker = start(fake_workers.ignore_all)
    wait_for(worker, Heartbeat(1.0, 1.0))
    began = time.monotonic()
    worker.stop(0.5)
    assert time.monotonic() - began < 4.0
    assert worker.exit_code == -signal.SIGKILL
    assert not any(isinstance(event, WorkerDied) for event in worker.receive(0))


def test_last_words_are_the_end_of_the_log_from_the_start_of_a_line(tmp_path: Path) -> None:
    log = tmp_path / "worker.log"
    assert last_words(log) == ""
    log.write_text("short")
    assert last_words(log) == "short"
    log.write_text("a" * 50 + "\nsecond\nthird\n")
    assert last_words(log, size=20) == "second\nthird\n"
