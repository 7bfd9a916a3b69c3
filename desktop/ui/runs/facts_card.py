"""What a run was: its device with the reason, its versions, its own settings, its event files."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFormLayout, QLabel

from desktop.ui.error_words import translated
from desktop.ui.icons import Symbol
from desktop.ui.train.setting_texts import setting_label
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.flow import ends
from desktop.ui.widgets.labels import label, selectable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.services.run_facts import ChangedSetting, RunFacts


class FactsCard(Card):
    """A list of facts; one without a value is left out."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setAccessibleName(self.tr("About this run"))
        self.copy = button(self.tr("Copy the command"), name="run_tensorboard", symbol=Symbol.COPY)
        self.copy.clicked.connect(self._on_copy_pressed)
        self._form = QFormLayout()
        self._form.setHorizontalSpacing(16)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.place = self._row(self.tr("Computes on"))
        self.policy = self._row(self.tr("Started from"))
        self.reward = self._row(self.tr("Reward model"))
        self.settings = self._row(self.tr("Changed settings"))
        self.command = self._row(self.tr("TensorBoard"))
        self.body.addLayout(ends((label(self.tr("About this run"), "title"),), (self.copy,)))
        self.body.addLayout(self._form)

    def set_facts(self, facts: RunFacts) -> None:
        """Show the facts about a run."""
        place = [facts.device.upper(), facts.precision, translated(facts.reason)]
        self._show(self.place, " · ".join(filter(None, place)))
        self._show(self.policy, facts.policy)
        self._show(self.reward, facts.reward)
        changed = "\n".join(map(self._changed_text, facts.changed))
        self._show(self.settings, changed or self.tr("none: all are as usual"))
        folder = facts.event_files
        command = f"tensorboard --logdir {shlex.quote(str(folder))}" if folder else ""
        self._show(self.command, command)
        self.copy.setVisible(bool(command))

    def _row(self, caption: str) -> QLabel:
        value = selectable(label("", wrap=True))
        value.setAccessibleName(caption)
        self._form.addRow(label(caption, "muted"), value)
        return value

    def _show(self, value: QLabel, text: str) -> None:
        value.setText(text)
        self._form.setRowVisible(value, bool(text))

    def _changed_text(self, changed: ChangedSetting) -> str:
        words = self.tr("{name}: {value} (usually {usual})")
        return words.format(
            name=setting_label(changed.key),
            value=self._value_text(changed.value),
            usual=self._value_text(changed.usual),
        )

    def _value_text(self, value: Any) -> str:  # noqa: ANN401 - of any setting
        if isinstance(value, bool):
            return self.tr("on") if value else self.tr("off")
        if isinstance(value, float):
            return f"{value:g}"
        return str(value) or self.tr("none")

    @Slot()
    def _on_copy_pressed(self) -> None:
        QGuiApplication.clipboard().setText(self.command.text())
