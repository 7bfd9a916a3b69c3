"""The formats that can be written, under headings."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from desktop.ui.exchange.words import format_title, groups

_NAME = Qt.ItemDataRole.UserRole


class FormatList(QListWidget):
    """One format is chosen; headings cannot be.

    Signals:
        format_chosen: The format's name.
    """

    format_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Format"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for heading, names in groups():
            self._add_heading(heading)
            for name in names:
                item = QListWidgetItem(format_title(name), self)
                item.setData(_NAME, name)
        self.setCurrentRow(1)
        self.currentItemChanged.connect(self._on_item_changed)

    def chosen(self) -> str:
        """Return the chosen format's name."""
        item = self.currentItem()
        return str(item.data(_NAME)) if item is not None else ""

    def choose(self, name: str) -> None:
        """Choose a format."""
        for row in range(self.count()):
            if self.item(row).data(_NAME) == name:
                self.setCurrentRow(row)

    def _add_heading(self, text: str) -> None:
        item = QListWidgetItem(text, self)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = item.font()
        font.setBold(True)
        item.setFont(font)

    @Slot()
    def _on_item_changed(self) -> None:
        self.format_chosen.emit(self.chosen())
