"""How late the window's event loop is while PPO trains the starter model, beside an idle window.

A 10 ms timer in the real window notes how late it fires. The Runs page is shown, so that the charts
are drawn while the run reports; the window's project is the sample, judged by a simulated judge.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.app import Parts, build
from desktop.domain.runs import RunStatus, Stage
from desktop.services.jobs import JobRunner
from desktop.services.sample_project import create_sample_project
from desktop.services.simulated_judge import judge_pairs
from desktop.services.starter import ensure_starter
from desktop.services.training import prepare_run
from desktop.ui.settings_store import SettingsStore
from tests.benchmarks.report import percentile, report

if TYPE_CHECKING:
    from desktop.services.project import Project

INTERVAL_MS = 10
MEASURE_S = 60.0
REWARD = {"epochs": 1, "normalise_samples": 8, "sampling.max_new_tokens": 16, "adapter.layers": 4}
PPO = {"updates": 1000, "checkpoint_every": 5}


class Heartbeat(QObject):
    """Notes how many milliseconds after its time each beat of a timer comes."""

    def __init__(self) -> None:
        super().__init__()
        self.late_ms: list[float] = []
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timer_fired)
        self._timer.start(INTERVAL_MS)
        self._last = time.perf_counter()

    def _on_timer_fired(self) -> None:
        now = time.perf_counter()
        self.late_ms.append(max(0.0, (now - self._last) * 1000 - INTERVAL_MS))
        self._last = now

    def stop(self) -> None:
        """Beat no more."""
        self._timer.stop()


def turn_loop(seconds: float) -> None:
    """Let the event loop run as the application does."""
    loop = QEventLoop()
    QTimer.singleShot(int(seconds * 1000), loop.quit)
    loop.exec()


def measure() -> list[float]:
    """Return how late the beats of `MEASURE_S` seconds came, in ms."""
    heartbeat = Heartbeat()
    turn_loop(MEASURE_S)
    heartbeat.stop()
    return heartbeat.late_ms


def judged_sample(folder: Path) -> Project:
    """Return the sample project with a reward model trained on simulated judgements."""
    ensure_starter()
    project = create_sample_project(folder)
    judge_pairs(project, "short_complete", count=60)
    run = prepare_run(project, Stage.REWARD, REWARD)
    ended = JobRunner(project.folder).run(run.id)
    if ended.status is not RunStatus.FINISHED:
        raise SystemExit(f"The reward model could not be trained: {ended.error}")
    return project


def train_meanwhile(parts: Parts, project: Project) -> list[float]:
    """Measure while a PPO run is at work, from its first update on."""
    run = prepare_run(project, Stage.PPO, PPO)
    job = parts.jobs.start_run(run)
    parts.window.show_page("runs", run.id)
    while not project.store.metrics.series(run.id, "objective/kl")[0]:
        turn_loop(1.0)
    late = measure()
    updates = len(project.store.metrics.series(run.id, "objective/kl")[0])
    if updates < 2:
        raise SystemExit("PPO made no update while it was measured.")
    parts.jobs.discard(job.id)
    while parts.jobs.busy():
        turn_loop(0.2)
    return late


def main() -> None:
    """Measure both and print the line."""
    with tempfile.TemporaryDirectory() as folder:
        project = judged_sample(Path(folder) / "project")
        application = QApplication.instance() or QApplication([])
        assert isinstance(application, QApplication)
        parts = build(application, SettingsStore(Path(folder) / "window.json"))
        parts.window.set_project(project)
        parts.window.show()
        parts.window.show_page("runs")
        turn_loop(2.0)
        idle = measure()
        training = train_meanwhile(parts, project)
        parts.window.close_project()
    report(
        "event_loop",
        "ms late, p99.9, window while PPO trains against the same window idle",
        percentile(training, 0.999),
        round(percentile(idle, 0.999), 3),
        worst=round(max(training), 1),
        worst_idle=round(max(idle), 1),
        beats=len(training),
    )


if __name__ == "__main__":
    main()
