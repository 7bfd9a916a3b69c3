"""An engine that is a program of its own, found by its manifest: it answers, trains, and dies."""

from __future__ import annotations

import os
import signal
import sys
from typing import TYPE_CHECKING

import psutil
import pytest

from desktop.domain.engines import EngineKind
from desktop.domain.errors import AppError
from desktop.domain.events import CheckpointSaved, Event, Heartbeat, WorkerDied
from desktop.domain.prompts import user_prompt
from desktop.domain.runs import RunStatus, Stage
from desktop.domain.settings import SamplingSettings
from desktop.services.engines import choose, engines_folder, new_worker
from desktop.services.jobs import JobLimits, JobRunner
from desktop.services.paths import DATA_VARIABLE
from desktop.services.serving import ServeSession
from desktop.services.training import prepare_run
from desktop.worker.protocol import Discard, ProbeDevices
from tests.helpers.engine_folders import install_engine
from tests.helpers.tiny_project import FAST_PPO, FAST_REWARD, make_tiny_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project

PROGRAM = """#!/bin/sh
echo started >> "$(dirname "$0")/starts"
exec {python} -m desktop.worker "$@"
"""
pytestmark = pytest.mark.slow


@pytest.fixture
def starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the chosen engine notes each of its starts."""
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))
    folder = install_engine("own", kind=EngineKind.CPU, command=("engine",))
    program = folder / "engine"
    program.write_text(PROGRAM.format(python=sys.executable))
    program.chmod(0o755)
    choose("own")
    return folder / "starts"


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    with make_tiny_project(tmp_path / "project") as made:
        yield made


def test_it_generates_and_trains(project: Project, starts: Path) -> None:
    source = project.source(project.store.versions.base())
    with ServeSession(source, device="cpu") as session:
        sampling = SamplingSettings(max_new_tokens=4)
        (answer,) = session.generate([user_prompt("Say cat.")], sampling)
        assert 1 <= answer.token_count <= 4
    for stage, settings in ((Stage.REWARD, FAST_REWARD), (Stage.PPO, {**FAST_PPO, "updates": 1})):
        run = prepare_run(project, stage, settings)
        assert JobRunner(project.folder).run(run.id).status is RunStatus.FINISHED
    assert starts.read_text().splitlines() == ["started"] * 3


def test_its_death_costs_a_message(project: Project, starts: Path) -> None:
    run = prepare_run(project, Stage.REWARD, FAST_REWARD)
    heard: list[Event] = []
    died = _killing_runner(project, heard, signal.SIGKILL).run(run.id)
    assert died.status is RunStatus.INTERRUPTED
    (death,) = [event for event in heard if isinstance(event, WorkerDied)]
    assert death.exit_code == -signal.SIGKILL
    assert starts.is_file()


def test_one_that_hangs_is_killed_by_the_watchdog(project: Project, starts: Path) -> None:
    run = prepare_run(project, Stage.REWARD, {**FAST_REWARD, "epochs": 500})
    frozen: list[int] = []

    def freeze_then_stop(event: Event) -> None:
        if isinstance(event, CheckpointSaved) and not frozen:
            (engine,) = _children()
            frozen.append(engine.pid)
            engine.suspend()
            runner.send(Discard())

    limits = JobLimits(stop_within=2.0, keep_within=2.0)
    runner = JobRunner(project.folder, on_event=freeze_then_stop, limits=limits)
    ended = runner.run(run.id)
    assert not ended.status.live
    assert frozen
    assert not psutil.pid_exists(frozen[0])


def test_one_of_another_protocol_starts_nothing(project: Project, starts: Path) -> None:
    install_engine("old", protocol="000000000000")
    with pytest.raises(AppError, match="does not understand this one"):
        choose("old")
    assert not starts.exists()


def test_a_chosen_engine_whose_program_is_gone_is_said(
    project: Project, starts: Path, tmp_path: Path
) -> None:
    (engines_folder() / "own" / "engine").unlink()
    with pytest.raises(AppError, match="“own” has no program engine"):
        new_worker().start(ProbeDevices(), log_path=tmp_path / "worker.log")
    run = prepare_run(project, Stage.REWARD, FAST_REWARD)
    with pytest.raises(AppError, match="“own” has no program engine"):
        JobRunner(project.folder).run(run.id)
    again = project.store.runs.get(run.id)
    assert again is not None
    assert again.status is RunStatus.INTERRUPTED


def _children() -> list[psutil.Process]:
    found = psutil.Process().children()
    return [child for child in found if "desktop.worker" in child.cmdline()]


def _killing_runner(project: Project, heard: list[Event], number: signal.Signals) -> JobRunner:
    """Return a runner that kills its worker at its second heartbeat."""
    beats = 0

    def hear(event: Event) -> None:
        nonlocal beats
        heard.append(event)
        beats += isinstance(event, Heartbeat)
        if isinstance(event, Heartbeat) and beats == 2:
            (engine,) = _children()
            os.kill(engine.pid, number)

    return JobRunner(project.folder, on_event=hear)
