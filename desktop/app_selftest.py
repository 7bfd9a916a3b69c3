"""`tastemaker --selftest`: the whole loop in miniature, through the real window and real workers.

It works in a temporary folder and touches neither the user's projects nor settings. Each step is
told with its time; the first that fails ends the test. Packages are tried with it on bare systems,
and photographed.
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
from desktop.expectations import StepFailed, expect
from desktop.services.exporting import ARCHIVE, export_file
from desktop.services.generation import prepare_generation
from desktop.services.paths import DATA_VARIABLE, MODELS_VARIABLE, STARTER, models_folder
from desktop.services.project import open_project
from desktop.services.sample_project import create_sample_project
from desktop.services.simulated_judge import judge_pairs
from desktop.services.training import prepare_run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.app_driver import Driver
    from desktop.cli.output import Output
    from desktop.domain.runs import Run
    from desktop.services.project import Project

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


def self_test(out: Output, model: str = STARTER, pictures: Path | None = None) -> int:
    """Run every step and print each; the exit status.

    Args:
        out: Where to speak.
        model: What the project stands on.
        pictures: A folder for a picture of the first start and of every page; None for none.
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
            _Loop(Path(folder), model, pictures, report, out).run()
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

    def __init__(
        self, folder: Path, model: str, pictures: Path | None, report: Report, out: Output
    ) -> None:
        self._folder = folder
        self._model = model
        self._pictures = pictures
        self._report = report
        self._out = out
        self._driver: Driver | None = None

    def run(self) -> None:
        """Do every step; raises what the first failing one does."""
        try:
            for name, do in self._steps():
                self._step(name, do)
        finally:
            if self._driver is not None:
                self._driver.leave()

    def _steps(self) -> list[tuple[str, Callable[[], None]]]:
        wanted = self._pictures is not None
        first = [("the first start is photographed", self._photograph_first)] if wanted else []
        pages = [("every page is photographed", self._photograph_pages)] if wanted else []
        return [
            ("the window opens", self._open_window),
            *first,
            ("a project is made of the sample", self._make_project),
            ("every page is shown", self._show_pages),
            ("a worker generates answers", self._generate),
            ("answers are compared", self._judge),
            ("the reward model learns", self._train_reward),
            ("the policy takes a step of PPO", self._train_policy),
            ("the data are exported", self._export),
            ("the project is closed and opened again", self._open_again),
            *pages,
            ("the window closes", self._close),
        ]

    def _step(self, name: str, do: Callable[[], None]) -> None:
        began = time.monotonic()
        self._report.trying = name
        do()
        self._window.settle()
        step = StepDone(name, round(time.monotonic() - began, 2))
        self._report.steps.append(step)
        self._out.say(f"  {step.seconds:6.2f} s  {name}")

    def _open_window(self) -> None:
        from desktop.app_driver import Driver  # Where Qt cannot be loaded, this step says so

        self._driver = Driver(self._folder)

    def _photograph_first(self) -> None:
        assert self._pictures is not None
        self._window.take_first_picture(self._pictures)

    def _photograph_pages(self) -> None:
        assert self._pictures is not None
        self._window.take_pictures(self._pictures)

    def _make_project(self) -> None:
        folder = self._folder / "projects" / "sample"
        self._window.open(create_sample_project(folder, model=self._model))

    def _show_pages(self) -> None:
        expect(bool(list(self._window.pages())), "there is no page")

    def _generate(self) -> None:
        before = self._project.store.responses.count()
        self._do(prepare_generation(self._project, GENERATE, limit=2))
        expect(self._project.store.responses.count() > before, "there is no new answer")

    def _judge(self) -> None:
        judged = judge_pairs(self._project, RULE, count=PAIRS, seed=0)
        expect(judged == PAIRS, f"{judged} of {PAIRS} pairs were compared")

    def _train_reward(self) -> None:
        self._do(prepare_run(self._project, Stage.REWARD, REWARD))
        self._expect_version(VersionKind.REWARD)

    def _train_policy(self) -> None:
        self._do(prepare_run(self._project, Stage.PPO, PPO))
        self._expect_version(VersionKind.POLICY)

    def _export(self) -> None:
        file = self._folder / "everything.jsonl"
        report = export_file(self._project, file, ARCHIVE)
        expect(report.rows > 0 and file.stat().st_size > 0, "the file is empty")

    def _open_again(self) -> None:
        folder, before = self._project.folder, _counts(self._project)
        self._window.close_project()
        self._window.open(open_project(folder))
        expect(_counts(self._project) == before, "something is missing from the project")

    def _close(self) -> None:
        self._window.close()

    def _do(self, run: Run) -> None:
        """Let the window do a prepared run, as its own buttons do, until it has ended."""
        job = self._window.jobs.start_run(run)
        self._window.wait(lambda: job.state.over, "the run does not end")
        ended = self._project.store.runs.get(run.id)
        assert ended is not None
        if ended.status is not RunStatus.FINISHED:
            log = self._project.run_folder(run) / "worker.log"
            said = log.read_text(encoding="utf-8", errors="replace")[-3000:]
            raise StepFailed(f"the run has {ended.status.value}: {ended.error}\n{said}")

    @property
    def _window(self) -> Driver:
        assert self._driver is not None
        return self._driver

    @property
    def _project(self) -> Project:
        return self._window.project

    def _expect_version(self, kind: VersionKind) -> None:
        made = self._project.store.versions.latest(kind)
        expect(made is not None, f"there is no version of the kind {kind.value}")


def _counts(project: Project) -> tuple[int, ...]:
    store = project.store
    return (
        len(store.prompts.list()),
        store.responses.count(),
        store.feedback.count_standing(),
        len(store.runs.list()),
        len(store.versions.list()),
    )
