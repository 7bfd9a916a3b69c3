"""All settings of a stage as a form, made from their description and checked while one types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFormLayout, QVBoxLayout, QWidget

from desktop.domain.errors import InvalidInputError
from desktop.domain.runs import SETTINGS, Stage
from desktop.ui.error_words import error_text
from desktop.ui.train.setting_editor import SettingEditor
from desktop.ui.train.setting_texts import group_text, help_text, setting_label
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.domain.settings_fields import Settings


class SettingsForm(QWidget):
    """Edits the settings of one stage.

    Signals:
        changed: Something else was entered.
    """

    changed = Signal()

    def __init__(self, stage: Stage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._stage = stage
        self._loading = False
        self.editors: dict[str, SettingEditor] = {}
        self.problem = label("", wrap=True, tone="bad")
        self.problem.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._column.addWidget(self.problem)
        groups: dict[str, QFormLayout] = {}
        for field in SETTINGS[stage].fields():
            group, _, _ = field.key.rpartition(".")
            if group not in groups:
                groups[group] = self._new_group(group)
            editor = SettingEditor(field, self)
            editor.changed.connect(self._on_editor_changed)
            self.editors[field.key] = editor
            caption = label(setting_label(field.key))
            caption.setBuddy(editor.widget)
            groups[group].addRow(caption, _with_unit(editor))

    def _new_group(self, group: str) -> QFormLayout:
        self._column.addWidget(label(group_text(group), "strong"))
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(6)
        self._column.addLayout(form)
        return form

    def load(self, values: Mapping[str, Any]) -> None:
        """Enter the defaults with these values over them."""
        settings = SETTINGS[self._stage]().replace(values)
        self._loading = True
        for key, editor in self.editors.items():
            editor.set_value(settings.get(key))
        self._loading = False
        self._check()
        self.changed.emit()

    def settings(self) -> Settings:
        """Return what is entered; raises `InvalidInputError` for what does not fit."""
        entered = {key: editor.value() for key, editor in self.editors.items()}
        return SETTINGS[self._stage]().replace(entered)

    def values(self) -> dict[str, Any]:
        """Return all settings by key; raises like `settings`."""
        return self.settings().to_json()

    def entered(self, key: str) -> str:
        """Return what is entered for one setting, whether it fits or not."""
        return str(self.editors[key].value())

    def valid(self) -> bool:
        """Whether all that is entered fits."""
        return not self.problem.text()

    def _check(self) -> None:
        try:
            self.settings()
        except InvalidInputError as error:
            self.problem.setText(error_text(error))
        else:
            self.problem.setText("")
        self.problem.setVisible(bool(self.problem.text()))

    @Slot()
    def _on_editor_changed(self) -> None:
        if not self._loading:
            self._check()
            self.changed.emit()


def _with_unit(editor: SettingEditor) -> QWidget:
    """Return the editor with its unit and its help beside it; below it, where it is wide."""
    row = QBoxLayout(
        QBoxLayout.Direction.TopToBottom
        if editor.field.multiline
        else QBoxLayout.Direction.LeftToRight
    )
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(editor.widget)
    if editor.field.unit:
        row.addWidget(label(help_text(editor.field.unit), "muted"))
    row.addWidget(label(help_text(editor.field.help), "small", wrap=True), 1)
    holder = QWidget()
    holder.setLayout(row)
    return holder
