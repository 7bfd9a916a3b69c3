from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.domain.errors import InvalidInputError
from desktop.ui.exchange.import_dialog import ImportDialog
from desktop.ui.exchange.import_report import ImportReportDialog
from desktop.ui.exchange.importer import pasted_suffix
from desktop.ui.jobs.job import JobState

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project
    from desktop.ui.main_window import MainWindow


@pytest.fixture(autouse=True)
def accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The import dialog is accepted as it opens."""
    monkeypatch.setattr(ImportDialog, "exec", lambda _: 1)


def prompts(project: Project) -> list[str]:
    return [prompt.text for prompt in project.store.prompts.list()]


def report_of(window: MainWindow, qtbot: QtBot) -> ImportReportDialog:
    qtbot.waitUntil(lambda: bool(window.findChildren(ImportReportDialog)))
    return window.findChildren(ImportReportDialog)[0]


def file(folder: Path) -> Path:
    path = folder / "rows.jsonl"
    path.write_text('{"prompt": "From a file?"}\n{"prompt": ""}\n', encoding="utf-8")
    return path


def test_a_dropped_file_is_imported_and_refused_rows_are_named(
    window: MainWindow,
    project: Project,
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    window.set_project(project)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file(tmp_path)))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    copy = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPoint(9, 9), copy, data, buttons, keys)
    drop = QDropEvent(QPointF(9, 9), copy, data, buttons, keys)
    with qtbot.waitSignal(window.importer.imported):
        QApplication.sendEvent(window, enter)
        QApplication.sendEvent(window, drop)
    assert enter.isAccepted()
    assert drop.isAccepted()
    assert "From a file?" in prompts(project)
    report = report_of(window, qtbot)
    assert "1 prompts" in report.counts.text()
    assert report.refused.toPlainText() == "2: A user message is empty."
    saved = tmp_path / "refused.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(saved), ""))
    report.save.click()
    assert saved.read_text(encoding="utf-8").splitlines()[1] == "2,A user message is empty."
    report.close()


def test_what_is_pasted_is_imported(window: MainWindow, project: Project, qtbot: QtBot) -> None:
    window.set_project(project)
    QGuiApplication.clipboard().setText("prompt\tchosen\trejected\nPasted?\tYes\tNo\n")
    with qtbot.waitSignal(window.importer.imported):
        window.paste()
    assert "Pasted?" in prompts(project)
    assert project.store.feedback.count_standing("comparison") == 1
    report_of(window, qtbot).close()


def test_an_empty_clipboard_is_explained(
    window: MainWindow, project: Project, errors: list[BaseException]
) -> None:
    window.set_project(project)
    QGuiApplication.clipboard().setText("  ")
    window.paste()
    assert isinstance(errors[0], InvalidInputError)


def test_a_file_that_cannot_be_read_is_an_error(
    window: MainWindow, project: Project, tmp_path: Path, errors: list[BaseException]
) -> None:
    window.set_project(project)
    assert not window.importer.ask(project, tmp_path / "missing.jsonl")
    assert isinstance(errors[0], InvalidInputError)


def test_an_import_that_is_discarded_leaves_nothing(
    window: MainWindow, project: Project, qtbot: QtBot, tmp_path: Path
) -> None:
    window.set_project(project)
    before = project.store.prompts.count()
    path = tmp_path / "many.jsonl"
    rows = (f'{{"prompt": "Number {n}"}}\n' for n in range(30_000))
    path.write_text("".join(rows), encoding="utf-8")
    assert window.importer.ask(project, path)
    (job,) = window._jobs.jobs()
    window._jobs.discard(job.id)
    qtbot.waitUntil(lambda: job.state.over)
    assert job.state is JobState.STOPPED
    assert project.store.prompts.count() == before
    assert window.findChildren(ImportReportDialog) == []


@pytest.mark.parametrize(
    ("text", "suffix"),
    [
        ('{"prompt": 1}\n', ".jsonl"),
        ("[1]", ".json"),
        ("a\tb\n1\t2\n", ".tsv"),
        ("Prompt,Note\na,b\n", ".csv"),
        ("What, then?\nAnd why?\n", ".txt"),
    ],
)
def test_pasted_text_is_a_table_if_it_looks_like_one(text: str, suffix: str) -> None:
    assert pasted_suffix(text) == suffix
