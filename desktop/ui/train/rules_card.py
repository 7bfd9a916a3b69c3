"""What the user's own reward rules find among real answers, while they are written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.rule_trial import TrialState
from desktop.ui.number_texts import number_text
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.flow import FlowLayout
from desktop.ui.widgets.labels import Chip, label, selectable

if TYPE_CHECKING:
    from desktop.services.rule_trial import RuleTrial, RuleTrials

EXAMPLE_LENGTH = 120


class RulesCard(Card):
    """Shown only while there are rules."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setAccessibleName(self.tr("Your rules, tried"))
        self.summary = label("", "muted", wrap=True)
        self.problem = label("", wrap=True, tone="bad")
        self.rows: list[RuleRow] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        self.body.addWidget(label(self.tr("Your rules, tried"), "title"))
        self.body.addWidget(self.summary)
        self.body.addWidget(self.problem)
        self.body.addLayout(self._rows)
        self.hide()

    def show_problem(self, words: str) -> None:
        """Say what is wrong with a rule; the ones tried before are taken away."""
        self._say("", words)
        self._show_rows([])
        self.show()

    def show_trying(self) -> None:
        """Say that the rules are being tried."""
        self._say(self.tr("Trying them…"), "")
        self.show()

    def show_trials(self, trials: RuleTrials) -> None:
        """Show what each rule found."""
        if trials.answers:
            words = self.tr(
                "On the newest {n} answers of this project. Together they give {mean} on average."
            ).format(n=trials.answers, mean=number_text(trials.mean_reward))
        else:
            words = self.tr("There are no answers yet to try them on. Generate some first.")
        self._say(words, "")
        self._show_rows([RuleRow(rule, trials.answers) for rule in trials.rules])
        self.setVisible(bool(trials.rules))

    def _say(self, summary: str, problem: str) -> None:
        self.summary.setText(summary)
        self.summary.setVisible(bool(summary))
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))

    def _show_rows(self, rows: list[RuleRow]) -> None:
        for old in self.rows:
            self._rows.removeWidget(old)
            old.deleteLater()
        self.rows = rows
        for row in rows:
            self._rows.addWidget(row)


class RuleRow(QWidget):
    """One rule: what it says, how many answers fit, one that does and one that does not."""

    def __init__(self, rule: RuleTrial, answers: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = FlowLayout(8)
        self.state = Chip("", "", self)
        self.line = selectable(label(rule.line, "strong", wrap=True))
        head.addWidget(self.state)
        column.addWidget(self.line)
        column.addLayout(head)
        self.examples = selectable(label("", "small", wrap=True))
        column.addWidget(self.examples)
        self._show(rule, answers)

    def _show(self, rule: RuleTrial, answers: int) -> None:
        lines = []
        if rule.state is TrialState.TRIED:
            share = round(100 * rule.fits / answers)
            words = self.tr("fits {n} of {answers} ({share}%)")
            tells = 0 < rule.fits < answers
            self.state.show_state(
                words.format(n=rule.fits, answers=answers, share=share),
                "good" if tells else "warning",
            )
            if not tells:
                lines.append(
                    self.tr("It tells no answer from another, so nothing is learnt by it.")
                )
            lines += [
                words.format(answer=_shortened(text))
                for words, text in (
                    (self.tr("Fits: {answer}"), rule.fitting),
                    (self.tr("Does not fit: {answer}"), rule.missing),
                )
                if text is not None
            ]
        elif rule.state is TrialState.TOO_SLOW:
            self.state.show_state(self.tr("too slow"), "bad")
            lines.append(
                self.tr(
                    "It takes too long on these answers and would hold up the run. Avoid nested "
                    "repetitions such as (a+)+."
                )
            )
        else:
            self.state.show_state(self.tr("not tried"))
        self.examples.setText("\n".join(lines))
        self.examples.setVisible(bool(lines))


def _shortened(text: str) -> str:
    """Return the beginning of an answer in one line."""
    line = " ".join(text.split())
    return line if len(line) <= EXAMPLE_LENGTH else f"{line[:EXAMPLE_LENGTH]}…"
