from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from desktop.domain.events import (
    CheckpointSaved,
    Event,
    Heartbeat,
    MetricsRecorded,
    Progress,
    ResponsesGenerated,
    RunEnded,
    RunFailed,
    RunPaused,
    RunResumed,
    WorkerDied,
    WorkerSilent,
)
from desktop.domain.prompts import user_prompt
from desktop.domain.runs import Run, RunStatus, Stage
from desktop.domain.settings import SamplingSettings
from desktop.domain.versions import VersionKind
from desktop.services.jobs import JobLimits, JobRunner
from desktop.services.project import Project, open_project
from desktop.services.training import prepare_resume, prepare_run
from desktop.worker.protocol import Discard, Generate, Pause, Resume, StopAndKeep
from desktop.worker.supervisor import Worker
from tests.helpers import fake_workers
from tests.helpers.fake_engine import fake_engine
from tests.helpers.tiny_project import FAST_PPO
from tests.integration.conftest import LONG_PPO, policy_bytes

if TYPE_CHECKING:
    from collections.abc import Callable

pytestmark = pytest.mark.slow
ENDLESS_PPO = {**FAST_PPO, "updates": 100_000}


class Watcher:
    """Runs a job, remembers its events, and does something when one of them comes."""

    def __init__(self, project: Project, limits: JobLimits | None = None) -> None:
        self.events: list[Event] = []
        self.times: list[float] = []
        self.workers: list[Worker] = []
        self._reactions: list[tuple[Callable[[Event], bool], Callable[[], object]]] = []
        self.runner = JobRunner(
            project.folder, on_event=self._hear, worker=self._make_worker, limits=limits
        )

    def when(self, wanted: Callable[[Event], bool], do: Callable[[], object]) -> None:
        """Do something once, at the first event that is wanted."""
        self._reactions.append((wanted, do))

    def of(self, kind: type[Event]) -> list[Event]:
        return [event for event in self.events if isinstance(event, kind)]

    def kill(self, number: signal.Signals) -> None:
        pid = self.workers[-1].pid
        assert pid is not None
        os.kill(pid, number)

    def _make_worker(self) -> Worker:
        self.workers.append(Worker())
        return self.workers[-1]

    def _hear(self, event: Event) -> None:
        self.events.append(event)
        self.times.append(time.monotonic())
        for reaction in list(self._reactions):
            if reaction[0](event):
                self._reactions.remove(reaction)
                reaction[1]()


def saved(step: int) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, CheckpointSaved) and event.step >= step


def is_a(kind: type[Event]) -> Callable[[Event], bool]:
    return lambda event: isinstance(event, kind)


def test_ppo_leaves_a_version_with_its_lineage_figures_and_samples(project: Project) -> None:
    store = project.store
    base, reward = store.versions.base(), store.versions.latest(VersionKind.REWARD)
    assert reward is not None
    assert (reward.name, reward.parent_id) == ("Reward model 1", base.id)
    assert reward.metrics["n"] == 2
    assert project.round == 1

    run = prepare_run(project, Stage.PPO, FAST_PPO)
    watcher = Watcher(project)
    ended = watcher.runner.run(run.id)

    assert ended.status is RunStatus.FINISHED
    assert (ended.step, ended.total_steps) == (3, 3)
    assert math.isfinite(ended.result["kl"])
    policy = store.versions.latest(VersionKind.POLICY)
    assert policy is not None
    assert (policy.name, policy.parent_id, policy.run_id) == ("PPO 1", base.id, run.id)
    assert policy.metrics["kl"] == ended.result["kl"]
    assert (project.folder / str(policy.folder) / "adapter_model.safetensors").is_file()
    assert project.round == 2
    assert store.metrics.series(run.id, "objective/kl")[0] == [1, 2, 3]
    assert store.samples.steps(run.id) == [0, 2, 3]
    assert next(e for e in watcher.events if isinstance(e, RunEnded)).status == "finished"
    # The next run continues the new policy.
    second = prepare_run(project, Stage.PPO, FAST_PPO)
    assert second.policy_version_id == policy.id


def test_a_paused_run_waits_and_goes_on(project: Project) -> None:
    run = prepare_run(project, Stage.PPO, FAST_PPO)
    watcher = Watcher(project)
    seen: list[RunStatus] = []

    def look_then_resume() -> None:
        paused = open_status(project, run)
        seen.append(paused)
        watcher.runner.send(Resume())

    watcher.when(saved(1), lambda: watcher.runner.send(Pause()))
    watcher.when(is_a(RunPaused), look_then_resume)
    assert watcher.runner.run(run.id).status is RunStatus.FINISHED
    assert seen == [RunStatus.PAUSED]
    assert len(watcher.of(RunResumed)) == 1


def open_status(project: Project, run: Run) -> RunStatus:
    found = project.store.runs.get(run.id)
    assert found is not None
    return found.status


def test_stop_and_keep_makes_a_version_of_what_was_learnt(project: Project) -> None:
    run = prepare_run(project, Stage.PPO, ENDLESS_PPO)
    watcher = Watcher(project)
    asked: list[float] = []

    def stop() -> None:
        asked.append(time.monotonic())
        watcher.runner.send(StopAndKeep())

    watcher.when(saved(2), stop)
    ended = watcher.runner.run(run.id)
    assert ended.status is RunStatus.STOPPED
    assert time.monotonic() - asked[0] < 4.0
    version = project.store.versions.of_run(run.id)
    assert version is not None
    assert version.kind is VersionKind.POLICY
    stopped = next(
        at
        for event, at in zip(watcher.events, watcher.times, strict=True)
        if isinstance(event, Progress) and event.phase == "stopping"
    )
    assert stopped - asked[0] < 2.0


def test_a_discarded_run_leaves_no_version(project: Project) -> None:
    run = prepare_run(project, Stage.PPO, ENDLESS_PPO)
    watcher = Watcher(project)
    watcher.when(saved(1), lambda: watcher.runner.send(Discard()))
    assert watcher.runner.run(run.id).status is RunStatus.DISCARDED
    assert project.store.versions.of_run(run.id) is None
    assert project.round == 1


def test_a_stop_before_the_worker_is_ready_ends_it_at_once(project: Project) -> None:
    run = prepare_run(project, Stage.PPO, ENDLESS_PPO)
    watcher = Watcher(project)
    watcher.runner.send(Discard())
    began = time.monotonic()
    assert watcher.runner.run(run.id).status is RunStatus.DISCARDED
    assert time.monotonic() - began < 2.0


def test_a_worker_that_does_not_obey_is_killed_and_its_run_can_go_on(project: Project) -> None:
    run = prepare_run(project, Stage.PPO, ENDLESS_PPO)
    watcher = Watcher(project, JobLimits(stop_within=1.0, silent_after=2.0))

    def freeze() -> None:
        watcher.kill(signal.SIGSTOP)

    watcher.when(saved(1), freeze)
    watcher.when(is_a(WorkerSilent), lambda: watcher.runner.send(StopAndKeep()))
    ended = watcher.runner.run(run.id)
    assert len(watcher.of(WorkerSilent)) == 1
    assert ended.status is RunStatus.INTERRUPTED
    assert ended.status.resumable


def test_requests_are_served_between_updates(project: Project) -> None:
    run = prepare_run(project, Stage.PPO, ENDLESS_PPO)
    watcher = Watcher(project)
    request = Generate(7, (user_prompt("Say sky."),), SamplingSettings(max_new_tokens=5), 2)
    watcher.when(saved(1), lambda: watcher.runner.send(request))
    watcher.when(is_a(ResponsesGenerated), lambda: watcher.runner.send(Discard()))
    watcher.runner.run(run.id)
    (answer,) = watcher.of(ResponsesGenerated)
    assert isinstance(answer, ResponsesGenerated)
    assert answer.request_id == 7
    assert len(answer.texts) == 2


def test_a_killed_worker_is_reported_and_its_run_resumes_bit_for_bit(
    project: Project, uninterrupted_weights: bytes
) -> None:
    run = prepare_run(project, Stage.PPO, LONG_PPO)
    watcher = Watcher(project)
    watcher.when(saved(3), lambda: watcher.kill(signal.SIGKILL))
    ended = watcher.runner.run(run.id)
    assert ended.status is RunStatus.INTERRUPTED
    assert ended.error is not None
    assert "checkpoint are safe" in ended.error
    (died,) = watcher.of(WorkerDied)
    assert isinstance(died, WorkerDied)
    assert died.exit_code == -signal.SIGKILL

    again = Watcher(project)
    resumed = again.runner.run(prepare_resume(project, run.id).id)
    assert resumed.status is RunStatus.FINISHED
    first = again.of(MetricsRecorded)[0]
    assert isinstance(first, MetricsRecorded)
    assert first.step > 3
    assert project.store.metrics.series(run.id, "objective/kl")[0] == list(range(1, 26))
    assert policy_bytes(project.run_folder(run)) == uninterrupted_weights


def test_a_killed_application_takes_its_worker_along_and_the_run_resumes_bit_for_bit(
    project: Project, uninterrupted_weights: bytes
) -> None:
    folder = project.folder
    project.close()
    command = [sys.executable, "-m", "tests.helpers.training_application"]
    with subprocess.Popen(
        [*command, str(folder), json.dumps(LONG_PPO)], stdout=subprocess.PIPE, text=True
    ) as application:
        assert application.stdout is not None
        told: dict[str, Any] = {"step": None}
        while told["step"] is None:
            told = json.loads(application.stdout.readline())
        worker = psutil.Process(told["worker"])
        application.kill()
    gone, _ = psutil.wait_procs([worker], timeout=20)
    assert gone == [worker]

    with open_project(folder) as reopened:
        assert [run.id for run in reopened.interrupted] == [told["run"]]
        run = prepare_resume(reopened, told["run"])
        assert Watcher(reopened).runner.run(run.id).status is RunStatus.FINISHED
        assert policy_bytes(reopened.run_folder(run)) == uninterrupted_weights


def test_the_worker_beats_while_it_loads(project: Project) -> None:
    run = prepare_run(project, Stage.PPO, ENDLESS_PPO)
    watcher = Watcher(project)
    watcher.when(is_a(Heartbeat), lambda: watcher.runner.send(Discard()))
    watcher.runner.run(run.id)
    beat = watcher.of(Heartbeat)[0]
    assert isinstance(beat, Heartbeat)
    assert 0 < beat.memory_gb <= beat.peak_memory_gb < 4


def test_a_full_disk_is_explained_and_the_run_resumes_from_the_checkpoint_before(
    project: Project, uninterrupted_weights: bytes
) -> None:
    run = prepare_run(project, Stage.PPO, LONG_PPO)
    events: list[Event] = []
    runner = JobRunner(
        project.folder,
        on_event=events.append,
        worker=lambda: Worker(fake_engine(fake_workers.full_disk)),
    )
    ended = runner.run(run.id)
    assert ended.status is RunStatus.FAILED
    assert ended.step == 2
    (failed,) = [event for event in events if isinstance(event, RunFailed)]
    assert failed.expected
    assert failed.title == "The disk is full"
    assert "checkpoints" in failed.message
    assert "Free some space" in failed.hint

    resumed = JobRunner(project.folder).run(prepare_resume(project, run.id).id)
    assert resumed.status is RunStatus.FINISHED
    assert resumed.error is None
    assert policy_bytes(project.run_folder(run)) == uninterrupted_weights


@pytest.mark.parametrize(
    ("main", "expected", "title"),
    [
        (fake_workers.out_of_memory, True, "The memory is not enough"),
        (fake_workers.broken, False, "The worker met an error it does not know"),
    ],
)
def test_a_failing_worker_says_what_happened(
    project: Project, main: Callable[..., None], expected: bool, title: str
) -> None:
    run = prepare_run(project, Stage.PPO, FAST_PPO)
    events: list[Event] = []
    runner = JobRunner(
        project.folder, on_event=events.append, worker=lambda: Worker(fake_engine(main))
    )
    ended = runner.run(run.id)
    (failed,) = [event for event in events if isinstance(event, RunFailed)]
    assert (failed.expected, failed.title) == (expected, title)
    assert "Traceback" in failed.details
    assert ended.status is RunStatus.FAILED
    assert "safe" in str(ended.error)


def test_an_interrupt_from_the_keyboard_keeps_the_state(project: Project) -> None:
    folder = project.folder
    project.close()
    command = [sys.executable, "-m", "tests.helpers.training_application"]
    with subprocess.Popen(
        [*command, str(folder), json.dumps(ENDLESS_PPO)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    ) as application:
        assert application.stdout is not None
        told: dict[str, Any] = {"step": None}
        while told["step"] is None:
            told = json.loads(application.stdout.readline())
        # As a terminal does: to the application and its worker alike.
        os.killpg(application.pid, signal.SIGINT)
        rest = [json.loads(line) for line in application.stdout]
    last = max(line["step"] for line in (told, *rest) if line.get("step") is not None)
    with open_project(folder) as reopened:
        assert reopened.interrupted == ()
        run = reopened.store.runs.get(told["run"])
        assert run is not None
        assert run.status is RunStatus.INTERRUPTED
        assert run.step >= last
        assert run.error is None
