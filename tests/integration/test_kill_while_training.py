"""kill -9 of the application at random moments of training: the project opens, the run goes on.

`TASTEMAKER_KILL_LOOPS` sets how often (the default keeps CI quick). A run that was killed many
times ends with the weights of one that never was.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import psutil
import pytest

from desktop.domain.runs import RunStatus
from desktop.services.project import open_project
from tests.integration.conftest import LONG_PPO, policy_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.services.project import Project

pytestmark = [pytest.mark.slow, pytest.mark.timeout(3600)]
LOOPS = int(os.environ.get("TASTEMAKER_KILL_LOOPS", "4"))
LONGEST_S = 9.0
STEPS = 25


def train(folder: Path, *, kill_after: float | None) -> bool:
    """Start the application; kill it after so many seconds. Return whether it ended itself."""
    command = [sys.executable, "-m", "tests.helpers.training_application", str(folder)]
    with subprocess.Popen([*command, json.dumps(LONG_PPO)], stdout=subprocess.DEVNULL) as process:
        try:
            process.wait(timeout=kill_after)
        except subprocess.TimeoutExpired:
            children = psutil.Process(process.pid).children(recursive=True)
            process.kill()
            _gone, alive = psutil.wait_procs(children, timeout=30)
            assert not alive, f"{alive} outlived the application"
            return False
    assert process.returncode == 0
    return True


def check_opens(folder: Path, judgements: int) -> None:
    """Open the project as a user would after the crash and look at what it says."""
    with open_project(folder) as project:
        assert len(project.store.feedback.events()) == judgements
        assert all(run.status is not RunStatus.RUNNING for run in project.store.runs.list())
        for run in project.store.runs.list():
            steps = project.store.metrics.series(run.id, "objective/kl")[0]
            assert steps == list(range(1, len(steps) + 1))


def test_a_run_survives_every_kill(project: Project, uninterrupted_weights: bytes) -> None:
    """Kill it at random moments; then let it end, and compare with a run that nobody disturbed."""
    folder = project.folder
    judgements = len(project.store.feedback.events())
    project.close()
    chance = random.Random(11)
    kills = 0
    deadline = time.monotonic() + 3000
    while kills < LOOPS and time.monotonic() < deadline:
        kills += not train(folder, kill_after=chance.uniform(0.0, LONGEST_S))
        check_opens(folder, judgements)
    assert kills == LOOPS
    with open_project(folder) as reopened:
        unfinished = any(r.status.resumable for r in reopened.store.runs.list())
    if unfinished:
        assert train(folder, kill_after=None)
    with open_project(folder) as reopened:
        first = min((r for r in reopened.store.runs.list() if r.stage == "ppo"), key=lambda r: r.id)
        assert first.status is RunStatus.FINISHED
        assert first.step == STEPS
        assert policy_bytes(reopened.run_folder(first)) == uninterrupted_weights
