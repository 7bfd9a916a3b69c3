"""Keeps the card of the rules true: it tries them on real answers when one stops typing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from desktop.domain.errors import AppError, InvalidInputError
from desktop.domain.reward_rules import parse_rules
from desktop.services.rule_trial import newest_answers, try_rules
from desktop.ui.background import ProjectTask
from desktop.ui.error_words import error_text
from desktop.ui.train.rules_card import RulesCard

if TYPE_CHECKING:
    from desktop.services.project import Project
    from desktop.services.rule_trial import RuleTrials

WAIT_MS = 350


class RulesPanel(QObject):
    """The card with what it needs.

    Signals:
        failed: The rules could not be tried: the exception.
    """

    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.card = RulesCard()
        self._project: Project | None = None
        self._text = self._tried = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT_MS)
        self._timer.timeout.connect(self._try)
        self._trying = ProjectTask(self._trials, self, always_aside=True)
        self._trying.done.connect(self._on_rules_tried)
        self._trying.failed.connect(self._on_trying_failed)

    def set_project(self, project: Project | None) -> None:
        """Serve this project from now on; a trial under way is given up."""
        self._timer.stop()
        self._trying.stop()
        self._project = project
        self._text = self._tried = ""
        self.card.hide()

    def show_rules(self, text: str) -> None:
        """Follow the rules as they are entered; an error is said at once, a trial follows."""
        if text == self._text:
            return
        self._text = text
        self._timer.stop()
        if not text.strip() or self._project is None:
            self.card.hide()
            return
        try:
            parse_rules(text)
        except InvalidInputError as error:
            self.card.show_problem(error_text(error))
            return
        self.card.show_trying()
        self._timer.start()

    @Slot()
    def _try(self) -> None:
        if self._project is not None and not self._trying.busy():
            self._tried = self._text
            self._trying.start(self._project)

    def _trials(self, project: Project) -> RuleTrials:
        return try_rules(self._tried, newest_answers(project))

    @Slot(object)
    def _on_rules_tried(self, trials: RuleTrials) -> None:
        if self._tried == self._text:
            self.card.show_trials(trials)
        elif self.card.summary.text():
            self._try()

    @Slot(object)
    def _on_trying_failed(self, error: Exception) -> None:
        if isinstance(error, AppError):
            self.card.show_problem(error_text(error))
        else:
            self.failed.emit(error)
