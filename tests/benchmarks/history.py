"""The history of 1,000,000 judgements: the first screen, searches, memory of the window."""

from __future__ import annotations

import resource
import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from desktop.app import build
from desktop.services.history import HistorySearch
from desktop.services.project import open_project
from desktop.ui.history.page import HistoryPage
from desktop.ui.settings_store import SettingsStore
from tests.benchmarks.million import million
from tests.benchmarks.report import report

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.project import Project

SEARCHES = {
    "rare": "number 77123 ",
    "short": "猫咪",
    "common": "answer",
    "two_words": "about 4242",
    "two_common": "teacher answer",
    "nothing": "zebra answer",
}


def waited(page: HistoryPage, text: str) -> tuple[float, float, int]:
    """Search; return the ms to the first screen, the seconds to the last hit, and the hits."""
    loop = QEventLoop()
    page.searching.ended.connect(loop.quit)
    first: list[float] = []

    def painted() -> None:
        if not first:
            page.view.grab()
            first.append((time.perf_counter() - began) * 1000)

    page.searching.found.connect(painted)
    page.bar.search.blockSignals(True)
    page.bar.search.setText(text)
    page.bar.search.blockSignals(False)
    began = time.perf_counter()
    page.refresh()
    loop.exec()
    page.searching.found.disconnect(painted)
    page.searching.ended.disconnect(loop.quit)
    took = time.perf_counter() - began
    return first[0] if first else 1000 * took, took, page.table.rowCount()


def index_all(project: Project) -> float:
    """Index the texts; return the seconds."""
    began = time.perf_counter()
    with HistorySearch(project.store.path) as search:
        for _ in search.grow_index():
            pass
    return time.perf_counter() - began


def measure(folder: Path) -> None:
    """Measure in a folder and print the lines."""
    project = open_project(folder / "project", back_up=False)
    before_index = index_all(project)
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    parts = build(application, SettingsStore(folder / "window.json"))
    parts.window.set_project(project)
    parts.window.show()
    QCoreApplication.processEvents()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    page = parts.window.pages.page("history")
    assert isinstance(page, HistoryPage)
    parts.window.show_page("history")
    first, last, rows = waited(page, "")
    report(
        "history_open",
        "ms to the first screen",
        first,
        None,
        all_s=round(last, 2),
        rows=float(rows),
    )
    for name, text in SEARCHES.items():
        first, last, rows = waited(page, text)
        report(f"history_{name}", "ms", first, None, all_s=round(last, 2), rows=float(rows))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    report(
        "history_memory", "MiB, peak of the window", peak, None,
        before_the_page=round(memory), index_s=round(before_index, 1),
    )  # fmt: skip
    parts.window.close_project()


def main() -> None:
    """Measure and print the lines."""
    with million() as folder:
        measure(folder)


if __name__ == "__main__":
    main()
