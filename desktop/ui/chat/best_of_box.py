"""How many answers are wanted, and which reward model says which of them is the best."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QWidget

from desktop.ui.chat.chat_service import BestOf
from desktop.ui.train.version_box import VersionBox
from desktop.ui.widgets.flow import beside
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from desktop.domain.versions import ModelVersion

MOST = 16


class BestOfBox(QWidget):
    """A number and a reward model; with one answer there is nothing to choose from.

    Signals:
        n_changed: Another number was chosen.
    """

    n_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.number = QSpinBox()
        self.number.setRange(1, MOST)
        self.number.setAccessibleName(self.tr("Answers for each message"))
        self.judge = VersionBox(self.tr("best by"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(beside(label(self.tr("Answers"), "muted"), self.number))
        row.addWidget(self.judge)
        self.number.valueChanged.connect(self._on_number_changed)
        self.set_versions([])

    def set_versions(self, rewards: Sequence[ModelVersion]) -> None:
        """Offer these reward models; without any there is one answer."""
        self.judge.set_versions(rewards)
        self.number.setEnabled(bool(rewards))
        self.number.setToolTip(
            self.tr("Several answers are written, and a reward model says which is the best.")
            if rewards
            else self.tr("To choose among several answers, train a reward model first.")
        )
        self._show_judge()

    def set_n(self, n: int) -> None:
        """Show the number chosen last time."""
        self.number.blockSignals(True)
        self.number.setValue(n)
        self.number.blockSignals(False)
        self._show_judge()

    def best_of(self) -> BestOf | None:
        """Return what is wanted; None for a single answer."""
        judge = self.judge.version_id()
        n = self.number.value()
        return BestOf(n, judge) if n > 1 and judge is not None else None

    def _show_judge(self) -> None:
        self.judge.setVisible(self.best_of() is not None)

    @Slot(int)
    def _on_number_changed(self, n: int) -> None:
        self._show_judge()
        self.n_changed.emit(n)
