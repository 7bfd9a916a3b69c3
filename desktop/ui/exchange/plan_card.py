"""What an export will hold, and what its format has no place for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.ui.exchange.words import kind_title, loss_text
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.services.exporting import ExportReport


class PlanCard(Card):
    """A line for the rows, and one for each thing that stays behind."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.title_label.setText(self.tr("What will be in it"))
        self.title_label.show()
        self.setAccessibleName(self.tr("What will be in it"))
        self.rows = label("", "big")
        self.about = label("", "muted", wrap=True)
        self.missing = label("", wrap=True, tone="warning")
        for widget in (self.rows, self.about, self.missing):
            self.body.addWidget(widget)
        self.show_counting()

    def show_counting(self) -> None:
        """Say that the rows are being counted."""
        self.rows.setText(self.tr("Counting…"))
        self.missing.hide()

    def show_so_far(self, plan: ExportReport) -> None:
        """Show what was counted up to now."""
        self.rows.setText(self.tr("%n row(s) so far, counting…", "", plan.rows))
        self.missing.hide()

    def show_plan(self, plan: ExportReport) -> None:
        """Show what was counted."""
        self.rows.setText(self.tr("%n row(s)", "", plan.rows))
        self.about.setText(self._about(plan))
        self.about.setVisible(bool(self.about.text()))
        lines = [
            self.tr("{count} × {what}").format(count=f"{count:,}", what=kind_title(kind))
            for kind, count in plan.left_out.items()
        ]
        lines += [
            self.tr("{count} × {what}").format(count=f"{count:,}", what=loss_text(loss))
            for loss, count in plan.losses.items()
        ]
        heading = self.tr("This format has no place for:")
        self.missing.setText("\n".join([heading, *(f"  {line}" for line in lines)]))
        self.missing.setVisible(bool(lines))

    def _about(self, plan: ExportReport) -> str:
        if plan.format == "tastemaker":
            return self.tr(
                "Every prompt, answer and judgement with its past, times and model versions. "
                "Another project can take it in without loss. The models themselves are not in it."
            )
        if not plan.rows:
            return self.tr("There is nothing in the project that this format could hold.")
        if plan.format == "trl-text":
            return self.tr("A row for each file in the project's folder “texts”.")
        return self.tr("Prompts that are retired or called bad are left out.")
