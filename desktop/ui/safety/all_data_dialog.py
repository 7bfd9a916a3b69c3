"""Everything that Tastemaker keeps on this computer; what is ticked can be deleted."""

from __future__ import annotations

import contextlib
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QFile, QStandardPaths, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.errors import AppError
from desktop.domain.holdings import Holding, Kind
from desktop.services.deleting import Deleted, delete
from desktop.services.storage import holdings
from desktop.ui.error_words import error_text
from desktop.ui.icons import Symbol
from desktop.ui.safety.texts import holding_text, size_text
from desktop.ui.safety.work import Work
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import scrolled
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QCloseEvent

    from desktop.ui.safety.work import Tell

SIZE, SMALLEST = (720, 560), (600, 440)
QUIT = 2
"""How the dialog ends when the program must end: its settings or logs are gone."""


def system_trash(folder: Path) -> bool:
    """Put a folder into the system's trash; return whether that was possible."""
    # On Linux Qt makes the trash in this folder, but not the folder.
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    with contextlib.suppress(OSError):
        Path(data).mkdir(parents=True, exist_ok=True)
    return QFile(str(folder)).moveToTrash()


class HoldingRow(QWidget):
    """A part: tick, name, size, and where it lies."""

    def __init__(self, holding: Holding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.holding = holding
        self.tick = QCheckBox(holding_text(holding))
        size = size_text(holding.size)
        self.tick.setAccessibleName(f"{self.tick.text()}, {size}, {holding.place}")
        row = QHBoxLayout()
        row.addWidget(self.tick, 1)
        row.addWidget(label(size))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 12, 4)
        column.setSpacing(0)
        column.addLayout(row)
        place = label(str(holding.place), "small", wrap=True)
        place.setContentsMargins(24, 0, 0, 0)
        column.addWidget(place)


class AllDataDialog(QDialog):
    """Shows what there is; deletes what is ticked once the user has typed the word for it.

    Args:
        projects: Folders of the projects that are known.
        parent: The window.
        to_trash: Puts a project into the trash.

    Signals:
        begun: What is in this list is about to be deleted: let go of it now.
    """

    begun = Signal(list)

    def __init__(
        self,
        projects: Sequence[Path],
        parent: QWidget | None = None,
        *,
        to_trash: Callable[[Path], bool] = system_trash,
    ) -> None:
        super().__init__(parent)
        self._projects = list(projects)
        self._busy = False
        self._to_trash = to_trash
        self.rows: list[HoldingRow] = []
        self.setWindowTitle(self.tr("Everything on this computer"))
        self.setMinimumSize(*SMALLEST)
        self.resize(*SIZE)
        self._list = QVBoxLayout()
        self.state = label(self.tr("Looking …"), wrap=True)
        self.word = QLineEdit()
        self.delete_button = button(
            self.tr("Delete"), role="danger", name="all_delete", symbol=Symbol.TRASH
        )
        self.close_button = button(self.tr("Close"), name="all_close")
        self._looking, self._deleting = Work(self), Work(self)
        self._build()
        self._connect()

    def set_busy(self, busy: bool) -> None:
        """Delete nothing while a job is at work."""
        self._busy = busy
        self._show_choice()

    def look(self) -> None:
        """Find out what there is, in a thread."""
        self._looking.start(partial(_look, self._projects))

    def chosen(self) -> list[Holding]:
        """Return what is ticked."""
        return [row.holding for row in self.rows if row.tick.isChecked()]

    def needed_word(self) -> str:
        """Return what the user must type."""
        return self.tr("delete")

    def reject(self) -> None:
        """Leave, unless it is at work."""
        if not self._deleting.busy():
            super().reject()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay open while it is at work."""
        if self._deleting.busy():
            event.ignore()
        else:
            super().closeEvent(event)

    def done(self, result: int) -> None:
        """End the looking before the dialog goes."""
        self._looking.stop()
        super().done(result)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Everything on this computer"), "heading"))
        text = self.tr(
            "What you delete here: projects go to the system's trash, from which you can take them "
            "back; models, settings and logs are gone, and are made again when they are needed."
        )
        column.addWidget(label(text, "muted", wrap=True))
        inside = QWidget()
        inside.setLayout(self._list)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.addStretch(1)
        column.addWidget(scrolled(inside), 1)
        column.addWidget(self.state)
        row = QHBoxLayout()
        self.word.setAccessibleName(self.tr("Confirmation"))
        self.word.setPlaceholderText(self.needed_word())
        row.addWidget(self.word, 1)
        row.addWidget(self.delete_button)
        row.addSpacing(16)
        row.addWidget(self.close_button)
        column.addLayout(row)

    def _connect(self) -> None:
        self._looking.done.connect(self._on_looked)
        self._looking.failed.connect(self._on_failed)
        self._deleting.done.connect(self._on_deleted)
        self._deleting.failed.connect(self._on_failed)
        self.word.textChanged.connect(self._show_choice)
        self.delete_button.clicked.connect(self._on_delete_pressed)
        self.close_button.clicked.connect(self.reject)
        self._show_choice()

    @Slot(object)
    def _on_looked(self, found: list[Holding]) -> None:
        for holding in found:
            row = HoldingRow(holding)
            row.tick.toggled.connect(self._show_choice)
            self.rows.append(row)
            self._list.insertWidget(self._list.count() - 1, row)
        self._show_choice()

    @Slot()
    def _show_choice(self) -> None:
        chosen = self.chosen()
        typed = self.word.text().strip().casefold() == self.needed_word().casefold()
        self.delete_button.setEnabled(bool(chosen) and typed and not self._busy)
        if self._looking.busy() or self._deleting.busy():
            return
        size = size_text(sum(row.holding.size for row in self.rows))
        text = self.tr("{size} in all. Tick what is to go.").format(size=size)
        if chosen:
            size = size_text(sum(holding.size for holding in chosen))
            text = self.tr("To delete {size}, type “{word}”.")
            text = text.format(size=size, word=self.needed_word())
        if self._busy:
            text = self.tr("A job is at work. Stop it or wait for its end to delete anything.")
        self.state.setText(text)

    @Slot()
    def _on_delete_pressed(self) -> None:
        chosen = self.chosen()
        self.begun.emit(chosen)
        self._set_enabled(False)
        self.state.setText(self.tr("Deleting …"))
        self._deleting.start(partial(_delete, chosen, self._to_trash))

    def _set_enabled(self, enabled: bool) -> None:
        for widget in (self.word, self.delete_button, self.close_button):
            widget.setEnabled(enabled)
        for row in self.rows:
            row.setEnabled(enabled)

    @Slot(object)
    def _on_deleted(self, deleted: Deleted) -> None:
        gone = {*deleted.trashed, *(holding.place for holding in deleted.removed)}
        for row in [row for row in self.rows if row.holding.place in gone]:
            self.rows.remove(row)
            row.hide()
            row.deleteLater()
        self.word.clear()
        self._set_enabled(True)
        self._show_choice()
        self.state.setText(self._words(deleted))
        self.close_button.setFocus()
        if {holding.kind for holding in deleted.removed} & {Kind.SETTINGS, Kind.LOGS}:
            self._end_with_program()

    def _words(self, deleted: Deleted) -> str:
        parts = []
        if deleted.trashed:
            parts.append(self.tr("%n project(s) moved to the trash.", "", len(deleted.trashed)))
        if deleted.removed:
            size = size_text(sum(holding.size for holding in deleted.removed))
            parts.append(self.tr("{size} removed for good.").format(size=size))
        for path, why in deleted.left:
            left = self.tr("Still there: {path} ({why}).")
            parts.append(left.format(path=path, why=why or self.tr("its disk has no trash")))
        return " ".join(parts)

    def _end_with_program(self) -> None:
        """Leave only by ending the program: what it would write now belongs to nobody."""
        self._set_enabled(False)
        self.close_button.setEnabled(True)
        self.close_button.setText(self.tr("Quit Tastemaker"))
        self.close_button.setAccessibleName(self.close_button.text())
        self.close_button.clicked.disconnect(self.reject)
        self.close_button.clicked.connect(self._on_quit_pressed)

    @Slot()
    def _on_quit_pressed(self) -> None:
        self.done(QUIT)

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._set_enabled(True)
        self._show_choice()
        self.state.setText(error_text(error) if isinstance(error, AppError) else str(error))


def _look(projects: list[Path], _tell: Tell) -> list[Holding]:
    return holdings(projects)


def _delete(chosen: list[Holding], to_trash: Callable[[Path], bool], _tell: Tell) -> Deleted:
    return delete(chosen, to_trash)
