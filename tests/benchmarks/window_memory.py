"""Memory of the window on each page with 1,000,000 judgements: the peak of a process of its own.

Beside it: the seconds until the page is calm, and how long the window did not answer meanwhile.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from desktop.app import build
from desktop.services.project import open_project
from desktop.ui.background import ProjectTask
from desktop.ui.history.searching import Searching
from desktop.ui.settings_store import SettingsStore
from tests.benchmarks.million import KEPT, million
from tests.benchmarks.report import report

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

PAGES = ("home", "prompts", "rate", "quality", "history", "train", "runs", "models", "export")
CALM_S, PATIENCE_S = 1.0, 300.0


def is_busy(window: QWidget) -> bool:
    """Return whether the project is being read."""
    tasks = window.findChildren(ProjectTask)
    return any(task.busy() for task in tasks) or any(
        search.busy() for search in window.findChildren(Searching)
    )


def wait_until_calm(window: QWidget) -> tuple[float, float]:
    """Let the window work; return the seconds it was busy, and the longest it did not answer."""
    began = last = busy_until = time.perf_counter()
    longest = 0.0
    while time.perf_counter() - busy_until < CALM_S:
        QCoreApplication.processEvents()
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        if is_busy(window):
            busy_until = now
        if now - began > PATIENCE_S:
            raise RuntimeError("the page does not become calm")
        time.sleep(0.001)
    return busy_until - began, longest


def measure(folder: Path, name: str) -> None:
    """Measure one page in this process and print its line."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    parts = build(application, SettingsStore(folder / "window.json"))
    parts.window.set_project(open_project(folder / "project", back_up=False))
    parts.window.resize(1280, 800)
    parts.window.show()
    began = time.perf_counter()
    parts.window.show_page(name)
    parts.window.grab()
    shown = time.perf_counter() - began
    calm, longest = wait_until_calm(parts.window)
    parts.window.grab()
    now = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    report(
        f"window_memory_{name}", "MiB, peak",
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, None,
        then_mib=round(now / 2**20), shown_s=round(shown, 2), calm_s=round(calm, 2),
        longest_silence_ms=round(1000 * max(longest, shown)),
    )  # fmt: skip
    parts.window.close_project()


def main() -> None:
    """Measure every page, or those named, and print the lines."""
    if sys.argv[1:2] == ["--page"]:
        measure(Path(os.environ[KEPT]), sys.argv[2])
        return
    with million() as folder:
        for name in sys.argv[1:] or PAGES:
            command = [sys.executable, "-m", "tests.benchmarks.window_memory", "--page", name]
            subprocess.run(command, env={**os.environ, KEPT: str(folder)}, check=True)


if __name__ == "__main__":
    main()
