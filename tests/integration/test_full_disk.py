"""A disk that is really full while a run writes its checkpoints: said clearly, nothing lost.

The runs' folder is a small file system in memory, which takes the rights of root to mount.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
from typing import TYPE_CHECKING

import pytest

from desktop.domain.events import RunFailed
from desktop.domain.runs import RunStatus, Stage
from desktop.services.jobs import JobRunner
from desktop.services.training import prepare_resume, prepare_run
from tests.integration.conftest import LONG_PPO, policy_bytes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.domain.events import Event
    from desktop.services.project import Project

pytestmark = pytest.mark.slow
SIZE = "4m"


@pytest.fixture
def small_disk(project: Project) -> Iterator[Path]:
    """The project's folder of runs on a disk of four megabytes, with what was in it."""
    runs = project.folder / "runs"
    old = runs.rename(project.folder / "old-runs")
    runs.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(runs)], capture_output=True
    )
    if mounted.returncode != 0:
        pytest.skip("mounting a small disk needs the rights of root")
    subprocess.run(["cp", "-r", *map(str, old.iterdir()), str(runs)], check=True)
    yield runs
    subprocess.run(["umount", "-l", str(runs)], check=True)


def fill_up(folder: Path) -> Path:
    """Write a file until the disk is full, and return it."""
    filler = folder / "filler"
    block = b"\0" * 4096
    with filler.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while True:
            file.write(block)
    return filler


@pytest.mark.skipif(os.name != "posix", reason="mounts a file system in memory")
def test_a_full_disk_stops_the_run_with_its_checkpoint_and_it_resumes(
    project: Project, small_disk: Path, uninterrupted_weights: bytes
) -> None:
    run = prepare_run(project, Stage.PPO, LONG_PPO)
    judgements = project.store.feedback.events()
    heard: list[Event] = []
    fillers: list[Path] = []

    def hear(event: Event) -> None:
        heard.append(event)
        if type(event).__name__ == "CheckpointSaved" and not fillers:
            fillers.append(fill_up(small_disk))

    failed = JobRunner(project.folder, on_event=hear).run(run.id)
    assert failed.status is RunStatus.FAILED
    (failure,) = [e for e in heard if isinstance(e, RunFailed)]
    assert failure.expected
    assert failure.title == "The disk is full"
    assert "are untouched" in failure.message
    assert "resume" in failure.hint
    assert project.store.feedback.events() == judgements

    fillers[0].unlink()
    again = JobRunner(project.folder).run(prepare_resume(project, run.id).id)
    assert again.status is RunStatus.FINISHED
    assert policy_bytes(project.run_folder(run)) == uninterrupted_weights
