"""A tiny project with a trained reward model, made once; every test gets a copy of its own."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from desktop.domain.runs import RunStatus, Stage
from desktop.services.jobs import JobRunner
from desktop.services.project import Project, open_project
from desktop.services.training import prepare_run
from tests.helpers.loops import Loops
from tests.helpers.tiny_project import FAST_PPO, FAST_REWARD, make_tiny_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    MakeLoops = Callable[[str, int], Loops]


@pytest.fixture(scope="session")
def rewarded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed project with judgements and a reward model."""
    folder = tmp_path_factory.mktemp("rewarded") / "project"
    with make_tiny_project(folder) as project:
        run = prepare_run(project, Stage.REWARD, FAST_REWARD)
        assert JobRunner(folder).run(run.id).status is RunStatus.FINISHED
    return folder


@pytest.fixture
def project(rewarded_folder: Path, tmp_path: Path) -> Iterator[Project]:
    """An open copy of the project with a reward model."""
    shutil.copytree(rewarded_folder, tmp_path / "project")
    with open_project(tmp_path / "project") as opened:
        yield opened


@pytest.fixture
def make_loops(record_property: Callable[[str, object], None]) -> MakeLoops:
    """Loops that disturb a work, counted in the summary of the test run."""

    def make(work: str, wanted: int) -> Loops:
        return Loops(work, wanted, record_property)

    return make


@pytest.fixture(scope="session")
def uninterrupted_weights(rewarded_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The policy of a PPO run with `LONG_PPO` that nobody disturbed."""
    folder = tmp_path_factory.mktemp("uninterrupted") / "project"
    shutil.copytree(rewarded_folder, folder)
    with open_project(folder) as project:
        run = prepare_run(project, Stage.PPO, LONG_PPO)
        assert JobRunner(folder).run(run.id).status is RunStatus.FINISHED
        return policy_bytes(project.run_folder(run))


LONG_PPO = {**FAST_PPO, "updates": 25}


def policy_bytes(run_folder: Path) -> bytes:
    """Return the weights that a run left, byte for byte."""
    return (run_folder / "model" / "adapter_model.safetensors").read_bytes()
