"""Judge again: a form that begins with what was said. The old judgement is kept in the past."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from desktop.domain.feedback import (
    BadPrompt,
    Comment,
    Comparison,
    Correction,
    Demonstration,
    Flag,
    Ranking,
    Rating,
    Skip,
)
from desktop.ui.dialogs.forms import FormDialog
from desktop.ui.history.words import PREFERENCES, QUALITIES, word

if TYPE_CHECKING:
    from desktop.domain.feedback import FeedbackEvent, Judgement
    from desktop.services.history import History, OpenedJudgement

LONGEST_NAME = 48


def can_judge_again(judgement: Judgement) -> bool:
    """Return whether there is something to say differently."""
    return not isinstance(judgement, Skip | BadPrompt)


class RerateDialog(FormDialog):
    """A form for a judgement of any kind.

    Args:
        opened: What was said, and the answers.
        parent: The window in front of which it opens.
    """

    def __init__(self, opened: OpenedJudgement, parent: QWidget | None = None) -> None:
        translate = QCoreApplication.translate
        super().__init__(
            translate("RerateDialog", "Judge again"),
            translate("RerateDialog", "The earlier judgement stays in the history."),
            translate("RerateDialog", "Save"),
            parent,
        )
        self._opened = opened
        self._old = opened.row.event.judgement
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.preference, self.quality = QComboBox(), QComboBox()
        self.score = QSpinBox()
        self.example = QCheckBox(self.tr("Use it as an example to imitate"))
        self.pair = QCheckBox(self.tr("Use it as a pair: mine is better"))
        self.tags = QLineEdit()
        self.places: dict[int, QSpinBox] = {}
        self._build()

    def save(self, history: History) -> FeedbackEvent:
        """Record what the form says now; raises `AppError`."""
        event_id = self._opened.row.event.id
        changed = self._judgement()
        if isinstance(changed, Correction | Demonstration):
            if self.text.toPlainText() == self._edited(changed):
                return history.judge_again(event_id, changed)
            with_text = history.write_again(event_id, self.text.toPlainText())
            if isinstance(changed, Correction) and isinstance(with_text.judgement, Correction):
                uses = dataclasses.replace(changed, edited_id=with_text.judgement.edited_id)
                if uses != with_text.judgement:
                    return history.judge_again(with_text.id, uses)
            return with_text
        return history.judge_again(event_id, changed)

    def _build(self) -> None:
        old = self._old
        if isinstance(old, Comparison):
            self._build_comparison(old)
        elif isinstance(old, Ranking):
            self._build_places(old)
        elif isinstance(old, Rating):
            self.score.setRange(old.low, old.high)
            self.score.setValue(old.score)
            self.add_row(self.tr("Score"), self.score)
        elif isinstance(old, Correction | Demonstration):
            self.text.setPlainText(self._edited(old))
            self.text.setMinimumHeight(200)
            self.add_row(self.tr("Answer"), self.text)
            if isinstance(old, Correction):
                self._build_uses(old)
        elif isinstance(old, Flag | Comment):
            self.text.setPlainText(old.reason if isinstance(old, Flag) else old.text)
            self.add_row(self.tr("Remark"), self.text)
            if isinstance(old, Comment):
                self.tags.setText(", ".join(old.tags))
                self.add_row(self.tr("Tags, with commas between them"), self.tags)

    def _build_comparison(self, old: Comparison) -> None:
        self.preference.addItem(self.tr("no preference given"), None)
        for preference, text in PREFERENCES.items():
            self.preference.addItem(word(text), preference)
        self.quality.addItem(self.tr("nothing said about it"), None)
        for quality, text in QUALITIES.items():
            self.quality.addItem(word(text), quality)
        chosen = [None, *PREFERENCES].index(old.preference)
        self.preference.setCurrentIndex(chosen)
        self.quality.setCurrentIndex([None, *QUALITIES].index(old.quality))
        self.add_row(self.tr("Which is better"), self.preference)
        self.add_row(self.tr("Both of them"), self.quality)
        for box in (self.preference, self.quality):
            box.currentIndexChanged.connect(self._on_choice_changed)

    def _build_places(self, old: Ranking) -> None:
        count = sum(map(len, old.tiers))
        for place, tier in enumerate(old.tiers, start=1):
            for response_id in tier:
                box = QSpinBox()
                box.setRange(1, count)
                box.setValue(place)
                self.places[response_id] = box
                text = " ".join(self._opened.answers[response_id].text.split())
                self.add_row(text[:LONGEST_NAME], box)

    def _build_uses(self, old: Correction) -> None:
        self.example.setChecked(old.as_demonstration)
        self.pair.setChecked(old.as_pair)
        for box in (self.example, self.pair):
            box.setAccessibleName(box.text())
            self.form.addRow(box)

    def _edited(self, judgement: Correction | Demonstration) -> str:
        if isinstance(judgement, Correction):
            return self._opened.answers[judgement.edited_id].text
        return self._opened.answers[judgement.response_id].text

    def _judgement(self) -> Judgement:
        old = self._old
        if isinstance(old, Comparison):
            preference, quality = self.preference.currentData(), self.quality.currentData()
            return dataclasses.replace(old, preference=preference, quality=quality)
        if isinstance(old, Ranking):
            taken = sorted({box.value() for box in self.places.values()})
            tiers = (
                tuple(answer for answer, box in self.places.items() if box.value() == place)
                for place in taken
            )
            return dataclasses.replace(old, tiers=tuple(tiers))
        if isinstance(old, Rating):
            return dataclasses.replace(old, score=self.score.value())
        if isinstance(old, Correction):
            uses = (self.example.isChecked(), self.pair.isChecked())
            return dataclasses.replace(old, as_demonstration=uses[0], as_pair=uses[1])
        if isinstance(old, Flag):
            return dataclasses.replace(old, reason=self.text.toPlainText())
        if isinstance(old, Comment):
            tags = (tag.strip() for tag in self.tags.text().split(","))
            chosen = tuple(dict.fromkeys(tag for tag in tags if tag))
            return dataclasses.replace(old, text=self.text.toPlainText(), tags=chosen)
        return old

    @Slot(int)
    def _on_choice_changed(self, _index: int) -> None:
        said = (self.preference.currentData(), self.quality.currentData())
        self.accept_button.setEnabled(said != (None, None))
