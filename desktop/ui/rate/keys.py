"""All commands of the rating page and the keys they have at first, in one table.

A command has one key that is shown and perhaps others that do the same. Single keys act only while
no text field has the focus. What the user changed lies in a `KeyTable` on top of this one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.feedback import Preference, Quality


class Command(StrEnum):
    """What a key does."""

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


class Group(StrEnum):
    """Where the overlay lists a command."""

    PREFER = "prefer"
    JUDGE = "judge"
    READ = "read"
    TAKE_BACK = "take_back"


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the table: the command, its keys (the first is shown), its place in the overlay."""

    command: Command
    keys: tuple[str, ...]
    group: Group


KEYS: tuple[Key, ...] = (
    Key(Command.A_MUCH, ("1", "Shift+Left"), Group.PREFER),
    Key(Command.A, ("2", "Left"), Group.PREFER),
    Key(Command.A_SLIGHTLY, ("3",), Group.PREFER),
    Key(Command.EQUAL, ("4", "Down"), Group.PREFER),
    Key(Command.B_SLIGHTLY, ("5",), Group.PREFER),
    Key(Command.B, ("6", "Right"), Group.PREFER),
    Key(Command.B_MUCH, ("7", "Shift+Right"), Group.PREFER),
    Key(Command.BOTH_GOOD, ("9",), Group.JUDGE),
    Key(Command.BOTH_BAD, ("0",), Group.JUDGE),
    Key(Command.MARK_GOOD, ("Alt+9",), Group.JUDGE),
    Key(Command.MARK_BAD, ("Alt+0",), Group.JUDGE),
    Key(Command.CORRECT_A, ("E",), Group.JUDGE),
    Key(Command.CORRECT_B, ("Shift+E",), Group.JUDGE),
    Key(Command.SKIP, ("S",), Group.JUDGE),
    Key(Command.BAD_PROMPT, ("X",), Group.JUDGE),
    Key(Command.FLAG, ("F", "Shift+F"), Group.JUDGE),
    Key(Command.COMMENT, ("C",), Group.JUDGE),
    Key(Command.TAGS, ("T",), Group.JUDGE),
    Key(Command.RAW, ("R",), Group.READ),
    Key(Command.DIFF, ("D",), Group.READ),
    Key(Command.FOLD, ("P",), Group.READ),
    Key(Command.PAGE_UP, ("PgUp",), Group.READ),
    Key(Command.PAGE_DOWN, ("PgDown",), Group.READ),
    Key(Command.KEYS, ("?", "F1"), Group.READ),
    Key(Command.UNDO, ("Ctrl+Z",), Group.TAKE_BACK),
    Key(Command.REDO, ("Ctrl+Shift+Z", "Ctrl+Y"), Group.TAKE_BACK),
)  # fmt: skip

CAPTIONS: dict[Command, str] = {
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
    Command.SKIP: str(QT_TRANSLATE_NOOP("RateKeys", "skip")),
    Command.BAD_PROMPT: str(QT_TRANSLATE_NOOP("RateKeys", "bad prompt")),
    Command.FLAG: str(QT_TRANSLATE_NOOP("RateKeys", "flag")),
    Command.COMMENT: str(QT_TRANSLATE_NOOP("RateKeys", "comment")),
    Command.TAGS: str(QT_TRANSLATE_NOOP("RateKeys", "tags")),
    Command.RAW: str(QT_TRANSLATE_NOOP("RateKeys", "raw text")),
    Command.DIFF: str(QT_TRANSLATE_NOOP("RateKeys", "what differs")),
    Command.FOLD: str(QT_TRANSLATE_NOOP("RateKeys", "fold the prompt")),
    Command.PAGE_UP: str(QT_TRANSLATE_NOOP("RateKeys", "both answers up")),
    Command.PAGE_DOWN: str(QT_TRANSLATE_NOOP("RateKeys", "both answers down")),
    Command.KEYS: str(QT_TRANSLATE_NOOP("RateKeys", "all keys")),
    Command.UNDO: str(QT_TRANSLATE_NOOP("RateKeys", "undo")),
    Command.REDO: str(QT_TRANSLATE_NOOP("RateKeys", "redo")),
}

BY_COMMAND: dict[Command, Key] = {key.command: key for key in KEYS}

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
GROUP_TITLES: dict[Group, str] = {
    Group.PREFER: str(QT_TRANSLATE_NOOP("RateKeys", "Which is better")),
    Group.JUDGE: str(QT_TRANSLATE_NOOP("RateKeys", "Other judgements")),
    Group.READ: str(QT_TRANSLATE_NOOP("RateKeys", "Reading")),
    Group.TAKE_BACK: str(QT_TRANSLATE_NOOP("RateKeys", "Taking back")),
}
_KEY_CAPS = {
    "Left": "←",
    "Right": "→",
    "Down": "↓",
    "PgUp": "Page ↑",
    "PgDown": "Page ↓",
    "Return": "↵",
}


def caption(command: Command) -> str:
    """Return what a command says, in the user's language."""
    return QCoreApplication.translate("RateKeys", CAPTIONS[command])


def group_title(group: Group) -> str:
    """Return a group's heading, in the user's language."""
    return QCoreApplication.translate("RateKeys", GROUP_TITLES[group])


def key_cap(key: str) -> str:
    """Return how a key is drawn: `Ctrl+Z` as "Ctrl Z", arrows as arrows."""
    return " ".join(_KEY_CAPS.get(part, part) for part in key.split("+"))
