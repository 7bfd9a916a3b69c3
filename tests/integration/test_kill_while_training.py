"""kill -9 at random moments of training: the project opens, the worker ends, the run goes on.

`TASTEMAKER_KILL_LOOPS` sets how often (the default keeps CI quick). However often it was killed,
the run ends with the weights of one that nobody disturbed.
"""

from __future__ import annotations

import json
import os
import random
import select
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from desktop.domain.runs import RunStatus
from desktop.services.jobs import JobRunner
from desktop.services.project import open_project
from desktop.services.training import prepare_resume, prepare_run
from tests.helpers.tiny_project import FAST_PPO
from tests.integration.conftest import policy_bytes

if TYPE_CHECKING:
    from pathlib import Path

LOOPS = int(os.environ.get("TASTEMAKER_KILL_LOOPS", "4"))
SETTINGS = {**FAST_PPO, "updates": 15 * LOOPS}
WORKER_ENDS_S = 30.0


def train_until_killed(folder: Path, dice: random.Random) -> set[psutil.Process]:
    """Start the application and kill it: half of the times before its worker has done a step.

    Returns:
        The application's children that lived when it was killed.

    """
    command = [sys.executable, "-m", "tests.helpers.training_application"]
    with subprocess.Popen(
        [*command, str(folder), json.dumps(SETTINGS)], stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        wait_for_step = dice.random() < 0.5
        deadline = time.monotonic() + 60
        while line := _line(process.stdout.fileno(), deadline):
            if "ended" in line or not wait_for_step or line["step"] is not None:
                break
        time.sleep(dice.uniform(0.0, 1.5))
        children = set(psutil.Process(process.pid).children(recursive=True))
        process.kill()
    return children


def _line(descriptor: int, deadline: float) -> dict[str, object]:
    """Read one line; nothing is read ahead, so that `select` tells the truth."""
    text = b""
    while not text.endswith(b"\n"):
        ready = select.select([descriptor], [], [], max(0.0, deadline - time.monotonic()))[0]
        assert ready, "the application did not start"
        piece = os.read(descriptor, 1)
        if not piece:
            return {}
        text += piece
    line: dict[str, object] = json.loads(text)
    return line


@pytest.mark.slow
@pytest.mark.timeout(120 * LOOPS + 600)
def test_a_run_survives_the_death_of_its_application_at_any_moment(
    rewarded_folder: Path, tmp_path: Path
) -> None:
    dice = random.Random(20)
    folder = tmp_path / "project"
    shutil.copytree(rewarded_folder, folder)
    for _ in range(LOOPS):
        children = train_until_killed(folder, dice)
        _gone, left = psutil.wait_procs(children, timeout=WORKER_ENDS_S)
        assert not left
        with open_project(folder) as project:
            assert all(not run.status.live for run in project.store.runs.list())

    with open_project(folder) as project:
        (run,) = [
            run for run in project.store.runs.list() if run.total_steps == SETTINGS["updates"]
        ]
        if run.status is not RunStatus.FINISHED:
            run = JobRunner(folder).run(prepare_resume(project, run.id).id)
        assert run.status is RunStatus.FINISHED
        steps = project.store.metrics.series(run.id, "objective/kl")[0]
        assert steps == list(range(1, SETTINGS["updates"] + 1))
        disturbed = policy_bytes(project.run_folder(run))

        undisturbed = tmp_path / "undisturbed"
    shutil.copytree(rewarded_folder, undisturbed)
    with open_project(undisturbed) as project:
        run = JobRunner(undisturbed).run(prepare_run(project, run.stage, SETTINGS).id)
        assert policy_bytes(project.run_folder(run)) == disturbed
