from __future__ import annotations

import ctypes.util
import json
import sys
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import WorkerError
from desktop.services import doctor

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TORCH = {"torch": "2.13.0", "device": "cpu", "devices": [{"name": "cpu"}]}


def healthy() -> dict[str, Any]:
    return dict(TORCH)


def broken() -> dict[str, Any]:
    raise WorkerError("The worker is gone", "It crashed.", "Look.")


def test_everything_is_plain_values() -> None:
    report = doctor.examine(healthy)
    assert json.loads(json.dumps(report)) == report
    assert report["torch"]["version"] == "2.13.0"
    assert report["qt"]["version"].startswith("6.")
    assert report["memory"]["total_gb"] > 0
    assert report["sqlite"]["version"] >= "3.51.3"


def test_a_torch_that_does_not_start_is_a_problem_in_words() -> None:
    report = doctor.examine(broken)
    assert report["torch"]["version"] is None
    assert any("torch does not work" in problem for problem in report["problems"])


def test_missing_libraries_of_qt_are_named_as_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(
        ctypes.util, "find_library", lambda name: None if name == "xcb-cursor" else name
    )
    report = doctor.examine(healthy)
    assert report["qt"]["missing_packages"] == ["libxcb-cursor0"]
    assert any("libxcb-cursor0" in problem for problem in report["problems"])


def test_little_memory_and_disk_and_a_gpu_without_use_are_problems(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(doctor, "MEMORY_NEEDED_GB", 1e9)
    monkeypatch.setattr(doctor, "DISK_NEEDED_GB", 1e9)
    monkeypatch.setattr("shutil.which", lambda name: "/usr/bin/" + name)
    problems = " ".join(doctor.examine(healthy)["problems"])
    for words in ("of memory are free", "of disk are free", "CUDA build"):
        assert words in problems
