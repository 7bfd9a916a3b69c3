"""What an export goes through: prompts one after the other, with what stands about them."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from desktop.domain.feedback import BadPrompt
from desktop.exchange.archive import Contents
from desktop.exchange.prompt_feedback import PromptFeedback
from desktop.services.training_examples import TEXTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from desktop.domain.feedback import FeedbackEvent
    from desktop.domain.prompts import Prompt
    from desktop.domain.responses import Response
    from desktop.services.project import Project

_PAGE = 500


class ChosenEvents:
    """Judgements chosen one by one, as those that a search has found; eight bytes each.

    Args:
        ids: Their events.
    """

    def __init__(self, ids: Iterable[int]) -> None:
        self._ids = array("q", sorted(ids))

    def __len__(self) -> int:
        return len(self._ids)

    def __contains__(self, event_id: int) -> bool:
        place = bisect_left(self._ids, event_id)
        return place < len(self._ids) and self._ids[place] == event_id

    def __iter__(self) -> Iterator[int]:
        return iter(self._ids)


@dataclass(frozen=True, slots=True)
class ExportFilter:
    """Which judgements are exported; None stands for all.

    Args:
        kinds: Names of kinds (`comparison`, `rating`, …).
        first_round: Not before this round.
        last_round: Not after this one.
        since: Not before this time, in seconds since the epoch.
        until: Before this time.
        only: Only these, and the prompts that they are about.
    """

    kinds: frozenset[str] | None = None
    first_round: int | None = None
    last_round: int | None = None
    since: float | None = None
    until: float | None = None
    only: ChosenEvents | None = None

    def takes(self, event: FeedbackEvent) -> bool:
        """Return whether a judgement is exported."""
        return (
            (self.only is None or event.id in self.only)
            and (self.kinds is None or event.kind in self.kinds)
            and (self.first_round is None or event.round >= self.first_round)
            and (self.last_round is None or event.round <= self.last_round)
            and (self.since is None or event.created_at >= self.since)
            and (self.until is None or event.created_at < self.until)
        )


def export_items(project: Project, which: ExportFilter) -> Iterator[PromptFeedback]:
    """Yield each prompt in use with its answers and what stands about it.

    Prompts that are retired or called bad are left out, as they are from training.
    """
    authors = project.store.versions.names()
    wanted = None if which.only is None else project.store.feedback.prompts_of(which.only)
    for page in _prompt_pages(project):
        prompts = [prompt for prompt in page if wanted is None or prompt.id in wanted]
        if prompts:
            yield from _page_items(project, prompts, which, authors)


def _page_items(
    project: Project, prompts: Sequence[Prompt], which: ExportFilter, authors: Mapping[int, str]
) -> Iterator[PromptFeedback]:
    store = project.store
    ids = [prompt.id for prompt in prompts]
    events: dict[int, list[FeedbackEvent]] = {}
    for event in store.feedback.standing_about(ids):
        events.setdefault(getattr(event.judgement, "prompt_id", 0), []).append(event)
    responses: dict[int, dict[int, Response]] = {}
    for response in store.responses.for_prompts(ids):
        responses.setdefault(response.prompt_id, {})[response.id] = response
    for prompt in prompts:
        said = events.get(prompt.id, [])
        if any(isinstance(event.judgement, BadPrompt) for event in said):
            continue
        taken = tuple(event for event in said if which.takes(event))
        answers = responses.get(prompt.id, {}) if taken else {}
        yield PromptFeedback(prompt, answers, taken, authors)


def archive_contents(project: Project) -> Contents:
    """Return all of a project, read page by page as it is written."""
    store = project.store
    return Contents(
        name=project.name,
        model=project.model,
        versions=store.versions.list(include_imported=True),
        prompts=chain.from_iterable(_prompt_pages(project, include_retired=True)),
        responses=_responses(project),
        events=_events(project),
    )


def archive_size(project: Project) -> int:
    """Return how many lines an export of all of a project has, its first one among them."""
    store = project.store
    versions = len(store.versions.list(include_imported=True))
    prompts = store.prompts.count(include_retired=True)
    return 1 + versions + prompts + store.responses.count() + store.feedback.count()


def project_texts(folder: Path) -> Iterator[str]:
    """Yield the plain texts of a project: one for each file."""
    for file in sorted((folder / TEXTS).glob("*")):
        if file.suffix.lower() in (".txt", ".md"):
            text = file.read_text(encoding="utf-8", errors="replace").rstrip("\n")
            if text.strip():
                yield text


def _prompt_pages(project: Project, *, include_retired: bool = False) -> Iterator[list[Prompt]]:
    last = 0
    while page := project.store.prompts.list(
        include_retired=include_retired, limit=_PAGE, after_id=last
    ):
        yield page
        last = page[-1].id


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
