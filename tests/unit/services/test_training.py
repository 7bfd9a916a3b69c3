from __future__ import annotations

import json
import tracemalloc
from typing import TYPE_CHECKING

import pytest

from desktop.domain.datasets import PreferenceGroup, PromptExample, read_examples
from desktop.domain.errors import (
    InvalidInputError,
    ModelError,
    NotFoundError,
    ProjectError,
    TrainingError,
)
from desktop.domain.feedback import Comparison, Preference
from desktop.domain.prompts import Split, user_prompt
from desktop.domain.runs import RunStatus, Stage
from desktop.domain.versions import VersionKind
from desktop.services import training_stream
from desktop.services.project import create_project
from desktop.services.run_files import read_spec
from desktop.services.training import prepare_resume, prepare_run
from tests.helpers.tiny_project import add_judged_prompts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """Ten prompts, judged; the model's folder exists and is never loaded."""
    (tmp_path / "model").mkdir()
    with create_project(tmp_path / "p", model=str(tmp_path / "model")) as made:
        add_judged_prompts(made)
        yield made


def add_reward(project: Project, base: str | None = None) -> int:
    (project.folder / "runs/9/model").mkdir(parents=True, exist_ok=True)
    base = base or project.model
    versions = project.store.versions
    return versions.add("R", VersionKind.REWARD, base, folder="runs/9/model").id


def test_a_run_is_frozen_with_its_data_settings_models_and_libraries(project: Project) -> None:
    run = prepare_run(project, Stage.REWARD, {"epochs": 3})
    assert run.status is RunStatus.WAITING
    spec = read_spec(project.run_folder(run))
    assert (spec.run_id, spec.stage) == (run.id, Stage.REWARD)
    assert spec.settings["epochs"] == 3
    assert spec.settings == run.settings
    assert spec.policy.base_folder == project.model
    assert spec.policy.version_id == project.store.versions.base().id
    assert spec.library_versions["torch"][0].isdigit()
    groups = list(read_examples(project.run_folder(run) / "data.jsonl"))
    assert len(groups) == 10
    assert {type(group) for group in groups} == {PreferenceGroup}

    # What changes in the project afterwards does not change the run.
    project.store.prompts.edit(1, user_prompt("Something else"))
    assert list(read_examples(project.run_folder(run) / "data.jsonl")) == groups


def test_the_held_out_prompts_of_the_project_stay_held_out(project: Project) -> None:
    run = prepare_run(project, Stage.REWARD)
    splits = {
        group.prompt_id: group.split
        for group in read_examples(project.run_folder(run) / "data.jsonl")
        if isinstance(group, PreferenceGroup)
    }
    held = {p.id for p in project.store.prompts.list(split=Split.HELD_OUT)}
    assert {id for id, split in splits.items() if split is Split.HELD_OUT} == held
    assert len(held) == 2


def test_a_larger_share_moves_whole_prompts(project: Project) -> None:
    run = prepare_run(project, Stage.REWARD, {"held_out_share": 0.5})
    groups = list(read_examples(project.run_folder(run) / "data.jsonl"))
    assert sum(group.split is Split.HELD_OUT for group in groups) == 5


def test_too_few_pairs_are_refused_in_words_and_leave_no_run(tmp_path: Path) -> None:
    (tmp_path / "model").mkdir()
    with create_project(tmp_path / "p", model=str(tmp_path / "model")) as project:
        with pytest.raises(TrainingError, match="0 usable pairs") as raised:
            prepare_run(project, Stage.REWARD)
        assert "Rate" in raised.value.hint
        assert project.store.runs.list() == []


def test_a_wrong_setting_is_refused_before_anything_is_made(project: Project) -> None:
    with pytest.raises(InvalidInputError, match="no setting"):
        prepare_run(project, Stage.REWARD, {"epoch": 3})
    assert project.store.runs.list() == []


def test_ppo_needs_a_reward_model_on_the_same_base(project: Project) -> None:
    with pytest.raises(TrainingError, match="no reward model"):
        prepare_run(project, Stage.PPO)
    other = add_reward(project, base="starter")
    with pytest.raises(ModelError, match="do not fit together"):
        prepare_run(project, Stage.PPO, reward_version_id=other)
    mine = add_reward(project)
    run = prepare_run(project, Stage.PPO, {"updates": 7})
    assert (run.reward_version_id, run.total_steps) == (mine, 7)
    spec = read_spec(project.run_folder(run))
    assert spec.reward is not None
    assert spec.reward.adapter_folder == str(project.folder / "runs/9/model")
    examples = list(read_examples(project.run_folder(run) / "data.jsonl"))
    assert {type(example) for example in examples} == {PromptExample}
    assert len(examples) == 10


def test_a_reward_model_is_no_policy_and_a_policy_no_reward_model(project: Project) -> None:
    reward = add_reward(project)
    with pytest.raises(ModelError, match="is a reward model"):
        prepare_run(project, Stage.REWARD, policy_version_id=reward)
    with pytest.raises(NotFoundError, match="is not a reward model"):
        prepare_run(project, Stage.PPO, reward_version_id=project.store.versions.base().id)


def test_a_missing_model_folder_is_named(project: Project) -> None:
    reward = add_reward(project)
    (project.folder / "runs/9/model").rmdir()
    with pytest.raises(ModelError, match="runs/9/model") as raised:
        prepare_run(project, Stage.PPO, reward_version_id=reward)
    assert "files are not there" in raised.value.title


def test_one_run_at_a_time(project: Project) -> None:
    run = prepare_run(project, Stage.REWARD)
    with pytest.raises(TrainingError, match="Another run"):
        prepare_run(project, Stage.REWARD)
    project.store.runs.update(run.id, status=RunStatus.DISCARDED)
    prepare_run(project, Stage.REWARD)


def test_only_what_can_go_on_is_resumed(project: Project) -> None:
    run = prepare_run(project, Stage.REWARD)
    update = project.store.runs.update
    update(run.id, status=RunStatus.FINISHED)
    with pytest.raises(TrainingError, match="cannot be resumed"):
        prepare_resume(project, run.id)
    with pytest.raises(NotFoundError):
        prepare_resume(project, 99)
    update(run.id, status=RunStatus.INTERRUPTED, error="gone")
    resumed = prepare_resume(project, run.id)
    assert (resumed.status, resumed.error) == (RunStatus.WAITING, None)


@pytest.mark.parametrize("name", ["spec.json", "data.jsonl"])
def test_a_run_without_its_files_is_not_resumed(project: Project, name: str) -> None:
    run = prepare_run(project, Stage.REWARD)
    project.store.runs.update(run.id, status=RunStatus.INTERRUPTED)
    (project.run_folder(run) / name).unlink()
    with pytest.raises((ProjectError, TrainingError), match="missing"):
        prepare_resume(project, run.id)
    found = project.store.runs.get(run.id)
    assert found is not None
    assert found.status is RunStatus.INTERRUPTED


def test_a_damaged_specification_is_told(project: Project) -> None:
    run = prepare_run(project, Stage.REWARD)
    project.store.runs.update(run.id, status=RunStatus.INTERRUPTED)
    (project.run_folder(run) / "spec.json").write_text(json.dumps({"stage": "x"})[:9])
    with pytest.raises(ProjectError, match="damaged"):
        prepare_resume(project, run.id)


def test_plain_texts_come_from_the_projects_folder(project: Project) -> None:
    with pytest.raises(TrainingError, match="no plain texts"):
        prepare_run(project, Stage.TEXT)
    (project.folder / "texts").mkdir()
    (project.folder / "texts" / "a.md").write_text("\n\n".join(f"Part {n}." for n in range(10)))
    run = prepare_run(project, Stage.TEXT)
    texts = list(read_examples(project.run_folder(run) / "data.jsonl"))
    assert len(texts) == 10
    assert sum(text.split is Split.HELD_OUT for text in texts) == 2


def test_freezing_a_run_takes_no_more_memory_for_more_data(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(training_stream, "_PAGE", 20)
    prepared: list[int] = []
    for _ in range(2):
        add_long_pairs(project, 60)
        tracemalloc.start()
        try:
            run = prepare_run(project, Stage.DPO)
            prepared.append(tracemalloc.get_traced_memory()[1])
        finally:
            tracemalloc.stop()
        project.store.runs.update(run.id, status=RunStatus.DISCARDED)
    texts = (project.run_folder(run) / "data.jsonl").stat().st_size
    assert texts > 9_000_000
    assert prepared[1] - prepared[0] < texts / 20


def add_long_pairs(project: Project, prompts: int) -> None:
    store = project.store
    with store.transaction():
        for _ in range(prompts):
            prompt = store.prompts.add(user_prompt("Say much."))
            one, other = (store.responses.add(prompt.id, text * 40_000).id for text in "xy")
            store.feedback.append(Comparison(prompt.id, one, other, Preference.A))
