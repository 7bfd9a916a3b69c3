"""From the key press to the painted next pair on the Rate page, with 100,000 comparisons stored."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import build
from desktop.domain.feedback import Comparison, Preference
from desktop.domain.prompts import user_prompt
from desktop.services.project import create_project
from desktop.ui.rate.page import RatePage
from desktop.ui.settings_store import SettingsStore
from tests.benchmarks.report import percentile, report

if TYPE_CHECKING:
    from desktop.services.project import Project

PROMPTS = 10_100
ANSWERS = 5
RATED = 100_000
PRESSES = 200
PATIENCE_S = 60.0
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_6, Qt.Key.Key_7)


def fill(project: Project) -> None:
    """Add prompts with five answers each (ten pairs) and 100,000 comparisons."""
    store, done = project.store, 0
    with store.transaction():
        for number in range(PROMPTS):
            prompt = store.prompts.add(user_prompt(f"Question number {number}?"))
            answers = [
                store.responses.add(prompt.id, f"Answer {k} to question {number}. " * 8).id
                for k in range(ANSWERS)
            ]
            for a in range(ANSWERS):
                for b in range(a + 1, ANSWERS):
                    if done < RATED:
                        judgement = Comparison(prompt.id, answers[a], answers[b], Preference.A)
                        store.feedback.append(judgement)
                        done += 1


def press_keys(page: QWidget) -> list[float]:
    """Press keys of choices one after the other; return the milliseconds until each is painted."""
    times = []
    for press in range(PRESSES):
        began = time.perf_counter()
        QTest.keyClick(page, KEYS[press % len(KEYS)])
        QCoreApplication.processEvents()
        times.append((time.perf_counter() - began) * 1000)
    return times


def wait_for_pairs(page: RatePage) -> None:
    """Let the window work until the first pair is there: a large project is read in a thread."""
    deadline = time.monotonic() + PATIENCE_S
    while not page.modes.compare.isVisible():
        if time.monotonic() > deadline:
            raise RuntimeError("no pair appeared")
        QCoreApplication.processEvents()
        time.sleep(0.01)


def main() -> None:
    """Measure and print the line."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        project = create_project(Path(folder) / "project", model="starter", fill=fill)
        settings = SettingsStore(Path(folder) / "window.json")
        settings.change(asks_when_fast=False)
        parts = build(application, settings)
        parts.window.set_project(project)
        parts.window.show()
        began = time.perf_counter()
        parts.window.show_page("rate")
        page = parts.window.pages.page("rate")
        assert isinstance(page, RatePage)
        wait_for_pairs(page)
        opened = time.perf_counter() - began
        before = project.store.feedback.count_standing("comparison")
        times = press_keys(parts.window.focusWidget() or page)
        stored = project.store.feedback.count_standing("comparison") - before
        parts.window.close_project()
    report(
        "rate_key",
        "ms, p95",
        percentile(times, 0.95),
        None,
        worst=round(max(times), 1),
        judged=float(stored),
        page_opened_s=round(opened, 2),
    )


if __name__ == "__main__":
    main()
