"""One model version: its name, where it comes from, its figures, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QWidget

from desktop.domain.versions import VersionKind
from desktop.ui.icons import Symbol
from desktop.ui.models.version_texts import kind_text, metric_rows
from desktop.ui.widgets.buttons import button, primary_button
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import Chip, label, selectable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.versions import ModelVersion


class VersionCard(Card):
    """Shows the chosen version.

    Signals:
        rename_requested: Another name was entered: the version's id and the name.
        chat_requested: The user wants to chat with it.
        export_requested: The user wants it for other programs.
        run_requested: The user wants to see the run that made it.
    """

    rename_requested = Signal(int, str)
    chat_requested = Signal(int)
    export_requested = Signal(int)
    run_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setAccessibleName(self.tr("Model version"))
        self._version: ModelVersion | None = None
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("Name of the version"))
        self.kind = Chip("", "", self)
        self.lineage = selectable(label("", "muted", wrap=True))
        self.base = selectable(label("", "muted", wrap=True))
        self.chat = primary_button(
            self.tr("Chat with this"), name="version_chat", symbol=Symbol.CHAT
        )
        self.run = button(self.tr("Show its run"), name="version_run", symbol=Symbol.RUNS)
        self.export = button(self.tr("Export…"), name="version_export", symbol=Symbol.EXPORT)
        self._figures = QFormLayout()
        self._build()
        self.name.editingFinished.connect(self._on_name_entered)
        self.chat.clicked.connect(self._on_chat_pressed)
        self.run.clicked.connect(self._on_run_pressed)
        self.export.clicked.connect(self._on_export_pressed)

    def _build(self) -> None:
        buttons = FlowLayout(8)
        for tool in (self.chat, self.run, self.export):
            buttons.addWidget(tool)
        self.body.addWidget(self.name)
        self.body.addWidget(self.kind)
        self.body.addWidget(self.lineage)
        self.body.addWidget(self.base)
        self.body.addLayout(self._figures)
        self.body.addLayout(buttons)
        self.body.addStretch(1)

    def set_version(self, version: ModelVersion | None, lineage: Sequence[ModelVersion]) -> None:
        """Show a version; `lineage` are its ancestors with itself, in any order."""
        self._version = version
        self.setEnabled(version is not None)
        while self._figures.rowCount():
            self._figures.removeRow(0)
        if version is None:
            return
        self.name.setText(version.name)
        self.kind.show_state(kind_text(version.kind))
        names = [v.name for v in sorted(lineage, key=lambda v: v.id)]
        self.lineage.setText(" → ".join(names))
        self.base.setText(self.tr("Base model: {base}").format(base=version.base))
        for words, value in metric_rows(version):
            self._figures.addRow(label(words, "muted"), selectable(label(value, "strong")))
        self.chat.setVisible(version.kind is not VersionKind.REWARD)
        self.run.setVisible(version.run_id is not None)

    @Slot()
    def _on_name_entered(self) -> None:
        version, name = self._version, self.name.text().strip()
        if version is None or name == version.name:
            return
        if name:
            self.rename_requested.emit(version.id, name)
        else:
            self.name.setText(version.name)

    @Slot()
    def _on_chat_pressed(self) -> None:
        if self._version is not None:
            self.chat_requested.emit(self._version.id)

    @Slot()
    def _on_run_pressed(self) -> None:
        if self._version is not None and self._version.run_id is not None:
            self.run_requested.emit(self._version.run_id)

    @Slot()
    def _on_export_pressed(self) -> None:
        if self._version is not None:
            self.export_requested.emit(self._version.id)
