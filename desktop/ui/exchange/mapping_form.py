"""What each column of a file is read as; the user can change it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from desktop.exchange.formats import LEFT_OUT, METADATA
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from desktop.services.importing import Preview

_LONGEST = 60


class MappingForm(QWidget):
    """A line for each column: its name, an example, and what it is read as.

    Signals:
        mapping_changed: The user chose another meaning.
    """

    mapping_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.boxes: dict[str, QComboBox] = {}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self.setAccessibleName(self.tr("Columns of the file"))

    def mapping(self) -> dict[str, str]:
        """Return the field for each column that is not read under its own name."""
        chosen = {column: str(box.currentData()) for column, box in self.boxes.items()}
        return {c: f for c, f in chosen.items() if f not in (c, METADATA)}

    def set_columns(
        self, preview: Preview, fields: Sequence[str], chosen: Mapping[str, str]
    ) -> None:
        """Show the columns of a file.

        Args:
            preview: Its first rows.
            fields: What a column can be read as.
            chosen: The field of columns that are read as something else than their name.
        """
        self._clear()
        for row, column in enumerate(preview.columns):
            box = QComboBox()
            box.setAccessibleName(self.tr("Read “{column}” as").format(column=column))
            self._fill(box, column, fields)
            box.setCurrentIndex(max(0, box.findData(chosen.get(column, _own(column, fields)))))
            box.currentIndexChanged.connect(self._on_box_changed)
            self.boxes[column] = box
            name = label(column, "strong")
            name.setBuddy(box)
            example = label(_example(preview, column), "muted")
            example.setMinimumWidth(80)
            align = Qt.AlignmentFlag.AlignVCenter
            for place, widget in enumerate((name, example, box)):
                self._grid.addWidget(widget, row, place, align)

    def _fill(self, box: QComboBox, column: str, fields: Sequence[str]) -> None:
        box.addItem(self.tr("kept with the prompt"), METADATA)
        for field in fields:
            box.addItem(field, field)
        box.addItem(self.tr("left out"), LEFT_OUT)

    def _clear(self) -> None:
        self.boxes.clear()
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()

    @Slot()
    def _on_box_changed(self) -> None:
        self.mapping_changed.emit()


def _own(column: str, fields: Sequence[str]) -> str:
    return column if column in fields else METADATA


def _example(preview: Preview, column: str) -> str:
    """Return the first value of a column, on one line."""
    value = next((r.values[column] for r in preview.rows if r.values.get(column) is not None), "")
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    line = " ".join(text[: 4 * _LONGEST].split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"
