"""Asks which versions answer, how often, and how boldly."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QSize, Qt, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QDoubleSpinBox,
    QListWidget,
    QListWidgetItem,
    QSpinBox,
    QWidget,
)

from desktop.domain.settings import GenerateSettings
from desktop.domain.versions import ModelVersion, VersionKind
from desktop.services.ahead_settings import AheadSettings
from desktop.ui.dialogs.forms import FormDialog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SHOWN_VERSIONS = 4
"""Lines of the list of versions; further ones are scrolled to."""
MOST_ANSWERS = 16
MOST_SPARE = 200
"""Most pairs to keep ready ahead of the user."""


@dataclass(frozen=True, slots=True)
class GenerateAnswers:
    """What the user asked for: versions, settings by dotted key, and how many prompts at most."""

    version_ids: tuple[int, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    limit: int | None = None
    ahead: AheadSettings = field(default_factory=AheadSettings)


class GenerateDialog(FormDialog):
    """Versions, answers for each prompt, temperatures, and number of prompts.

    Args:
        versions: The project's versions; only those that answer are offered, the newest first.
        prompts: How many prompts the project has.
        ahead: Whether answers are generated before the pairs run out, and how they were last.
        parent: The window in front of which it opens.
    """

    def __init__(
        self,
        versions: Sequence[ModelVersion],
        prompts: int,
        *,
        ahead: AheadSettings | None = None,
        parent: QWidget | None = None,
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
        kept = ahead or AheadSettings()
        chosen = GenerateSettings().replace(kept.values or {})
        self.versions = self._version_list(versions)
        self.per_prompt = QSpinBox()
        self.per_prompt.setRange(1, MOST_ANSWERS)
        self.per_prompt.setValue(chosen.per_prompt)
        self.temperature = _decimal(0.05, 2.0, chosen.sampling.temperature)
        self.spread = _decimal(0.0, 1.0, chosen.temperature_spread)
        self.spread.setSpecialValueText(self.tr("none: all alike"))
        self.spread.setPrefix("± ")
        self.limit = QSpinBox()
        self.limit.setRange(1, max(1, prompts))
        self.limit.setValue(max(1, prompts))
        self.ahead = QCheckBox(self.tr("Generate more by itself before the pairs run out"))
        self.ahead.setAccessibleName(self.ahead.text())
        self.ahead.setChecked(kept.enabled)
        self.below = QSpinBox()
        self.below.setRange(1, MOST_SPARE)
        self.below.setValue(kept.below)
        self.add_row(self.tr("Models"), self.versions)
        self.add_row(self.tr("Answers for each prompt"), self.per_prompt)
        self.add_row(self.tr("Temperature"), self.temperature)
        self.add_row(self.tr("Spread of temperatures"), self.spread)
        self.add_row(self.tr("Prompts at most"), self.limit)
        self.form.addRow(self.ahead)
        self.add_row(self.tr("Pairs to keep ready"), self.below)
        self.versions.itemChanged.connect(self._on_versions_changed)
        self.per_prompt.valueChanged.connect(self._on_versions_changed)

    def answers(self) -> GenerateAnswers:
        """Return what the user asked for.

        The newest version alone is not named, so that what is generated later comes from what is
        the newest then.
        """
        ids = self._checked()
        newest = len(ids) == 1 and ids[0] == self.versions.item(0).data(Qt.ItemDataRole.UserRole)
        values = {
            "per_prompt": self.per_prompt.value(),
            "sampling.temperature": round(self.temperature.value(), 2),
            "temperature_spread": round(self.spread.value(), 2),
            "versions": "" if newest else ",".join(map(str, ids)),
        }
        ahead = AheadSettings(self.ahead.isChecked(), self.below.value(), values)
        return GenerateAnswers(tuple(ids), values, self.limit.value(), ahead)

    def _version_list(self, versions: Sequence[ModelVersion]) -> QListWidget:
        answering = [v for v in versions if v.kind is not VersionKind.REWARD]
        view = QListWidget()
        for version in sorted(answering, key=lambda v: v.id, reverse=True):
            item = QListWidgetItem(version.name, view)
            item.setData(Qt.ItemDataRole.UserRole, version.id)
            first = view.count() == 1
            item.setCheckState(Qt.CheckState.Checked if first else Qt.CheckState.Unchecked)
        view.setCurrentRow(0)
        rows = min(SHOWN_VERSIONS, max(1, view.count()))
        height = max(view.sizeHintForRow(0), QSize(view.fontMetrics().size(0, "X")).height() + 6)
        view.setFixedHeight(rows * height + 2 * view.frameWidth() + 2)
        return view

    def _checked(self) -> list[int]:
        items = (self.versions.item(row) for row in range(self.versions.count()))
        return [
            int(item.data(Qt.ItemDataRole.UserRole))
            for item in items
            if item.checkState() is Qt.CheckState.Checked
        ]

    @Slot()
    def _on_versions_changed(self) -> None:
        """Without a version, or with a single answer in all, there is nothing to compare."""
        count = len(self._checked())
        self.accept_button.setEnabled(count * self.per_prompt.value() >= 2)


def _decimal(low: float, high: float, value: float) -> QDoubleSpinBox:
    box = QDoubleSpinBox()
    box.setRange(low, high)
    box.setSingleStep(0.05)
    box.setDecimals(2)
    box.setValue(value)
    return box
