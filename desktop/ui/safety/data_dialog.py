"""“Your data”: where it lies, that it is saved, its backups, and whether all of it is sound."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QThread, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.backups import Backup, back_up_now, list_backups
from desktop.services.storage import project_sizes
from desktop.services.verifying import verify_project
from desktop.ui.icons import Symbol
from desktop.ui.safety.backup_keeper import in_thread
from desktop.ui.safety.backup_table import WHY, BackupTable
from desktop.ui.safety.examination_view import ExaminationView
from desktop.ui.safety.export_row import ExportRow
from desktop.ui.safety.texts import check_text, part_text, size_text
from desktop.ui.safety.work import Work
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import Card, scrolled
from desktop.ui.widgets.fitting_area import FittingArea
from desktop.ui.widgets.labels import Chip, label, selectable
from desktop.ui.widgets.tables import row_table

if TYPE_CHECKING:
    from desktop.domain.holdings import ProjectPart
    from desktop.services.examination import Check, Examination
    from desktop.services.project import Project
    from desktop.ui.safety.work import Tell

SIZE, SMALLEST = (940, 580), (840, 520)
SHOW_ALL = 2
"""How the dialog ends when the user goes on to everything on this computer."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a look at the project found."""

    backups: list[Backup]
    sizes: dict[ProjectPart, int]


def _look(project: Project) -> _Seen:
    return _Seen(list_backups(project.folder), project_sizes(project.folder))


class DataDialog(QDialog):
    """Shows an open project's data; what needs it closed is asked of the window.

    Signals:
        restore_requested: The user wants the project put back to this backup.
        repair_requested: The user wants what is wrong mended.
        error_occurred: Something failed.
    """

    restore_requested = Signal(object)
    repair_requested = Signal()
    error_occurred = Signal(object)

    def __init__(self, project: Project, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._project = project
        self.setWindowTitle(self.tr("Your data"))
        self.table = BackupTable(self)
        self.backups = row_table(self.table, self.tr("Backups"), stretched=(WHY,))
        self.state = Chip()
        self.counts = label(wrap=True)
        self.sizes = label(role="muted", wrap=True)
        self.folder_button = button(
            self.tr("Open the folder"), name="data_folder", symbol=Symbol.FOLDER
        )
        self.back_up_button = button(
            self.tr("Back up now"), name="data_back_up", symbol=Symbol.DATA
        )
        self.restore_button = button(
            self.tr("Restore…"), name="data_restore", symbol=Symbol.RESTORE
        )
        self.verify_button = button(
            self.tr("Verify my data"), role="primary", name="data_verify", symbol=Symbol.VERIFY
        )
        self.repair_button = button(self.tr("Repair…"), name="data_repair", symbol=Symbol.REPAIR)
        self.export_row = ExportRow(project)
        self.all_button = button(self.tr("On this computer…"), name="data_all")
        self.close_button = button(self.tr("Close"), name="data_close")
        self.progress = label(role="muted", wrap=True)
        self.report = ExaminationView()
        self._looking, self._backing_up, self._verifying = Work(self), Work(self), Work(self)
        self._build()
        self._connect()

    def look(self) -> None:
        """Read the project's counts and its backups, in a thread where it takes time."""
        counts = self._project.store.feedback.counts_by_kind()
        text = self.tr("{judgements} judgements · {prompts} prompts · {responses} answers")
        self.counts.setText(
            text.format(
                judgements=sum(counts.values()),
                prompts=self._project.store.prompts.count(include_retired=True),
                responses=self._project.store.responses.count(),
            )
        )
        self._show_state()
        self._looking.start(partial(in_thread, self._project, _look))

    def done(self, result: int) -> None:
        """End the work before the dialog goes."""
        for work in (self._looking, self._backing_up, self._verifying):
            work.stop()
        self.export_row.stop()
        super().done(result)

    def _build(self) -> None:
        self.resize(*SIZE)
        self.setMinimumSize(*SMALLEST)
        self.backups.horizontalHeader().setMinimumSectionSize(64)
        self.progress.setText(
            self.tr("Looks at every page, judgement, journal line and backup. Changes nothing.")
        )
        self.repair_button.hide()
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Your data"), "heading"))
        column.addWidget(self._saved_card())
        both = QHBoxLayout()
        both.setSpacing(12)
        both.addWidget(self._backups_card(), 5)
        both.addWidget(self._verify_card(), 4)
        column.addLayout(both, 1)
        end = QHBoxLayout()
        end.addWidget(self.export_row, 1)
        end.addWidget(self.all_button)
        end.addWidget(self.close_button)
        column.addLayout(end)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(FittingArea(content))
        self._on_selection_changed()

    def _saved_card(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.counts, 1)
        row.addWidget(self.state)
        row.addWidget(self.folder_button)
        card.body.addLayout(row)
        card.body.addWidget(self.sizes)
        place = selectable(label(str(self._project.folder), "small", wrap=True))
        place.setAccessibleName(self.tr("Folder"))
        card.body.addWidget(place)
        return card

    def _backups_card(self) -> Card:
        text = self.tr("One a day and one after 200 judgements; older ones are thinned out.")
        card = Card(self.tr("Backups"), text)
        card.body.addWidget(self.backups, 1)
        row = QHBoxLayout()
        row.addWidget(self.back_up_button)
        row.addStretch(1)
        row.addWidget(self.restore_button)
        card.body.addLayout(row)
        return card

    def _verify_card(self) -> Card:
        card = Card(self.tr("Is all of it sound?"))
        card.body.addWidget(self.progress)
        area = scrolled(self.report)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        card.body.addWidget(area, 1)
        row = QHBoxLayout()
        row.addWidget(self.verify_button)
        row.addStretch(1)
        row.addWidget(self.repair_button)
        card.body.addLayout(row)
        return card

    def _connect(self) -> None:
        self.folder_button.clicked.connect(self._on_folder_pressed)
        self.back_up_button.clicked.connect(self._on_back_up_pressed)
        self.restore_button.clicked.connect(self._on_restore_pressed)
        self.verify_button.clicked.connect(self._on_verify_pressed)
        self.repair_button.clicked.connect(self.repair_requested)
        self.all_button.clicked.connect(self._on_all_pressed)
        self.export_row.error_occurred.connect(self.error_occurred)
        self.close_button.clicked.connect(self.accept)
        self.backups.doubleClicked.connect(self._on_restore_pressed)
        self.backups.selectionModel().selectionChanged.connect(self._on_selection_changed)
        self._looking.done.connect(self._on_project_seen)
        self._backing_up.done.connect(self._on_backed_up)
        self._verifying.told.connect(self._on_check_begun)
        self._verifying.done.connect(self._on_verified)
        for work in (self._looking, self._backing_up, self._verifying):
            work.failed.connect(self._on_work_failed)

    def _show_state(self) -> None:
        journal = self._project.store.journal
        if journal is None or journal.failure is None:
            self.state.show_state(self.tr("saved twice ✓"), "good")
            tip = self.tr("In the database, and in a journal from which it can be made anew.")
        else:
            self.state.show_state(self.tr("saved once"), "warning")
            tip = self.tr("In the database. The journal cannot be written at the moment.")
        self.state.setToolTip(tip)
        self.state.setAccessibleDescription(tip)

    @Slot(object)
    def _on_project_seen(self, seen: _Seen) -> None:
        self.table.set_backups(seen.backups)
        if seen.backups:
            self.backups.selectRow(0)
        parts = [f"{part_text(part)} {size_text(size)}" for part, size in seen.sizes.items()]
        total = self.tr("{size} in all").format(size=size_text(sum(seen.sizes.values())))
        self.sizes.setText(" · ".join([total, *parts]))

    @Slot()
    def _on_all_pressed(self) -> None:
        self.done(SHOW_ALL)

    @Slot()
    def _on_folder_pressed(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._project.folder)))

    @Slot()
    def _on_back_up_pressed(self) -> None:
        self.back_up_button.setEnabled(False)
        self._backing_up.start(partial(in_thread, self._project, back_up_now))

    @Slot(object)
    def _on_backed_up(self, _path: object) -> None:
        self.back_up_button.setEnabled(True)
        self.look()

    @Slot()
    def _on_selection_changed(self) -> None:
        backup = self.table.backup_at(self.backups.currentIndex().row())
        self.restore_button.setEnabled(backup is not None and backup.judgements is not None)

    @Slot()
    def _on_restore_pressed(self) -> None:
        backup = self.table.backup_at(self.backups.currentIndex().row())
        if backup is not None and backup.judgements is not None:
            self.restore_requested.emit(backup)

    @Slot()
    def _on_verify_pressed(self) -> None:
        self.verify_button.setEnabled(False)
        self.report.set_examination(None)
        self._verifying.start(self._verify)

    def _verify(self, tell: Tell) -> Examination:
        stopped = QThread.currentThread().isInterruptionRequested
        return verify_project(self._project.folder, tell, cancelled=stopped)

    @Slot(object)
    def _on_check_begun(self, check: Check) -> None:
        self.progress.setText(self.tr("Looking at: {what}").format(what=check_text(check)))

    @Slot(object)
    def _on_verified(self, found: Examination) -> None:
        self.verify_button.setEnabled(True)
        self.report.set_examination(found)
        self.repair_button.setVisible(found.mendable)
        if found.sound:
            self.progress.setText(self.tr("Everything is as it should be."))
        elif found.mendable:
            self.progress.setText(
                self.tr("Something is wrong. Repairing mends it and loses nothing that is left.")
            )
        else:
            self.progress.setText(self.tr("Your judgements are sound; something else is missing."))

    @Slot(object)
    def _on_work_failed(self, error: Exception) -> None:
        self.back_up_button.setEnabled(True)
        self.verify_button.setEnabled(True)
        self.error_occurred.emit(error)
