"""The Export page: choose a format, see what will be in it, write it to a file or copy it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.export_items import ChosenEvents
from desktop.ui.background import ProjectTask
from desktop.ui.exchange.filter_card import FilterCard
from desktop.ui.exchange.format_list import FormatList
from desktop.ui.exchange.plan_card import PlanCard
from desktop.ui.exchange.words import format_title
from desktop.ui.icons import Symbol
from desktop.ui.jobs.job import JobKind
from desktop.ui.page import Page
from desktop.ui.widgets.buttons import button, primary_button
from desktop.ui.widgets.containers import Card, PageHeader, page_layout, scrolled
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import label, selectable

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from desktop.services.export_items import ExportFilter
    from desktop.services.exporting import ExportReport
    from desktop.services.project import Project
    from desktop.ui.exchange.tasks import ExportTask
    from desktop.ui.job_queue import JobQueue

    Wanted = tuple[str, ExportFilter]

TEXTS = "trl-text"
"""The format of what lies in the project's folder, not in its database."""
NO_JUDGEMENTS = ("tastemaker", TEXTS)
"""Formats that have no judgements to choose from: all of them, and none."""
FOR_CHOSEN = "label-studio"
"""Proposed for chosen judgements: it has a place for most kinds of them."""
LIST_WIDTH = 250
_WAIT_MS = 150
_SUFFIXES = (".jsonl", ".jsonl.gz", ".json", ".csv", ".parquet")


class ExportPage(Page):
    """Writes what the user has judged for other programs, or for another project.

    Signals:
        counted: So much was counted up to now of what is wanted: the wanted and a report.
    """

    counted = Signal(object, object)

    def __init__(self, jobs: JobQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self._wanted: Wanted | None = None
        self._known: tuple[Wanted, int, ExportReport] | None = None
        self._to_copy: Wanted | None = None
        self._tasks: dict[int, ExportTask] = {}
        self._written: Path | None = None
        self._plan = ProjectTask(self._count, self)
        self._copying = ProjectTask(self._text, self)
        self.formats = FormatList()
        self.filter = FilterCard()
        self.plan = PlanCard()
        self.suffix = QComboBox()
        self.export = primary_button(
            self.tr("Export to a file…"), name="export_file", symbol=Symbol.EXPORT
        )
        self.copy = button(self.tr("Copy"), name="export_copy", symbol=Symbol.COPY)
        self.result = Card()
        self.result_text = selectable(label("", wrap=True))
        self.show_in_folder = button(
            self.tr("Show in folder"), name="export_show", symbol=Symbol.FOLDER
        )
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT_MS)
        self._build()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Export")

    def open_project(self, project: Project) -> None:
        """Export this project from now on."""
        self._project = project

    def close_project(self) -> None:
        """Let go of the project."""
        self._stop_counting()
        self._known = None
        self._plan.stop()
        self._copying.stop()
        self._project = None
        self.filter.set_only(None)
        self._timer.stop()
        self.result.hide()

    def refresh(self) -> None:
        """Count again."""
        if self._project is not None:
            self.filter.set_rounds(self._project.round)
            self._timer.start()

    def show_item(self, item: object) -> None:
        """Choose a format by its name, or export only some judgements."""
        if not isinstance(item, ChosenEvents):
            self.formats.choose(str(item))
            return
        if self.formats.chosen() in NO_JUDGEMENTS:
            self.formats.choose(FOR_CHOSEN)
        self.filter.set_only(item)

    def hideEvent(self, event: QHideEvent) -> None:
        """Count only while somebody looks."""
        self._stop_counting()
        super().hideEvent(event)

    def _stop_counting(self) -> None:
        self._timer.stop()
        self._wanted = None

    def _count(self, project: Project) -> tuple[Wanted, int, ExportReport] | None:
        """Count what would be written (in a thread for a large project)."""
        from desktop.services.cancelling import Cancelled
        from desktop.services.exporting import export_plan

        wanted = self._wanted
        if wanted is None:
            return None

        def outdated() -> bool:
            return self._wanted is not wanted

        def told(report: ExportReport) -> None:
            self.counted.emit(wanted, report)

        change = project.store.change()
        try:
            report = export_plan(project, *wanted, on_counted=told, cancelled=outdated)
        except Cancelled:
            return None
        return wanted, change, report

    def _text(self, project: Project) -> tuple[str, ExportReport]:
        """Return the rows as text (in a thread for a large project)."""
        from desktop.services.exporting import export_text

        assert self._to_copy is not None
        return export_text(project, *self._to_copy)

    def _build(self) -> None:
        self.formats.setFixedWidth(LIST_WIDTH)
        self.suffix.setAccessibleName(self.tr("Kind of file"))
        titles = (
            self.tr("JSON lines"),
            self.tr("JSON lines, gzip"),
            "JSON",
            self.tr("CSV table"),
            "Parquet",
        )
        for suffix, text in zip(_SUFFIXES, titles, strict=True):
            self.suffix.addItem(text, suffix)
        kind = label(self.tr("Kind of file"))
        kind.setBuddy(self.suffix)
        self.copy.setToolTip(self.tr("Copy the rows as JSON lines"))
        actions = FlowLayout(8)
        for widget in (kind, self.suffix, self.export, self.copy):
            actions.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.result_text, 1)
        row.addWidget(self.show_in_folder)
        self.result.body.addLayout(row)
        self.result.setAccessibleName(self.tr("Result"))
        self.result.hide()
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card in (self.plan, self.filter):
            column.addWidget(card)
        column.addLayout(actions)
        column.addWidget(self.result)
        column.addStretch(1)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.formats)
        both.addWidget(scrolled(right), 1)
        layout = page_layout(self)
        layout.addWidget(PageHeader(self.title()))
        layout.addLayout(both, 1)

    def _connect(self) -> None:
        self.formats.format_chosen.connect(self._on_format_chosen)
        self.filter.filter_changed.connect(self._timer.start)
        self._timer.timeout.connect(self._start_counting)
        self.counted.connect(self._on_rows_counted)
        self._plan.done.connect(self._on_plan_done)
        self._plan.failed.connect(self.error_occurred)
        self._copying.done.connect(self._on_text_made)
        self._copying.failed.connect(self._on_copying_failed)
        self.export.clicked.connect(self._on_export_pressed)
        self.copy.clicked.connect(self._on_copy_pressed)
        self.show_in_folder.clicked.connect(self._on_show_pressed)
        self._jobs.job_over.connect(self._on_job_over)
        self._on_format_chosen(self.formats.chosen())

    @Slot(str)
    def _on_format_chosen(self, name: str) -> None:
        from desktop.exchange.formats import writable_named

        self.filter.set_carried(None if name in NO_JUDGEMENTS else writable_named(name).carries)
        self._timer.start()

    @Slot()
    def _start_counting(self) -> None:
        if self._project is None:
            return
        self._wanted = (self.formats.chosen(), self.filter.value())
        known = (self._wanted, self._project.store.change())
        if self._known is not None and self._known[:2] == known:
            self._show_plan(self._known[2])
        elif not self._plan.busy():
            self.plan.show_counting()
            self._plan.start(self._project)

    @Slot(object, object)
    def _on_rows_counted(self, wanted: Wanted, so_far: ExportReport) -> None:
        if wanted is self._wanted:
            self.plan.show_so_far(so_far)
            self._allow_writing(so_far)

    @Slot(object)
    def _on_plan_done(self, counted: tuple[Wanted, int, ExportReport] | None) -> None:
        if counted is not None and counted[0][0] != TEXTS:
            self._known = counted
        if self._wanted is None:
            return
        if counted is None or counted[0] != (self.formats.chosen(), self.filter.value()):
            self._timer.start()
            return
        self._show_plan(counted[2])

    def _show_plan(self, plan: ExportReport) -> None:
        self.plan.show_plan(plan)
        self._allow_writing(plan)

    def _allow_writing(self, plan: ExportReport) -> None:
        for tool in (self.export, self.copy):
            tool.setEnabled(plan.rows > 0)

    @Slot()
    def _on_export_pressed(self) -> None:
        if self._project is None:
            return
        suffix = str(self.suffix.currentData())
        proposed = f"{self._project.name}-{self.formats.chosen()}{suffix}".replace("/", "-")
        name, _ = QFileDialog.getSaveFileName(
            self.window(), self.tr("Export"), proposed, f"(*{suffix})"
        )
        if name:
            self.export_to(Path(name))

    def export_to(self, path: Path) -> None:
        """Start to write the chosen format to a file."""
        from desktop.ui.exchange.tasks import ExportTask

        if self._project is None:
            return
        suffix = str(self.suffix.currentData())
        if not path.suffix:
            path = path.with_name(path.name + suffix)
        name = self.formats.chosen()
        task = ExportTask(self._project, path, name, self.filter.value())
        title = self.tr("Export: {format}").format(format=format_title(name))
        self._tasks[self._jobs.start_task(JobKind.EXPORT, title, task).id] = task

    @Slot()
    def _on_copy_pressed(self) -> None:
        if self._project is not None:
            self._to_copy = (self.formats.chosen(), self.filter.value())
            self.copy.setEnabled(False)
            self._copying.start(self._project)

    @Slot(object)
    def _on_text_made(self, made: tuple[str, ExportReport]) -> None:
        text, report = made
        QGuiApplication.clipboard().setText(text)
        self.copy.setEnabled(True)
        self._show_result(self.tr("%n row(s) copied", "", report.rows), None)

    @Slot(object)
    def _on_copying_failed(self, error: Exception) -> None:
        self.copy.setEnabled(True)
        self.error_occurred.emit(error)

    @Slot(int)
    def _on_job_over(self, job_id: int) -> None:
        task = self._tasks.pop(job_id, None)
        if task is None or task.report is None:
            return
        report = task.report
        lines = [self.tr("%n row(s) written to", "", report.rows), report.path, *report.beside]
        self._show_result("\n".join(lines), Path(report.path))

    def _show_result(self, text: str, written: Path | None) -> None:
        self._written = written
        self.result_text.setText(text)
        self.show_in_folder.setVisible(written is not None)
        self.result.show()

    @Slot()
    def _on_show_pressed(self) -> None:
        if self._written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._written.parent)))
