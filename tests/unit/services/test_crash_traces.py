from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.services import crash_traces
from desktop.services.crash_traces import (
    begin_trace,
    crashes_folder,
    mark_told,
    new_crashes,
    told_crashes,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

CRASH = """
import ctypes, os, signal, sys
from desktop.services.crash_traces import begin_trace
trace = begin_trace()
def innermost():
    %s
innermost()
trace.close()
"""


@pytest.fixture(autouse=True)
def handler() -> Iterator[None]:
    """Gives the test run its own fault handler back."""
    import faulthandler

    was = faulthandler.is_enabled()
    yield
    if was:
        faulthandler.enable(sys.__stderr__ or 2)


def run(line: str) -> int:
    return subprocess.run(
        [sys.executable, "-c", CRASH % line], check=False, stderr=subprocess.DEVNULL
    ).returncode


def test_a_process_that_segfaults_leaves_the_stack_of_its_last_moment() -> None:
    assert run("ctypes.string_at(0)") == -signal.SIGSEGV
    [path] = new_crashes()
    text = path.read_text(encoding="utf-8")
    assert "Segmentation fault" in text
    assert "in innermost" in text


def test_an_abort_of_a_library_is_a_crash_too() -> None:
    assert run("os.abort()") == -signal.SIGABRT
    [path] = new_crashes()
    assert "Aborted" in path.read_text(encoding="utf-8")


def test_a_crash_is_told_once_and_kept() -> None:
    run("ctypes.string_at(0)")
    traces = new_crashes()
    mark_told(traces)
    assert new_crashes() == []
    assert [path.name for path in told_crashes()] == [path.name for path in traces]


def test_an_orderly_end_leaves_nothing() -> None:
    assert run("pass") == 0
    assert new_crashes() == []
    assert list(crashes_folder().glob("*.txt")) == []


def test_a_killed_process_is_no_crash_and_its_empty_file_goes() -> None:
    assert run("os.kill(os.getpid(), signal.SIGKILL)") == -signal.SIGKILL
    assert len(list(crashes_folder().glob("*.txt"))) == 1
    assert new_crashes() == []
    assert list(crashes_folder().glob("*.txt")) == []


def test_the_empty_file_of_a_living_process_stays() -> None:
    trace = begin_trace()
    assert new_crashes() == []
    assert trace.path.exists()
    assert str(os.getpid()) in trace.path.name
    trace.close()
    assert not trace.path.exists()


def test_only_the_last_told_crashes_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crash_traces, "KEPT", 2)
    for number in range(4):
        (crashes_folder() / f"2026010{number}-000000-1.txt").write_text("Fatal", encoding="utf-8")
    mark_told(new_crashes())
    assert [path.name[:8] for path in told_crashes()] == ["20260102", "20260103"]
