"""What “Verify my data” found: a line for each check, and what is wrong under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.safety.texts import check_text, problem_text
from desktop.ui.widgets.labels import Chip, label, selectable

if TYPE_CHECKING:
    from desktop.services.examination import Examination, Finding

SHOWN = 5


class ExaminationView(QWidget):
    """A readable report."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Report"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(6)
        self._column.addStretch(1)

    def set_examination(self, found: Examination | None) -> None:
        """Show what was found; None shows nothing."""
        while self._column.count() > 1:
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.deleteLater()
        for finding in found.findings if found is not None else ():
            self._column.insertWidget(self._column.count() - 1, self._line(finding))
        lines = self.lines(found) if found is not None else []
        self.setAccessibleDescription("; ".join(lines))

    def lines(self, found: Examination) -> list[str]:
        """Return the report as lines of text."""
        lines = []
        for finding in found.findings:
            lines.append(f"{check_text(finding.check)}: {self._verdict(finding)}")
            lines += [problem_text(problem) for problem in finding.problems]
        return lines

    def _line(self, finding: Finding) -> QWidget:
        widget = QWidget()
        column = QVBoxLayout(widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(label(check_text(finding.check), wrap=True), 1)
        row.addWidget(label(f"{finding.looked_at:,}", "muted"))
        row.addWidget(Chip(self._verdict(finding), "good" if finding.sound else "bad"))
        column.addLayout(row)
        for problem in finding.problems[:SHOWN]:
            column.addWidget(selectable(label(problem_text(problem), "small", wrap=True)))
        more = finding.problem_count - len(finding.problems[:SHOWN])
        if more > 0:
            column.addWidget(label(self.tr("… and %n more", "", more), "small"))
        return widget

    def _verdict(self, finding: Finding) -> str:
        if finding.sound:
            return self.tr("good")
        return self.tr("%n wrong", "", finding.problem_count)
