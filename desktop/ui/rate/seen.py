"""What is on the screen to be remarked on, and showing what was remarked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.feedback import Flag
from desktop.services.remarks import remarks_on
from desktop.ui.rate.marks import show_marks
from desktop.ui.text.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.domain.feedback import FeedbackEvent
    from desktop.domain.prompts import Prompt
    from desktop.domain.responses import Response
    from desktop.store.store import Store
    from desktop.ui.rate.remark_bar import RemarkBar
    from desktop.ui.text.views import ResponseView


class SeenAnswer(NamedTuple):
    """An answer, the view that shows it, and the bar for the remarks on it."""

    answer: Response
    view: ResponseView
    bar: RemarkBar


@dataclass(frozen=True, slots=True)
class Seen:
    """A prompt and its answers by name, as they are on the screen."""

    prompt: Prompt
    bar: RemarkBar
    answers: Mapping[str, SeenAnswer]


def show_remarks(seen: Seen, store: Store) -> None:
    """Show the remarks on what is on the screen; flagged words are marked in the text."""
    found = remarks_on(store, seen.prompt.id)
    seen.bar.show_remarks(found.get(None, ()))
    for answer, view, bar in seen.answers.values():
        remarks = found.get(answer.id, ())
        bar.show_remarks(remarks)
        _mark(view, remarks)


def _mark(view: ResponseView, remarks: Iterable[FeedbackEvent]) -> None:
    """Mark the flagged words of an answer; screen readers say the reasons."""
    flags = [event.judgement for event in remarks if isinstance(event.judgement, Flag)]
    show_marks(
        view, [Span(f.start, f.end) for f in flags if f.start is not None and f.end is not None]
    )
    view.setAccessibleDescription("; ".join(flag.reason for flag in flags))
