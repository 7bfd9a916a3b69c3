"""From the key press to the painted next pair on the Rate page, with 100,000 comparisons stored.

With short answers as fast as keys can be pressed; with answers of 20,000 characters and code in
them both so and after the moment that reading takes at least; and the raw view of a line of a
million characters.
"""

from __future__ import annotations

import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import Parts, build
from desktop.domain.feedback import Comparison, Preference
from desktop.domain.prompts import user_prompt
from desktop.services.project import create_project
from desktop.ui.rate.page import RatePage
from desktop.ui.settings_store import SettingsStore
from desktop.ui.text.views import ResponseView
from tests.benchmarks.report import percentile, report

if TYPE_CHECKING:
    from desktop.services.project import Project

PROMPTS = 10_100
ANSWERS = 5
RATED = 100_000
PRESSES = 200
PATIENCE_S = 60.0
READING_S = 0.8
"""Nobody reads 40,000 characters in less."""
LINE = 1_000_000
LONG = (
    "A paragraph of answer {k} to question {n} with **bold** words and `code` in it. " * 6
    + "\n\n- one\n- two\n\n"
    + "```python\ndef f(x):\n    # {k}\n    return 'text' + str(x * 42)\n```\n\n"
) * 36
KEYS = (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_6, Qt.Key.Key_7)


def fill(project: Project, long: bool = False) -> None:
    """Add prompts with five answers each (ten pairs) and 100,000 comparisons.

    Args:
        project: Where they are added.
        long: Whether the answers that are left to judge are long ones.
    """
    store, done = project.store, 0
    with store.transaction():
        for number in range(PROMPTS):
            prompt = store.prompts.add(user_prompt(f"Question number {number}?"))
            text = LONG if long and done >= RATED else "Answer {k} to question {n}. " * 8
            answers = [
                store.responses.add(
                    prompt.id, text.replace("{k}", str(k)).replace("{n}", str(number))
                ).id
                for k in range(ANSWERS)
            ]
            for a in range(ANSWERS):
                for b in range(a + 1, ANSWERS):
                    if done < RATED:
                        judgement = Comparison(prompt.id, answers[a], answers[b], Preference.A)
                        store.feedback.append(judgement)
                        done += 1


def press_keys(page: RatePage, presses: int, pause_s: float = 0.0) -> list[float]:
    """Press keys of choices one after the other; return the milliseconds until each is painted.

    Args:
        page: The rating page.
        presses: How many.
        pause_s: Time that the user looks at each pair.
    """
    times = []
    for press in range(presses):
        until = time.perf_counter() + pause_s
        while time.perf_counter() < until:
            QCoreApplication.processEvents()
            time.sleep(0.002)
        target: QWidget = page.window().focusWidget() or page
        began = time.perf_counter()
        QTest.keyClick(target, KEYS[press % len(KEYS)])
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


def opened(parts: Parts, project: Project) -> tuple[RatePage, float]:
    """Show the Rate page of a project; return it with the seconds until the first pair."""
    parts.window.set_project(project)
    parts.window.show()
    began = time.perf_counter()
    parts.window.show_page("rate")
    page = parts.window.pages.page("rate")
    assert isinstance(page, RatePage)
    wait_for_pairs(page)
    return page, time.perf_counter() - began


def measure(parts: Parts, folder: Path, *, long: bool) -> None:
    """Measure with short or with long answers and print the line."""
    project = create_project(folder, model="starter", fill=partial(fill, long=long))
    page, seconds = opened(parts, project)
    before = project.store.feedback.count_standing("comparison")
    times = press_keys(page, 60 if long else PRESSES)
    more: dict[str, float] = {}
    if long:
        burst, times = times, press_keys(page, 60, READING_S)
        more["without_a_pause"] = round(percentile(burst, 0.95), 1)
    stored = project.store.feedback.count_standing("comparison") - before
    report(
        "rate_key_long" if long else "rate_key",
        "ms, p95",
        percentile(times, 0.95),
        None,
        worst=round(max(times), 1),
        median=round(percentile(times, 0.5), 1),
        judged=float(stored),
        page_opened_s=round(seconds, 2),
        **more,
    )
    parts.window.close_project()


def measure_line(parts: Parts) -> None:
    """Measure how long the raw view of an unbroken line takes and print the line."""
    view = ResponseView(parts.theme, "Answer")
    view.resize(700, 500)
    view.show()
    QCoreApplication.processEvents()
    times = []
    for _ in range(5):
        view.set_raw(False)
        view.set_text("")
        view.set_raw(True)
        began, spent = time.perf_counter(), time.process_time()
        view.set_text("x" * LINE)
        QCoreApplication.processEvents()
        times.append((time.perf_counter() - began, time.process_time() - spent))
    report(
        "raw_line",
        "s, median",
        percentile([wall for wall, _ in times], 0.5),
        None,
        processor_s=round(percentile([spent for _, spent in times], 0.5), 3),
    )
    view.close()


def main() -> None:
    """Measure and print the lines."""
    application = QApplication.instance() or QApplication([])
    assert isinstance(application, QApplication)
    with tempfile.TemporaryDirectory() as folder:
        settings = SettingsStore(Path(folder) / "window.json")
        settings.change(asks_when_fast=False)
        parts = build(application, settings)
        measure(parts, Path(folder) / "short", long=False)
        measure(parts, Path(folder) / "long", long=True)
        measure_line(parts)


if __name__ == "__main__":
    main()
