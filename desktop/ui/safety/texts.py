"""What the window says about backups, checks and what was saved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale

from desktop.domain.holdings import Kind, ProjectPart
from desktop.services.examination import Check, Trouble
from desktop.ui.error_words import translated

if TYPE_CHECKING:
    from datetime import datetime

    from desktop.domain.holdings import Holding
    from desktop.services.examination import Problem
    from desktop.store.rebuilding import Saved

_STEP = 1024


def size_text(size: int) -> str:
    """Return a number of bytes as a person says it."""
    amount, unit = float(size), "B"
    for larger in ("KB", "MB", "GB"):
        if amount < _STEP:
            break
        amount, unit = amount / _STEP, larger
    return f"{amount:.0f} {unit}" if amount >= 10 or unit == "B" else f"{amount:.1f} {unit}"


def time_text(time: datetime, *, long: bool = False) -> str:
    """Return a local time as the user's language writes it."""
    form = QLocale.FormatType.LongFormat if long else QLocale.FormatType.ShortFormat
    return QLocale().toString(QDateTime.fromSecsSinceEpoch(int(time.timestamp())), form)


def reason_text(reason: str) -> str:
    """Return why a backup was made."""
    translate = QCoreApplication.translate
    if reason.startswith("format-"):
        return translate("Safety", "before an update")
    words = {
        "daily": translate("Safety", "daily"),
        "rating": translate("Safety", "while rating"),
        "manual": translate("Safety", "made by you"),
        "before-restore": translate("Safety", "before a restore"),
    }
    return words.get(reason, reason)


def part_text(part: ProjectPart) -> str:
    """Return what a part of a project's folder is called."""
    translate = QCoreApplication.translate
    return {
        ProjectPart.DATABASE: translate("Safety", "database"),
        ProjectPart.JOURNAL: translate("Safety", "journal"),
        ProjectPart.BACKUPS: translate("Safety", "backups"),
        ProjectPart.RUNS: translate("Safety", "runs and models"),
        ProjectPart.TEXTS: translate("Safety", "texts"),
        ProjectPart.OTHER: translate("Safety", "other"),
    }[part]


def holding_text(holding: Holding) -> str:
    """Return what a part of what is kept on this computer is called."""
    translate = QCoreApplication.translate
    if holding.kind is Kind.PROJECT:
        return translate("Safety", "Project {name}").format(name=holding.place.name)
    return {
        Kind.MODELS: translate("Safety", "Base models, made ready to load"),
        Kind.ENGINES: translate("Safety", "Engines that compute"),
        Kind.SETTINGS: translate("Safety", "Settings of the window"),
        Kind.LOGS: translate("Safety", "Logs"),
    }[holding.kind]


def check_text(check: Check) -> str:
    """Return what is looked at."""
    translate = QCoreApplication.translate
    return {
        Check.DATABASE: translate("Safety", "Pages of the database"),
        Check.LINKS: translate("Safety", "Links between its tables"),
        Check.JUDGEMENTS: translate("Safety", "Judgements and what they speak of"),
        Check.DERIVED: translate("Safety", "What follows from them"),
        Check.JOURNAL: translate("Safety", "Journal, row by row"),
        Check.MODELS: translate("Safety", "Files of the model versions"),
        Check.BACKUPS: translate("Safety", "Backups"),
    }[check]


def problem_text(problem: Problem) -> str:
    """Return what is wrong, in a sentence."""
    translate = QCoreApplication.translate
    text = {
        Trouble.NO_DATABASE: translate("Safety", "The database is gone; its journal is there."),
        Trouble.UNREADABLE: translate("Safety", "Cannot be read: {about}"),
        Trouble.PAGE: "{about}",
        Trouble.LINK: translate("Safety", "A row speaks of one that is not there: {about}"),
        Trouble.JUDGEMENT: translate(
            "Safety", "Judgement {about} speaks of an answer that is not there."
        ),
        Trouble.STANDING: translate(
            "Safety", "Judgement {about} is wrongly counted as standing or taken back."
        ),
        Trouble.PROMPT: translate(
            "Safety", "The search text of prompt {about} is not that of its messages."
        ),
        Trouble.NO_JOURNAL: translate("Safety", "There is no journal."),
        Trouble.OTHER_JOURNAL: translate(
            "Safety", "The journal belongs to another state of the project."
        ),
        Trouble.JOURNAL_LINE: translate("Safety", "Line {about} of the journal is damaged."),
        Trouble.JOURNAL_LACKS: translate("Safety", "The journal lacks {about}."),
        Trouble.JOURNAL_DIFFERS: translate(
            "Safety", "The journal says something else about {about}."
        ),
        Trouble.FILES: translate("Safety", "The files of “{about}” are missing."),
        Trouble.NO_BACKUP: translate("Safety", "There is no backup yet."),
        Trouble.BACKUP: translate("Safety", "The newest backup is damaged: {about}"),
    }[problem.trouble]
    return text.replace("{about}", translated(problem.about))


def saved_text(saved: Saved) -> str:
    """Return what was saved of a damaged project, and what was not."""
    translate = QCoreApplication.translate
    text = translate(
        "Safety",
        "Saved: {judgements} judgements, {prompts} prompts, {responses} answers and {versions} "
        "model versions.",
    ).format(
        judgements=saved.judgements,
        prompts=saved.prompts,
        responses=saved.responses,
        versions=saved.versions,
    )
    if not (saved.lost_judgements or saved.lost_rows):
        nothing = translate("Safety", "Nothing was lost.")
        return f"{text} {nothing}"
    lost = translate("Safety", "Lost: {judgements} judgements and {rows} other rows.")
    return f"{text} {lost.format(judgements=saved.lost_judgements, rows=saved.lost_rows)}"
