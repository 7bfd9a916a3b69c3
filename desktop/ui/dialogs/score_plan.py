"""Asks which scores a project asks for: the overall scale, and aspects with their anchors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem

from desktop.domain.errors import InvalidInputError
from desktop.services.score_scales import MOST_ASPECTS, SCALES, WORDS, Aspect, ScorePlan
from desktop.ui.dialogs.forms import FormDialog
from desktop.ui.error_words import translated
from desktop.ui.icons import Symbol
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_NEW_HIGH = 5


class ScorePlanDialog(FormDialog):
    """The overall scale, and a table with a line for each aspect.

    Args:
        plan: What is asked for now.
        parent: The page.
    """

    def __init__(self, plan: ScorePlan, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("ScorePlanDialog", "Scores"),
            translate(
                "ScorePlanDialog",
                "What to say of each answer. Scores given before stay as they were given.",
            ),
            translate("ScorePlanDialog", "Save"),
            parent,
        )
        self.setMinimumWidth(620)
        self.scale = self._scale_box(plan.high, words=True)
        self.add_row(self.tr("Overall"), self.scale)
        self.table = QTableWidget(0, 4)
        self.add_button = button(self.tr("Add an aspect"), name="add_aspect", symbol=Symbol.ADD)
        self.remove_button = button(self.tr("Remove"), name="remove_aspect", symbol=Symbol.TRASH)
        self.wrong = label(tone="bad", wrap=True)
        self._build()
        for aspect in plan.aspects:
            self._add(aspect)
        self.add_button.clicked.connect(self._on_add)
        self.remove_button.clicked.connect(self._on_remove)

    def _build(self) -> None:
        self.table.setAccessibleName(self.tr("Aspects"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("Aspect"), self.tr("1 means"), self.tr("The highest means"), self.tr("Scale")]
        )
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(header.sectionSizeHint(2))
        self.table.setMinimumHeight(180)
        row = QHBoxLayout()
        row.addWidget(self.add_button)
        row.addWidget(self.remove_button)
        row.addStretch(1)
        place = self.column.indexOf(self.buttons)
        self.column.insertWidget(place, self.table, 1)
        self.column.insertLayout(place + 1, row)
        self.column.insertWidget(place + 2, self.wrong)

    def plan(self) -> ScorePlan:
        """Return what the user wants to be asked."""
        aspects = (self._aspect(row) for row in range(self.table.rowCount()))
        return ScorePlan(self.scale.currentData(), tuple(aspects))

    def accept(self) -> None:
        """Close, unless the plan cannot be asked: then say why."""
        try:
            self.plan().validate()
        except InvalidInputError as error:
            self.wrong.setText(f"{translated(error.message)} {translated(error.hint)}")
            return
        super().accept()

    def _aspect(self, row: int) -> Aspect:
        texts = [
            item.text().strip() if (item := self.table.item(row, column)) else ""
            for column in range(3)
        ]
        box = self.table.cellWidget(row, 3)
        high = box.currentData() if isinstance(box, QComboBox) else _NEW_HIGH
        return Aspect(texts[0], texts[1], texts[2], high)

    def _add(self, aspect: Aspect) -> None:
        row = self.table.rowCount()
        self.table.insertRow(row)
        for column, text in enumerate((aspect.name, aspect.low_anchor, aspect.high_anchor)):
            self.table.setItem(row, column, QTableWidgetItem(text))
        box = self._scale_box(aspect.high, words=False)
        box.setAccessibleName(self.tr("Scale of {aspect}").format(aspect=aspect.name))
        self.table.setCellWidget(row, 3, box)
        self.table.setRowHeight(row, 36)
        self.add_button.setEnabled(row + 1 < MOST_ASPECTS)

    def _scale_box(self, high: int, *, words: bool) -> QComboBox:
        box = QComboBox()
        for scale in SCALES:
            worded = words and scale == WORDS
            text = self.tr("good / fair / poor") if worded else f"1 – {scale}"
            box.addItem(text, scale)
        box.setCurrentIndex(box.findData(high, Qt.ItemDataRole.UserRole))
        return box

    @Slot()
    def _on_add(self) -> None:
        self._add(Aspect("", high=_NEW_HIGH))
        row = self.table.rowCount() - 1
        self.table.setCurrentCell(row, 0)
        self.table.setFocus()
        if (name := self.table.item(row, 0)) is not None:
            self.table.editItem(name)

    @Slot()
    def _on_remove(self) -> None:
        if self.table.currentRow() >= 0:
            self.table.removeRow(self.table.currentRow())
            self.add_button.setEnabled(True)
