"""How long a judgement waits for the disk while 100,000 comparisons are imported, in ms."""

from __future__ import annotations

import tempfile
import threading
import time
from pathlib import Path

from desktop.domain.feedback import Comparison, Preference
from desktop.domain.prompts import user_prompt
from desktop.services.importing import import_file
from desktop.services.project import Project, create_project
from tests.benchmarks.import_speed import write_source
from tests.benchmarks.report import percentile, report

EVERY_S = 0.1


def judge_until(project: Project, over: threading.Event, waits: list[float]) -> None:
    """Judge ten times a second over a connection of its own, as the Rate page does."""
    with project.store.reopen() as store:
        prompt = store.prompts.add(user_prompt("Mine?"))
        a, b = (store.responses.add(prompt.id, text).id for text in ("one", "two"))
        while not over.wait(EVERY_S):
            began = time.perf_counter()
            store.feedback.append(Comparison(prompt.id, a, b, Preference.A))
            waits.append((time.perf_counter() - began) * 1000)


def main() -> None:
    """Measure and print the line."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "pairs.jsonl"
        write_source(source)
        over, waits = threading.Event(), list[float]()
        with create_project(Path(folder) / "project") as project:
            judging = threading.Thread(target=judge_until, args=(project, over, waits))
            judging.start()
            began = time.perf_counter()
            done = import_file(project, source)
            took = time.perf_counter() - began
            over.set()
            judging.join()
    report(
        "rating_while_importing", "ms, p95", percentile(waits, 0.95), None,
        worst=round(max(waits), 1), median=round(percentile(waits, 0.5), 1),
        judged=float(len(waits)), comparisons=float(done.comparisons), import_s=round(took, 1),
    )  # fmt: skip


if __name__ == "__main__":
    main()
