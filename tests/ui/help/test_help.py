"""About and reports in the real window."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QGuiApplication

from desktop import __version__
from desktop.domain.errors import StorageError
from desktop.services.about import parts, program_facts
from desktop.services.problem_report import ReportFile
from desktop.ui.help.about import AboutDialog
from desktop.ui.help.report_dialog import ReportDialog
from desktop.ui.widgets.notice import Notice
from tests.helpers.layout_items import stale_items

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from desktop.ui.main_window import MainWindow
    from desktop.ui.safety.work import Tell

FILES = (
    ReportFile("facts.json", '{"a": 1}\n'),
    ReportFile("logs/window.log", "2026 INFO ü 中文\n" * 3),
)


@pytest.fixture
def about(window: MainWindow) -> Iterator[AboutDialog]:
    dialog = AboutDialog(program_facts(), parts(), window)
    dialog.show()
    yield dialog
    dialog.done(0)
    dialog.deleteLater()


def collect(_tell: Tell) -> tuple[ReportFile, ...]:
    return FILES


@pytest.fixture
def report(window: MainWindow, qtbot: QtBot) -> Iterator[ReportDialog]:
    dialog = ReportDialog(collect, window)
    dialog.show()
    dialog.look()
    qtbot.waitUntil(dialog.save_button.isEnabled)
    yield dialog
    dialog.done(0)
    dialog.deleteLater()


def test_about_says_and_copies_what_is_needed(about: AboutDialog, user_data_folder: Path) -> None:
    about.copy_button.click()
    text = QGuiApplication.clipboard().text()
    for words in (f"Version: {__version__}", "torch: 2.", "Qt: 6.", str(user_data_folder)):
        assert words in text
    assert "numpy" in about.licences.toPlainText()
    assert "PySide6_Essentials" in text


def test_the_zip_holds_exactly_what_was_shown(report: ReportDialog, tmp_path: Path) -> None:
    shown = {}
    for row in range(report.list.count()):
        report.list.setCurrentRow(row)
        shown[report.list.item(row).text()] = report.text.toPlainText()
    path = tmp_path / "report.zip"
    report.save(path)
    with zipfile.ZipFile(path) as archive:
        held = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
    assert held == shown == {file.name: file.text for file in FILES}
    assert str(path) in report.state.text()
    assert report.folder_button.isVisible()


def test_a_report_that_cannot_be_saved_is_an_error_in_words(
    report: ReportDialog, tmp_path: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(report.error_occurred) as failed:
        report.save(tmp_path / "missing" / "report.zip")
    assert failed.args is not None
    assert isinstance(failed.args[0], StorageError)
    assert not report.folder_button.isVisible()


def test_leaving_while_it_collects_is_no_trouble(window: MainWindow, qtbot: QtBot) -> None:
    def forever(tell: Tell) -> None:
        while True:
            tell(None)

    dialog = ReportDialog(forever, window)
    dialog.look()
    dialog.done(0)
    dialog.deleteLater()


def test_a_notice_does_what_it_offers_and_goes(window: MainWindow) -> None:
    done: list[str] = []
    notice = window.notices.say("Something.", "warning", "Do it", lambda: done.append("it"))
    assert notice.isVisible()
    notice.action_button.click()
    assert done == ["it"]
    assert notice.isHidden()


def test_a_notice_without_an_action_can_be_dismissed(window: MainWindow) -> None:
    notice = window.notices.say("Something.")
    assert isinstance(notice, Notice)
    assert not notice.action_button.isVisible()
    notice.dismiss_button.click()
    assert notice.isHidden()


def test_notices_leave_nothing_behind(window: MainWindow, qtbot: QtBot) -> None:
    first, second = window.notices.say("One thing."), window.notices.say("Another.")
    with qtbot.waitSignal(first.destroyed):
        first.dismiss_button.click()
    assert window.notices.isVisible()
    with qtbot.waitSignal(second.destroyed):
        second.dismiss_button.click()
    assert window.notices.isHidden()
    assert stale_items() == []
