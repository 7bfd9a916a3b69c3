"""Which judgements are exported: by kind, round and date."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QDateEdit, QGridLayout, QHBoxLayout, QSpinBox, QWidget

from desktop.services.export_items import ExportFilter
from desktop.ui.exchange.words import KINDS, kind_title
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop.services.export_items import ChosenEvents


class FilterCard(Card):
    """Check boxes for the kinds, two rounds, and dates that count only when they are switched on.

    Signals:
        filter_changed: The user changed something.
    """

    filter_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_label.setText(self.tr("Which judgements"))
        self.title_label.show()
        self.setAccessibleName(self.tr("Which judgements"))
        self._only: ChosenEvents | None = None
        self.only = label("", wrap=True)
        self.all = button(self.tr("All judgements"), name="export_all")
        self.kinds = {kind: QCheckBox(kind_title(kind)) for kind in KINDS}
        self.first_round, self.last_round = QSpinBox(), QSpinBox()
        self.since_on, self.until_on = QCheckBox(self.tr("From")), QCheckBox(self.tr("Up to"))
        self.since, self.until = QDateEdit(), QDateEdit()
        self._build()
        self._connect()

    def value(self) -> ExportFilter:
        """Return the filter; what is not restricted stays so when more is judged."""
        offered = {kind: box for kind, box in self.kinds.items() if not box.isHidden()}
        chosen = frozenset(kind for kind, box in offered.items() if box.isChecked())
        every = len(chosen) == len(offered)
        first, last = self.first_round.value(), self.last_round.value()
        return ExportFilter(
            kinds=None if every else chosen,
            first_round=first if first > 1 else None,
            last_round=last if last < self.last_round.maximum() else None,
            since=_start(self.since.date()) if self.since_on.isChecked() else None,
            until=_start(self.until.date(), 1) if self.until_on.isChecked() else None,
            only=self._only,
        )

    def set_only(self, only: ChosenEvents | None) -> None:
        """Restrict to judgements that were found in the history; None stands for all."""
        self._only = only
        found = len(only) if only is not None else 0
        self.only.setText(self.tr("Only the %n judgement(s) found in the history", "", found))
        for shown in (self.only, self.all):
            shown.setVisible(only is not None)
        self.filter_changed.emit()

    def set_rounds(self, newest: int) -> None:
        """Let rounds up to the newest one be chosen."""
        at_end = self.last_round.value() == self.last_round.maximum()
        for box in (self.first_round, self.last_round):
            box.blockSignals(True)
            box.setMaximum(max(1, newest))
        if at_end:
            self.last_round.setValue(newest)
        for box in (self.first_round, self.last_round):
            box.blockSignals(False)

    def set_carried(self, kinds: Collection[str] | None) -> None:
        """Offer only the kinds that the format holds; None for one that holds everything."""
        self.setVisible(bool(kinds))
        for kind, box in self.kinds.items():
            box.setVisible(kind in (kinds or ()))

    def _build(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.only, 1)
        row.addWidget(self.all)
        self.body.addLayout(row)
        for shown in (self.only, self.all):
            shown.hide()
        flow = FlowLayout(12)
        for box in self.kinds.values():
            box.setChecked(True)
            flow.addWidget(box)
        self.body.addLayout(flow)
        self.first_round.setAccessibleName(self.tr("First round"))
        self.last_round.setAccessibleName(self.tr("Last round"))
        self.since.setAccessibleName(self.tr("First day"))
        self.until.setAccessibleName(self.tr("Last day"))
        for spin in (self.first_round, self.last_round):
            spin.setRange(1, 1)
        for date in (self.since, self.until):
            date.setCalendarPopup(True)
            date.setDate(QDate.currentDate())
            date.setEnabled(False)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        line = (label(self.tr("Rounds")), self.first_round, label(self.tr("to")), self.last_round)
        for place, widget in enumerate(line):
            grid.addWidget(widget, 0, place)
        for place, widget in enumerate((self.since_on, self.since, self.until_on, self.until)):
            grid.addWidget(widget, 1, place)
        grid.setColumnStretch(4, 1)
        self.body.addLayout(grid)

    def _connect(self) -> None:
        for box in self.kinds.values():
            box.toggled.connect(self._on_changed)
        for spin in (self.first_round, self.last_round):
            spin.valueChanged.connect(self._on_changed)
        for date in (self.since, self.until):
            date.dateChanged.connect(self._on_changed)
        self.all.clicked.connect(self._on_all_wanted)
        self.since_on.toggled.connect(self.since.setEnabled)
        self.until_on.toggled.connect(self.until.setEnabled)
        self.since_on.toggled.connect(self._on_changed)
        self.until_on.toggled.connect(self._on_changed)

    @Slot()
    def _on_all_wanted(self) -> None:
        self.set_only(None)

    @Slot()
    def _on_changed(self) -> None:
        self.filter_changed.emit()


def _start(date: QDate, later: int = 0) -> float:
    """Return when a day begins, in local time and seconds since the epoch."""
    day = datetime(date.year(), date.month(), date.day()).astimezone().date()
    return datetime.combine(day + timedelta(days=later), time()).astimezone().timestamp()
