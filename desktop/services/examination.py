"""What looking at a project's data can find: checks, troubles, and the report of both."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Check(StrEnum):
    """What is looked at, in this order."""

    DATABASE = "database"
    LINKS = "links"
    JUDGEMENTS = "judgements"
    DERIVED = "derived"
    JOURNAL = "journal"
    MODELS = "models"
    BACKUPS = "backups"


class Trouble(StrEnum):
    """What can be wrong; each has its words in the window and on the command line."""

    NO_DATABASE = "no_database"
    UNREADABLE = "unreadable"
    PAGE = "page"
    LINK = "link"
    JUDGEMENT = "judgement"
    STANDING = "standing"
    PROMPT = "prompt"
    NO_JOURNAL = "no_journal"
    OTHER_JOURNAL = "other_journal"
    JOURNAL_LINE = "journal_line"
    JOURNAL_LACKS = "journal_lacks"
    JOURNAL_DIFFERS = "journal_differs"
    FILES = "files"
    NO_BACKUP = "no_backup"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong: which, and what it is about (a number, a name, a message)."""

    trouble: Trouble
    about: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found: how many things it looked at, and what is wrong with them."""

    check: Check
    looked_at: int
    problems: tuple[Problem, ...] = ()
    problem_count: int = 0

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return self.problem_count == 0


@dataclass(frozen=True, slots=True)
class Examination:
    """What all checks found."""

    findings: tuple[Finding, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong at all."""
        return all(finding.sound for finding in self.findings)

    @property
    def mendable(self) -> bool:
        """Whether repairing the project mends something."""
        beyond = (Check.MODELS, Check.BACKUPS)
        return any(not f.sound and f.check not in beyond for f in self.findings)
