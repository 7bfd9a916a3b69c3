"""The Models page: the tree of versions and the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QTreeView, QWidget

from desktop.domain.errors import AppError
from desktop.domain.model_forms import ModelForm
from desktop.services.starter import base_ready
from desktop.ui.jobs.job import JobKind
from desktop.ui.jobs.prepare_model import PrepareModel
from desktop.ui.models.export_card import ExportCard
from desktop.ui.models.export_task import ModelExportTask
from desktop.ui.models.missing_model_card import MissingModelCard
from desktop.ui.models.version_card import VersionCard
from desktop.ui.models.versions_model import VersionsModel
from desktop.ui.page import Page
from desktop.ui.widgets.containers import PageHeader, page_layout

if TYPE_CHECKING:
    from desktop.services.project import Project
    from desktop.ui.job_queue import JobQueue
    from desktop.ui.models.export_task import ModelExportOrder


class ModelsPage(Page):
    """Shows what the project's loop has made so far."""

    def __init__(self, jobs: JobQueue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._project: Project | None = None
        self.missing = MissingModelCard()
        self.versions = VersionsModel(self)
        self.tree = QTreeView()
        self.card = VersionCard()
        self.exported = ExportCard()
        self._exports: dict[int, ModelExportTask] = {}
        self._build()
        self.tree.selectionModel().currentRowChanged.connect(self._on_row_chosen)
        self.card.rename_requested.connect(self._on_rename_wanted)
        self.card.chat_requested.connect(self._on_chat_wanted)
        self.card.run_requested.connect(self._on_run_wanted)
        self.card.export_requested.connect(self._on_export_wanted)
        self.missing.prepare_requested.connect(self._on_prepare_pressed)
        jobs.job_over.connect(self._on_job_over)

    def title(self) -> str:
        """Return the page's name."""
        return self.tr("Models")

    def open_project(self, project: Project) -> None:
        """Show the versions of this project."""
        self._project = project

    def close_project(self) -> None:
        """Let go of the project."""
        self._project = None
        self.versions.set_versions([])
        self.card.set_version(None, [])
        self.exported.hide()

    def refresh(self) -> None:
        """Read the versions again and keep the chosen one."""
        if self._project is None:
            return
        self.missing.setVisible(not base_ready(self._project.model))
        versions = self._project.store.versions.list()
        chosen = self.versions.version_id(self.tree.currentIndex())
        self.versions.set_versions(versions)
        self.tree.expandAll()
        header = self.tree.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        known = {version.id for version in versions}
        self.show_item(chosen if chosen in known else max(known, default=None))

    def show_item(self, item: object) -> None:
        """Choose a version by its id."""
        if isinstance(item, int):
            self.tree.setCurrentIndex(self.versions.index_of(item))

    def _build(self) -> None:
        self.tree.setModel(self.versions)
        self.tree.setAccessibleName(self.tr("Model versions"))
        self.tree.setUniformRowHeights(True)
        self.tree.setTabKeyNavigation(False)
        column = page_layout(self)
        column.addWidget(PageHeader(self.title()))
        column.addWidget(self.missing)
        column.addWidget(self.exported)
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self.tree, 3)
        both.addWidget(self.card, 2)
        column.addLayout(both, 1)

    @Slot(QModelIndex, QModelIndex)
    def _on_row_chosen(self, current: QModelIndex, previous: QModelIndex) -> None:
        version_id = self.versions.version_id(current)
        if self._project is None or version_id is None:
            self.card.set_version(None, [])
            return
        store = self._project.store.versions
        self.card.set_version(store.get(version_id), store.lineage(version_id))

    @Slot(int, str)
    def _on_rename_wanted(self, version_id: int, name: str) -> None:
        if self._project is None:
            return
        try:
            self._project.store.versions.rename(version_id, name)
        except AppError as error:
            self.error_occurred.emit(error)
        self.refresh()
        self.project_changed.emit()

    @Slot()
    def _on_prepare_pressed(self) -> None:
        if self._project is not None:
            task = PrepareModel(self._project.model)
            self._jobs.start_task(JobKind.IMPORT, self.tr("Making the model ready"), task)
            self.missing.hide()

    @Slot(int)
    def _on_job_over(self, job_id: int) -> None:
        self.refresh()
        task, job = self._exports.pop(job_id, None), self._jobs.job(job_id)
        if task is None or self._project is None:
            return
        if task.report is not None:
            self.exported.set_report(task.report)
        elif job.error is not None:
            self.exported.set_failure(job.error)

    def export_version(self, order: ModelExportOrder) -> None:
        """Queue an export; how it ends is shown above the versions."""
        if self._project is None:
            return
        version = self._project.store.versions.require(order.version_id)
        task = ModelExportTask(self._project, order)
        title = self.tr("Export: {version}").format(version=version.name)
        adapter = order.form is ModelForm.ADAPTER
        kind = JobKind.EXPORT if adapter else JobKind.EXPORT_MODEL
        self.exported.hide()
        self._exports[self._jobs.start_task(kind, title, task).id] = task

    @Slot(int)
    def _on_export_wanted(self, version_id: int) -> None:
        from desktop.ui.models.export_dialog import ExportModelDialog

        if self._project is None:
            return
        version = self._project.store.versions.require(version_id)
        dialog = ExportModelDialog(self._project, version, self.window())
        if dialog.exec():
            self.export_version(dialog.order())
        dialog.deleteLater()

    @Slot(int)
    def _on_chat_wanted(self, version_id: int) -> None:
        self.page_requested.emit("chat", version_id)

    @Slot(int)
    def _on_run_wanted(self, run_id: int) -> None:
        self.page_requested.emit("runs", run_id)
