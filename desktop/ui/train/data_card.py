"""The card beside the settings: what the stage would learn from, and whether it can start."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop.services.data_summary import DataProblem
from desktop.ui.train.data_texts import count_rows, problem_texts
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.labels import Chip, label

if TYPE_CHECKING:
    from desktop.services.data_summary import DataSummary

_PAGES = {
    DataProblem.NO_PROMPTS: "prompts",
    DataProblem.MORE_PROMPTS_HELP: "prompts",
    DataProblem.NO_REWARD_MODEL: "train",
}
ROWS = 5


class DataCard(Card):
    """Shows a data summary.

    Signals:
        page_requested: The user wants to go where the missing data is made: a page's name.
    """

    page_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setAccessibleName(self.tr("Data"))
        self.state = Chip("", "", self)
        self.problems = label("", wrap=True)
        self.go = button("", name="data_go")
        self.go.clicked.connect(self._on_go_pressed)
        self._page = "rate"
        self._names = [label("", "muted") for _ in range(ROWS)]
        self._counts = [label("", "strong") for _ in range(ROWS)]
        self._build()

    def _build(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for row, (name, count) in enumerate(zip(self._names, self._counts, strict=True)):
            grid.addWidget(name, row, 0)
            grid.addWidget(count, row, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)
        self.body.addWidget(label(self.tr("Data"), "title"))
        self.body.addWidget(self.state)
        self.body.addLayout(grid)
        self.body.addWidget(self.problems)
        self.body.addWidget(self.go)
        self.body.addStretch(1)

    def set_summary(self, summary: DataSummary) -> None:
        """Show what there is and what is missing."""
        rows = count_rows(summary)
        for index, (name, count) in enumerate(zip(self._names, self._counts, strict=True)):
            shown = index < len(rows)
            name.setText(rows[index][0] if shown else "")
            count.setText(str(rows[index][1]) if shown else "")
            name.setVisible(shown)
            count.setVisible(shown)
        ready = self.tr("ready") if not summary.problems else self.tr("ready, more would help")
        self.state.show_state(
            ready if summary.ready else self.tr("not enough yet"),
            "good" if not summary.problems else "warning",
        )
        self.problems.setText("\n\n".join(problem_texts(summary)))
        self.problems.setVisible(bool(summary.problems))
        self._offer_way_out(summary)

    def _offer_way_out(self, summary: DataSummary) -> None:
        self.go.setVisible(bool(summary.problems))
        if not summary.problems:
            return
        problem = summary.problems[0]
        self._page = _PAGES.get(problem, "rate")
        self.go.setVisible(problem is not DataProblem.NO_TEXTS)
        texts = {
            "rate": self.tr("Go to Rate"),
            "prompts": self.tr("Go to Prompts"),
            "train": self.tr("Train a reward model"),
        }
        self.go.setText(texts[self._page])
        self.go.setAccessibleName(texts[self._page])

    @Slot()
    def _on_go_pressed(self) -> None:
        self.page_requested.emit(self._page)
