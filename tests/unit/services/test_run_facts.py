"""What a run was: its place, its own settings, its versions and files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.domain.events import WorkerReady
from desktop.domain.runs import Stage, settings_for
from desktop.services.outcomes import RunRecorder
from desktop.services.run_facts import ChangedSetting, changed_settings, run_facts
from tests.helpers.tiny_project import make_tiny_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = make_tiny_project(tmp_path / "project")
    yield opened
    opened.close()


def test_the_place_of_a_run_is_remembered_with_its_reason(project: Project) -> None:
    base = project.store.versions.base()
    run = project.store.runs.add(Stage.SFT, settings_for(Stage.SFT), policy_version_id=base.id)
    assert run_facts(project, run).device == ""
    recorder = RunRecorder(project.store, project.folder, run)
    recorder.record(WorkerReady("cpu", "no GPU here", "bfloat16"))
    facts = run_facts(project, run)
    assert (facts.device, facts.reason, facts.precision) == ("cpu", "no GPU here", "bfloat16")
    assert (facts.policy, facts.reward) == (base.name, "")


def test_only_settings_of_its_own_are_named(project: Project) -> None:
    values = {"updates": 7, "environment.kl_target": 3.0}
    run = project.store.runs.add(Stage.PPO, settings_for(Stage.PPO, values))
    usual = settings_for(Stage.PPO)
    assert set(changed_settings(run)) == {
        ChangedSetting("updates", 7, usual.get("updates")),
        ChangedSetting("environment.kl_target", 3.0, usual.get("environment.kl_target")),
    }
    assert changed_settings(project.store.runs.add(Stage.PPO, usual)) == ()


def test_event_files_are_named_once_they_are_there(project: Project) -> None:
    run = project.store.runs.add(Stage.SFT, settings_for(Stage.SFT))
    assert run_facts(project, run).event_files is None
    folder = project.run_folder(run) / "tensorboard"
    folder.mkdir(parents=True)
    assert run_facts(project, run).event_files == folder
    assert run_facts(project, run).policy == ""
