"""Fields to type into."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QLineEdit

from desktop.ui.icons import Symbol, icon

NARROWEST = 220
FRAME = 32
"""Pixels around the text of a field, about."""


class AskingField(QLineEdit):
    """A field that is never narrower than what it asks for while it is empty."""

    def minimumSizeHint(self) -> QSize:
        """Return the room that the placeholder needs."""
        words = self.fontMetrics().horizontalAdvance(self.placeholderText())
        return super().minimumSizeHint().expandedTo(QSize(words + FRAME, 0))


def search_field(placeholder: str, accessible_name: str) -> QLineEdit:
    """Return a field to search with: a lens before the text, a cross behind it to empty it."""
    field = QLineEdit()
    field.addAction(icon(Symbol.SEARCH), QLineEdit.ActionPosition.LeadingPosition)
    field.setPlaceholderText(placeholder)
    field.setAccessibleName(accessible_name)
    field.setClearButtonEnabled(True)
    field.setMinimumWidth(NARROWEST)
    return field
