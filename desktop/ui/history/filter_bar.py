"""What is looked for: the search field and a choice for each filter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from desktop.domain.history import Agreement, HistoryFilter, State
from desktop.ui.history.words import AGREEMENTS, KINDS, STATES, judge_words, word
from desktop.ui.icons import Symbol
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.fields import search_field
from desktop.ui.widgets.flow import FlowLayout

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.services.history import FilterChoices

SEARCH_MS = 150
_DAYS = (0, 6, 29, 364)

Choice = tuple[str, Any]


class FilterBar(QWidget):
    """Fields whose values make a `HistoryFilter`.

    Signals:
        changed: Something else is looked for, a moment after the last key.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._scored_by: int | None = None
        self.search = search_field(
            self.tr("Search  ( / )"), self.tr("Search prompts, answers and remarks")
        )
        self._flow = FlowLayout(8, self)
        self._flow.addWidget(self.search)
        self.boxes: dict[str, QComboBox] = {}
        for name, caption in (
            ("kind", self.tr("Kind")),
            ("state", self.tr("State")),
            ("days", self.tr("Date")),
            ("tag", self.tr("Tag")),
            ("flagged", self.tr("Flag")),
            ("round", self.tr("Round")),
            ("version_id", self.tr("Model")),
            ("judge", self.tr("Judge")),
            ("agreement", self.tr("Agreement")),
        ):
            self._add_box(name, caption)
        self.clear = button(
            self.tr("Clear"), role="flat", name="history_clear", symbol=Symbol.CLOSE
        )
        self._flow.addWidget(self.clear)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SEARCH_MS)
        self._timer.timeout.connect(self.changed)
        self.search.textChanged.connect(self._on_field_changed)
        self.clear.clicked.connect(self._on_clear)

    def set_choices(self, choices: FilterChoices) -> None:
        """Offer what the project has; what is chosen stays chosen."""
        self._scored_by = choices.scored_by
        kinds = [(word(text), name) for name, text in KINDS.items() if name != "retraction"]
        self._fill("kind", self.tr("all kinds"), kinds)
        states: list[Choice] = [(word(text), state) for state, text in STATES.items()]
        self._fill("state", "", [*states, (self.tr("any state"), None)])
        spans = (
            self.tr("today"),
            self.tr("last 7 days"),
            self.tr("last 30 days"),
            self.tr("last year"),
        )
        self._fill("days", self.tr("any time"), list(zip(spans, _DAYS, strict=True)))
        self._fill("tag", self.tr("all tags"), [(tag, tag) for tag in choices.tags])
        flags = [(self.tr("flagged"), True), (self.tr("not flagged"), False)]
        self._fill("flagged", self.tr("flagged or not"), flags)
        rounds = range(1, choices.rounds + 1)
        template = self.tr("round {n}")
        self._fill("round", self.tr("all rounds"), [(template.format(n=n), n) for n in rounds])
        models = [(name, version_id) for version_id, name in choices.versions]
        self._fill("version_id", self.tr("all models"), models)
        judges = [(judge_words(judge), judge) for judge in choices.judges]
        self._fill("judge", self.tr("all judges"), judges)
        agreements = [(word(text), value) for value, text in AGREEMENTS.items()]
        self._fill("agreement", self.tr("agreement or not"), agreements)
        useful = {
            "tag": choices.tags,
            "round": choices.rounds > 1,
            "judge": len(choices.judges) > 1,
            "version_id": len(choices.versions) > 1,
            "agreement": choices.scored_by is not None,
        }
        for name, offered in useful.items():
            self.boxes[name].setVisible(bool(offered))

    def wanted(self) -> HistoryFilter:
        """Return what is looked for."""
        values = {name: box.currentData() for name, box in self.boxes.items()}
        days = values.pop("days")
        if days is not None:
            first = QDate.currentDate().addDays(-days).startOfDay()
            values["since"] = float(first.toSecsSinceEpoch())
        if values["agreement"] is not None:
            values["agreement"] = Agreement(values["agreement"])
        if values["state"] is not None:
            values["state"] = State(values["state"])
        return HistoryFilter(text=self.search.text(), scored_by=self._scored_by, **values)

    def is_narrow(self) -> bool:
        """Return whether less than what stands is looked for."""
        return bool(self.search.text().strip()) or any(
            box.currentIndex() > 0 for box in self.boxes.values()
        )

    def _add_box(self, name: str, caption: str) -> None:
        box = QComboBox()
        box.setAccessibleName(caption)
        box.setToolTip(caption)
        box.setObjectName(f"history_{name}")
        box.currentIndexChanged.connect(self._on_field_changed)
        self.boxes[name] = box
        self._flow.addWidget(box)

    def _fill(self, name: str, anything: str, choices: Iterable[Choice]) -> None:
        box = self.boxes[name]
        chosen = box.currentText() if box.currentIndex() > 0 else None
        box.blockSignals(True)
        box.clear()
        if anything:
            box.addItem(anything, None)
        for text, value in choices:
            box.addItem(text, value)
            if text == chosen:
                box.setCurrentIndex(box.count() - 1)
        box.blockSignals(False)

    @Slot()
    def _on_field_changed(self) -> None:
        self._timer.start()

    @Slot()
    def _on_clear(self) -> None:
        self.search.clear()
        for box in self.boxes.values():
            box.setCurrentIndex(0)
