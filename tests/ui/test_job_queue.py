from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.domain.events import (
    Heartbeat,
    Progress,
    RunEnded,
    RunFailed,
    WarningRaised,
    WorkerDied,
    WorkerReady,
    WorkerSilent,
)
from desktop.domain.runs import Run, RunStatus, Stage
from desktop.ui.job_queue import JobQueue
from desktop.ui.jobs.job import JobKind, JobState
from desktop.worker.protocol import Discard, Pause, Resume, Shutdown
from tests.helpers.fake_work import ObedientWorks, ScriptedWorks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot


def _run(run_id: int, stage: Stage = Stage.PPO) -> Run:
    return Run(run_id, stage, RunStatus.WAITING, {}, f"runs/{run_id}", total_steps=4)


@pytest.fixture
def works() -> ObedientWorks:
    return ObedientWorks()


@pytest.fixture
def jobs(qtbot: QtBot, works: ObedientWorks, tmp_path: Path) -> Iterator[JobQueue]:
    queue = JobQueue(works.for_run)
    queue.open_project(tmp_path)
    yield queue
    queue.shut_down()
    assert queue.wait(5)


def _in(jobs: JobQueue, job_id: int, state: JobState) -> Callable[[], bool]:
    return lambda: jobs.job(job_id).state is state


def test_heavy_jobs_run_one_after_the_other(
    jobs: JobQueue, works: ObedientWorks, qtbot: QtBot
) -> None:
    first, second = jobs.start_run(_run(1)), jobs.start_run(_run(2, Stage.GENERATE))
    assert (first.kind, second.kind) == (JobKind.TRAIN, JobKind.GENERATE)
    assert (first.state, second.state) == (JobState.RUNNING, JobState.WAITING)
    assert jobs.running() is first
    jobs.stop_and_keep(first.id)
    qtbot.waitUntil(_in(jobs, second.id, JobState.RUNNING))
    assert first.state is JobState.STOPPED
    assert 2 in works.made


def test_pause_and_resume_follow_what_the_worker_says(
    jobs: JobQueue, works: ObedientWorks, qtbot: QtBot
) -> None:
    job = jobs.start_run(_run(1))
    jobs.pause(job.id)
    assert _in(jobs, job.id, JobState.RUNNING)()
    qtbot.waitUntil(_in(jobs, job.id, JobState.PAUSED))
    jobs.resume(job.id)
    qtbot.waitUntil(_in(jobs, job.id, JobState.RUNNING))
    jobs.discard(job.id)
    assert _in(jobs, job.id, JobState.STOPPING)()
    qtbot.waitUntil(_in(jobs, job.id, JobState.STOPPED))
    assert works.made[1].received == [Pause(), Resume(), Discard()]


def test_a_waiting_job_is_cancelled_without_a_worker(jobs: JobQueue, works: ObedientWorks) -> None:
    jobs.start_run(_run(1))
    waiting = jobs.start_run(_run(2))
    jobs.stop_and_keep(waiting.id)
    assert waiting.state is JobState.STOPPED
    assert 2 not in works.made


def test_shutting_down_lets_workers_save_first(
    jobs: JobQueue, works: ObedientWorks, qtbot: QtBot
) -> None:
    jobs.start_run(_run(1))
    waiting = jobs.start_run(_run(2))
    assert jobs.busy()
    with qtbot.waitSignal(jobs.all_ended):
        jobs.shut_down()
    assert works.made[1].received == [Shutdown()]
    assert waiting.state is JobState.STOPPED
    assert not jobs.busy()


def test_what_a_job_reports_is_noted(qtbot: QtBot, tmp_path: Path) -> None:
    script = ScriptedWorks(
        [
            WorkerReady("cpu", "no GPU here", "float32"),
            Progress("train", 3, 4),
            Heartbeat(1.5, 2.0),
            WarningRaised("answers get short"),
            WorkerSilent(21.3),
            RunEnded("finished", 4),
        ]
    )
    jobs = JobQueue(script.for_run)
    jobs.open_project(tmp_path)
    with qtbot.waitSignal(jobs.job_over):
        job = jobs.start_run(_run(1))
    assert (job.device, job.phase, job.done, job.total) == ("cpu", "train", 3, 4)
    assert job.memory_gb == 1.5
    assert job.warnings[0] == "answers get short"
    assert "not been heard for 21 s" in job.warnings[1]
    assert (job.state, job.error) == (JobState.DONE, None)


@pytest.mark.parametrize(
    "event", [RunFailed("Out of memory", "why", "hint"), WorkerDied(-9, "last words")]
)
def test_a_failure_is_kept_with_the_job(
    event: RunFailed | WorkerDied, qtbot: QtBot, tmp_path: Path
) -> None:
    jobs = JobQueue(ScriptedWorks([event]).for_run)
    jobs.open_project(tmp_path)
    with qtbot.waitSignal(jobs.job_over):
        job = jobs.start_run(_run(1))
    assert (job.state, job.error) == (JobState.FAILED, event)


def test_a_task_reports_progress_and_runs_beside_a_heavy_job(jobs: JobQueue, qtbot: QtBot) -> None:
    def task(progress: Callable[[int, int], None], cancelled: Callable[[], bool]) -> None:
        progress(3, 3)

    jobs.start_run(_run(1))
    with qtbot.waitSignal(jobs.job_over):
        job = jobs.start_task(JobKind.IMPORT, "Import", task)
    assert (job.state, job.done) == (JobState.DONE, 3)


def test_a_service_stands_in_no_list(jobs: JobQueue, works: ObedientWorks, qtbot: QtBot) -> None:
    service = jobs.start_service("Chat", works.for_run(Path(), 99))
    assert jobs.jobs() == []
    assert not jobs.busy()
    jobs.discard(service.id)
    qtbot.waitUntil(_in(jobs, service.id, JobState.STOPPED))
