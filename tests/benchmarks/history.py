"""The history of 1,000,000 judgements: opening, a search, the first screen, memory of the window.

`TASTEMAKER_BENCH_PROJECT` names a folder where the big project is kept for the next time.
"""

from __future__ import annotations

import os
import resource
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop
from PySide6.QtWidgets import QApplication

from desktop.app import build
from desktop.domain.prompts import user_prompt
from desktop.services.history import HistorySearch
from desktop.services.project import Project, create_project, open_project
from desktop.ui.history.page import HistoryPage
from desktop.ui.settings_store import SettingsStore
from tests.benchmarks.report import report

PROMPTS = 100_000
ANSWERS = 5
JUDGEMENTS = 1_000_000
SEARCHES = {"rare": "number 77123 ", "short": "猫咪", "common": "answer", "two_words": "about 4242"}


def fill(project: Project) -> None:
    """Add prompts with five answers each and all ten pairs of these, compared."""
    connection = project.store.connection
    sample = project.store.prompts.add(user_prompt("What is a number?"))
    with connection.transaction():
        connection.execute(
            "WITH RECURSIVE n (i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO prompts (id, messages, search, digest, split, created_at, source, tags, "
            "retired, metadata) SELECT i, replace(messages, 'What is a number?', "
            "'What about ' || i || ', said the teacher?'), "
            "'what about ' || i || ', said the teacher?', digest || i, split, 1.0, source, tags, "
            "0, metadata FROM n, prompts WHERE prompts.id = ?",
            (PROMPTS, sample.id),
        )
        connection.execute(
            "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
            "INSERT INTO responses (id, prompt_id, text, origin, round, finished, created_at) "
            "SELECT i + 1, i / 5 + 1, 'Answer ' || (i % 5) || ' is that number ' || i || "
            "' is a good one' || CASE WHEN i % 50000 = 7 THEN '，像猫咪一样' ELSE '' END || "
            "', and here is why I think so: ' || hex(randomblob(60)), 'imported', 1, 1, 1.0 FROM n",
            (PROMPTS * ANSWERS - 1,),
        )
        connection.execute(
            "WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < ?), "
            "pairs (k, a, b) AS (VALUES (0,1,2),(1,1,3),(2,1,4),(3,1,5),(4,2,3),(5,2,4),(6,2,5),"
            "(7,3,4),(8,3,5),(9,4,5)) "
            "INSERT INTO feedback (kind, prompt_id, judgement, created_at, judge, round) "
            "SELECT 'comparison', i / 10 + 1, json_object('prompt_id', i / 10 + 1, 'a_id', "
            "i / 10 * 5 + a, 'b_id', i / 10 * 5 + b, 'preference', i % 7 - 3, 'quality', NULL, "
            "'repeat_of', NULL), 1.0 + i, 'human', 1 FROM n JOIN pairs ON k = i % 10",
            (JUDGEMENTS - 1,),
        )


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
    return first[0], time.perf_counter() - began, page.table.rowCount()


def index_all(project: Project) -> float:
    """Index the texts; return the seconds."""
    began = time.perf_counter()
    with HistorySearch(project.store.path) as search:
        for _ in search.grow_index():
            pass
    return time.perf_counter() - began


def measure(folder: Path) -> None:
    """Measure in a folder and print the lines."""
    place = folder / "project"
    made = not place.exists()
    project = create_project(place, model="starter", fill=fill) if made else open_project(place)
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
        before_the_page=round(memory), index_s=round(before_index, 1), built=str(made),
    )  # fmt: skip
    parts.window.close_project()


def main() -> None:
    """Measure and print the lines."""
    kept = os.environ.get("TASTEMAKER_BENCH_PROJECT")
    if kept:
        measure(Path(kept))
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder))


if __name__ == "__main__":
    main()
