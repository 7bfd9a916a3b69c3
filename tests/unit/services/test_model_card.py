"""The card of an exported version says what the project knows."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from huggingface_hub import ModelCard

from desktop.domain.feedback import Comparison, Preference
from desktop.domain.prompts import Split
from desktop.domain.runs import RunStatus, Stage
from desktop.domain.versions import ModelVersion, VersionKind
from desktop.services.card_facts import base_name, base_terms
from desktop.services.model_card import model_card
from desktop.services.model_export import export_version
from tests.helpers.tiny_project import make_tiny_project
from tests.helpers.training import pair, run_folder

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
    data = [pair(1, "a", "b"), pair(1, "c", "d"), pair(2, "e", "f", split=Split.HELD_OUT)]
    run_folder(project.run_folder(run), data)
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
    assert "| accuracy | 0.8125 (95% interval 0.57 to 0.93, n = 16) |" in words
    assert "verdict" not in words
    assert "| seed | 5 |" in words
    assert "Learnt from pairs (comparison): 3; prompts: 2, of these held out: 1." in words
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


@pytest.mark.parametrize(
    ("format", "library", "relation"),
    [
        ("adapter", "peft", "adapter"),
        ("gguf", "gguf", "quantized"),
        ("hf", "transformers", "finetune"),
    ],
)
def test_hubs_read_the_fields(project: Project, format: str, library: str, relation: str) -> None:
    version = reward_version(project)
    data: Any = ModelCard(model_card(project, version, format)).data
    assert data.to_dict() == {
        "base_model": base_name(version.base),
        "base_model_relation": relation,
        "license": "unknown",
        "library_name": library,
        "pipeline_tag": "text-classification",
        "tags": ["tastemaker", "reward-model"],
    }


@pytest.mark.parametrize(
    ("base", "card", "terms"),
    [
        ("starter", None, {"license": "apache-2.0", "language": "en"}),
        ("/models/mine", None, {"license": "unknown"}),
        ("/models/mine", "# No fields\nlicense: mit", {"license": "unknown"}),
        (
            "/models/mine",
            "---\nlicense: llama3.2\nlanguage: 'de'\ntags:\n- x\n---\n# Mine",
            {"license": "llama3.2", "language": "de"},
        ),
    ],
)
def test_the_terms_are_those_of_the_base(
    base: str, card: str | None, terms: dict[str, str], tmp_path: Path
) -> None:
    if card is not None:
        (tmp_path / "README.md").write_text(card, encoding="utf-8")
    assert base_terms(base, tmp_path) == terms


def test_a_policy_names_its_reward_model_and_nothing_that_the_user_wrote(
    project: Project,
) -> None:
    reward, store = reward_version(project), project.store
    base = store.versions.base()
    settings = {"environment.rules": "1 regex my secret\n2 regex other", "updates": 7}
    run = store.runs.add(
        Stage.PPO, settings, policy_version_id=base.id, reward_version_id=reward.id
    )
    store.runs.update(run.id, status=RunStatus.FINISHED, step=7, result={"kl": 3.25})
    version = store.versions.add(
        "my *first*\nmodel", VersionKind.POLICY, base.base, parent_id=base.id, run_id=run.id
    )
    card = model_card(project, version, "hf")
    assert "# my \\*first\\* model" in card
    assert (
        "Its rewards came from reward 1, with an accuracy of "
        "0.8125 (95% interval 0.57 to 0.93, n = 16)."
    ) in card
    assert "| environment.rules | 2 of the user's own |" in card
    assert "| updates | 7 |" in card
    assert "| kl | 3.25 |" in card
    assert "secret" not in card
    assert str(project.folder) not in card
    for prompt in store.prompts.list():
        assert prompt.messages[-1].content not in card


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
