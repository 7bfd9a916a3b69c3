"""The names of the three scores of the shortest scale."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_NAMES = (
    str(QT_TRANSLATE_NOOP("ScoreWords", "poor")),
    str(QT_TRANSLATE_NOOP("ScoreWords", "fair")),
    str(QT_TRANSLATE_NOOP("ScoreWords", "good")),
)


def score_name(score: int) -> str:
    """Return the name of a score from 1 to 3, in the user's language."""
    return QCoreApplication.translate("ScoreWords", _NAMES[score - 1])
