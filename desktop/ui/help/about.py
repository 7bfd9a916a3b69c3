"""“About”: version, build, what the program stands on, and under which licences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop.build_facts import SOURCE
from desktop.ui.icons import Symbol, application_icon
from desktop.ui.widgets.buttons import button, primary_button
from desktop.ui.widgets.fitting_area import FittingArea
from desktop.ui.widgets.labels import label, selectable

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.services.about import Part

SIZE = (640, 560)
LICENCE_LINES = 6
ICON = 48
COMMIT = 12
UNKNOWN = "–"


class AboutDialog(QDialog):
    """Shows the facts of the program; all of them can be copied.

    Args:
        facts: See `program_facts`.
        parts: What it is made of.
        parent: The window.
    """

    def __init__(
        self, facts: Mapping[str, str], parts: Sequence[Part], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._facts = facts
        self.setWindowTitle(self.tr("About Tastemaker"))
        self.resize(*SIZE)
        self.licences = QPlainTextEdit(
            "\n".join(f"{part.name} {part.version}".strip() + f": {part.licence}" for part in parts)
        )
        self.licences.setReadOnly(True)
        self.licences.setTabChangesFocus(True)
        self.licences.setAccessibleName(self.tr("Licences of the parts"))
        self.copy_button = button(self.tr("Copy"), name="about_copy", symbol=Symbol.COPY)
        self.folder_button = button(
            self.tr("Open the data folder"), name="about_folder", symbol=Symbol.FOLDER
        )
        self.close_button = primary_button(self.tr("Close"), name="about_close")
        self._build()
        self.copy_button.clicked.connect(self._on_copy_pressed)
        self.folder_button.clicked.connect(self._on_folder_pressed)
        self.close_button.clicked.connect(self.accept)

    def text(self) -> str:
        """Return all of it, as it is copied."""
        lines = [f"{name}: {value}" for name, value in self._lines()]
        return "\n".join(["Tastemaker", *lines, "", self.licences.toPlainText(), ""])

    def _lines(self) -> list[tuple[str, str]]:
        facts = self._facts
        commit = facts["commit"][:COMMIT] + ("+" if facts["commit"].endswith("+") else "")
        if facts["channel"] == SOURCE:
            commit = commit or self.tr("runs from its source")
        lines = (
            (self.tr("Version"), facts["version"]),
            (self.tr("Commit"), commit),
            (self.tr("Built"), facts["date"]),
            (self.tr("Python"), facts["python"]),
            (self.tr("Qt"), facts["qt"]),
            (self.tr("torch"), facts["torch"]),
            (self.tr("System"), facts["system"]),
            (self.tr("Data folder"), facts["data_folder"]),
        )
        return [(name, value or UNKNOWN) for name, value in lines]

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addWidget(FittingArea(self._content()), 1)
        row = QHBoxLayout()
        row.addWidget(self.copy_button)
        row.addWidget(self.folder_button)
        row.addStretch(1)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.close_button.setDefault(True)
        self.close_button.setFocus()

    def _content(self) -> QWidget:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(self._head())
        column.addLayout(self._grid())
        text = self.tr("Tastemaker is free software under the Apache License 2.0, made of:")
        column.addWidget(label(text, "muted", wrap=True))
        column.addWidget(self.licences, 1)
        self.licences.setMinimumHeight(LICENCE_LINES * self.licences.fontMetrics().lineSpacing())
        return content

    def _head(self) -> QHBoxLayout:
        icon = QLabel()
        icon.setTextFormat(Qt.TextFormat.PlainText)
        icon.setPixmap(application_icon().pixmap(ICON, ICON))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label("Tastemaker", "heading"))
        words.addWidget(label(self.tr("Teach a language model your taste"), "muted"))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(icon)
        row.addLayout(words, 1)
        return row

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for line, (name, value) in enumerate(self._lines()):
            shown = selectable(label(value, wrap=True))
            shown.setAccessibleName(name)
            grid.addWidget(label(name, "muted"), line, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(shown, line, 1, Qt.AlignmentFlag.AlignTop)
        return grid

    @Slot()
    def _on_copy_pressed(self) -> None:
        QGuiApplication.clipboard().setText(self.text())

    @Slot()
    def _on_folder_pressed(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(self._facts["data_folder"]))
