from __future__ import annotations

import sys
from dataclasses import replace
from multiprocessing import Pipe
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import WorkerError
from desktop.domain.events import RunFailed, WorkerDied
from desktop.worker.agreement import protocol_version
from desktop.worker.launch import (
    WORKER_ARGUMENT,
    built_in_engine,
    command_line,
    environment,
    open_pipe,
)
from desktop.worker.protocol import ProbeDevices
from desktop.worker.supervisor import Worker

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.engines import Engine
    from desktop.domain.events import Event


def script(folder: Path, text: str) -> Engine:
    """Return an engine that is a script of one's own."""
    file = folder / "engine.py"
    file.write_text(text)
    return replace(built_in_engine(), name="own", command=(sys.executable, str(file)))


def events_of(engine: Engine, folder: Path) -> list[Event]:
    worker = Worker(lambda: engine)
    worker.start(ProbeDevices(), log_path=folder / "worker.log")
    events: list[Event] = []
    while worker.alive:
        events += worker.receive(10)
    return events


def test_a_program_lies_in_the_folder_of_its_engine() -> None:
    engine = replace(built_in_engine(), command=("bin/engine", "-v"), folder="/engines/one")
    assert command_line(engine, 7) == [
        *("/engines/one/bin/engine", "-v"),
        *(WORKER_ARGUMENT, "7", protocol_version()),
    ]


def test_a_missing_program_is_said(tmp_path: Path) -> None:
    engine = replace(built_in_engine(), name="gone", command=("engine",), folder=str(tmp_path))
    with pytest.raises(WorkerError, match="“gone” has no program engine") as caught:
        Worker(lambda: engine).start(ProbeDevices(), log_path=tmp_path / "worker.log")
    assert caught.value.title == "The engine's program is missing"


def test_an_engine_that_speaks_otherwise_is_refused_by_itself(tmp_path: Path) -> None:
    """Its manifest may say the right thing: the program has the last word."""
    text = (
        "import sys\n"
        "from desktop.worker import program\n"
        "program.protocol_version = lambda: 'another'\n"
        "program.run_part(sys.argv[1:])\n"
    )
    (failed,) = events_of(script(tmp_path, text), tmp_path)
    assert isinstance(failed, RunFailed)
    assert failed.title == "The engine is of another Tastemaker"
    assert failed.expected
    assert "another" in (tmp_path / "worker.log").read_text()


def test_what_an_engine_says_before_it_works_is_its_last_words(tmp_path: Path) -> None:
    died = events_of(script(tmp_path, "import no_such_library"), tmp_path)[-1]
    assert isinstance(died, WorkerDied)
    assert died.exit_code == 1
    assert "no_such_library" in died.last_words


def test_an_engine_inherits_its_end_of_the_pipe_alone(tmp_path: Path) -> None:
    """An engine that kept our end too would never notice that the window is gone."""
    other = (tmp_path / "open.txt").open("w")
    text = (
        "import os, sys\n"
        "inside = sorted(int(n) for n in os.listdir('/proc/self/fd'))\n"
        "names = [os.path.realpath(f'/proc/self/fd/{n}') for n in inside if n > 2]\n"
        "print([n for n in names if 'socket' in n or 'open.txt' in n], flush=True)\n"
    )
    died = events_of(script(tmp_path, text), tmp_path)[-1]
    other.close()
    assert isinstance(died, WorkerDied)
    assert died.last_words.count("socket") == 1
    assert "open.txt" not in died.last_words


def test_an_opened_pipe_is_passed_on_no_further() -> None:
    ours, theirs = Pipe()
    again = open_pipe(theirs.fileno())
    again.send("heard")
    assert ours.recv() == "heard"
    for pipe in (ours, theirs):
        pipe.close()
    again._handle = None  # type: ignore[attr-defined]


def test_a_frozen_window_hands_no_library_of_its_own_to_an_engine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    before = {
        "LD_LIBRARY_PATH": "/opt/tastemaker/_internal",
        "LD_LIBRARY_PATH_ORIG": "/usr/local/cuda/lib64",
        "DYLD_LIBRARY_PATH": "/opt/tastemaker/_internal",
        "HOME": "/home/me",
    }
    assert environment(before) == {
        "LD_LIBRARY_PATH": "/usr/local/cuda/lib64",
        "HOME": "/home/me",
        "PYINSTALLER_RESET_ENVIRONMENT": "1",
    }


def test_a_frozen_program_is_its_own_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/tastemaker/tastemaker")
    assert command_line(built_in_engine(), 5)[:2] == ["/opt/tastemaker/tastemaker", "--worker"]
