from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QAbstractSpinBox, QComboBox, QFileDialog, QWidget

from desktop.domain.prompts import user_prompt
from desktop.services.export_items import ChosenEvents, ExportFilter
from desktop.services.exporting import ExportReport
from desktop.ui.exchange.export_page import ExportPage
from desktop.ui.exchange.words import format_title, groups
from desktop.ui.job_queue import JobQueue
from tests.unit.services.round_trips import fill_with_all_kinds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtCore import QUrl
    from pytestqt.qtbot import QtBot

    from desktop.services.project import Project


@pytest.fixture
def page(qtbot: QtBot, empty_project: Project) -> Iterator[ExportPage]:
    jobs = JobQueue()
    fill_with_all_kinds(empty_project, ["one", "two", "three"])
    page = ExportPage(jobs)
    qtbot.addWidget(page)
    page.open_project(empty_project)
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: "row" in page.plan.rows.text())
    yield page
    qtbot.waitUntil(lambda: not jobs.busy())
    page.close_project()


def choose(page: ExportPage, qtbot: QtBot, name: str) -> None:
    page.formats.choose(name)
    qtbot.waitUntil(lambda: page._wanted is not None and page._wanted[0] == name)


def test_every_format_that_can_be_written_is_offered() -> None:
    from desktop.services.exporting import EXPORTS

    offered = [name for _, names in groups() for name in names]
    assert sorted(offered) == sorted(EXPORTS)
    assert len({format_title(name) for name in offered}) == len(offered)


def test_our_own_format_holds_everything(page: ExportPage, empty_project: Project) -> None:
    store = empty_project.store
    things = (store.prompts.count(), store.responses.count(), store.feedback.count_standing())
    assert page.plan.rows.text().startswith(str(sum(things) + 3))
    assert page.plan.missing.isHidden()
    assert page.filter.isHidden()


def test_what_a_format_has_no_place_for_is_said(page: ExportPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "trl-preference")
    assert "4 × Demonstrations" in page.plan.missing.text()
    assert "ties" in page.plan.missing.text()
    assert page.filter.kinds["flag"].isHidden()


def test_fewer_kinds_are_fewer_rows(page: ExportPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "argilla")
    before = page.plan.rows.text()
    page.filter.kinds["rating"].click()
    qtbot.waitUntil(lambda: page.plan.rows.text() not in (before, "Counting…"))
    kinds = page.filter.value().kinds or frozenset()
    assert sorted(kinds) == ["comment", "correction", "demonstration", "ranking"]


def test_a_day_in_the_future_leaves_nothing(page: ExportPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "kiln")
    page.filter.since.setDate(page.filter.since.date().addDays(2))
    page.filter.since_on.click()
    qtbot.waitUntil(lambda: page.plan.rows.text().startswith("0"))
    assert not page.export.isEnabled()


def test_an_export_is_written_by_a_job_and_shown(
    page: ExportPage, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(page, qtbot, "alpaca-pairs")
    target = tmp_path / "pairs.json"
    shown: list[QUrl] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    monkeypatch.setattr(QDesktopServices, "openUrl", shown.append)
    page.export.click()
    qtbot.waitUntil(page.result.isVisible)
    rows = json.loads(target.read_text(encoding="utf-8"))
    assert f"{len(rows)} row" in page.result_text.text()
    info = json.loads((tmp_path / "dataset_info.json").read_text(encoding="utf-8"))
    assert info["pairs"]["file_name"] == "pairs.json"
    assert info["pairs"]["ranking"] is True
    page.show_in_folder.click()
    assert [url.toLocalFile() for url in shown] == [str(tmp_path)]


def test_rows_are_copied_as_json_lines(page: ExportPage, qtbot: QtBot) -> None:
    choose(page, qtbot, "trl-prompts")
    page.copy.click()
    qtbot.waitUntil(page.result.isVisible)
    rows = [json.loads(line) for line in QGuiApplication.clipboard().text().splitlines()]
    assert len(rows) == 4
    assert page.show_in_folder.isHidden()


def test_every_control_has_a_name(page: ExportPage) -> None:
    kinds = (QAbstractButton, QComboBox, QAbstractSpinBox)
    controls: list[QWidget] = [page.formats]
    for kind in kinds:
        controls += page.findChildren(kind)
    unnamed = [
        c
        for c in controls
        if not (c.accessibleName() or (isinstance(c, QAbstractButton) and c.text()))
        and not c.objectName().startswith("qt_")
    ]
    assert unnamed == []


def test_judgements_found_in_the_history_are_exported_alone(
    page: ExportPage, qtbot: QtBot, empty_project: Project
) -> None:
    events = empty_project.store.feedback.standing(kind="demonstration")
    page.show_item(ChosenEvents([events[0].id]))
    choose(page, qtbot, "trl-sft")
    qtbot.waitUntil(lambda: page._wanted is not None and page._wanted[1].only is not None)
    qtbot.waitUntil(lambda: page.plan.rows.text().startswith("1 "))
    assert page.formats.chosen() not in ("tastemaker", "trl-text")
    assert "1 judgement" in page.filter.only.text()
    page.filter.all.click()
    qtbot.waitUntil(lambda: page._wanted is not None and page._wanted[1].only is None)
    assert page.filter.only.isHidden()


def test_nothing_is_counted_twice_while_nothing_changes(
    page: ExportPage, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, empty_project: Project
) -> None:
    from desktop.services import exporting

    counted: list[str] = []
    count = exporting.export_plan

    def noted(
        project: Project,
        format: str,
        which: ExportFilter,
        *,
        on_counted: Callable[[ExportReport], None],
        cancelled: Callable[[], bool],
    ) -> ExportReport:
        counted.append(format)
        return count(project, format, which, on_counted=on_counted, cancelled=cancelled)

    monkeypatch.setattr(exporting, "export_plan", noted)
    choose(page, qtbot, "trl-prompts")
    qtbot.waitUntil(lambda: page._known is not None and page._known[0][0] == "trl-prompts")
    page.hide()
    page.show()
    page.refresh()
    qtbot.waitUntil(lambda: page._wanted is not None)
    assert counted == ["trl-prompts"]
    empty_project.store.prompts.add(user_prompt("One more?"))
    page.refresh()
    qtbot.waitUntil(lambda: counted == ["trl-prompts"] * 2)


def test_what_is_counted_so_far_is_shown_and_may_be_written(page: ExportPage) -> None:
    page.export.setEnabled(False)
    page.counted.emit(page._wanted, ExportReport("trl-prompts", "", 7))
    assert page.plan.rows.text().startswith("7 row")
    assert page.export.isEnabled()
    page.counted.emit(("trl-prompts", ExportFilter()), ExportReport("trl-prompts", "", 9))
    assert page.plan.rows.text().startswith("7 row")
