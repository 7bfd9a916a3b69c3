"""From the key press to the painted next pair while PPO trains the starter model.

100,000 comparisons are stored beside the sample project that the run learns from.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from desktop.app import build
from desktop.domain.runs import Stage
from desktop.services.training import prepare_run
from desktop.ui.settings_store import SettingsStore
from tests.benchmarks.event_loop import PPO, judged_sample, turn_loop
from tests.benchmarks.rate_key import PRESSES, fill, opened, press_keys
from tests.benchmarks.report import percentile, report


def main() -> None:
    """Measure before and during the run, and print the line."""
    with tempfile.TemporaryDirectory() as folder:
        project = judged_sample(Path(folder) / "project")
        run = prepare_run(project, Stage.PPO, PPO)
        fill(project)
        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        settings = SettingsStore(Path(folder) / "window.json")
        settings.change(asks_when_fast=False)
        parts = build(application, settings)
        page, _ = opened(parts, project)
        idle = press_keys(page, PRESSES, 0.1)
        job = parts.jobs.start_run(run)
        while not project.store.metrics.series(run.id, "objective/kl")[0]:
            turn_loop(1.0)
        times = press_keys(page, PRESSES, 0.1)
        updates = len(project.store.metrics.series(run.id, "objective/kl")[0])
        parts.jobs.discard(job.id)
        while parts.jobs.busy():
            turn_loop(0.2)
        parts.window.close_project()
    report(
        "rate_key_training",
        "ms, p95, while PPO trains against the same window idle",
        percentile(times, 0.95),
        round(percentile(idle, 0.95), 3),
        worst=round(max(times), 1),
        median=round(percentile(times, 0.5), 1),
        updates=float(updates),
    )


if __name__ == "__main__":
    main()
