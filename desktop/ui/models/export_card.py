"""How an export ended: where it lies, the proof, and how to go on with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desktop.domain.model_forms import ModelForm
from desktop.services.model_export import file_name
from desktop.ui.icons import Symbol
from desktop.ui.jobs.job_texts import failure_text
from desktop.ui.models.form_texts import form_name
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import Chip, label, selectable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLabel, QWidget

    from desktop.domain.events import RunFailed, WorkerDied
    from desktop.services.model_export import ModelExportReport


class ExportCard(Card):
    """Shown once an export is over, until it is dismissed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setAccessibleName(self.tr("Export"))
        self._folder: Path | None = None
        self.state = Chip("", "", self)
        self.text = selectable(label("", wrap=True))
        self.proof = selectable(label("", "muted", wrap=True))
        self.command = selectable(label("", "muted", wrap=True))
        self.show_folder = button(
            self.tr("Show folder"), name="export_folder", symbol=Symbol.FOLDER
        )
        self.copy = button(self.tr("Copy the command"), name="export_command", symbol=Symbol.COPY)
        self.dismiss = button(self.tr("Dismiss"), role="flat", name="export_dismiss")
        for widget in (self.state, self.text, self.proof, self.command):
            self.body.addWidget(widget)
        actions = FlowLayout(8)
        for tool in (self.show_folder, self.copy, self.dismiss):
            actions.addWidget(tool)
        self.body.addLayout(actions)
        self.show_folder.clicked.connect(self._on_show_pressed)
        self.copy.clicked.connect(self._on_copy_pressed)
        self.dismiss.clicked.connect(self.hide)
        self.hide()

    def set_report(self, report: ModelExportReport) -> None:
        """Show an export that went well."""
        self._folder = Path(report.folder)
        form = ModelForm(report.format)
        self.state.show_state(self.tr("exported"), "good")
        self.text.setText(
            self.tr("“{version}” ({form}) is in {folder}.").format(
                version=report.version, form=form_name(form), folder=report.folder
            )
        )
        self._say(self.proof, self._proof_words(report))
        gguf = form is ModelForm.GGUF
        self._say(self.command, self._command(report) if gguf else "")
        self.copy.setVisible(gguf)
        self.show_folder.show()
        self.show()

    def set_failure(self, error: RunFailed | WorkerDied) -> None:
        """Show why an export did not go well."""
        title, why, details = failure_text(error)
        self.state.show_state(self.tr("not exported"), "bad")
        self.text.setText(f"{title}. {why}")
        self._say(self.proof, details)
        self._say(self.command, "")
        self.copy.hide()
        self.show_folder.hide()
        self.show()

    def _proof_words(self, report: ModelExportReport) -> str:
        if not report.checked_tokens:
            return ""
        words = self.tr("Read back, it gave the same tokens on three fixed prompts: {n} of {n}.")
        proof = words.format(n=report.checked_tokens)
        if report.kept_tokens == report.checked_tokens:
            return proof
        rounding = self.tr(
            "Rounding the weights changed the answers: {kept} of {n} tokens are as before."
        )
        both = (proof, rounding.format(kept=report.kept_tokens, n=report.checked_tokens))
        return " ".join(both)

    @staticmethod
    def _command(report: ModelExportReport) -> str:
        name = file_name(report.version).lower()
        return f'ollama create {name} -f "{Path(report.folder) / "Modelfile"}"'

    @staticmethod
    def _say(widget: QLabel, words: str) -> None:
        widget.setText(words)
        widget.setVisible(bool(words))

    @Slot()
    def _on_show_pressed(self) -> None:
        if self._folder is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._folder)))

    @Slot()
    def _on_copy_pressed(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())
