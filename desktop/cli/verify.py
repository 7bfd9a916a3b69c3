"""What the examination of a project found, in plain words for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.examination import Check, Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from desktop.services.examination import Examination
    from desktop.services.repairing import Repaired
    from desktop.store.rebuilding import Saved

CHECKS = {
    Check.DATABASE: "the database's pages",
    Check.LINKS: "links between its tables",
    Check.JUDGEMENTS: "judgements and what they speak of",
    Check.DERIVED: "what follows from them",
    Check.JOURNAL: "the journal, row by row",
    Check.MODELS: "files of the model versions",
    Check.BACKUPS: "backups",
}
_TROUBLES = {
    Trouble.NO_DATABASE: "the database is gone; its journal is there",
    Trouble.UNREADABLE: "cannot be read: {about}",
    Trouble.PAGE: "{about}",
    Trouble.LINK: "a row speaks of one that is not there: {about}",
    Trouble.JUDGEMENT: "judgement {about} speaks of an answer that is not there",
    Trouble.STANDING: "judgement {about} is wrongly counted as standing or taken back",
    Trouble.PROMPT: "the search text of prompt {about} is not that of its messages",
    Trouble.NO_JOURNAL: "there is no journal",
    Trouble.OTHER_JOURNAL: "the journal belongs to another state of the project",
    Trouble.JOURNAL_LINE: "line {about} of the journal is damaged",
    Trouble.JOURNAL_LACKS: "the journal lacks {about}",
    Trouble.JOURNAL_DIFFERS: "the journal says something else about {about}",
    Trouble.FILES: "the files of {about} are missing",
    Trouble.NO_BACKUP: "there is no backup yet",
    Trouble.BACKUP: "the newest backup is damaged: {about}",
}


def examination_lines(found: Examination) -> Iterator[str]:
    """Yield what an examination found, line by line."""
    for finding in found.findings:
        count = f"{finding.looked_at} looked at"
        verdict = f"{finding.problem_count} wrong" if finding.problem_count else "good"
        yield f"{CHECKS[finding.check]:<36} {count:>18}   {verdict}"
        for problem in finding.problems:
            yield f"    {_TROUBLES[problem.trouble].format(about=problem.about)}"
        if finding.problem_count > len(finding.problems):
            yield f"    … and {finding.problem_count - len(finding.problems)} more"
    if found.sound:
        yield "Everything is as it should be."
    elif found.mendable:
        yield "“tastemaker verify PROJECT --repair” mends what can be mended, and loses nothing."


def repair_lines(repaired: Repaired) -> Iterator[str]:
    """Yield what a repair did, then what is there now."""
    if repaired.saved is not None:
        yield from _saved_lines(repaired.saved)
        yield f"The damaged files are kept in {repaired.kept}."
    elif repaired.corrected:
        yield f"Corrected {repaired.corrected} values that follow from others."
    yield from examination_lines(repaired.examination)


def _saved_lines(saved: Saved) -> Iterator[str]:
    yield (
        f"Saved {saved.judgements} judgements, {saved.prompts} prompts, {saved.responses} answers, "
        f"{saved.versions} model versions, {saved.runs} runs."
    )
    places = (("journal", "the journal"), ("database", "the database"), ("backup", "a backup"))
    parts = [f"{saved.sources[key]} rows from {name}" for key, name in places if saved.sources[key]]
    yield f"({', '.join(parts) or 'nothing was left'})"
    if saved.lost_judgements or saved.lost_rows:
        yield f"Lost: {saved.lost_judgements} judgements, {saved.lost_rows} other rows."
    else:
        yield "Nothing was lost."
