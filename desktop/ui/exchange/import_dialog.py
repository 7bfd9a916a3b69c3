"""Before an import: what the file is, what its columns mean, and what its first rows become."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.domain.errors import AppError
from desktop.exchange.formats import FORMATS
from desktop.exchange.suggestions import suggested_mapping
from desktop.services.importing import Preview, preview_file
from desktop.ui.error_words import error_text
from desktop.ui.exchange.mapping_form import MappingForm
from desktop.ui.exchange.preview_table import ANSWERS, PROMPT, PreviewTable
from desktop.ui.exchange.words import format_title
from desktop.ui.widgets.containers import scrolled
from desktop.ui.widgets.labels import label, set_tone
from desktop.ui.widgets.tables import row_table

if TYPE_CHECKING:
    from pathlib import Path

ROWS = 50
_FREE_FIELDS = ("prompt", "chosen", "rejected", "completion", "label", "margin", "text")
"""What columns can be read as while the format is not chosen."""
_HIGHEST_FORM = 220
_TYPING_MS = 120


class ImportDialog(QDialog):
    """Shows a file and lets the user say how it is to be read.

    Args:
        path: The file.
        title: What to call it; its name if not given.
        parent: The window in front of which it opens.
    """

    def __init__(self, path: Path, title: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = path
        self._mapping: dict[str, str] = {}
        name = title or path.name
        self.setWindowTitle(self.tr("Import {name}").format(name=name))
        self.resize(920, 620)
        self.heading = label(self.tr("Import {name}").format(name=name), "heading")
        self.format = QComboBox()
        self.format.setAccessibleName(self.tr("Format"))
        self.columns = MappingForm()
        self.table = PreviewTable()
        self.view = row_table(self.table, self.tr("The first rows"), stretched=(PROMPT, ANSWERS))
        self.summary = label("", "muted", wrap=True)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.accept_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.accept_button.setText(self.tr("Import"))
        self.accept_button.setProperty("role", "primary")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING_MS)
        self._build()
        self._connect()

    def chosen_format(self) -> str | None:
        """Return the format's name; None to have it recognised."""
        return self.format.currentData() or None

    def chosen_mapping(self) -> dict[str, str]:
        """Return the field for each column that is not read under its own name."""
        return dict(self._mapping)

    def load(self) -> None:
        """Look at the file; raises `InvalidInputError` when it cannot be read at all."""
        preview = preview_file(self._path, rows=ROWS)
        if not preview.format:
            self._mapping = suggested_mapping(preview.columns)
            if self._mapping:
                preview = preview_file(self._path, mapping=self._mapping, rows=ROWS)
        self._fill_formats(preview.format)
        self._show_columns(preview)
        self._show(preview)

    def _fill_formats(self, recognised: str) -> None:
        self.format.blockSignals(True)
        self.format.clear()
        if recognised:
            title = self.tr("Recognised: {format}").format(format=format_title(recognised))
        else:
            title = self.tr("Not recognised – choose, or say what the columns are")
        self.format.addItem(title, "")
        for known in sorted(FORMATS, key=lambda f: format_title(f.name).casefold()):
            self.format.addItem(format_title(known.name), known.name)
        self.format.blockSignals(False)

    def _show_columns(self, preview: Preview) -> None:
        fields = preview.fields or _FREE_FIELDS
        self.columns.set_columns(preview, fields, self._mapping)
        self.columns.setVisible(bool(preview.columns) and preview.format != "tastemaker")

    def _show(self, preview: Preview) -> None:
        self.table.set_rows(preview.rows if preview.format else ())
        good, refused = len(preview.records), len(preview.refused)
        self.accept_button.setEnabled(good > 0)
        if not preview.rows:
            text = self.tr("The file holds no rows.")
        elif not preview.format:
            text = self.tr("Say which column is the prompt, and which are the answers.")
        elif refused:
            text = self.tr(
                "Of the first {rows} rows {good} can be imported, {refused} cannot: the table says "
                "why. The rest of the file is checked in the same way."
            ).format(rows=good + refused, good=good, refused=refused)
        else:
            text = self.tr("The first {rows} rows can all be imported.").format(rows=good)
        self.summary.setText(text)
        set_tone(self.summary, "warning" if refused or not good else "")

    def _build(self) -> None:
        form = scrolled(self.columns)
        form.setMaximumHeight(_HIGHEST_FORM)
        caption = label(self.tr("Format"))
        caption.setBuddy(self.format)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(caption)
        line.addWidget(self.format, 1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, 16)
        outer.setSpacing(12)
        outer.addWidget(self.heading)
        outer.addLayout(line)
        outer.addWidget(form)
        outer.addWidget(self.view, 1)
        outer.addWidget(self.summary)
        outer.addWidget(self.buttons)

    def _connect(self) -> None:
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.format.currentIndexChanged.connect(self._on_format_changed)
        self.columns.mapping_changed.connect(self._on_mapping_changed)
        self._timer.timeout.connect(self._read_again)

    @Slot()
    def _on_format_changed(self) -> None:
        self._mapping = {}
        preview = self._read_again()
        if preview is not None:
            self._show_columns(preview)

    @Slot()
    def _on_mapping_changed(self) -> None:
        self._mapping = self.columns.mapping()
        self._timer.start()

    @Slot()
    def _read_again(self) -> Preview | None:
        try:
            preview = preview_file(
                self._path, format=self.chosen_format(), mapping=self._mapping, rows=ROWS
            )
        except AppError as error:
            self.table.set_rows(())
            self.summary.setText(error_text(error))
            self.accept_button.setEnabled(False)
            return None
        self._show(preview)
        return preview
