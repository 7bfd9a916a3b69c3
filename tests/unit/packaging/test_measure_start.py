"""What is measured of a start, on a program that only says it started."""

from __future__ import annotations

import os
from pathlib import Path

import measure_start
import pytest
from workplace import NAME, BuildError

from desktop.app import SHOWN

PROGRAM = """#!/bin/sh
mkdir -p "$2/logs"
[ "$3" = new ] || echo '{said}' >> "$2/logs/window.log"
[ "$3" = new ] || exec sleep 30
"""


def bundle_that_says(folder: Path, said: str) -> Path:
    folder.mkdir()
    (folder / NAME).write_text(PROGRAM.format(said=said))
    (folder / NAME).chmod(0o755)
    return folder


def test_the_seconds_are_those_that_the_program_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measure_start, "CALM_S", 0.0)
    bundle = bundle_that_says(tmp_path / "bundle", f"2026-11-23 INFO desktop.app: {SHOWN % 0.57}")
    found = measure_start.measure(bundle, tmp_path)
    assert (found["warm_s"], found["warm_worst_s"], found["cold_s"]) == (0.57, 0.57, 0.57)
    assert 0 < found["memory_mb"] < 100


def test_a_program_that_ends_at_once_is_said(tmp_path: Path) -> None:
    bundle = bundle_that_says(tmp_path / "bundle", "nothing")
    (bundle / NAME).write_text("#!/bin/sh\n")
    with pytest.raises(BuildError, match="did not come to the screen"):
        measure_start.start(bundle, tmp_path)


def test_memory_is_what_the_system_counts() -> None:
    memory = measure_start.memory_of(Path("/proc") / str(os.getpid()))
    assert 10 < memory < 100_000


def test_what_is_forgotten_is_still_there(tmp_path: Path) -> None:
    (tmp_path / "part").write_text("part")
    (tmp_path / "link").symlink_to("part")
    measure_start.forget(tmp_path)
    assert (tmp_path / "part").read_text() == "part"
