"""Scoring: one answer after the other, overall and on the aspects that the user defined.

Every score is recorded when it is given. When none is missing, the next answer appears; an answer
that was scored in part comes first at the next start.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.feedback import Rating
from desktop.services.score_queue import ScoreItem
from desktop.services.score_scales import WORDS
from desktop.ui.icons import Symbol
from desktop.ui.rate.command_line import CommandCap
from desktop.ui.rate.commands import SCORES, WORD_SCORES, Command
from desktop.ui.rate.keys import Scope
from desktop.ui.rate.mode import Mode
from desktop.ui.rate.mode_view import AHEAD, COMMON, ModeView
from desktop.ui.rate.remark_bar import RemarkBar
from desktop.ui.rate.score_rows import ScoreRows
from desktop.ui.rate.seen import Seen, SeenAnswer
from desktop.ui.text.views import ResponseView
from desktop.ui.text.visible import count_words
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.domain.feedback import FeedbackEvent
    from desktop.services.desk import Desk
    from desktop.ui.rate.attention import Attention
    from desktop.ui.rate.habits import Habits
    from desktop.ui.theme.theme import Theme


class ScoreMode(ModeView):
    """One answer and the questions about it.

    Signals:
        plan_requested: The user wants to change what is asked.
    """

    MODE = Mode.SCORE
    BUTTONS = (Command.CORRECT, *COMMON)

    plan_requested = Signal()

    def __init__(
        self, theme: Theme, habits: Habits, attention: Attention, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, habits, attention, parent)
        self._item: ScoreItem | None = None
        self._current = 0
        self.view = ResponseView(theme, self.tr("Answer"))
        self.rows = ScoreRows(habits)
        self.remarks = RemarkBar(self)
        self.watch(self.remarks)
        self._words = label(role="muted")
        self._numbers_cap = CommandCap(habits, Scope.SCORE, (Command.SCORE_1, Command.SCORE_10))
        self._keys = QWidget()
        self.plan_button = button(
            self.tr("Scores…"), role="flat", name="score_plan", symbol=Symbol.SETTINGS
        )
        self._build()
        self.rows.scored.connect(self.score)
        self.plan_button.clicked.connect(self.plan_requested)

    def _build(self) -> None:
        card = Card()
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Answer"), "title"))
        head.addStretch(1)
        head.addWidget(self._words)
        card.body.addLayout(head)
        card.body.addWidget(self.view, 1)
        card.body.addWidget(self.remarks)
        self.area.addWidget(card, 1)
        self.area.addWidget(self.rows)
        row = QHBoxLayout()
        row.addWidget(self._keys)
        row.addStretch(1)
        row.addWidget(self.plan_button)
        self.area.addLayout(row)
        self._build_keys()

    def _build_keys(self) -> None:
        """Say which keys score and which lead to another question, unless buttons show it."""
        row = QHBoxLayout(self._keys)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._numbers_cap)
        row.addWidget(label(self.tr("score"), "muted"))
        questions = (Command.QUESTION_ABOVE, Command.QUESTION_BELOW)
        row.addWidget(CommandCap(self.habits, Scope.SCORE, questions))
        row.addWidget(label(self.tr("question"), "muted"))

    def own_commands(self) -> dict[Command, Callable[[], object]]:
        """Return how answers are scored, and how they are read."""
        return {
            **{c: partial(self._score_word, n) for c, n in WORD_SCORES.items()},
            **{c: partial(self.score_current, n) for c, n in SCORES.items()},
            Command.QUESTION_ABOVE: partial(self._step, -1),
            Command.QUESTION_BELOW: partial(self._step, 1),
            Command.CORRECT: self.correct,
            Command.SKIP: self.skip,
            Command.BAD_PROMPT: self.call_bad,
            Command.RAW: self._toggle_raw,
            Command.PAGE_UP: partial(self.view.scroll_pages, -1),
            Command.PAGE_DOWN: partial(self.view.scroll_pages, 1),
        }

    def set_desk(self, desk: Desk | None) -> None:
        """Judge at this desk from now on."""
        super().set_desk(desk)
        self._item = None
        if desk is not None:
            questions = desk.score_plan.questions()
            self.rows.set_questions(questions)
            highest = max(question.high for question in questions)
            self._numbers_cap.set_commands((Command.SCORE_1, Command(f"score_{highest}")))
            self._keys.setVisible(len(questions) > 1 or highest > WORDS)

    def show_next(self) -> bool:
        """Show the next answer with the scores that it has."""
        item = self.desk.next_score() if self.desk else None
        if item is not None:
            self._show(item)
        self._item = item
        return item is not None

    def show_event(self, event: FeedbackEvent) -> bool:
        """Show the answer whose score was taken back."""
        item = self.desk.item_of(event) if self.desk else None
        if not isinstance(item, ScoreItem):
            return False
        self._show(item)
        return True

    def remaining(self) -> str:
        """Say how many answers are left."""
        count = self.desk.remaining()[1] if self.desk else 0
        return self.tr("%n answer(s) left", "", count)

    def upcoming(self) -> list[str]:
        """Return the next answers."""
        return self.desk.upcoming_texts(AHEAD)[1] if self.desk else []

    def seen(self) -> Seen | None:
        """Return what is on the screen, for a remark about it."""
        if (item := self._item) is None:
            return None
        shown = SeenAnswer(item.answer, self.view, self.remarks)
        return Seen(item.prompt, self.prompt.remarks, {self.tr("Answer"): shown})

    @Slot(int, int)
    def score(self, question: int, score: int) -> None:
        """Record a score, and go on when none is missing."""
        if (item := self._item) is None or self.desk is None:
            return
        asked = self.desk.score_plan.questions()
        if question < len(asked) and score <= asked[question].high:
            judge = partial(self.desk.score, item, asked[question], score, self.seconds())
            self.act(judge, self.tr("saved ✓"))

    def score_current(self, score: int) -> None:
        """Score the question that is marked."""
        self.score(self._current, score)

    @Slot()
    def skip(self) -> None:
        """Pass over the answer."""
        if (item := self._item) is not None and self.desk is not None:
            judge = partial(self.desk.skip, item.prompt.id, (item.answer.id,), self.seconds())
            self.act(judge, self.tr("comes back later ✓"))

    @Slot()
    def call_bad(self) -> None:
        """Call the prompt unusable."""
        if (item := self._item) is not None and self.desk is not None:
            judge = partial(self.desk.call_bad, item.prompt.id, self.seconds())
            self.act(judge, self.tr("saved ✓"))

    @Slot()
    def correct(self) -> None:
        """Correct the answer."""
        if self._item is not None:
            self.correction_requested.emit(self._item.answer, self.tr("correcting"))

    def _toggle_raw(self) -> None:
        raw = not self.view.raw()
        self.view.set_raw(raw)
        self.prompt.view.set_raw(raw)
        self.show_remarks()

    def _score_word(self, score: int) -> None:
        if self.desk is not None and self.desk.score_plan.high == WORDS:
            self.score(0, score)

    def _step(self, by: int) -> None:
        if self._item is not None and 0 <= self._current + by < len(self.rows.buttons):
            self._current += by
            self._show_given(self._item)

    def _show(self, item: ScoreItem) -> None:
        if self._item is None or item.answer.id != self._item.answer.id:
            self.prompt.set_prompt(item.prompt)
            self.view.set_text(item.answer.text)
            self._words.setText(self.tr("%n word(s)", "", count_words(item.answer.text)))
            self.started()
            self._item = item
            self.show_remarks()
        self._item = item
        asked = self.desk.score_plan.questions() if self.desk else ()
        missing = (n for n, question in enumerate(asked) if question.name not in item.given)
        self._current = next(missing, 0)
        self._show_given(item)

    def _show_given(self, item: ScoreItem) -> None:
        asked = self.desk.score_plan.questions() if self.desk else ()
        given = {
            number: event.judgement.score
            for number, question in enumerate(asked)
            if (event := item.given.get(question.name)) and isinstance(event.judgement, Rating)
        }
        self.rows.show_given(given, self._current)
