"""How a finished run turned out, in words and few numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from desktop.domain.runs import Stage
from desktop.ui.number_texts import number_text
from desktop.ui.runs.reward_report import RewardReport
from desktop.ui.runs.reward_words import (
    agreement_sentence,
    verdict_chip,
    verdict_of,
    verdict_sentence,
)
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.labels import Chip, label, selectable

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.domain.runs import Run
    from desktop.ui.theme.theme import Theme


class ResultCard(Card):
    """Shown only for a run that has a result worth a sentence."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setAccessibleName(self.tr("Result"))
        self.verdict = Chip()
        self.text = selectable(label("", wrap=True))
        self.report = RewardReport(theme)
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(label(self.tr("Result"), "title"))
        heading.addWidget(self.verdict)
        heading.addStretch(1)
        self.body.addLayout(heading)
        self.body.addWidget(self.text)
        self.body.addWidget(self.report)
        self._shown: Run | None = None
        self.hide()

    def set_run(self, run: Run) -> None:
        """Show how a run turned out."""
        if run == self._shown:
            return
        self._shown = run
        verdict = verdict_of(run.result) if run.stage is Stage.REWARD else None
        self.verdict.show_state(*(verdict_chip(verdict) if verdict else ("", "")))
        self.report.setVisible(verdict is not None)
        if verdict is not None:
            sentences = (agreement_sentence(run.result), verdict_sentence(verdict))
            self.text.setText(" ".join(filter(None, sentences)))
            self.report.set_result(run.result)
        else:
            numbers = {k: float(v) for k, v in run.result.items() if isinstance(v, int | float)}
            self.text.setText(self._sentence(run, numbers))
        self.setVisible(bool(self.text.text()))

    def _sentence(self, run: Run, numbers: dict[str, float]) -> str:
        if run.stage is Stage.REWARD:
            return agreement_sentence(run.result)
        if run.stage is Stage.PPO and {"reward_before", "reward_after", "kl"} <= set(numbers):
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
        if {"reward_before", "loss_before"} & set(numbers):
            return self.tr(
                "It was stopped before it was measured again, so what it gained is not known."
            )
        return ""
