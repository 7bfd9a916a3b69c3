"""One judgement opened: what was said, its answers, and its whole past."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.domain.feedback import Comparison, Correction, Ranking, Retraction
from desktop.domain.history import State
from desktop.ui.history.rerate import can_judge_again
from desktop.ui.history.words import KINDS, STATES, judge_words, judgement_words, time_words, word
from desktop.ui.icons import Symbol
from desktop.ui.text.views import ResponseView
from desktop.ui.widgets.buttons import button
from desktop.ui.widgets.containers import Card
from desktop.ui.widgets.flow import ends
from desktop.ui.widgets.labels import Chip, label, whole_tip

if TYPE_CHECKING:
    from desktop.domain.feedback import FeedbackEvent, Judgement
    from desktop.services.history import OpenedJudgement
    from desktop.ui.theme.theme import Theme

MOST_ANSWERS = 4
_TONES = {State.STANDING: "good", State.TAKEN_BACK: "warning", State.REPLACED: ""}


class _Answer(QWidget):
    """A name and a text below it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.name = label(role="section")
        self.view = ResponseView(theme, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.name)
        column.addWidget(self.view, 1)

    def set_answer(self, name: str, text: str) -> None:
        """Show an answer."""
        self.name.setText(name)
        self.view.setAccessibleName(name)
        self.view.set_text(text)


class JudgementDetail(Card):
    """Shows one judgement.

    Signals:
        judging_requested: The user wants to judge again.
        change_requested: The user wants to take it back, or to bring it back.
    """

    judging_requested = Signal()
    change_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.setAccessibleName(self.tr("Judgement"))
        self.said = label(role="big", wrap=True)
        self._state = Chip(parent=self)
        self.again = button(self.tr("Judge again…"), name="history_again", symbol=Symbol.EDIT)
        self.change = button(self.tr("Take back"), name="history_change")
        self.prompt = ResponseView(theme, self.tr("Prompt"))
        self.answers = [_Answer(theme) for _ in range(MOST_ANSWERS)]
        self.past = QListWidget()
        self.past.setAccessibleName(self.tr("Its past"))
        self.past.setWordWrap(True)
        self._build()
        self.again.clicked.connect(self.judging_requested)
        self.change.clicked.connect(self.change_requested)

    def set_judgement(self, opened: OpenedJudgement) -> None:
        """Show a judgement."""
        event, state = opened.row.event, opened.row.state
        kind, said = word(KINDS[event.kind]), judgement_words(event.judgement)
        self.said.setText(": ".join(filter(None, (kind, " ".join(said.split())))))
        self._state.show_state(word(STATES[state]), _TONES[state])
        stands = state is State.STANDING
        self.again.setEnabled(can_judge_again(event.judgement))
        caption = self.tr("Take back") if stands else self.tr("Bring back")
        self.change.setText(caption)
        self.change.setAccessibleName(caption)
        self.change.setEnabled(state is not State.REPLACED)
        turns = (message.content for message in opened.prompt.messages)
        self.prompt.set_text("\n\n".join(turns), markdown=False)
        self._show_answers(opened)
        self.past.clear()
        for earlier in reversed(opened.past):
            item = QListWidgetItem(self._line(earlier))
            item.setToolTip(whole_tip(item.text()))
            self.past.addItem(item)

    def _build(self) -> None:
        self.body.addLayout(ends((self._state,), (self.again, self.change)))
        self.body.addWidget(self.said)
        texts = QHBoxLayout()
        texts.setSpacing(16)
        texts.addLayout(_column(self.tr("PROMPT"), self.prompt), 2)
        for answer in self.answers:
            texts.addWidget(answer, 3)
        texts.addLayout(_column(self.tr("ITS PAST"), self.past), 2)
        self.body.addLayout(texts, 1)

    def _show_answers(self, opened: OpenedJudgement) -> None:
        named = _named(opened.row.event.judgement)
        names = self._names(opened.row.event.judgement, len(named))
        for place, widget in enumerate(self.answers):
            shown = place < len(named)
            widget.setVisible(shown)
            if shown:
                widget.set_answer(names[place], opened.answers[named[place]].text)

    def _names(self, judgement: Judgement, count: int) -> list[str]:
        if isinstance(judgement, Comparison):
            return [self.tr("ANSWER A"), self.tr("ANSWER B")]
        if isinstance(judgement, Correction):
            return [self.tr("BEFORE"), self.tr("AFTER")]
        if isinstance(judgement, Ranking):
            template = self.tr("PLACE {n}")
            places = [n for n, tier in enumerate(judgement.tiers, start=1) for _ in tier]
            return [template.format(n=n) for n in places]
        return [self.tr("ANSWER")] * count

    def _line(self, event: FeedbackEvent) -> str:
        said = judgement_words(event.judgement) or word(KINDS[event.kind])
        if isinstance(event.judgement, Retraction):
            said = self.tr("#{id} taken back").format(id=event.supersedes)
        return f"#{event.id} · {time_words(event.created_at)} · {judge_words(event.judge)}\n{said}"


def _column(name: str, widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    column.addWidget(label(name, "section"))
    column.addWidget(widget, 1)
    return column


def _named(judgement: Judgement) -> list[int]:
    """Return the answers that a judgement names, in the order in which it names them."""
    if isinstance(judgement, Comparison):
        return [judgement.a_id, judgement.b_id]
    if isinstance(judgement, Correction):
        return [judgement.original_id, judgement.edited_id]
    if isinstance(judgement, Ranking):
        return [answer for tier in judgement.tiers for answer in tier]
    several = getattr(judgement, "response_ids", None)
    one = getattr(judgement, "response_id", None)
    return [*several] if several else [] if one is None else [one]
