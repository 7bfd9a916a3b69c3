from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.events import (
    CheckpointSaved,
    Heartbeat,
    MetricsRecorded,
    Progress,
    RunEnded,
    RunFailed,
    RunPaused,
    RunResumed,
    SampleRecorded,
    WorkerDied,
)
from desktop.domain.journal import JournalWriter, read_journal
from desktop.domain.prompts import user_prompt
from desktop.domain.runs import Run, RunStatus, Stage
from desktop.domain.versions import VersionKind
from desktop.services.outcomes import RunRecorder, describe_death, numbers
from desktop.services.project import create_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with create_project(tmp_path / "p") as made:
        made.store.prompts.add(user_prompt("Say x."))
        yield made


def begin(project: Project, stage: Stage = Stage.PPO) -> tuple[Run, RunRecorder]:
    store = project.store
    run = store.runs.add(stage, {}, policy_version_id=store.versions.base().id, round=project.round)
    recorder = RunRecorder(store, project.folder, run)
    recorder.begin()
    return run, recorder


def state(project: Project, run: Run) -> Run:
    found = project.store.runs.get(run.id)
    assert found is not None
    return found


def make_model(project: Project, run: Run) -> None:
    (project.run_folder(run) / "model").mkdir(parents=True)


def test_what_comes_is_recorded(project: Project) -> None:
    run, recorder = begin(project)
    assert state(project, run).status is RunStatus.RUNNING
    for event in (
        Progress("train", 0, 12),
        Progress("evaluate", 3, 99),
        Heartbeat(1.0, 1.0),
        MetricsRecorded(1, {"objective/kl": 0.5}, time=10.0),
        SampleRecorded(1, 1, "x", {"reward": 0.2}),
        CheckpointSaved(1),
    ):
        recorder.record(event)
    found = state(project, run)
    assert (found.step, found.total_steps) == (1, 12)
    assert project.store.metrics.series(run.id, "objective/kl") == ([1], [0.5], [10.0])
    (sample,) = project.store.samples.for_run(run.id)
    assert (sample.text, sample.scores) == ("x", {"reward": 0.2})
    recorder.record(RunPaused(1))
    assert state(project, run).status is RunStatus.PAUSED
    recorder.record(RunResumed(1))
    assert state(project, run).status is RunStatus.RUNNING
    assert not recorder.ended


def test_a_resumed_run_replaces_the_steps_after_its_checkpoint(project: Project) -> None:
    run, recorder = begin(project)
    for step in range(5):
        recorder.record(MetricsRecorded(step, {"train/loss": float(step)}))
        recorder.record(SampleRecorded(step, 1, f"old {step}"))
    resumed = RunRecorder(project.store, project.folder, run)
    resumed.record(MetricsRecorded(3, {"train/loss": 30.0}))
    resumed.record(SampleRecorded(3, 1, "new 3"))
    steps, values, _ = project.store.metrics.series(run.id, "train/loss")
    assert (steps, values) == ([0, 1, 2, 3], [0.0, 1.0, 2.0, 30.0])
    texts = [sample.text for sample in project.store.samples.for_run(run.id)]
    assert texts == ["old 0", "old 1", "old 2", "new 3"]


@pytest.mark.parametrize(
    ("stage", "kind", "name", "next_round"),
    [
        (Stage.REWARD, VersionKind.REWARD, "Reward model 1", 1),
        (Stage.SFT, VersionKind.POLICY, "SFT 1", 1),
        (Stage.TEXT, VersionKind.POLICY, "Text 1", 1),
        (Stage.PPO, VersionKind.POLICY, "PPO 1", 2),
        (Stage.DPO, VersionKind.POLICY, "DPO 1", 2),
    ],
)
def test_a_finished_run_makes_a_version(
    project: Project, stage: Stage, kind: VersionKind, name: str, next_round: int
) -> None:
    run, recorder = begin(project, stage)
    make_model(project, run)
    result = {"kl": 1.5, "updates": 4, "stopped_early": False, "calibration": [1]}
    recorder.record(RunEnded("finished", 4, result))
    assert recorder.ended
    found = state(project, run)
    assert (found.status, found.step) == (RunStatus.FINISHED, 4)
    assert found.result["calibration"] == [1]
    assert found.finished_at is not None
    version = project.store.versions.of_run(run.id)
    assert version is not None
    assert (version.kind, version.name, version.round) == (kind, name, 1)
    assert version.folder == f"runs/{run.id}/model"
    assert version.parent_id == project.store.versions.base().id
    assert version.metrics == {"kl": 1.5, "updates": 4.0}
    assert project.round == next_round


def test_versions_are_numbered_by_those_that_were_made(project: Project) -> None:
    for status in ("discarded", "finished", "stopped"):
        run, recorder = begin(project, Stage.REWARD)
        make_model(project, run)
        recorder.record(RunEnded(status, 1))
    names = [version.name for version in project.store.versions.list(VersionKind.REWARD)]
    assert names == ["Reward model 1", "Reward model 2"]


def test_a_run_resumed_after_a_stop_keeps_its_version(project: Project) -> None:
    run, recorder = begin(project)
    make_model(project, run)
    recorder.record(RunEnded("stopped", 2))
    again = RunRecorder(project.store, project.folder, state(project, run))
    again.begin()
    again.record(RunEnded("finished", 4))
    assert len(project.store.versions.list(VersionKind.POLICY)) == 1
    assert project.round == 2


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (RunEnded("discarded", 1), RunStatus.DISCARDED),
        (RunEnded("interrupted", 1), RunStatus.INTERRUPTED),
        (RunFailed("No memory", "too big", "make it smaller"), RunStatus.FAILED),
        (WorkerDied(-9, "last words"), RunStatus.INTERRUPTED),
    ],
)
def test_other_ends_make_no_version(
    project: Project, event: RunEnded | RunFailed | WorkerDied, status: RunStatus
) -> None:
    run, recorder = begin(project)
    make_model(project, run)
    recorder.record(event)
    assert recorder.ended
    assert state(project, run).status is status
    assert project.store.versions.of_run(run.id) is None
    assert project.round == 1


def test_the_words_of_a_failure_are_kept(project: Project) -> None:
    run, recorder = begin(project)
    recorder.record(RunFailed("No memory", "too big.", "Make it smaller."))
    assert state(project, run).error == "No memory. too big. Make it smaller."


@pytest.mark.parametrize(
    ("code", "words"),
    [(-9, "memory ran out"), (-11, "signal 11"), (7, "exit code 7"), (None, "exit code None")],
)
def test_a_death_is_described_with_what_is_safe(code: int | None, words: str) -> None:
    text = describe_death(WorkerDied(code, ""))
    assert words in text
    assert "are safe" in text


def test_only_plain_numbers_become_figures() -> None:
    assert numbers({"a": 1, "b": 0.5, "c": True, "d": "x", "e": None, "f": [1]}) == {
        "a": 1.0,
        "b": 0.5,
    }


def test_a_resumed_run_knows_the_steps_that_nobody_heard_of(project: Project) -> None:
    run, recorder = begin(project)
    path = project.folder / "journal.jsonl"
    journal = JournalWriter(path)
    for step in range(6):
        metrics = MetricsRecorded(step, {"train/loss": float(step)}, time=step + 0.5)
        sample = SampleRecorded(step, 1, f"text {step}")
        journal.write(metrics)
        journal.write(sample)
        if step < 3:
            recorder.record(metrics)
            recorder.record(sample)
    journal.close()
    resumed = RunRecorder(project.store, project.folder, run)
    for _ in range(2):
        resumed.catch_up(read_journal(path))
        steps, values, times = project.store.metrics.series(run.id, "train/loss")
        assert steps == [0, 1, 2, 3, 4, 5]
        assert values == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
        assert times == [value + 0.5 for value in values]
        texts = [sample.text for sample in project.store.samples.for_run(run.id)]
        assert texts == [f"text {step}" for step in range(6)]
    # The checkpoint was older than the last step: that step is computed again.
    resumed.record(MetricsRecorded(5, {"train/loss": 50.0}, time=9.0))
    assert project.store.metrics.series(run.id, "train/loss")[1][-1] == 50.0


def test_a_run_without_a_journal_catches_up_with_nothing(project: Project) -> None:
    run, recorder = begin(project)
    recorder.record(SampleRecorded(3, 1, "x"))
    recorder.catch_up(read_journal(project.folder / "missing"))
    assert len(project.store.samples.for_run(run.id)) == 1


def test_a_run_resumed_at_an_evaluation_keeps_the_other_figures_of_that_step(
    project: Project,
) -> None:
    run, recorder = begin(project)
    recorder.record(MetricsRecorded(2, {"train/loss": 1.0}))
    recorder.record(MetricsRecorded(3, {"train/loss": 2.0}))
    resumed = RunRecorder(project.store, project.folder, run)
    resumed.record(MetricsRecorded(2, {"eval/loss": 5.0}))
    assert project.store.metrics.latest(run.id) == {"train/loss": 1.0, "eval/loss": 5.0}
