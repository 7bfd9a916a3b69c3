"""The history of judgements: finding them in a thread, and changing one's mind about them.

Nothing old is ever changed: judging again, taking back and bringing back append events.
"""

from __future__ import annotations

import dataclasses
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from desktop.domain.errors import InvalidInputError
from desktop.domain.feedback import Correction, Demonstration, Judgement, Retraction
from desktop.domain.history import HistoryFilter, HistoryRow, State
from desktop.domain.responses import Origin, Response
from desktop.store.connection import Connection
from desktop.store.history import HistoryRepository
from desktop.store.judgements import responses_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from desktop.domain.feedback import FeedbackEvent
    from desktop.domain.prompts import Prompt
    from desktop.services.project import Project
    from desktop.store.store import Store

_CHANGES = "history.changes"
_STEPS = 5_000
"""Steps of SQLite after which it looks whether the search was given up: some 0.1 ms."""


@dataclass(frozen=True, slots=True)
class FilterChoices:
    """What there is to choose from: tags, judges, rounds, versions and the scoring reward model."""

    tags: tuple[str, ...]
    judges: tuple[str, ...]
    rounds: int
    versions: tuple[tuple[int, str], ...]
    scored_by: int | None


@dataclass(frozen=True, slots=True)
class OpenedJudgement:
    """A judgement with all that is known of it: its prompt, its answers by id and its past."""

    row: HistoryRow
    prompt: Prompt
    answers: dict[int, Response]
    past: tuple[FeedbackEvent, ...]


def changes_of_mind(store: Store) -> int:
    """Return how often the history changed what stands: who keeps a copy of that reads it again."""
    return int(store.settings.get(_CHANGES, 0))


class HistorySearch:
    """Searches over a connection of its own, in the thread that makes it.

    Args:
        database: The project's database.
    """

    def __init__(self, database: Path) -> None:
        self._connection = Connection(database)
        self._history = HistoryRepository(self._connection)
        self._given_up = threading.Event()
        self._connection.raw.set_progress_handler(self._given_up.is_set, _STEPS)

    def give_up(self) -> None:
        """End what is at work, from any thread; it finds no more."""
        self._given_up.set()

    def find(self, wanted: HistoryFilter) -> Iterator[list[int]]:
        """Yield the ids wanted in portions, newest first, until they end or it is given up."""
        portions = self._history.find(wanted)
        while not self._given_up.is_set():
            try:
                portion = next(portions, None)
            except Exception:
                if self._given_up.is_set():
                    return
                raise
            if portion is None:
                return
            yield portion

    def grow_index(self) -> Iterator[float]:
        """Index what is not indexed yet in short steps; yields the share that is."""
        while not self._given_up.is_set():
            try:
                more = self._history.index.grow()
                share = self._history.index.share()
            except Exception:
                if self._given_up.is_set():
                    return
                raise
            yield share
            if not more:
                return

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


class History:
    """The judgements of an open project, read and changed in the thread that owns it.

    Args:
        project: The open project.
    """

    def __init__(self, project: Project) -> None:
        self._store = project.store
        self._history = HistoryRepository(project.store.connection)

    def rows(self, ids: Sequence[int]) -> list[HistoryRow]:
        """Return judgements as the table shows them, in the order of their ids."""
        return self._history.rows(ids)

    def choices(self) -> FilterChoices:
        """Return what the filters offer."""
        store = self._store
        return FilterChoices(
            tuple(self._history.tags()),
            tuple(self._history.judges()),
            int(store.settings.get("round", 1)),
            tuple((v.id, v.name) for v in store.versions.list()),
            store.scores.newest_version(),
        )

    def open(self, event_id: int) -> OpenedJudgement:
        """Return a judgement with its whole past."""
        event = self._store.feedback.require(event_id)
        [row] = self.rows([event.id])
        past = self._store.feedback.thread(event_id)
        named = [responses_of(e.judgement) for e in past]
        answers = self._store.responses.get_many(set().union(*named))
        prompt_id = getattr(event.judgement, "prompt_id", 0)
        return OpenedJudgement(row, self._store.prompts.require(prompt_id), answers, tuple(past))

    def judge_again(self, event_id: int, judgement: Judgement) -> FeedbackEvent:
        """Put another judgement in the place of one; of the same kind, about the same prompt."""
        event = self._store.feedback.require(event_id)
        if type(judgement) is not type(event.judgement):
            raise ValueError("a judgement is replaced by one of its own kind")
        with self._store.transaction():
            self._note_change()
            return self._store.feedback.append(judgement, round=event.round, supersedes=event_id)

    def write_again(self, event_id: int, text: str) -> FeedbackEvent:
        """Replace the text of a correction or a demonstration; the old text is kept too.

        Raises:
            InvalidInputError: The text is empty.
        """
        judgement = self._store.feedback.require(event_id).judgement
        if not isinstance(judgement, Correction | Demonstration):
            raise ValueError("only corrections and demonstrations have a text of their own")
        if not text.strip():
            raise InvalidInputError(
                "The answer is empty", "Nothing was changed.", "Write an answer, or take it back."
            )
        name = "edited_id" if isinstance(judgement, Correction) else "response_id"
        with self._store.transaction():
            old = self._store.responses.require(getattr(judgement, name))
            origin = Origin.CORRECTED if isinstance(judgement, Correction) else Origin.WRITTEN
            new = self._store.responses.add(
                old.prompt_id,
                text,
                origin=origin,
                model_version_id=old.model_version_id,
                round=old.round,
            )
            changes: dict[str, int] = {name: new.id}
            return self.judge_again(event_id, dataclasses.replace(judgement, **changes))  # type: ignore[arg-type]

    def take_back(self, event_id: int) -> None:
        """Let a judgement no longer stand; an earlier one in its place stands again."""
        if self._state(event_id) is State.STANDING:
            self._retract(event_id)

    def bring_back(self, event_id: int) -> None:
        """Let a judgement that was taken back stand again."""
        if self._state(event_id) is not State.TAKEN_BACK:
            return
        for event in reversed(self._store.feedback.thread(event_id)):
            if event.supersedes == event_id and isinstance(event.judgement, Retraction):
                self._retract(event.id)
                return

    def _retract(self, event_id: int) -> None:
        with self._store.transaction():
            self._note_change()
            self._store.feedback.append(Retraction(), supersedes=event_id)

    def _note_change(self) -> None:
        self._store.settings.set(_CHANGES, changes_of_mind(self._store) + 1)

    def _state(self, event_id: int) -> State:
        return self.rows([event_id])[0].state
