"""What the dialogs share: a column of labelled fields and the buttons at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QHBoxLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.fitting_area import FittingArea
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QShowEvent


class FormDialog(QDialog):
    """A dialog with a heading, a sentence, a form, and OK and Cancel.

    Args:
        title: Heading and window title.
        text: A sentence under it; may be empty.
        accept_text: What the button says that goes on.
        parent: The window in front of which it opens.
    """

    def __init__(self, title: str, text: str, accept_text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(460)
        self.form = QFormLayout()
        self.form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self.form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.form.setVerticalSpacing(10)
        self.form.setHorizontalSpacing(12)
        self.buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        self.accept_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.accept_button.setText(accept_text)
        self.accept_button.setProperty("role", "primary")
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(24, 20, 24, 16)
        self.column.setSpacing(12)
        self.column.addWidget(label(title, "heading"))
        if text:
            self.column.addWidget(label(text, "muted", wrap=True))
        self.column.addLayout(self.form)
        self.column.addWidget(self.buttons)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(FittingArea(content))

    def showEvent(self, event: QShowEvent) -> None:
        """Be as large as the texts need, or as the screen is; the rest can be scrolled."""
        super().showEvent(event)
        width = max(self.width(), self.column.totalMinimumSize().width())
        needed = QSize(width, max(self.height(), self.column.totalHeightForWidth(width)))
        self.resize(needed.boundedTo(self.screen().availableSize()))

    def add_row(self, caption: str, field: QWidget) -> None:
        """Add a field; its caption is its accessible name too."""
        name = label(caption)
        name.setBuddy(field)
        field.setAccessibleName(caption)
        self.form.addRow(name, field)

    def add_chooser(self, caption: str, field: QWidget, choose: Callable[[], object]) -> None:
        """Add a field with a button behind it that lets the user look for what belongs in it."""
        chooser = button(QCoreApplication.translate("FormDialog", "Choose…"))
        chooser.setAccessibleName(f"{caption}: {chooser.text()}")
        chooser.clicked.connect(choose)
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(field, 1)
        row.addWidget(chooser)
        self.add_row(caption, pair)
        field.setAccessibleName(caption)
