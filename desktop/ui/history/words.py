"""Puts judgements into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDateTime, QLocale

from desktop.domain.feedback import (
    HUMAN,
    OVERALL,
    Comment,
    Comparison,
    Correction,
    Flag,
    Preference,
    Quality,
    Ranking,
    Rating,
)
from desktop.domain.history import Agreement, State
from desktop.ui.counted_texts import CountedTexts

if TYPE_CHECKING:
    from desktop.domain.feedback import Judgement

KINDS = {
    "comparison": str(QT_TRANSLATE_NOOP("History", "comparison")),
    "ranking": str(QT_TRANSLATE_NOOP("History", "ranking")),
    "rating": str(QT_TRANSLATE_NOOP("History", "score")),
    "correction": str(QT_TRANSLATE_NOOP("History", "correction")),
    "demonstration": str(QT_TRANSLATE_NOOP("History", "demonstration")),
    "flag": str(QT_TRANSLATE_NOOP("History", "flag")),
    "comment": str(QT_TRANSLATE_NOOP("History", "comment")),
    "skip": str(QT_TRANSLATE_NOOP("History", "skip")),
    "bad_prompt": str(QT_TRANSLATE_NOOP("History", "bad prompt")),
    "retraction": str(QT_TRANSLATE_NOOP("History", "taken back or brought back")),
}
STATES = {
    State.STANDING: str(QT_TRANSLATE_NOOP("History", "stands")),
    State.TAKEN_BACK: str(QT_TRANSLATE_NOOP("History", "taken back")),
    State.REPLACED: str(QT_TRANSLATE_NOOP("History", "replaced")),
}
AGREEMENTS = {
    Agreement.AGREES: str(QT_TRANSLATE_NOOP("History", "reward model agrees")),
    Agreement.DISAGREES: str(QT_TRANSLATE_NOOP("History", "reward model disagrees")),
    Agreement.UNKNOWN: str(QT_TRANSLATE_NOOP("History", "agreement unknown")),
}
PREFERENCES = {
    Preference.A_MUCH: str(QT_TRANSLATE_NOOP("History", "A much better")),
    Preference.A: str(QT_TRANSLATE_NOOP("History", "A better")),
    Preference.A_SLIGHTLY: str(QT_TRANSLATE_NOOP("History", "A slightly better")),
    Preference.EQUAL: str(QT_TRANSLATE_NOOP("History", "equal")),
    Preference.B_SLIGHTLY: str(QT_TRANSLATE_NOOP("History", "B slightly better")),
    Preference.B: str(QT_TRANSLATE_NOOP("History", "B better")),
    Preference.B_MUCH: str(QT_TRANSLATE_NOOP("History", "B much better")),
}
QUALITIES = {
    Quality.BOTH_GOOD: str(QT_TRANSLATE_NOOP("History", "both good")),
    Quality.BOTH_BAD: str(QT_TRANSLATE_NOOP("History", "both bad")),
}


def word(source: str) -> str:
    """Return a word of the tables above in the user's language."""
    return QCoreApplication.translate("History", source)


def judge_words(judge: str) -> str:
    """Return who judged."""
    return QCoreApplication.translate("History", "you") if judge == HUMAN else judge


def time_words(seconds: float) -> str:
    """Return a time as the user writes it, to the minute."""
    moment = QDateTime.fromSecsSinceEpoch(int(seconds))
    return QLocale().toString(moment, QLocale.FormatType.ShortFormat)


def judgement_words(judgement: Judgement) -> str:
    """Return what a judgement said."""
    translate = QCoreApplication.translate
    if isinstance(judgement, Comparison):
        parts = [] if judgement.quality is None else [word(QUALITIES[judgement.quality])]
        if judgement.preference is not None:
            parts.insert(0, word(PREFERENCES[judgement.preference]))
        return ", ".join(parts)
    if isinstance(judgement, Ranking):
        count = sum(map(len, judgement.tiers))
        return CountedTexts().ranked(count)
    if isinstance(judgement, Rating):
        template = translate("History", "{score} of {low} to {high}")
        said = template.format(score=judgement.score, low=judgement.low, high=judgement.high)
        return said if judgement.aspect == OVERALL else f"{judgement.aspect}: {said}"
    if isinstance(judgement, Correction):
        uses = []
        if judgement.as_demonstration:
            uses.append(translate("History", "as an example"))
        if judgement.as_pair:
            uses.append(translate("History", "as a pair"))
        return ", ".join(uses)
    if isinstance(judgement, Flag):
        return judgement.reason
    if isinstance(judgement, Comment):
        return " ".join((judgement.text, *(f"#{tag}" for tag in judgement.tags))).strip()
    return ""
