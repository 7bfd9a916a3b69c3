"""The editor of one setting, made from its description."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from desktop.ui.train.setting_texts import help_text, setting_label

if TYPE_CHECKING:
    from desktop.domain.settings_fields import SettingField

WIDE_EDITOR, EDITOR_LINES = 480, 5
EDITOR_WIDTH = 130


class SettingEditor(QObject):
    """A line, a list of choices or a check box, and what was entered into it.

    Numbers are entered as text, so that 1e-5 can be typed and what is wrong can be said in words.

    Signals:
        changed: Something else was entered.
    """

    changed = Signal()

    def __init__(self, field: SettingField, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.widget: QWidget = self._make()
        self.widget.setAccessibleName(setting_label(field.key))
        self.widget.setAccessibleDescription(self.tip())
        self.widget.setToolTip(self.tip())
        self.set_value(field.default)

    def tip(self) -> str:
        """Return the help, the unit and the bounds in one line."""
        field = self.field
        parts = [help_text(field.help)]
        if field.low is not None and field.high is not None:
            parts.append(
                self.tr("From {low} to {high}.").format(
                    low=f"{field.low:g}", high=f"{field.high:g}"
                )
            )
        elif field.low is not None:
            parts.append(self.tr("At least {low}.").format(low=f"{field.low:g}"))
        return " ".join(parts)

    def _make(self) -> QWidget:
        if self.field.choices:
            box = QComboBox()
            box.addItems(self.field.choices)
            # Qt reckons a pixel less than the shortest choice needs at twice the text size.
            box.setMinimumContentsLength(max(map(len, self.field.choices)) + 1)
            box.currentIndexChanged.connect(self._on_widget_changed)
            return box
        if self.field.type is bool:
            check = QCheckBox()
            check.toggled.connect(self._on_widget_changed)
            return check
        if self.field.multiline:
            lines = QPlainTextEdit()
            lines.setMinimumWidth(EDITOR_WIDTH)
            lines.setMaximumWidth(WIDE_EDITOR)
            lines.setFixedHeight(EDITOR_LINES * lines.fontMetrics().lineSpacing())
            lines.setTabChangesFocus(True)
            lines.textChanged.connect(self._on_widget_changed)
            return lines
        line = QLineEdit()
        line.setFixedWidth(EDITOR_WIDTH)
        line.textChanged.connect(self._on_widget_changed)
        return line

    def value(self) -> Any:  # noqa: ANN401 - text, a choice, or a truth value
        """Return what is entered; numbers as text, to be read and checked by the settings."""
        if isinstance(self.widget, QComboBox):
            return self.widget.currentText()
        if isinstance(self.widget, QCheckBox):
            return self.widget.isChecked()
        if isinstance(self.widget, QPlainTextEdit):
            return self.widget.toPlainText().strip()
        assert isinstance(self.widget, QLineEdit)
        return self.widget.text().strip()

    def set_value(self, value: Any) -> None:  # noqa: ANN401
        """Enter a value."""
        if isinstance(self.widget, QComboBox):
            self.widget.setCurrentText(str(value))
        elif isinstance(self.widget, QCheckBox):
            self.widget.setChecked(bool(value))
        elif isinstance(self.widget, QPlainTextEdit):
            self.widget.setPlainText(str(value))
        elif isinstance(self.widget, QLineEdit):
            self.widget.setText(_number_text(value))

    @Slot()
    def _on_widget_changed(self) -> None:
        self.changed.emit()


def _number_text(value: float | str) -> str:
    """Return a number as briefly as it can be read back exactly."""
    if isinstance(value, float):
        short = f"{value:g}"
        return short if float(short) == value else repr(value)
    return str(value)
