"""Says that the project's base model is not on this computer, and makes it ready."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.ui.widgets.buttons import primary_button
from desktop.ui.widgets.labels import label


class MissingModelCard(QFrame):
    """Shown only while the base model's files are missing.

    Signals:
        prepare_requested: The user wants the model made ready.
    """

    prepare_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setProperty("tone", "warning")
        self.prepare = primary_button(self.tr("Make it ready"), name="prepare_model")
        self.prepare.clicked.connect(self.prepare_requested)
        text = self.tr(
            "The base model is not on this computer yet. It is fetched or converted once, which "
            "takes a few minutes; you can rate meanwhile."
        )
        row = QHBoxLayout(self)
        row.addWidget(label(text, wrap=True), 1)
        row.addWidget(self.prepare)
        self.hide()
