"""What an export would write is said before it is begun, and so is what speaks against it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import AppError, InvalidInputError, ModelError, StorageError
from desktop.domain.model_forms import GgufWeights, ModelForm, require_gguf
from desktop.domain.versions import ModelVersion, VersionKind
from desktop.services.cancelling import Cancelled
from desktop.services.export_plan import (
    ModelExportPlan,
    PlannedFile,
    plan_model_export,
    require_room,
)
from desktop.services.model_export import export_version
from tests.helpers.tiny_project import make_tiny_project
from tests.unit.services.test_model_card import reward_version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.services.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    opened = make_tiny_project(tmp_path / "project")
    yield opened
    opened.close()


def base_of(project: Project) -> ModelVersion:
    return project.store.versions.base()


def sizes(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_size for file in folder.iterdir()}


def test_a_plan_names_what_is_written_with_its_size(project: Project, tmp_path: Path) -> None:
    version = base_of(project)
    for form, weights in (
        (ModelForm.HF, GgufWeights.STORED),
        (ModelForm.GGUF, GgufWeights.STORED),
        (ModelForm.GGUF, GgufWeights.Q8_0),
    ):
        plan = plan_model_export(project, version, form, weights, name="tiny")
        assert plan.refusal is None
        out = tmp_path / f"{form}-{weights}"
        export_version(project, version.id, out, form.value, weights=weights.value)
        written = sizes(out)
        main = (
            "model.safetensors"
            if form is ModelForm.HF
            else next(name for name in written if name.endswith(".gguf"))
        )
        assert plan.files[0].name == main or form is ModelForm.GGUF
        assert plan.files[0].size == pytest.approx(written[main], rel=0.25, abs=100_000)


def test_an_adapter_is_copied_file_by_file(project: Project) -> None:
    plan = plan_model_export(project, reward_version(project), ModelForm.ADAPTER)
    assert [file.name for file in plan.files] == ["adapter_config.json", "README.md"]


@pytest.mark.parametrize("form", [ModelForm.HF, ModelForm.GGUF])
def test_a_reward_model_is_no_language_model(project: Project, form: ModelForm) -> None:
    refusal = plan_model_export(project, reward_version(project), form).refusal
    assert isinstance(refusal, InvalidInputError)
    assert "is a reward model" in refusal.title
    assert refusal.hint == "Export its adapter."


def test_a_whole_model_has_no_adapter(project: Project) -> None:
    refusal = plan_model_export(project, base_of(project), ModelForm.ADAPTER).refusal
    assert refusal is not None
    assert "has no adapter" in refusal.title


def test_files_that_are_gone_are_a_refusal(project: Project) -> None:
    base = base_of(project)
    gone = project.store.versions.add(
        "PPO 1", VersionKind.POLICY, base.base, folder="runs/9/model", parent_id=base.id
    )
    refusal = plan_model_export(project, gone, ModelForm.HF).refusal
    assert refusal is not None
    assert refusal.title == "The model's files are not there"


def test_a_model_that_gguf_has_no_place_for_is_refused_before_any_work(project: Project) -> None:
    base = base_of(project)
    config = project.base_folder() / "config.json"
    facts = json.loads(config.read_text(encoding="utf-8"))
    config.write_text(json.dumps(facts | {"model_type": "gpt2"}), encoding="utf-8")
    refusal = plan_model_export(project, base, ModelForm.GGUF).refusal
    assert isinstance(refusal, ModelError)
    assert "“gpt2”" in refusal.message
    assert plan_model_export(project, base, ModelForm.HF).refusal is None


@pytest.mark.parametrize(
    ("config", "why"),
    [
        ({"rope_parameters": {"rope_type": "yarn"}}, "yarn"),
        ({"rope_scaling": {"type": "linear", "factor": 2.0}}, "linear"),
        ({"rope_parameters": {"full_attention": {"rope_type": "llama3"}}}, "llama3"),
        ({"query_pre_attn_scalar": 144, "head_dim": 128}, "144"),
    ],
)
def test_scaled_positions_and_attention_are_refused(config: dict[str, object], why: str) -> None:
    with pytest.raises(ModelError, match=why):
        require_gguf({"model_type": "llama", **config})


def test_positions_of_older_configurations_that_are_not_scaled_are_taken() -> None:
    require_gguf({"model_type": "llama", "rope_scaling": None, "rope_theta": 10000.0})


def test_a_disk_that_is_too_small_is_said(tmp_path: Path) -> None:
    require_room(ModelExportPlan((PlannedFile("model.gguf", 1000),)), tmp_path / "a" / "b")
    huge = ModelExportPlan((PlannedFile("model.gguf", 10**18),))
    with pytest.raises(StorageError, match=r"1000000000\.0 GB"):
        require_room(huge, tmp_path / "a" / "b")


def test_an_export_that_is_called_off_leaves_nothing(project: Project, tmp_path: Path) -> None:
    told: list[str] = []
    with pytest.raises(Cancelled):
        export_version(
            project,
            base_of(project).id,
            tmp_path / "here" / "out",
            on_progress=lambda phase, done, total: told.append(phase),
            cancelled=lambda: bool(told),
        )
    assert told[0] == "load"
    assert not (tmp_path / "here").exists() or not any((tmp_path / "here").iterdir())


def test_a_folder_in_use_is_left_alone(project: Project, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(AppError, match="already holds something"):
        export_version(project, base_of(project).id, tmp_path / "out")
    assert sizes(tmp_path / "out") == {"mine.txt": 4}
