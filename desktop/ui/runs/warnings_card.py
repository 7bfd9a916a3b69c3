"""What a run has warned of: the latest in full, the number of the earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from desktop.ui.error_words import translated
from desktop.ui.widgets.labels import Chip, label, selectable

if TYPE_CHECKING:
    from collections.abc import Sequence


class WarningsCard(QFrame):
    """Shown only while there is a warning."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.setAccessibleName(self.tr("Warnings"))
        self.text = selectable(label("", wrap=True))
        self.count = label("", "muted")
        row = QHBoxLayout(self)
        row.addWidget(Chip(self.tr("Warning"), "warning"))
        row.addWidget(self.text, 1)
        row.addWidget(self.count)
        self.hide()

    def set_warnings(self, warnings: Sequence[str]) -> None:
        """Show the latest of these."""
        self.setVisible(bool(warnings))
        if not warnings:
            return
        self.text.setText(translated(warnings[-1]))
        earlier = len(warnings) - 1
        self.count.setText(self.tr("and {count} earlier").format(count=earlier) if earlier else "")
        self.setToolTip("\n".join(translated(text) for text in warnings))
