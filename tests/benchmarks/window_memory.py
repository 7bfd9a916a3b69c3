"""Memory of the window on each page with 1,000,000 judgements: the peak of a process of its own.

Beside it: the seconds until something of the project is on the page and until the page is calm, and
how long the window did not answer: while the page was made, and after that.
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
from desktop.ui.exchange.export_page import ExportPage
from desktop.ui.history.page import HistoryPage
from desktop.ui.history.searching import Searching
from desktop.ui.prompts.page import PromptsPage
from desktop.ui.rate.page import RatePage
from desktop.ui.settings_store import SettingsStore
from desktop.ui.train.train_page import TrainPage
from tests.benchmarks.million import KEPT, million
from tests.benchmarks.report import report

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.page import Page

PAGES = (
    "home", "prompts", "rate", "quality", "history", "train", "runs", "chat", "models", "export",
    "jobs",
)  # fmt: skip
CALM_S, PATIENCE_S = 1.0, 300.0


def is_busy(window: QWidget) -> bool:
    """Return whether the project is being read."""
    tasks = window.findChildren(ProjectTask)
    return any(task.busy() for task in tasks) or any(
        search.busy() for search in window.findChildren(Searching)
    )


def has_content(page: Page) -> bool:
    """Return whether something of the project is on a page."""
    if isinstance(page, RatePage):
        return page.bench.currentWidget() is page.modes
    if isinstance(page, TrainPage):
        return bool(page.data.state.text())
    if isinstance(page, ExportPage):
        return any(character.isdigit() for character in page.plan.rows.text())
    if isinstance(page, HistoryPage | PromptsPage):
        return page.table.rowCount() > 0
    return not is_busy(page)


def wait_until_calm(window: QWidget, page: Page) -> tuple[float, float, float]:
    """Let the window work.

    Returns:
        The seconds to the first content, those to the end, and the longest it did not answer.
    """
    began = last = busy_until = time.perf_counter()
    longest, first = 0.0, -1.0
    while time.perf_counter() - busy_until < CALM_S:
        QCoreApplication.processEvents()
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
        if first < 0 and has_content(page):
            first = now - began
        if is_busy(window):
            busy_until = now
        if now - began > PATIENCE_S:
            raise RuntimeError("the page does not become calm")
        time.sleep(0.001)
    return max(first, 0.0), busy_until - began, longest


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
    first, calm, longest = wait_until_calm(parts.window, parts.window.pages.page(name))
    parts.window.grab()
    now = int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()
    report(
        f"window_memory_{name}", "MiB, peak",
        resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, None,
        then_mib=round(now / 2**20), made_ms=round(1000 * shown), first_s=round(shown + first, 2),
        calm_s=round(calm, 2), longest_silence_ms=round(1000 * longest),
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
