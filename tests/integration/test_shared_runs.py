"""Two processes started by torchrun share a run of the command line; one that dies ends both."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from desktop.domain.runs import RunStatus, Stage
from desktop.domain.versions import VersionKind
from desktop.services.project import open_project
from desktop.services.training import prepare_resume
from tests.helpers.tiny_project import FAST, make_tiny_project

if TYPE_CHECKING:
    from pathlib import Path

LAUNCH = (sys.executable, "-m", "torch.distributed.run", "--nproc-per-node", "2", "-m", "desktop")


def started(project: Path, stage: Stage, settings: dict[str, object]) -> subprocess.Popen[str]:
    values = [f"--set={key}={value}" for key, value in (FAST | settings).items()]
    return subprocess.Popen(
        [*LAUNCH, "train", str(project), stage.value, *values],
        env=os.environ | {"OMP_NUM_THREADS": "1", "TASTEMAKER_DATA_DIR": str(project.parent)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def is_over(process: psutil.Process) -> bool:
    """Whether a process has ended, though nobody may have asked how."""
    try:
        return not process.is_running() or process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.mark.slow
def test_one_of_two_workers_killed_and_the_run_goes_on_in_one(tmp_path: Path) -> None:
    make_tiny_project(tmp_path / "project").close()
    launcher = started(tmp_path / "project", Stage.DPO, {"epochs": 1000})
    assert launcher.stdout is not None
    said = ""
    while "train 0 of" not in said:
        line = launcher.stdout.readline()
        assert line, said
        said += line
    workers = [
        worker
        for command in psutil.Process(launcher.pid).children()
        for worker in command.children()
        if not any("resource_tracker" in part for part in worker.cmdline())
    ]
    assert len(workers) == 2
    last = next(worker for worker in workers if worker.parent().environ()["RANK"] == "1")
    last.kill()
    said += launcher.communicate(timeout=120)[0]
    assert launcher.returncode != 0
    # Whose command is gone ends by itself, at once but not before it.
    until = time.monotonic() + 30
    while not all(map(is_over, workers)):
        assert time.monotonic() < until, said
        time.sleep(0.05)
    assert said.count("run 1 in") == 1
    with open_project(tmp_path / "project") as project:
        run = project.store.runs.get(1)
        assert run is not None
        assert run.status in (RunStatus.FAILED, RunStatus.INTERRUPTED), said
        assert run.status.resumable
        assert prepare_resume(project, 1).step == run.step


@pytest.mark.slow
def test_torchrun_trains_a_reward_model_and_only_the_first_process_speaks(tmp_path: Path) -> None:
    make_tiny_project(tmp_path / "project").close()
    launcher = started(
        tmp_path / "project", Stage.REWARD, {"epochs": 1, "folds": 1, "normalise_samples": 4}
    )
    said = launcher.communicate(timeout=300)[0]
    assert launcher.returncode == 0, said
    assert said.count("2 processes share it") == 1
    assert said.count("Run 1 finished") == 1
    with open_project(tmp_path / "project") as project:
        version = project.store.versions.latest(VersionKind.REWARD)
        assert version is not None
        assert version.run_id == 1
