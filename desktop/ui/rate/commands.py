"""Everything that a key can do on the rating page, and what it is called."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.feedback import Preference, Quality


class Command(StrEnum):
    """What a key does; the values are stored with the user's own keys."""

    A_MUCH = "a_much"
    A = "a"
    A_SLIGHTLY = "a_slightly"
    EQUAL = "equal"
    B_SLIGHTLY = "b_slightly"
    B = "b"
    B_MUCH = "b_much"
    BOTH_GOOD = "both_good"
    BOTH_BAD = "both_bad"
    MARK_GOOD = "mark_good"
    MARK_BAD = "mark_bad"
    CORRECT_A = "correct_a"
    CORRECT_B = "correct_b"
    CORRECT = "correct"
    PLACE_1 = "place_1"
    PLACE_2 = "place_2"
    PLACE_3 = "place_3"
    PLACE_4 = "place_4"
    PLACE_5 = "place_5"
    PLACE_6 = "place_6"
    PLACE_7 = "place_7"
    PLACE_8 = "place_8"
    PLACE_9 = "place_9"
    NO_PLACE = "no_place"
    READ_ABOVE = "read_above"
    READ_BELOW = "read_below"
    MOVE_UP = "move_up"
    MOVE_DOWN = "move_down"
    SAVE_RANKING = "save_ranking"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"
    SCORE_1 = "score_1"
    SCORE_2 = "score_2"
    SCORE_3 = "score_3"
    SCORE_4 = "score_4"
    SCORE_5 = "score_5"
    SCORE_6 = "score_6"
    SCORE_7 = "score_7"
    SCORE_8 = "score_8"
    SCORE_9 = "score_9"
    SCORE_10 = "score_10"
    QUESTION_ABOVE = "question_above"
    QUESTION_BELOW = "question_below"
    SAVE_TEXT = "save_text"
    LEAVE_TEXT = "leave_text"
    WRITE_ON = "write_on"
    SAVE_CORRECTION = "save_correction"
    LEAVE_CORRECTION = "leave_correction"
    NEXT_CHANGE = "next_change"
    PREVIOUS_CHANGE = "previous_change"
    REVERT_CHANGE = "revert_change"
    SKIP = "skip"
    BAD_PROMPT = "bad_prompt"
    FLAG = "flag"
    COMMENT = "comment"
    TAGS = "tags"
    UNDO = "undo"
    REDO = "redo"
    RAW = "raw"
    DIFF = "diff"
    FOLD = "fold"
    PAGE_UP = "page_up"
    PAGE_DOWN = "page_down"
    KEYS = "keys"
    SEARCH = "search"
    DRAFTS = "drafts"
    TO_COMPARE = "to_compare"
    TO_RANK = "to_rank"
    TO_SCORE = "to_score"
    TO_WRITE = "to_write"


class Group(StrEnum):
    """Where a list of keys shows a command."""

    PREFER = "prefer"
    RANK = "rank"
    SCORE = "score"
    WRITE = "write"
    CORRECT = "correct"
    JUDGE = "judge"
    READ = "read"
    TAKE_BACK = "take_back"
    WAYS = "ways"


PREFERENCES: dict[Command, Preference] = {
    Command.A_MUCH: Preference.A_MUCH,
    Command.A: Preference.A,
    Command.A_SLIGHTLY: Preference.A_SLIGHTLY,
    Command.EQUAL: Preference.EQUAL,
    Command.B_SLIGHTLY: Preference.B_SLIGHTLY,
    Command.B: Preference.B,
    Command.B_MUCH: Preference.B_MUCH,
}
QUALITIES: dict[Command, Quality] = {
    Command.BOTH_GOOD: Quality.BOTH_GOOD,
    Command.BOTH_BAD: Quality.BOTH_BAD,
}
MARKS: dict[Command, Quality] = {
    Command.MARK_GOOD: Quality.BOTH_GOOD,
    Command.MARK_BAD: Quality.BOTH_BAD,
}
PLACES: dict[Command, int] = {Command(f"place_{n}"): n for n in range(1, 10)}
SCORES: dict[Command, int] = {Command(f"score_{n}"): n for n in range(1, 11)}
WORD_SCORES: dict[Command, int] = {Command.POOR: 1, Command.FAIR: 2, Command.GOOD: 3}

_PLACE = str(QT_TRANSLATE_NOOP("RateKeys", "place {n}"))
_SCORE = str(QT_TRANSLATE_NOOP("RateKeys", "score {n}"))
_CAPTIONS: dict[Command, str] = {
    Command.A_MUCH: str(QT_TRANSLATE_NOOP("RateKeys", "A much better")),
    Command.A: str(QT_TRANSLATE_NOOP("RateKeys", "A better")),
    Command.A_SLIGHTLY: str(QT_TRANSLATE_NOOP("RateKeys", "A slightly")),
    Command.EQUAL: str(QT_TRANSLATE_NOOP("RateKeys", "Equal")),
    Command.B_SLIGHTLY: str(QT_TRANSLATE_NOOP("RateKeys", "B slightly")),
    Command.B: str(QT_TRANSLATE_NOOP("RateKeys", "B better")),
    Command.B_MUCH: str(QT_TRANSLATE_NOOP("RateKeys", "B much better")),
    Command.BOTH_GOOD: str(QT_TRANSLATE_NOOP("RateKeys", "both good")),
    Command.BOTH_BAD: str(QT_TRANSLATE_NOOP("RateKeys", "both bad")),
    Command.MARK_GOOD: str(QT_TRANSLATE_NOOP("RateKeys", "both good, then say which is better")),
    Command.MARK_BAD: str(QT_TRANSLATE_NOOP("RateKeys", "both bad, then say which is better")),
    Command.CORRECT_A: str(QT_TRANSLATE_NOOP("RateKeys", "correct A")),
    Command.CORRECT_B: str(QT_TRANSLATE_NOOP("RateKeys", "correct B")),
    Command.CORRECT: str(QT_TRANSLATE_NOOP("RateKeys", "correct this answer")),
    **dict.fromkeys(PLACES, _PLACE),
    Command.NO_PLACE: str(QT_TRANSLATE_NOOP("RateKeys", "no place")),
    Command.READ_ABOVE: str(QT_TRANSLATE_NOOP("RateKeys", "read the answer above")),
    Command.READ_BELOW: str(QT_TRANSLATE_NOOP("RateKeys", "read the answer below")),
    Command.MOVE_UP: str(QT_TRANSLATE_NOOP("RateKeys", "move up, through ties")),
    Command.MOVE_DOWN: str(QT_TRANSLATE_NOOP("RateKeys", "move down, through ties")),
    Command.SAVE_RANKING: str(QT_TRANSLATE_NOOP("RateKeys", "save and next")),
    Command.GOOD: str(QT_TRANSLATE_NOOP("RateKeys", "good")),
    Command.FAIR: str(QT_TRANSLATE_NOOP("RateKeys", "fair")),
    Command.POOR: str(QT_TRANSLATE_NOOP("RateKeys", "poor")),
    **dict.fromkeys(SCORES, _SCORE),
    Command.QUESTION_ABOVE: str(QT_TRANSLATE_NOOP("RateKeys", "question above")),
    Command.QUESTION_BELOW: str(QT_TRANSLATE_NOOP("RateKeys", "question below")),
    Command.SAVE_TEXT: str(QT_TRANSLATE_NOOP("RateKeys", "save and next")),
    Command.LEAVE_TEXT: str(QT_TRANSLATE_NOOP("RateKeys", "leave the text; then the keys act")),
    Command.WRITE_ON: str(QT_TRANSLATE_NOOP("RateKeys", "write on")),
    Command.SAVE_CORRECTION: str(QT_TRANSLATE_NOOP("RateKeys", "save and next")),
    Command.LEAVE_CORRECTION: str(QT_TRANSLATE_NOOP("RateKeys", "back, draft kept")),
    Command.NEXT_CHANGE: str(QT_TRANSLATE_NOOP("RateKeys", "next change")),
    Command.PREVIOUS_CHANGE: str(QT_TRANSLATE_NOOP("RateKeys", "change before")),
    Command.REVERT_CHANGE: str(QT_TRANSLATE_NOOP("RateKeys", "take the change back")),
    Command.SKIP: str(QT_TRANSLATE_NOOP("RateKeys", "skip")),
    Command.BAD_PROMPT: str(QT_TRANSLATE_NOOP("RateKeys", "bad prompt")),
    Command.FLAG: str(QT_TRANSLATE_NOOP("RateKeys", "flag")),
    Command.COMMENT: str(QT_TRANSLATE_NOOP("RateKeys", "comment")),
    Command.TAGS: str(QT_TRANSLATE_NOOP("RateKeys", "tags")),
    Command.RAW: str(QT_TRANSLATE_NOOP("RateKeys", "raw text")),
    Command.DIFF: str(QT_TRANSLATE_NOOP("RateKeys", "what differs")),
    Command.FOLD: str(QT_TRANSLATE_NOOP("RateKeys", "fold the prompt")),
    Command.PAGE_UP: str(QT_TRANSLATE_NOOP("RateKeys", "a page up")),
    Command.PAGE_DOWN: str(QT_TRANSLATE_NOOP("RateKeys", "a page down")),
    Command.KEYS: str(QT_TRANSLATE_NOOP("RateKeys", "all keys")),
    Command.SEARCH: str(QT_TRANSLATE_NOOP("RateKeys", "search what was judged")),
    Command.DRAFTS: str(QT_TRANSLATE_NOOP("RateKeys", "drafts that wait")),
    Command.UNDO: str(QT_TRANSLATE_NOOP("RateKeys", "undo")),
    Command.REDO: str(QT_TRANSLATE_NOOP("RateKeys", "redo")),
    Command.TO_COMPARE: str(QT_TRANSLATE_NOOP("RateKeys", "compare two answers")),
    Command.TO_RANK: str(QT_TRANSLATE_NOOP("RateKeys", "rank answers")),
    Command.TO_SCORE: str(QT_TRANSLATE_NOOP("RateKeys", "score answers")),
    Command.TO_WRITE: str(QT_TRANSLATE_NOOP("RateKeys", "write answers")),
}
_GROUP_TITLES: dict[Group, str] = {
    Group.PREFER: str(QT_TRANSLATE_NOOP("RateKeys", "Which is better")),
    Group.RANK: str(QT_TRANSLATE_NOOP("RateKeys", "Ranking")),
    Group.SCORE: str(QT_TRANSLATE_NOOP("RateKeys", "Scoring")),
    Group.WRITE: str(QT_TRANSLATE_NOOP("RateKeys", "Writing")),
    Group.CORRECT: str(QT_TRANSLATE_NOOP("RateKeys", "Correcting")),
    Group.JUDGE: str(QT_TRANSLATE_NOOP("RateKeys", "Other judgements")),
    Group.READ: str(QT_TRANSLATE_NOOP("RateKeys", "Reading")),
    Group.TAKE_BACK: str(QT_TRANSLATE_NOOP("RateKeys", "Taking back")),
    Group.WAYS: str(QT_TRANSLATE_NOOP("RateKeys", "Ways of judging")),
}


def caption(command: Command) -> str:
    """Return what a command says, in the user's language."""
    text = QCoreApplication.translate("RateKeys", _CAPTIONS[command])
    return text.replace("{n}", str(PLACES.get(command) or SCORES.get(command)))


def group_title(group: Group) -> str:
    """Return a group's heading, in the user's language."""
    return QCoreApplication.translate("RateKeys", _GROUP_TITLES[group])
