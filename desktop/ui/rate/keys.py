"""The keys that all commands of the rating page have at first, and where they act, in one table.

A command has one key that is shown and perhaps others that do the same. It acts in some scopes: a
way of judging, or the correction of an answer. Where a scope's own command and a more general one
have the same key, the own one has it there, and the general one is left with its others. What the
user changed lies in a `KeyTable` on top of this one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QKeySequence

from desktop.ui.rate.commands import PLACES, SCORES, Command, Group


class Scope(StrEnum):
    """Where keys act; the ways of judging have the values of `Mode`."""

    COMPARE = "compare"
    RANK = "rank"
    SCORE = "score"
    WRITE = "write"
    CORRECT = "correct"


@dataclass(frozen=True, slots=True)
class Key:
    """A line of the table.

    Args:
        command: What it does.
        keys: Its keys; the first is shown.
        group: Its place in the overlay.
        scopes: Where it acts.
        typing: Whether it acts while a text is written, so that plain letters cannot be its keys.
    """

    command: Command
    keys: tuple[str, ...]
    group: Group
    scopes: tuple[Scope, ...]
    typing: bool = False


_COMPARE, _RANK, _SCORE, _WRITE = (Scope.COMPARE,), (Scope.RANK,), (Scope.SCORE,), (Scope.WRITE,)
_ANSWERS = (Scope.COMPARE, Scope.RANK, Scope.SCORE)
_WAYS = (*_ANSWERS, Scope.WRITE)
_EDIT = (Scope.CORRECT,)

KEYS: tuple[Key, ...] = (
    Key(Command.A_MUCH, ("1", "Shift+Left"), Group.PREFER, _COMPARE),
    Key(Command.A, ("2", "Left"), Group.PREFER, _COMPARE),
    Key(Command.A_SLIGHTLY, ("3",), Group.PREFER, _COMPARE),
    Key(Command.EQUAL, ("4", "Down"), Group.PREFER, _COMPARE),
    Key(Command.B_SLIGHTLY, ("5",), Group.PREFER, _COMPARE),
    Key(Command.B, ("6", "Right"), Group.PREFER, _COMPARE),
    Key(Command.B_MUCH, ("7", "Shift+Right"), Group.PREFER, _COMPARE),
    Key(Command.BOTH_GOOD, ("9",), Group.JUDGE, _COMPARE),
    Key(Command.BOTH_BAD, ("0",), Group.JUDGE, _COMPARE),
    Key(Command.MARK_GOOD, ("Alt+9",), Group.JUDGE, _COMPARE),
    Key(Command.MARK_BAD, ("Alt+0",), Group.JUDGE, _COMPARE),
    *(Key(c, (str(n),), Group.RANK, _RANK) for c, n in PLACES.items()),
    Key(Command.NO_PLACE, ("Backspace", "Del"), Group.RANK, _RANK),
    Key(Command.READ_ABOVE, ("Up",), Group.RANK, _RANK),
    Key(Command.READ_BELOW, ("Down",), Group.RANK, _RANK),
    Key(Command.MOVE_UP, ("Shift+Up",), Group.RANK, _RANK),
    Key(Command.MOVE_DOWN, ("Shift+Down",), Group.RANK, _RANK),
    Key(Command.SAVE_RANKING, ("Return", "Enter"), Group.RANK, _RANK),
    Key(Command.GOOD, ("G",), Group.SCORE, _SCORE),
    Key(Command.FAIR, ("F",), Group.SCORE, _SCORE),
    Key(Command.POOR, ("P",), Group.SCORE, _SCORE),
    *(Key(c, (str(n % 10),), Group.SCORE, _SCORE) for c, n in SCORES.items()),
    Key(Command.QUESTION_ABOVE, ("Up",), Group.SCORE, _SCORE),
    Key(Command.QUESTION_BELOW, ("Down",), Group.SCORE, _SCORE),
    Key(Command.SAVE_TEXT, ("Ctrl+Return", "Ctrl+Enter"), Group.WRITE, _WRITE, typing=True),
    Key(Command.LEAVE_TEXT, ("Esc",), Group.WRITE, _WRITE, typing=True),
    Key(Command.WRITE_ON, ("E",), Group.WRITE, _WRITE),
    Key(Command.SAVE_CORRECTION, ("Ctrl+Return", "Ctrl+Enter"), Group.CORRECT, _EDIT, typing=True),
    Key(Command.LEAVE_CORRECTION, ("Esc",), Group.CORRECT, _EDIT, typing=True),
    Key(Command.NEXT_CHANGE, ("Alt+Down",), Group.CORRECT, _EDIT, typing=True),
    Key(Command.PREVIOUS_CHANGE, ("Alt+Up",), Group.CORRECT, _EDIT, typing=True),
    Key(Command.REVERT_CHANGE, ("Alt+Del",), Group.CORRECT, _EDIT, typing=True),
    Key(Command.CORRECT_A, ("E",), Group.JUDGE, _COMPARE),
    Key(Command.CORRECT_B, ("Shift+E",), Group.JUDGE, _COMPARE),
    Key(Command.CORRECT, ("E",), Group.JUDGE, (Scope.RANK, Scope.SCORE)),
    Key(Command.SKIP, ("S",), Group.JUDGE, _WAYS),
    Key(Command.BAD_PROMPT, ("X",), Group.JUDGE, _WAYS),
    Key(Command.FLAG, ("F", "Shift+F"), Group.JUDGE, _ANSWERS),
    Key(Command.COMMENT, ("C",), Group.JUDGE, _WAYS),
    Key(Command.TAGS, ("T",), Group.JUDGE, _WAYS),
    Key(Command.RAW, ("R",), Group.READ, _WAYS),
    Key(Command.DIFF, ("D",), Group.READ, (Scope.COMPARE, Scope.RANK)),
    Key(Command.FOLD, ("P", "Shift+P"), Group.READ, _WAYS),
    Key(Command.PAGE_UP, ("PgUp",), Group.READ, _ANSWERS),
    Key(Command.PAGE_DOWN, ("PgDown",), Group.READ, _ANSWERS),
    Key(Command.SEARCH, ("/",), Group.READ, _WAYS),
    Key(Command.KEYS, ("?", "F1"), Group.READ, (*_WAYS, Scope.CORRECT)),
    Key(Command.DRAFTS, ("Shift+D",), Group.WAYS, _WAYS),
    Key(Command.UNDO, ("Ctrl+Z",), Group.TAKE_BACK, _WAYS),
    Key(Command.REDO, ("Ctrl+Shift+Z", "Ctrl+Y"), Group.TAKE_BACK, _WAYS),
    Key(Command.TO_COMPARE, ("Alt+1",), Group.WAYS, _WAYS, typing=True),
    Key(Command.TO_RANK, ("Alt+2",), Group.WAYS, _WAYS, typing=True),
    Key(Command.TO_SCORE, ("Alt+3",), Group.WAYS, _WAYS, typing=True),
    Key(Command.TO_WRITE, ("Alt+4",), Group.WAYS, _WAYS, typing=True),
)  # fmt: skip

BY_COMMAND: dict[Command, Key] = {key.command: key for key in KEYS}
REPEATING = frozenset(
    {
        Command.PAGE_UP,
        Command.PAGE_DOWN,
        Command.READ_ABOVE,
        Command.READ_BELOW,
        Command.NEXT_CHANGE,
        Command.PREVIOUS_CHANGE,
    }
)
"""Commands that go on while their key is held down; no judgement is among them."""
_KEY_CAPS = {
    "Left": "←",
    "Right": "→",
    "Up": "↑",
    "Down": "↓",
    "PgUp": "Page ↑",
    "PgDown": "Page ↓",
    "Return": "↵",
    "Backspace": "⌫",
}


def commands_of(scope: Scope) -> list[Command]:
    """Return the commands that act somewhere, in the order of the table."""
    return [key.command for key in KEYS if scope in key.scopes]


def key_cap(key: str) -> str:
    """Return how a key is drawn: `Ctrl+Z` as "Ctrl Z", arrows as arrows."""
    return " ".join(_KEY_CAPS.get(part, part) for part in key.split("+"))


def writes_text(key: str) -> bool:
    """Return whether a key would put something into a text field instead of acting."""
    *modifiers, name = QKeySequence(key).toString().replace("++", "+Plus").split("+")
    strong = {"Ctrl", "Alt", "Meta"} & set(modifiers)
    return not strong and name != "Esc" and not re.fullmatch(r"F\d+", name)
