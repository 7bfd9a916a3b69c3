"""How a finished run turned out, in words and few numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.runs import Stage
from desktop.ui.charts.series import number_text
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.labels import label, selectable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.runs import Run


class ResultCard(Card):
    """Shown only for a run that has a result worth a sentence."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setAccessibleName(self.tr("Result"))
        self.text = selectable(label("", wrap=True))
        self.body.addWidget(label(self.tr("Result"), "title"))
        self.body.addWidget(self.text)
        self.hide()

    def set_run(self, run: Run) -> None:
        """Show how a run turned out."""
        numbers = {k: float(v) for k, v in run.result.items() if isinstance(v, int | float)}
        self.text.setText(self._sentence(run.stage, numbers))
        self.setVisible(bool(self.text.text()))

    def _sentence(self, stage: Stage, numbers: dict[str, float]) -> str:
        if stage is Stage.REWARD and {"accuracy", "low", "high", "n"} <= set(numbers):
            return self.tr(
                "Agrees with you on {value}% of {n} pairs it has not seen "
                "(95% interval {low} to {high}%)."
            ).format(
                value=round(100 * numbers["accuracy"]),
                n=round(numbers["n"]),
                low=round(100 * numbers["low"]),
                high=round(100 * numbers["high"]),
            )
        if stage is Stage.PPO and {"reward_before", "reward_after", "kl"} <= set(numbers):
            return self.tr(
                "Reward went from {before} to {after}, at a KL of {kl} nats from the start."
            ).format(
                before=number_text(numbers["reward_before"]),
                after=number_text(numbers["reward_after"]),
                kl=number_text(numbers["kl"]),
            )
        if {"loss_before", "loss_after"} <= set(numbers):
            return self.tr("Held-out loss went from {before} to {after}.").format(
                before=number_text(numbers["loss_before"]),
                after=number_text(numbers["loss_after"]),
            )
        return ""
