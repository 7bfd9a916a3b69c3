from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel

from desktop.domain.model_forms import GgufWeights, ModelForm
from desktop.domain.versions import ModelVersion, VersionKind
from desktop.ui.models.export_dialog import ExportModelDialog
from desktop.ui.models.export_task import ModelExportOrder
from tests.helpers.tiny_project import make_tiny_project
from tests.unit.services.test_model_card import reward_version

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project


@pytest.fixture
def tiny(tmp_path: Path) -> Iterator[Project]:
    opened = make_tiny_project(tmp_path / "project")
    yield opened
    opened.close()


def dialog_for(qtbot: QtBot, project: Project, version: ModelVersion) -> ExportModelDialog:
    dialog = ExportModelDialog(project, version)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def choose(dialog: ExportModelDialog, form: ModelForm) -> None:
    dialog.forms[form].click()


def planned(dialog: ExportModelDialog) -> list[str]:
    shown = (dialog._files.itemAt(i) for i in range(dialog._files.count()))
    return [item.widget().text() for item in shown if isinstance(item.widget(), QLabel)]  # type: ignore[union-attr]


def test_a_version_begins_with_a_form_it_can_have(
    qtbot: QtBot, tiny: Project, tmp_path: Path
) -> None:
    dialog = dialog_for(qtbot, tiny, tiny.store.versions.base())
    assert dialog.form_chosen() is ModelForm.HF
    assert planned(dialog)[::2] == [
        "model.safetensors",
        "config.json",
        "tokenizer.json",
        "README.md",
    ]
    assert dialog.accept_button.isEnabled()
    assert not dialog.weights.isVisible()
    other = dialog_for(qtbot, tiny, reward_version(tiny))
    assert other.form_chosen() is ModelForm.ADAPTER
    assert other.refusal.isHidden()


def test_a_gguf_file_can_be_smaller_and_what_that_means_is_said(
    qtbot: QtBot, tiny: Project
) -> None:
    dialog = dialog_for(qtbot, tiny, tiny.store.versions.base())
    choose(dialog, ModelForm.GGUF)
    assert dialog.weights.isVisible()
    assert dialog.folder.text().endswith("-gguf")
    assert "Modelfile" in planned(dialog)
    exact = dialog._plan.size
    dialog.weights.setCurrentIndex(dialog.weights.findData(GgufWeights.Q8_0.value))
    assert dialog._plan.size < exact
    assert "rounded" in dialog.proof.text()
    assert dialog.order().weights is GgufWeights.Q8_0
    choose(dialog, ModelForm.HF)
    assert dialog.order().weights is GgufWeights.STORED


def test_what_cannot_be_had_is_refused_in_words(qtbot: QtBot, tiny: Project) -> None:
    dialog = dialog_for(qtbot, tiny, reward_version(tiny))
    choose(dialog, ModelForm.GGUF)
    assert "is a reward model" in dialog.refusal.text()
    assert not dialog.accept_button.isEnabled()
    assert dialog.plan.isHidden()


def test_a_folder_in_use_is_refused_while_one_types(
    qtbot: QtBot, tiny: Project, tmp_path: Path
) -> None:
    dialog = dialog_for(qtbot, tiny, tiny.store.versions.base())
    used = tmp_path / "used"
    used.mkdir()
    (used / "mine.txt").write_text("mine", encoding="utf-8")
    dialog.folder.setText(str(used))
    dialog.folder.textEdited.emit(str(used))
    assert "already holds something" in dialog.refusal.text()
    dialog.folder.setText(str(used / "new"))
    dialog.folder.textEdited.emit(str(used / "new"))
    assert dialog.refusal.isHidden()
    dialog.folder.setText(" ")
    dialog.folder.textEdited.emit(" ")
    assert dialog.refusal.text() == "Choose a folder."


def test_a_chosen_folder_that_holds_something_gets_one_inside(
    qtbot: QtBot, tiny: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = dialog_for(qtbot, tiny, tiny.store.versions.base())
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog._choose_folder()
    target = dialog.order().folder
    assert target.parent == tmp_path
    assert not target.exists()
    choose(dialog, ModelForm.GGUF)
    assert dialog.order().folder == target


def test_the_order_is_what_was_chosen(qtbot: QtBot, tiny: Project) -> None:
    base = tiny.store.versions.base()
    assert base.kind is VersionKind.BASE
    dialog = dialog_for(qtbot, tiny, base)
    choose(dialog, ModelForm.GGUF)
    expected = ModelExportOrder(base.id, ModelForm.GGUF, GgufWeights.STORED, dialog._proposed())
    assert dialog.order() == expected


def test_every_control_has_a_name(qtbot: QtBot, tiny: Project) -> None:
    dialog = dialog_for(qtbot, tiny, tiny.store.versions.base())
    controls = [*dialog.forms.values(), dialog.weights, dialog.folder]
    assert all(control.accessibleName() for control in controls)
