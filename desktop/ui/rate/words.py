"""Puts what an undo or redo acts on into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.feedback import Quality
from desktop.ui.rate.keys import PREFERENCES, Command, caption

if TYPE_CHECKING:
    from desktop.services.rating import UndoLabel

_KINDS = {
    "comparison": str(QT_TRANSLATE_NOOP("RateKeys", "comparison")),
    "ranking": str(QT_TRANSLATE_NOOP("RateKeys", "ranking")),
    "rating": str(QT_TRANSLATE_NOOP("RateKeys", "score")),
    "correction": str(QT_TRANSLATE_NOOP("RateKeys", "correction")),
    "demonstration": str(QT_TRANSLATE_NOOP("RateKeys", "demonstration")),
    "flag": str(QT_TRANSLATE_NOOP("RateKeys", "flag")),
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
    return QCoreApplication.translate("RateKeys", _KINDS.get(label.kind, label.kind))


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
