"""`tastemaker --selftest`: the whole loop in miniature, through the real window and real workers.

It works in a temporary folder and touches neither the user's projects nor settings. Each step is
told with its time; the first that fails ends the test. Packages are tried with it on bare systems.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.build_facts import build_facts
from desktop.domain.errors import AppError
from desktop.domain.runs import RunStatus, Stage
from desktop.domain.versions import VersionKind
from desktop.services.exporting import ARCHIVE, export_file
from desktop.services.generation import prepare_generation
from desktop.services.paths import DATA_VARIABLE, MODELS_VARIABLE, STARTER, models_folder
from desktop.services.project import Project, open_project
from desktop.services.sample_project import create_sample_project
from desktop.services.simulated_judge import judge_pairs
from desktop.services.training import prepare_run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtWidgets import QApplication

    from desktop.app import Parts
    from desktop.cli_output import Output
    from desktop.domain.runs import Run

WITHIN_S = 500.0
"""Seconds that a step may take: far more than any needs, even on a busy machine."""
POLL_MS = 20
RULE = "short_complete"
PAIRS = 12
GENERATE: Mapping[str, Any] = {"per_prompt": 4, "sampling.max_new_tokens": 8, "batch_size": 4}
REWARD: Mapping[str, Any] = {
    "adapter.layers": 2,
    "epochs": 1,
    "batch_size": 64,
    "folds": 1,
    "max_length": 96,
    "normalise_samples": 2,
    "sampling.max_new_tokens": 4,
}
PPO: Mapping[str, Any] = {
    "adapter.layers": 2,
    "updates": 1,
    "epochs": 1,
    "batch_size": 4,
    "environment.rollout_size": 4,
    "environment.sampling.max_new_tokens": 6,
    "evaluate_every": 1,
    "evaluation_prompts": 2,
}


class StepFailed(Exception):
    """A step did not come to what it should; the text says how."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """A step that succeeded."""

    name: str
    seconds: float


@dataclass(slots=True)
class Report:
    """What the self-test found.

    Args:
        steps: Those that succeeded.
        trying: The step that was begun last.
        error: What went wrong in it; empty when all is well.
    """

    steps: list[StepDone] = field(default_factory=list)
    trying: str = ""
    error: str = ""

    def values(self) -> dict[str, Any]:
        """Return plain values for `--json`."""
        steps = [asdict(step) for step in self.steps]
        return {"ok": not self.error, "error": self.error, "steps": steps}


def self_test(out: Output, model: str = STARTER) -> int:
    """Run every step and print each; the exit status.

    Args:
        out: Where to speak.
        model: What the project stands on.
    """
    began = time.monotonic()
    facts = build_facts()
    out.say(f"Tastemaker {facts.version} ({facts.channel}) on {facts.target}")
    if sys.platform == "linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    ):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    report = Report()
    os.environ[MODELS_VARIABLE] = str(models_folder())
    with tempfile.TemporaryDirectory(prefix="tastemaker-selftest-") as folder:
        os.environ[DATA_VARIABLE] = str(Path(folder) / "data")
        try:
            _Loop(Path(folder), model, report, out).run()
        except Exception as error:
            report.error = f"{report.trying}: {error or type(error).__name__}"
            out.say(f"  FAILED: {report.error}")
            if not isinstance(error, AppError | StepFailed):
                out.say(traceback.format_exc())
    seconds = time.monotonic() - began
    verdict = "failed" if report.error else f"passed in {seconds:.1f} s"
    out.result({**report.values(), "seconds": round(seconds, 1)}, f"Self-test {verdict}.")
    return 1 if report.error else 0


class _Loop:
    """The steps, in order, around one window."""

    def __init__(self, folder: Path, model: str, report: Report, out: Output) -> None:
        self._folder = folder
        self._model = model
        self._report = report
        self._out = out
        self._application: QApplication | None = None
        self._parts: Parts | None = None
        self._unexpected: list[BaseException] = []

    def run(self) -> None:
        """Do every step; raises what the first failing one does."""
        hook = sys.excepthook
        sys.excepthook = self._note
        try:
            self._step("the window opens", self._open_window)
            self._step("a project is made of the sample", self._make_project)
            self._step("every page is shown", self._show_pages)
            self._step("a worker generates answers", self._generate)
            self._step("answers are compared", self._judge)
            self._step("the reward model learns", self._train_reward)
            self._step("the policy takes a step of PPO", self._train_policy)
            self._step("the data are exported", self._export)
            self._step("the project is closed and opened again", self._open_again)
            self._step("the window closes", self._close)
        finally:
            sys.excepthook = hook
            self._leave()

    def _step(self, name: str, do: Callable[[], None]) -> None:
        began = time.monotonic()
        self._report.trying = name
        do()
        self._settle()
        step = StepDone(name, round(time.monotonic() - began, 2))
        self._report.steps.append(step)
        self._out.say(f"  {step.seconds:6.2f} s  {name}")

    def _open_window(self) -> None:
        from PySide6.QtWidgets import QApplication

        from desktop.app import build
        from desktop.ui.settings_store import SettingsStore

        instance = QApplication.instance() or QApplication(sys.argv[:1])
        assert isinstance(instance, QApplication)
        self._application = instance
        self._application.setStyle("Fusion")
        self._parts = build(self._application, SettingsStore(self._folder / "window.json"))
        self._parts.window.opener.set_place(self._folder / "projects")
        self._parts.window.show()
        self._wait(self._is_exposed, "the window is not on the screen")

    def _make_project(self) -> None:
        folder = self._folder / "projects" / "sample"
        self._window.set_project(create_sample_project(folder, model=self._model))

    def _show_pages(self) -> None:
        for name in self._window.pages.names():
            self._window.show_page(name)
            self._settle()

    def _generate(self) -> None:
        project = self._project
        before = project.store.responses.count()
        self._do(prepare_generation(project, GENERATE, limit=2))
        self._expect(project.store.responses.count() > before, "there is no new answer")

    def _judge(self) -> None:
        judged = judge_pairs(self._project, RULE, count=PAIRS, seed=0)
        self._expect(judged == PAIRS, f"{judged} of {PAIRS} pairs were compared")

    def _train_reward(self) -> None:
        self._do(prepare_run(self._project, Stage.REWARD, REWARD))
        self._expect_version(VersionKind.REWARD)

    def _train_policy(self) -> None:
        self._do(prepare_run(self._project, Stage.PPO, PPO))
        self._expect_version(VersionKind.POLICY)

    def _export(self) -> None:
        file = self._folder / "everything.jsonl"
        report = export_file(self._project, file, ARCHIVE)
        self._expect(report.rows > 0 and file.stat().st_size > 0, "the file is empty")

    def _open_again(self) -> None:
        folder, before = self._project.folder, _counts(self._project)
        self._window.close_project()
        self._window.set_project(open_project(folder))
        self._expect(_counts(self._project) == before, "something is missing from the project")

    def _close(self) -> None:
        self._window.close()
        self._expect(not self._window.isVisible(), "the window is still there")

    def _do(self, run: Run) -> None:
        """Let the window do a prepared run, as its own buttons do, until it has ended."""
        assert self._parts is not None
        job = self._parts.jobs.start_run(run)
        self._wait(lambda: job.state.over, f"the run is not over after {WITHIN_S:.0f} s")
        ended = self._project.store.runs.get(run.id)
        assert ended is not None
        if ended.status is not RunStatus.FINISHED:
            log = self._project.run_folder(run) / "worker.log"
            said = log.read_text(encoding="utf-8", errors="replace")[-3000:]
            raise StepFailed(f"the run has {ended.status.value}: {ended.error}\n{said}")

    def _wait(self, condition: Callable[[], bool], otherwise: str) -> None:
        """Let the window live until a condition holds; raises `StepFailed` if it never does."""
        deadline = time.monotonic() + WITHIN_S
        while not condition():
            self._settle()
            self._expect(time.monotonic() < deadline, otherwise)

    def _settle(self) -> None:
        """Let the window live for a moment; raises what went wrong in it."""
        from PySide6.QtCore import QEventLoop, QTimer

        if self._parts is not None:
            moment = QEventLoop()
            QTimer.singleShot(POLL_MS, moment.quit)
            QTimer.singleShot(0, self._window, self._close_question)
            moment.exec()
        if self._unexpected:
            raise self._unexpected[0]

    def _close_question(self) -> None:
        """Nothing here may ask or tell the user anything."""
        from PySide6.QtWidgets import QApplication, QDialog, QMessageBox

        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, QDialog):
            text = dialog.text() if isinstance(dialog, QMessageBox) else dialog.windowTitle()
            self._unexpected.append(StepFailed(f"the window showed a dialog: {text}"))
            dialog.reject()

    def _leave(self) -> None:
        if self._parts is not None:
            self._window.close_project()
            self._window.close()
            self._window.deleteLater()
            self._parts = None

    def _note(self, _kind: object, error: BaseException, _trace: object) -> None:
        self._unexpected.append(error)

    @property
    def _window(self) -> Any:  # noqa: ANN401 - a MainWindow, whose module needs Qt
        assert self._parts is not None
        return self._parts.window

    @property
    def _project(self) -> Project:
        project = self._window.project()
        assert isinstance(project, Project)
        return project

    def _is_exposed(self) -> bool:
        handle = self._window.windowHandle()
        return handle is not None and handle.isExposed()

    def _expect_version(self, kind: VersionKind) -> None:
        made = self._project.store.versions.latest(kind)
        self._expect(made is not None, f"there is no version of the kind {kind.value}")

    def _expect(self, holds: bool, otherwise: str) -> None:
        if not holds:
            raise StepFailed(otherwise)


def _counts(project: Project) -> tuple[int, ...]:
    store = project.store
    return (
        len(store.prompts.list()),
        store.responses.count(),
        store.feedback.count_standing(),
        len(store.runs.list()),
        len(store.versions.list()),
    )
