"""The doctor of a PPO run: what its figures say is wrong, in words, with an answer as witness."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.domain.policy_health import ALARMS, Finding, Sign
from desktop.ui.number_texts import number_text
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.labels import Chip, label, selectable

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORDS: dict[Sign, object] = {
    Sign.KL_HIGH: QT_TRANSLATE_NOOP(
        "Health",
        "The policy is {now} nats from its start, the target is {before}. The reward model does "
        "not know such answers. Raise the price of KL or lower the step size.",
    ),
    Sign.REPEATS: QT_TRANSLATE_NOOP(
        "Health",
        "The reward rises while answers repeat themselves: {now}, {before} at the start. Set a "
        "repetition penalty, or rate such answers and train the reward model again.",
    ),
    Sign.LONGER: QT_TRANSLATE_NOOP(
        "Health",
        "The reward rises with the length of the answers: {now} tokens, {before} at the start. Set "
        "a length penalty, or rate more pairs of unequal length.",
    ),
    Sign.HELD_OUT_FALLS: QT_TRANSLATE_NOOP(
        "Health",
        "On prompts it does not train on, the reward falls: {now}, {before} at its best. Stop "
        "earlier, or add prompts.",
    ),
    Sign.SECOND_DISAGREES: QT_TRANSLATE_NOOP(
        "Health",
        "A second reward model, which the policy does not learn from, likes the answers less: "
        "{now}, {before} at its best. Rate pairs of these answers before you go on.",
    ),
    Sign.STEPS_TOO_LARGE: QT_TRANSLATE_NOOP(
        "Health",
        "{now} of the tokens hit the clip range, more than {before}: the steps are too large. "
        "Lower the step size.",
    ),
    Sign.ENTROPY_GONE: QT_TRANSLATE_NOOP(
        "Health",
        "The answers have become nearly the same each time: entropy {now}, {before} at the start. "
        "Raise the price of KL.",
    ),
    Sign.VALUE_BLIND: QT_TRANSLATE_NOOP(
        "Health",
        "The value model foretells the rewards worse than their mean would. More updates, or a "
        "larger value coefficient, may help.",
    ),
    Sign.UNFINISHED: QT_TRANSLATE_NOOP(
        "Health",
        "Only {now} of the answers come to an end. Allow longer answers, or raise the penalty for "
        "no end.",
    ),
    Sign.NOTHING_LEARNT: QT_TRANSLATE_NOOP(
        "Health",
        "Neither reward nor policy has moved: {now}, {before} at the start. Raise the step size, "
        "or check that the reward model tells answers apart.",
    ),
    Sign.PEOPLE_DISAGREE: QT_TRANSLATE_NOOP(
        "Health",
        "The reward rises, but you preferred the policy in only {now} of the pairs. Stop, rate "
        "more, and train the reward model again.",
    ),
}
ROWS = 3


class HealthCard(Card):
    """Shown only while something is wrong."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setAccessibleName(self.tr("What the figures say"))
        self.rows = [_Row() for _ in range(ROWS)]
        self.body.addWidget(label(self.tr("What the figures say"), "title"))
        for row in self.rows:
            self.body.addWidget(row)
        self.hide()

    def set_findings(self, findings: Sequence[tuple[Finding, str]]) -> None:
        """Show the gravest findings, each with an answer that shows it or an empty text."""
        shown = list(findings)[:ROWS]
        self.setVisible(bool(shown))
        for place, row in enumerate(self.rows):
            row.setVisible(place < len(shown))
            if place < len(shown):
                row.set_finding(*shown[place])


class _Row(QWidget):
    """A finding: a chip for how grave it is, its words, an answer."""

    def __init__(self) -> None:
        super().__init__()
        self.chip = Chip("", "", self)
        self.words = selectable(label("", wrap=True))
        self.example = selectable(label("", "muted", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.words)
        texts.addWidget(self.example)
        row.addWidget(self.chip)
        row.addLayout(texts, 1)

    def set_finding(self, finding: Finding, example: str) -> None:
        """Show a finding and an answer."""
        alarm = finding.sign in ALARMS or finding.sign is Sign.PEOPLE_DISAGREE
        self.chip.show_state(
            self.tr("alarm") if alarm else self.tr("hint"), "bad" if alarm else "warning"
        )
        words = QCoreApplication.translate("Health", str(_WORDS[finding.sign]))
        self.words.setText(
            words.format(now=number_text(finding.now), before=number_text(finding.before))
        )
        self.example.setText(self.tr("For example: {answer}").format(answer=example))
        self.example.setVisible(bool(example))
