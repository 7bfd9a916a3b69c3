"""Asks how many answers to generate for rating."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from desktop.domain.versions import ModelVersion, VersionKind
from desktop.ui.dialogs.forms import FormDialog

if TYPE_CHECKING:
    from collections.abc import Sequence


class GenerateDialog(FormDialog):
    """Version, answers for each prompt, and number of prompts.

    Args:
        versions: The project's versions; only those that answer are offered, the newest first.
        prompts: How many prompts the project has.
        parent: The window in front of which it opens.
    """

    def __init__(
        self, versions: Sequence[ModelVersion], prompts: int, parent: QWidget | None = None
    ) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("GenerateDialog", "Generate answers"),
            translate(
                "GenerateDialog", "The answers are recorded as they come; you can rate meanwhile."
            ),
            translate("GenerateDialog", "Generate"),
            parent,
        )
        self.version = QComboBox()
        answering = [v for v in versions if v.kind is not VersionKind.REWARD]
        for version in sorted(answering, key=lambda v: v.id, reverse=True):
            self.version.addItem(version.name, version.id)
        self.per_prompt = QSpinBox()
        self.per_prompt.setRange(2, 16)
        self.limit = QSpinBox()
        self.limit.setRange(1, max(1, prompts))
        self.limit.setValue(max(1, prompts))
        self.add_row(self.tr("Model"), self.version)
        self.add_row(self.tr("Answers for each prompt"), self.per_prompt)
        self.add_row(self.tr("Prompts at most"), self.limit)
