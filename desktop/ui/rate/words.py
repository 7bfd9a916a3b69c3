"""Puts what an undo or redo acts on into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.feedback import Quality
from desktop.services.score_scales import WORDS
from desktop.ui.rate.commands import PREFERENCES, Command, caption
from desktop.ui.rate.score_words import score_name

if TYPE_CHECKING:
    from desktop.services.undo_labels import UndoLabel

LONGEST = 24
"""Characters of a reason, comment or aspect that a button has room for."""
_KINDS = {
    "comparison": str(QT_TRANSLATE_NOOP("RateKeys", "comparison")),
    "ranking": str(QT_TRANSLATE_NOOP("RateKeys", "ranking")),
    "rating": str(QT_TRANSLATE_NOOP("RateKeys", "score")),
    "correction": str(QT_TRANSLATE_NOOP("RateKeys", "correction")),
    "demonstration": str(QT_TRANSLATE_NOOP("RateKeys", "demonstration")),
    "flag": str(QT_TRANSLATE_NOOP("RateKeys", "flag")),
    "tags": str(QT_TRANSLATE_NOOP("RateKeys", "tags")),
    "comment": str(QT_TRANSLATE_NOOP("RateKeys", "comment")),
    "skip": str(QT_TRANSLATE_NOOP("RateKeys", "skip")),
    "bad_prompt": str(QT_TRANSLATE_NOOP("RateKeys", "bad prompt")),
}
_COMMANDS = {preference: command for command, preference in PREFERENCES.items()}


def judgement_words(label: UndoLabel) -> str:
    """Return what a judgement said: “A better”, “both bad”, “skip”."""
    if label.preference is not None:
        return caption(_COMMANDS[label.preference])
    if label.quality is not None:
        good = label.quality is Quality.BOTH_GOOD
        return caption(Command.BOTH_GOOD if good else Command.BOTH_BAD)
    kind = QCoreApplication.translate("RateKeys", _KINDS.get(label.kind, label.kind))
    if label.score is not None:
        return _score_words(label)
    text = " ".join(label.text.split())
    return f"{kind}: {_shortened(text)}" if text else kind


def _score_words(label: UndoLabel) -> str:
    if label.high == WORDS and not label.text:
        return score_name(label.score or label.low)
    template = QCoreApplication.translate("RateKeys", "{score} of {high}")
    words = template.format(score=label.score, high=label.high)
    return f"{_shortened(label.text)}: {words}" if label.text else words


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def undo_words(label: UndoLabel | None) -> str:
    """Return what the undo button says."""
    if label is None:
        return caption(Command.UNDO)
    template = QCoreApplication.translate("RateKeys", "undo “{what}”")
    return template.format(what=judgement_words(label))


def redo_words(label: UndoLabel | None) -> str:
    """Return what the redo button says."""
    if label is None:
        return caption(Command.REDO)
    template = QCoreApplication.translate("RateKeys", "redo “{what}”")
    return template.format(what=judgement_words(label))
