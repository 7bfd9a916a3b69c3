"""The first start in the real window: doors, language, places, keys."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel

from desktop.app import Program
from desktop.domain.errors import InvalidInputError, WorkerError
from desktop.services.devices import DeviceReport
from desktop.ui.dialogs.new_project import NewProjectDialog
from desktop.ui.dialogs.preferences import PreferencesDialog
from desktop.ui.exchange.import_dialog import ImportDialog
from desktop.ui.settings_store import SettingsStore
from desktop.ui.translation import remove_language
from desktop.ui.welcome.device_look import DeviceLook
from desktop.ui.widgets.notice import Notice
from desktop.worker.launch import built_in_engine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window import MainWindow
    from desktop.ui.safety.work import Tell
    from desktop.ui.welcome.first_start import FirstStartPage

REASON = "Using the CPU: no GPU that torch can use was found."


def probe(_tell: Tell) -> DeviceReport:
    return DeviceReport(built_in_engine(), {"device": "cpu", "reason": REASON}, (), ())


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    store = SettingsStore(tmp_path / "window.json")
    store.change(language="en", theme="light", projects_folder=str(tmp_path / "projects"))
    return store


@pytest.fixture
def program(
    qapp: QApplication,
    qtbot: QtBot,
    settings: SettingsStore,
    errors: list[BaseException],
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Program]:
    monkeypatch.setattr("desktop.app.DeviceLook", _look)
    made = Program(qapp, settings)
    made.show(None)
    qtbot.waitExposed(made.parts.window)
    yield made
    made.stop()
    made.parts.window.close()
    made.parts.window.deleteLater()
    remove_language(qapp, made.parts.translators)


def _look(parent: Program) -> DeviceLook:
    return DeviceLook(parent, probe)


@pytest.fixture
def window(program: Program) -> MainWindow:
    return program.parts.window


@pytest.fixture
def page(window: MainWindow) -> FirstStartPage:
    assert window.beginning.page is not None
    return window.beginning.page


def accept(dialog: NewProjectDialog | ImportDialog) -> int:
    return 1


def reject(dialog: NewProjectDialog | ImportDialog) -> int:
    return 0


def test_it_says_where_things_lie_and_what_computes(
    page: FirstStartPage, qtbot: QtBot, tmp_path: Path, user_data_folder: Path
) -> None:
    assert str(tmp_path / "projects") in page.place.text()
    assert page.place.text().endswith("free")
    assert page.data.text() == str(user_data_folder)
    qtbot.waitUntil(lambda: page.device.text() == REASON)


def test_a_worker_that_does_not_start_is_said_in_words(qtbot: QtBot) -> None:
    def fail(_tell: Tell) -> DeviceReport:
        raise WorkerError("The worker is gone", "It crashed.", "Look.")

    look = DeviceLook(ask=fail)
    with qtbot.waitSignal(look.found) as found:
        look.look()
    assert found.args == ["The part that computes does not start here. It crashed."]
    with qtbot.waitSignal(look.found):
        look.look()


def test_the_sample_opens_and_the_frame_comes_back(
    window: MainWindow, page: FirstStartPage, settings: SettingsStore
) -> None:
    assert not window.rail.isVisible()
    page.sample.click()
    project = window.project()
    assert project is not None
    assert project.name == "Sample project"
    assert window.rail.isVisible()
    assert window.beginning.page is None
    assert settings.get().welcomed


def test_by_keys_alone_every_control_is_reached_and_a_door_opens(
    window: MainWindow, page: FirstStartPage
) -> None:
    window.activateWindow()
    assert window.focusWidget() is page.sample
    reached = set()
    for _ in range(12):
        QTest.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        reached.add(window.focusWidget())
    controls = {b for b in page.findChildren(QAbstractButton) if b.isVisible()}
    languages = set(page.languages.values())
    # The languages are one group: Tab reaches the one in use, arrows the others.
    assert controls - languages <= reached
    assert languages & reached
    page.sample.setFocus()
    QTest.keyClick(page.sample, Qt.Key.Key_Return)
    assert window.project() is not None


def test_everything_has_a_name_and_no_label_reads_markup(page: FirstStartPage) -> None:
    assert all(b.accessibleName() for b in page.findChildren(QAbstractButton))
    assert all(door.accessibleDescription() for door in (page.sample, page.model, page.judgements))
    labels = page.findChildren(QLabel)
    assert {w.textFormat() for w in labels} == {Qt.TextFormat.PlainText}


def test_another_language_is_used_at_once_and_remembered(
    program: Program, page: FirstStartPage, settings: SettingsStore, qtbot: QtBot
) -> None:
    old = program.parts.window
    page.languages["zh_CN"].click()
    qtbot.waitUntil(lambda: program.parts.window is not old)
    shown = program.parts.window
    assert shown.isVisible()
    assert shown.beginning.page is not None
    assert shown.beginning.page.languages["zh_CN"].isChecked()
    assert shown.rail.buttons["home"].text() == "首页"
    assert settings.get().language == "zh_CN"
    shown.beginning.page.languages["en"].click()
    qtbot.waitUntil(lambda: program.parts.window is not shown)
    assert program.parts.window.rail.buttons["home"].text() == "Home"


def choose_language(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Let the user choose a language in the preferences, the next time they are shown."""

    def accept_it(dialog: PreferencesDialog) -> int:
        dialog.language.setCurrentIndex(dialog.language.findData(code))
        return 1

    monkeypatch.setattr(PreferencesDialog, "exec", accept_it)


def test_the_preferences_change_the_language_at_once_and_the_project_stays_open(
    program: Program,
    page: FirstStartPage,
    settings: SettingsStore,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.sample.click()
    old = program.parts.window
    project = old.project()
    assert project is not None
    old.show_page("prompts")
    choose_language(monkeypatch, "zh_CN")
    old.show_preferences()
    qtbot.waitUntil(lambda: program.parts.window is not old)
    shown = program.parts.window
    opened = shown.project()
    assert opened is not None
    assert opened.folder == project.folder
    assert shown.pages.current_name() == "prompts"
    assert shown.rail.isVisible()
    assert shown.rail.buttons["home"].text() == "首页"
    assert shown.size() == old.size()
    assert settings.get().language == "zh_CN"


def test_without_a_project_the_page_to_begin_with_stays(
    program: Program,
    page: FirstStartPage,
    settings: SettingsStore,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.sample.click()
    old = program.parts.window
    old.close_project()
    choose_language(monkeypatch, "zh_CN")
    old.show_preferences()
    qtbot.waitUntil(lambda: program.parts.window is not old)
    shown = program.parts.window
    assert shown.welcome.isVisible()
    assert shown.project() is None


def test_while_a_job_runs_the_language_waits_for_the_next_start(
    program: Program,
    page: FirstStartPage,
    settings: SettingsStore,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    page.sample.click()
    window = program.parts.window
    monkeypatch.setattr(program.parts.jobs, "busy", lambda: True)
    choose_language(monkeypatch, "zh_CN")
    window.show_preferences()
    QApplication.processEvents()
    assert program.parts.window is window
    assert settings.get().language == "zh_CN"
    (notice,) = window.findChildren(Notice)
    assert "from the next start on" in notice.text.text()
    monkeypatch.undo()


def test_the_language_in_use_changes_nothing(program: Program, page: FirstStartPage) -> None:
    old = program.parts.window
    page.languages["en"].click()
    QApplication.processEvents()
    assert program.parts.window is old


def test_another_place_for_projects_is_used_and_remembered(
    window: MainWindow,
    page: FirstStartPage,
    settings: SettingsStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    other = tmp_path / "elsewhere"
    other.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(other))
    page.place_button.click()
    assert str(other) in page.place.text()
    assert settings.get().projects_folder == str(other)
    page.sample.click()
    assert (other / "sample" / "project.db").is_file()


def test_a_model_folder_leads_to_a_project_on_it(
    window: MainWindow, page: FirstStartPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tmp_path / "my-model"
    model.mkdir()
    (model / "config.json").write_text("{}")
    (model / "model.safetensors").write_bytes(b"")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(model))
    monkeypatch.setattr(NewProjectDialog, "exec", accept)
    page.model.click()
    project = window.project()
    assert project is not None
    assert (project.model, project.name) == (str(model), "my-model")


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ([], "holds no model"),
        (["config.json"], "holds no weights"),
        (["config.json", "pytorch_model.bin"], "stored as pickles"),
    ],
)
def test_a_folder_that_is_no_model_is_refused_in_words(
    window: MainWindow,
    page: FirstStartPage,
    errors: list[BaseException],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: list[str],
    words: str,
) -> None:
    model = tmp_path / "my-model"
    model.mkdir()
    for name in files:
        (model / name).write_text("{}")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(model))
    page.model.click()
    [error] = errors
    assert isinstance(error, InvalidInputError)
    assert words in error.title
    assert window.project() is None
    assert page.isVisible()


@pytest.fixture
def pairs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of two pairs, which the user chooses."""
    path = tmp_path / "My ratings.jsonl"
    rows = [{"prompt": f"Q{n}", "chosen": "yes", "rejected": "no"} for n in range(2)]
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(path)], ""))
    return path


def test_judgements_make_a_project_after_a_look_at_them(
    window: MainWindow,
    page: FirstStartPage,
    pairs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    monkeypatch.setattr(ImportDialog, "exec", accept)
    with qtbot.waitSignal(window.importer.imported):
        page.judgements.click()
    project = window.project()
    assert project is not None
    assert project.folder == tmp_path / "projects" / "my-ratings"
    assert project.store.feedback.count_standing("comparison") == 2


def test_who_thinks_better_of_the_file_has_no_project(
    window: MainWindow,
    page: FirstStartPage,
    pairs: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ImportDialog, "exec", reject)
    page.judgements.click()
    assert window.project() is None
    assert not (tmp_path / "projects").exists()
    assert page.isVisible()
