from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton

from desktop.domain.errors import ProjectError
from desktop.domain.versions import ModelVersion, VersionKind
from desktop.services.ahead_settings import AheadSettings
from desktop.ui.dialogs.errors import error_box
from desktop.ui.dialogs.generate import GenerateDialog
from desktop.ui.dialogs.new_project import NewProjectDialog
from desktop.ui.dialogs.preferences import PreferencesDialog
from desktop.ui.settings_store import WindowSettings

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot


def test_a_name_makes_a_folder_and_allows_to_go_on(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewProjectDialog(tmp_path)
    qtbot.addWidget(dialog)
    assert not dialog.accept_button.isEnabled()
    dialog.name.setText("Letters: in my Voice!")
    assert dialog.accept_button.isEnabled()
    answers = dialog.answers()
    assert answers.folder == tmp_path / "letters-in-my-voice"
    assert (answers.name, answers.model) == ("Letters: in my Voice!", "starter")


def test_a_chosen_folder_stays(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewProjectDialog(tmp_path)
    qtbot.addWidget(dialog)
    dialog.folder.setText(str(tmp_path / "mine"))
    dialog.folder.textEdited.emit("")
    dialog.name.setText("Other")
    assert dialog.answers().folder == tmp_path / "mine"


def test_a_model_can_be_typed(qtbot: QtBot, tmp_path: Path) -> None:
    dialog = NewProjectDialog(tmp_path)
    qtbot.addWidget(dialog)
    dialog.model.setEditText("org/name")
    assert dialog.answers().model == "org/name"


def test_preferences_show_and_return_what_is_chosen(qtbot: QtBot) -> None:
    settings = WindowSettings(
        theme="dark",
        text_scale=1.5,
        reading_zoom=1.3,
        asks_when_fast=False,
        keys={"skip": ("K",)},
        language="zh_CN",
        projects_folder="/srv/projects",
    )
    dialog = PreferencesDialog(settings)
    qtbot.addWidget(dialog)
    assert dialog.values() == {
        "theme": "dark",
        "text_scale": 1.5,
        "reading_zoom": 1.3,
        "asks_when_fast": False,
        "keys": {"skip": ("K",)},
        "language": "zh_CN",
        "projects_folder": "/srv/projects",
    }


def test_the_folder_for_projects_is_chosen_or_the_usual_one(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = PreferencesDialog(WindowSettings())
    qtbot.addWidget(dialog)
    assert dialog.values()["projects_folder"] == ""
    assert dialog.place.placeholderText().endswith("Tastemaker")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    chooser = next(
        b for b in dialog.findChildren(QPushButton) if b.accessibleName().startswith("New projects")
    )
    chooser.click()
    assert dialog.values()["projects_folder"] == str(tmp_path)


def test_only_models_that_answer_are_offered(qtbot: QtBot) -> None:
    versions = [
        ModelVersion(1, "base", VersionKind.BASE, "starter"),
        ModelVersion(2, "reward", VersionKind.REWARD, "starter"),
        ModelVersion(3, "tuned", VersionKind.POLICY, "starter"),
    ]
    dialog = GenerateDialog(versions, 10)
    qtbot.addWidget(dialog)
    items = [dialog.versions.item(row) for row in range(dialog.versions.count())]
    assert [item.text() for item in items] == ["tuned", "base"]
    assert dialog.limit.value() == 10
    # The newest alone is not named: later answers come from what is the newest then.
    assert dialog.answers().version_ids == (3,)
    assert dialog.answers().values["versions"] == ""
    items[1].setCheckState(Qt.CheckState.Checked)
    assert dialog.answers().version_ids == (3, 1)
    assert dialog.answers().values["versions"] == "3,1"


def test_generation_needs_at_least_two_answers_and_takes_up_what_was_chosen(qtbot: QtBot) -> None:
    chosen = {"per_prompt": 1, "sampling.temperature": 0.8, "temperature_spread": 0.25}
    versions = [ModelVersion(n, f"v{n}", VersionKind.POLICY, "starter") for n in (1, 2)]
    dialog = GenerateDialog(
        versions, 3, ahead=AheadSettings(enabled=True, below=25, values={"per_prompt": 3})
    )
    qtbot.addWidget(dialog)
    assert (dialog.per_prompt.value(), dialog.below.value()) == (3, 25)
    dialog.per_prompt.setValue(1)
    assert not dialog.accept_button.isEnabled()
    dialog.versions.item(1).setCheckState(Qt.CheckState.Checked)
    assert dialog.accept_button.isEnabled()
    dialog.temperature.setValue(0.8)
    dialog.spread.setValue(0.25)
    answers = dialog.answers()
    assert {**answers.values} == {**chosen, "versions": "2,1"}
    assert answers.ahead == AheadSettings(enabled=True, below=25, values=answers.values)


def test_an_expected_error_says_what_and_what_to_do(qtbot: QtBot) -> None:
    box = error_box(ProjectError("It is locked", "Another window has it.", "Close that."), None)
    qtbot.addWidget(box)
    assert box.text() == "It is locked."
    assert "Close that." in box.informativeText()
    assert not box.detailedText()


def test_a_bug_comes_with_a_report_to_copy(qtbot: QtBot) -> None:
    try:
        raise RuntimeError("<b>broken</b>")
    except RuntimeError as error:
        box = error_box(error, None)
    qtbot.addWidget(box)
    assert "RuntimeError: <b>broken</b>" in box.detailedText()
    copy = next(b for b in box.buttons() if "report" in b.text())
    copy.click()
    assert "RuntimeError" in QGuiApplication.clipboard().text()
