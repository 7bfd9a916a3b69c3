"""Everything on this computer, in the real window: shown, exported, deleted."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QDialog

from desktop.domain.errors import StorageError
from desktop.domain.holdings import Kind
from desktop.services.paths import settings_file
from desktop.ui.safety import data_care
from desktop.ui.safety.all_data_dialog import QUIT, AllDataDialog
from desktop.ui.safety.data_dialog import SHOW_ALL, DataDialog
from desktop.ui.safety.export_row import ExportRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.main_window import MainWindow


def fake_trash(folder: Path) -> bool:
    folder.rename(folder.with_name(f"trashed-{folder.name}"))
    return True


@pytest.fixture
def opened(window: MainWindow, project: Project) -> MainWindow:
    folder = project.folder
    project.close()
    window.opener.open(str(folder))
    return window


@pytest.fixture
def dialog(opened: MainWindow, qtbot: QtBot) -> Iterator[AllDataDialog]:
    settings_file().write_text("{}", encoding="utf-8")
    project = opened.project()
    assert project is not None
    made = AllDataDialog([project.folder], opened, to_trash=fake_trash)
    made.look()
    qtbot.waitUntil(lambda: bool(made.rows))
    made.show()
    yield made
    made.done(0)
    made.deleteLater()


def tick(dialog: AllDataDialog, *kinds: Kind) -> None:
    for row in dialog.rows:
        row.tick.setChecked(row.holding.kind in kinds)


def test_every_part_is_listed_with_name_size_and_place(dialog: AllDataDialog) -> None:
    names = [row.tick.accessibleName() for row in dialog.rows]
    assert any(name.startswith("Project project, ") for name in names)
    assert any(name.startswith("Settings of the window, 2 B, ") for name in names)
    assert all(str(row.holding.place) in row.tick.accessibleName() for row in dialog.rows)


def test_nothing_is_deleted_without_a_tick_and_the_word(dialog: AllDataDialog) -> None:
    assert not dialog.delete_button.isEnabled()
    dialog.word.setText("delete")
    assert not dialog.delete_button.isEnabled()
    tick(dialog, Kind.LOGS)
    assert dialog.delete_button.isEnabled()
    for wrong in ("", "delet", "delete all"):
        dialog.word.setText(wrong)
        assert not dialog.delete_button.isEnabled()
    dialog.word.setText(" DELETE ")
    assert dialog.delete_button.isEnabled()
    dialog.set_busy(True)
    assert not dialog.delete_button.isEnabled()
    assert "job" in dialog.state.text()


def test_a_project_goes_to_the_trash_once_it_is_let_go(
    opened: MainWindow, dialog: AllDataDialog, qtbot: QtBot
) -> None:
    project = opened.project()
    assert project is not None
    folder = project.folder
    dialog.begun.connect(opened.close_project)
    tick(dialog, Kind.PROJECT)
    dialog.word.setText("delete")
    dialog.delete_button.click()
    qtbot.waitUntil(lambda: "trash" in dialog.state.text())
    assert not folder.exists()
    assert folder.with_name("trashed-project").is_dir()
    assert [row.holding.kind for row in dialog.rows if row.holding.kind is Kind.PROJECT] == []
    assert dialog.close_button.text() == "Close"


def test_a_project_that_is_still_open_stays_and_it_is_said(
    dialog: AllDataDialog, qtbot: QtBot
) -> None:
    tick(dialog, Kind.PROJECT)
    dialog.word.setText("delete")
    dialog.delete_button.click()
    qtbot.waitUntil(lambda: "open" in dialog.state.text())
    assert dialog.rows[0].holding.place.is_dir()
    assert dialog.close_button.isEnabled()


def test_without_settings_the_program_can_only_be_ended(
    dialog: AllDataDialog, qtbot: QtBot
) -> None:
    tick(dialog, Kind.SETTINGS)
    dialog.word.setText("delete")
    dialog.delete_button.click()
    qtbot.waitUntil(lambda: dialog.close_button.text() == "Quit Tastemaker")
    assert not settings_file().exists()
    with qtbot.waitSignal(dialog.finished) as finished:
        dialog.close_button.click()
    assert finished.args == [QUIT]


def test_the_window_lets_go_deletes_and_quits(
    opened: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = opened.project()
    assert project is not None
    folder = project.folder

    def use(dialog: AllDataDialog) -> int:
        monkeypatch.setattr(dialog, "_to_trash", fake_trash)
        qtbot.waitUntil(lambda: bool(dialog.rows))
        tick(dialog, Kind.PROJECT, Kind.LOGS)
        dialog.word.setText("delete")
        dialog.delete_button.click()
        qtbot.waitUntil(lambda: dialog.close_button.text() == "Quit Tastemaker")
        return QUIT

    stopped: list[bool] = []
    monkeypatch.setattr(data_care, "stop_log", lambda: stopped.append(True))
    monkeypatch.setattr(AllDataDialog, "exec", use)
    with qtbot.waitSignal(opened.care.quit_requested):
        opened.care.show_all()
    assert stopped == [True]
    assert opened.project() is None
    assert not folder.exists()
    assert not opened.isVisible()


def test_your_data_leads_there_with_a_project_and_without(
    opened: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []

    def all_data(dialog: AllDataDialog) -> int:
        shown.append("all")
        return QDialog.DialogCode.Rejected

    def data(dialog: DataDialog) -> int:
        shown.append("project")
        dialog.all_button.click()
        return dialog.result()

    monkeypatch.setattr(AllDataDialog, "exec", all_data)
    monkeypatch.setattr(DataDialog, "exec", data)
    opened.care.show_data()
    assert shown == ["project", "all"]
    opened.close_project()
    opened.care.show_data()
    assert shown == ["project", "all", "all"]
    assert QDialog.DialogCode.Accepted != SHOW_ALL


@pytest.fixture
def row(empty_project: Project, qtbot: QtBot) -> Iterator[ExportRow]:
    made = ExportRow(empty_project)
    made.show()
    yield made
    made.stop()
    made.close()
    made.deleteLater()


def test_everything_is_exported_from_the_dialog(
    row: ExportRow, qtbot: QtBot, tmp_path: Path
) -> None:
    path = tmp_path / "all.zip"
    row.export(path)
    assert not row.button.isEnabled()
    qtbot.waitUntil(row.button.isEnabled)
    assert str(path) in row.state.text()
    assert zipfile.is_zipfile(path)


def test_an_export_that_fails_says_why(row: ExportRow, qtbot: QtBot, tmp_path: Path) -> None:
    with qtbot.waitSignal(row.error_occurred) as failed:
        row.export(tmp_path / "missing" / "all.zip")
    assert failed.args is not None
    assert isinstance(failed.args[0], StorageError)
    assert row.state.text() == ""
    assert row.button.isEnabled()
