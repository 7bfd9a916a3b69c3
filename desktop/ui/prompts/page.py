"""The prompts page: find, add, edit and import prompts; put them into the trash and back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt, QTimer, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.prompts import Prompt, user_prompt
from desktop.ui.background import ProjectTask
from desktop.ui.icons import Symbol, icon
from desktop.ui.page import Page
from desktop.ui.prompts.editor import PromptEditor, SeveralPromptsDialog
from desktop.ui.prompts.table import TEXT, PromptLine, PromptTable
from desktop.ui.widgets.buttons import button, primary_button
from desktop.ui.widgets.containers import EmptyState, PageHeader, page_layout
from desktop.ui.widgets.fields import search_field
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import Chip
from desktop.ui.widgets.tables import row_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from desktop.services.project import Project

SEARCH_MS = 150


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What is looked for: a text, among the prompts in use or in the trash."""

    text: str = ""
    retired: bool = False


@dataclass(frozen=True, slots=True)
class _Found:
    """The prompts found, and how many there are, in use and altogether."""

    wanted: _Wanted
    ids: list[int]
    in_use: int
    all: int


class PromptsPage(Page):
    """Lists the prompts and changes them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project: Project | None = None
        self._wanted = _Wanted()
        self._reading = ProjectTask(self._read, self)
        self.header = PageHeader(self.title())
        self._count = self.header.add_chip(Chip(parent=self.header))
        self.search = search_field(self.tr("Search"), self.tr("Search the prompts"))
        self.retired = QCheckBox(self.tr("Show the trash"))
        self.add = primary_button(self.tr("Add a prompt…"), name="prompt_add", symbol=Symbol.ADD)
        self.several = button(
            self.tr("Add several…"), name="prompt_add_several", symbol=Symbol.ADD_SEVERAL
        )
        self.import_ = button(self.tr("Import a file…"), name="prompt_import", symbol=Symbol.IMPORT)
        self.paste = button(self.tr("Paste…"), name="prompt_paste", symbol=Symbol.PASTE)
        self.edit = button(self.tr("Edit…"), name="prompt_edit", symbol=Symbol.EDIT)
        self.retire = button(self.tr("Move to trash"), name="prompt_retire", symbol=Symbol.TRASH)
        self.generate = button(
            self.tr("Generate answers…"), name="prompt_generate", symbol=Symbol.GENERATE
        )
        self.table = PromptTable(self)
        self.view = row_table(self.table, self.tr("Prompts"), stretched=(TEXT,))
        self.empty = EmptyState(
            self.tr("No prompts yet"),
            self.tr("A prompt is what the model is asked. About fifty make a good beginning."),
            self.tr("Add a prompt…"),
            self.tr("Import a file…"),
            symbol=Symbol.PROMPTS,
        )
        self._stack = QStackedWidget()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_MS)
        self._build()
        self._connect()

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Prompts")

    def open_project(self, project: Project) -> None:
        """Show this project's prompts from now on."""
        self._project = project
        self._stack.setCurrentIndex(1)

    def close_project(self) -> None:
        """Let go of the project."""
        self._reading.stop()
        self._project = None
        self.table.set_prompts([], None)

    def show_item(self, item: object) -> None:
        """Search for a text."""
        self.search.setText(str(item))

    def refresh(self) -> None:
        """Read the prompts again, and stay on the chosen one."""
        if self._project is not None:
            self._wanted = _Wanted(self.search.text().strip(), self.retired.isChecked())
            self._reading.start(self._project)

    def _read(self, project: Project) -> _Found:
        """Find the prompts wanted (in a thread for a large project)."""
        wanted, prompts = self._wanted, project.store.prompts
        ids = prompts.ids(search=wanted.text, retired=wanted.retired)
        return _Found(wanted, ids, prompts.count(), prompts.count(include_retired=True))

    @Slot(object)
    def _on_prompts_read(self, found: _Found) -> None:
        if self._project is None:
            return
        if found.wanted is not self._wanted:
            self._reading.start(self._project)
            return
        chosen = self.chosen()
        self.table.set_prompts(found.ids, self._lines)
        self._count.show_state(self.tr("%n prompt(s)", "", found.in_use))
        self._stack.setCurrentIndex(1 if found.all else 0)
        row = self.table.row_of(chosen.id) if chosen else -1
        if found.ids:
            self.view.selectRow(max(row, 0))
        self._show_actions()

    def _lines(self, ids: Sequence[int]) -> list[PromptLine]:
        """Return what the table says of some prompts."""
        if self._project is None:
            return []
        store = self._project.store
        answers = store.responses.count_candidates(ids)
        prompts = store.prompts.get_many(ids)
        return [PromptLine(prompts[i], answers.get(i, 0)) for i in ids if i in prompts]

    def chosen(self) -> Prompt | None:
        """Return the chosen prompt."""
        return self.table.prompt_at(self.view.currentIndex().row())

    def _build(self) -> None:
        self.search.setMaximumWidth(320)
        self.header.add_right(self.add)
        tools = FlowLayout(8)
        tools.addWidget(self.search)
        for tool in (
            self.edit,
            self.retire,
            self.several,
            self.import_,
            self.paste,
            self.generate,
        ):
            tools.addWidget(tool)
        tools.addWidget(self.retired)
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(tools)
        column.addWidget(self.view, 1)
        self._stack.addWidget(self.empty)
        self._stack.addWidget(full)
        layout = page_layout(self)
        layout.addWidget(self.header)
        layout.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._on_search_changed)
        self._timer.timeout.connect(self.refresh)
        self._reading.done.connect(self._on_prompts_read)
        self._reading.failed.connect(self.error_occurred)
        self.retired.toggled.connect(self.refresh)
        self.add.clicked.connect(self._on_add)
        self.several.clicked.connect(self._on_add_several)
        self.import_.clicked.connect(self.import_requested)
        self.paste.clicked.connect(self.paste_requested)
        self.edit.clicked.connect(self._on_edit)
        self.retire.clicked.connect(self._on_retire)
        self.generate.clicked.connect(self.generation_requested)
        self.empty.primary_requested.connect(self._on_add)
        self.empty.secondary_requested.connect(self.import_requested)
        self.view.doubleClicked.connect(self._on_edit)
        self.view.selectionModel().currentRowChanged.connect(self._on_row_changed)
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, slot, widget in (
            ("Ctrl+F", self.search.setFocus, self),
            ("Insert", self._on_add, self),
            ("Return", self._on_edit, self.view),
            ("Del", self._on_retire, self.view),
        ):
            QShortcut(QKeySequence(keys), widget, context=context).activated.connect(slot)

    def _show_actions(self) -> None:
        prompt = self.chosen()
        self.edit.setEnabled(prompt is not None)
        self.retire.setEnabled(prompt is not None)
        restores = prompt is not None and prompt.retired
        caption = self.tr("Restore") if restores else self.tr("Move to trash")
        self.retire.setText(caption)
        self.retire.setAccessibleName(caption)
        self.retire.setIcon(icon(Symbol.RESTORE if restores else Symbol.TRASH))

    def _change(self, act: Callable[[Project], object]) -> bool:
        if self._project is None:
            return False
        try:
            act(self._project)
        except Exception as error:
            self.error_occurred.emit(error)
            return False
        self.refresh()
        self.project_changed.emit()
        return True

    @Slot()
    def _on_search_changed(self) -> None:
        self._timer.start()

    @Slot(QModelIndex, QModelIndex)
    def _on_row_changed(self, _current: QModelIndex, _previous: QModelIndex) -> None:
        self._show_actions()

    @Slot()
    def _on_add(self) -> None:
        dialog = PromptEditor(None, self.window())
        if dialog.exec():
            messages = dialog.messages()
            self._change(lambda project: project.store.prompts.add(messages))
        dialog.deleteLater()

    @Slot()
    def _on_add_several(self) -> None:
        dialog = SeveralPromptsDialog(self.window())
        if dialog.exec():
            self.add_texts(dialog.prompts())
        dialog.deleteLater()

    def add_texts(self, texts: list[str]) -> None:
        """Add one prompt for each text."""
        messages = [user_prompt(text) for text in texts]
        if messages:
            self._change(lambda project: project.store.prompts.add_many(messages))

    @Slot()
    def _on_edit(self) -> None:
        prompt = self.chosen()
        if prompt is None:
            return
        dialog = PromptEditor(prompt, self.window())
        if dialog.exec():
            messages = dialog.messages()
            self._change(lambda project: project.store.prompts.edit(prompt.id, messages))
        dialog.deleteLater()

    @Slot()
    def _on_retire(self) -> None:
        prompt = self.chosen()
        if prompt is None:
            return
        if prompt.retired:
            self._change(lambda project: project.store.prompts.restore(prompt.id))
        else:
            self._change(lambda project: project.store.prompts.retire(prompt.id))
