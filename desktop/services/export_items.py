"""What an export goes through: prompts one after the other, with what stands about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.domain.feedback import BadPrompt
from desktop.exchange.archive import Contents
from desktop.exchange.prompt_feedback import PromptFeedback
from desktop.services.data_summary import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.domain.feedback import FeedbackEvent
    from desktop.domain.prompts import Prompt
    from desktop.domain.responses import Response
    from desktop.services.project import Project

_PAGE = 500


@dataclass(frozen=True, slots=True)
class ExportFilter:
    """Which judgements are exported; None stands for all.

    Args:
        kinds: Names of kinds (`comparison`, `rating`, …).
        first_round: Not before this round.
        last_round: Not after this one.
        since: Not before this time, in seconds since the epoch.
        until: Before this time.
    """

    kinds: frozenset[str] | None = None
    first_round: int | None = None
    last_round: int | None = None
    since: float | None = None
    until: float | None = None

    def takes(self, event: FeedbackEvent) -> bool:
        """Return whether a judgement is exported."""
        return (
            (self.kinds is None or event.kind in self.kinds)
            and (self.first_round is None or event.round >= self.first_round)
            and (self.last_round is None or event.round <= self.last_round)
            and (self.since is None or event.created_at >= self.since)
            and (self.until is None or event.created_at < self.until)
        )


def export_items(project: Project, which: ExportFilter) -> Iterator[PromptFeedback]:
    """Yield each prompt in use with its answers and what stands about it.

    Prompts that are retired or called bad are left out, as they are from training.
    """
    store = project.store
    authors = store.versions.names()
    for prompt in _prompts(project):
        events = store.feedback.standing(prompt_id=prompt.id)
        if any(isinstance(event.judgement, BadPrompt) for event in events):
            continue
        taken = tuple(event for event in events if which.takes(event))
        responses = {r.id: r for r in store.responses.for_prompt(prompt.id)} if taken else {}
        yield PromptFeedback(prompt, responses, taken, authors)


def archive_contents(project: Project) -> Contents:
    """Return all of a project, read page by page as it is written."""
    store = project.store
    return Contents(
        name=project.name,
        model=project.model,
        versions=store.versions.list(include_imported=True),
        prompts=_prompts(project, include_retired=True),
        responses=_responses(project),
        events=_events(project),
    )


def project_texts(folder: Path) -> Iterator[str]:
    """Yield the plain texts of a project: one for each file."""
    for file in sorted((folder / TEXTS).glob("*")):
        if file.suffix.lower() in (".txt", ".md"):
            text = file.read_text(encoding="utf-8", errors="replace").rstrip("\n")
            if text.strip():
                yield text


def _prompts(project: Project, *, include_retired: bool = False) -> Iterator[Prompt]:
    offset = 0
    while page := project.store.prompts.list(
        include_retired=include_retired, limit=_PAGE, offset=offset
    ):
        yield from page
        offset += len(page)


def _responses(project: Project) -> Iterator[Response]:
    left, first = project.store.responses.count(), 1
    while left > 0:
        page = project.store.responses.get_many(range(first, first + _PAGE))
        yield from page.values()
        left -= len(page)
        first += _PAGE


def _events(project: Project) -> Iterator[FeedbackEvent]:
    last = 0
    while page := project.store.feedback.events(after_id=last, limit=_PAGE):
        yield from page
        last = page[-1].id
