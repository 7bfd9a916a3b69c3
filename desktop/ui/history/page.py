"""The history page: every judgement, found by words and filters, opened and judged again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHeaderView, QSplitter, QStackedWidget, QTableView

from desktop.domain.errors import AppError
from desktop.domain.history import State
from desktop.services.export_items import ChosenEvents
from desktop.services.history import History
from desktop.ui.background import ProjectTask
from desktop.ui.history.detail import JudgementDetail
from desktop.ui.history.filter_bar import FilterBar
from desktop.ui.history.rerate import RerateDialog, can_judge_again
from desktop.ui.history.searching import Searching
from desktop.ui.history.table import PROMPT, SAID, HistoryTable
from desktop.ui.icons import Symbol
from desktop.ui.page import Page
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import EmptyState, PageHeader, page_layout
from desktop.ui.widgets.fitting_area import FittingArea
from desktop.ui.widgets.labels import Chip
from desktop.ui.widgets.letters import letters_width
from desktop.ui.widgets.tables import show_rows

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent
    from PySide6.QtWidgets import QWidget

    from desktop.services.history import FilterChoices, OpenedJudgement
    from desktop.services.project import Project
    from desktop.ui.theme.theme import Theme

_CHARACTERS = (22, 15, 21, 28, 10, 8, 12)
"""How wide the columns are, in characters of the text."""


class HistoryPage(Page):
    """A table of judgements; the chosen one is open below it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._history: History | None = None
        self._opened: OpenedJudgement | None = None
        self._chosen: int | None = None
        self.header = PageHeader(self.title())
        self.count = self.header.add_chip(Chip(parent=self.header))
        self.indexing = self.header.add_chip(Chip(parent=self.header))
        self.export = button(self.tr("Export these…"), name="history_export", symbol=Symbol.EXPORT)
        self.export.setToolTip(self.tr("Export the judgements found (Ctrl+E)"))
        self.export.setEnabled(False)
        self.header.add_right(self.export)
        self.bar = FilterBar()
        self.table = HistoryTable(self)
        self.view = QTableView()
        self.detail = JudgementDetail(theme)
        self.empty = EmptyState("", "", symbol=Symbol.HISTORY)
        self.searching = Searching(self)
        self._choosing = ProjectTask(_choices, self)
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("History")

    def open_project(self, project: Project) -> None:
        """Show this project's judgements from now on."""
        self._project = project
        self._history = History(project)
        self.table.set_source(self._history.rows)

    def close_project(self) -> None:
        """Let go of the project."""
        self._choosing.stop()
        self.searching.stop()
        self.table.set_source(None)
        self._project = self._history = self._opened = None

    def refresh(self) -> None:
        """Search again, and stay on the chosen judgement."""
        if self._project is not None:
            self._choosing.start(self._project)
            self._search()

    def show_item(self, item: object) -> None:
        """Search for a text, or wait for one."""
        self.bar.search.setText(str(item))
        self.bar.search.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Search and index only while somebody looks."""
        self.searching.stop()
        super().hideEvent(event)

    def _build(self) -> None:
        self._build_view()
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.addWidget(self.view)
        split.addWidget(FittingArea(self.detail))
        split.setSizes([300, 260])
        self._stack.addWidget(split)
        self._stack.addWidget(self.empty)
        layout = page_layout(self)
        layout.addWidget(self.header)
        layout.addWidget(self.bar)
        layout.addWidget(self._stack, 1)

    def _build_view(self) -> None:
        view = self.view
        view.setModel(self.table)
        show_rows(view, self.tr("Judgements"))
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = view.horizontalHeader()
        self._fit_columns()
        header.setSectionResizeMode(PROMPT, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(SAID, QHeaderView.ResizeMode.Interactive)

    def _fit_columns(self) -> None:
        """Give each column room for what stands in it, at any text size; all rows are alike."""
        header = self.view.horizontalHeader()
        for column, characters in enumerate(_CHARACTERS):
            width = letters_width(self.view.fontMetrics(), characters)
            self.view.setColumnWidth(column, max(width, header.sectionSizeHint(column)))

    def changeEvent(self, event: QEvent) -> None:
        """Fit the columns again when the text size changes."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit_columns()

    def _connect(self) -> None:
        self._choosing.done.connect(self.bar.set_choices)
        self._choosing.failed.connect(self.error_occurred)
        self.bar.changed.connect(self._search)
        self.searching.began.connect(self._on_search_began)
        self.searching.found.connect(self._on_search_found)
        self.searching.ended.connect(self._on_search_ended)
        self.searching.indexed.connect(self._on_texts_indexed)
        self.searching.failed.connect(self.error_occurred)
        self.view.selectionModel().currentRowChanged.connect(self._on_row_changed)
        self.view.doubleClicked.connect(self._on_judging_requested)
        self.detail.judging_requested.connect(self._on_judging_requested)
        self.detail.change_requested.connect(self._on_change_requested)
        self.empty.primary_requested.connect(self._on_rating_requested)
        self.export.clicked.connect(self._on_export_requested)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, slot, widget in (
            ("/", self.bar.search.setFocus, self.view),
            ("/", self.bar.search.setFocus, self.detail),
            ("Ctrl+F", self.bar.search.setFocus, self),
            ("Down", self.view.setFocus, self.bar.search),
            ("Return", self._on_judging_requested, self.view),
            ("Del", self._on_change_requested, self.view),
            ("Ctrl+E", self.export.click, self),
        ):
            QShortcut(QKeySequence(keys), widget, context=context).activated.connect(slot)

    @Slot()
    def _search(self) -> None:
        if self._project is not None:
            self.searching.start(self._project.store.path, self.bar.wanted())

    @Slot()
    def _on_search_began(self) -> None:
        self.table.set_ids([])
        self.export.setEnabled(False)

    @Slot(object)
    def _on_search_found(self, ids: list[int]) -> None:
        first = self.table.rowCount() == 0
        self.table.add_ids(ids)
        if self.table.rowCount():
            self._stack.setCurrentIndex(0)
        if first and ids:
            self.view.selectRow(max(self.table.row_of(self._chosen or 0), 0))
        self._show_count(self.tr("{n} found, looking for more"))

    @Slot()
    def _on_search_ended(self) -> None:
        self._show_count(self.tr("{n} found"))
        self.export.setEnabled(self.table.rowCount() > 0)
        if self.table.rowCount() == 0:
            self._show_empty()

    @Slot(float)
    def _on_texts_indexed(self, share: float) -> None:
        percent = QLocale().toString(int(share * 100))
        text = self.tr("preparing faster search: {percent} %").format(percent=percent)
        self.indexing.show_state("" if share >= 1 else text)

    def _show_count(self, template: str) -> None:
        self.count.show_state(template.format(n=QLocale().toString(self.table.rowCount())))

    def _show_empty(self) -> None:
        if self.bar.is_narrow():
            self.empty.set_content(
                self.tr("Nothing is like that"),
                self.tr("No judgement has all of these words and properties."),
            )
        else:
            self.empty.set_content(
                self.tr("No judgements yet"),
                self.tr("What you say on the Rate page is kept here."),
                self.tr("Rate"),
            )
        self._stack.setCurrentWidget(self.empty)

    @Slot(QModelIndex, QModelIndex)
    def _on_row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        event_id = self.table.id_at(current.row())
        if event_id is not None and self._history is not None:
            self._chosen = event_id
            self._open(self._history, event_id)

    def _open(self, history: History, event_id: int) -> None:
        try:
            self._opened = history.open(event_id)
        except AppError as error:
            self.error_occurred.emit(error)
            return
        self.detail.set_judgement(self._opened)

    @Slot()
    def _on_judging_requested(self) -> None:
        opened, history = self._opened, self._history
        if opened is None or history is None or not can_judge_again(opened.row.event.judgement):
            return
        dialog = RerateDialog(opened, self.window())
        if dialog.exec():
            try:
                self._chosen = dialog.save(history).id
            except AppError as error:
                self.error_occurred.emit(error)
            else:
                self._after_change()
        dialog.deleteLater()

    @Slot()
    def _on_change_requested(self) -> None:
        opened, history = self._opened, self._history
        if opened is None or history is None:
            return
        event = opened.row.event
        try:
            if opened.row.state is State.STANDING:
                history.take_back(event.id)
            else:
                history.bring_back(event.id)
        except AppError as error:
            self.error_occurred.emit(error)
            return
        self._after_change()
        self._open(history, event.id)

    def _after_change(self) -> None:
        self._search()
        self.project_changed.emit()

    @Slot()
    def _on_export_requested(self) -> None:
        self.page_requested.emit("export", ChosenEvents(self.table.ids()))

    @Slot()
    def _on_rating_requested(self) -> None:
        self.page_requested.emit("rate", None)


def _choices(project: Project) -> FilterChoices:
    """Return what the filters offer (in a thread for a large project)."""
    return History(project).choices()
