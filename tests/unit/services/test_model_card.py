"""The card of an exported version says what the project knows."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from desktop.domain.feedback import Comparison, Preference
from desktop.domain.runs import RunStatus, Stage
from desktop.domain.versions import ModelVersion, VersionKind
from desktop.services.model_card import base_name, model_card
from desktop.services.model_export import export_version
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


def reward_version(project: Project) -> ModelVersion:
    """A reward model as a run leaves it."""
    store = project.store
    base = store.versions.base()
    run = store.runs.add(Stage.REWARD, {"seed": 5}, policy_version_id=base.id)
    figures = {"accuracy": 0.8125, "low": 0.57, "high": 0.93, "n": 16, "verdict": {"ready": True}}
    store.runs.update(run.id, status=RunStatus.FINISHED, step=12, result=figures)
    folder = project.folder / "runs" / str(run.id) / "model"
    folder.mkdir(parents=True)
    (folder / "adapter_config.json").write_text("{}", encoding="utf-8")
    return store.versions.add(
        "reward 1",
        VersionKind.REWARD,
        base.base,
        folder=str(folder.relative_to(project.folder)),
        parent_id=base.id,
        run_id=run.id,
    )


def test_the_card_by_hand(project: Project) -> None:
    version = reward_version(project)
    card = model_card(project, version, "adapter")
    _, fields, words = card.split("---\n", 2)
    assert f'base_model: "{base_name(version.base)}"' in fields
    assert "library_name: peft" in fields
    assert "- reward-model" in fields
    assert "| accuracy | 0.8125 |" in words
    assert "verdict" not in words
    assert '"seed": 5' in words
    assert "12 steps" in words
    assert "- comparison: 10" in words
    assert "simulated" not in words
    base, trained = words.index("The base model."), words.index("### reward 1")
    assert base < trained


@pytest.mark.parametrize(
    ("base", "name"),
    [
        ("starter", "HuggingFaceTB/SmolLM2-135M-Instruct"),
        ("Qwen/Qwen3-0.6B", "Qwen/Qwen3-0.6B"),
        ("/home/somebody/models/mine", "mine"),
    ],
)
def test_the_card_shows_no_folder_of_the_user(base: str, name: str) -> None:
    assert base_name(base) == name


def test_a_simulated_judge_is_named(project: Project) -> None:
    prompt = next(iter(project.store.prompts.list()))
    sides = project.store.responses.for_prompt(prompt.id)
    project.store.feedback.append(
        Comparison(prompt.id, sides[0].id, sides[1].id, Preference.A), judge="simulated:short"
    )
    card = model_card(project, project.store.versions.base(), "hf")
    assert "**simulated judge**, not by a person: 1" in card


def test_an_export_has_its_card(project: Project, tmp_path: Path) -> None:
    version = reward_version(project)
    export_version(project, version.id, tmp_path / "out", "adapter")
    written = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    assert written == model_card(project, version, "adapter")
    shutil.rmtree(tmp_path / "out")
