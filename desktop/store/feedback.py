"""Feedback events in the database: only ever appended, each in one durable transaction.

`in_force` is derived (see `desktop.domain.derivation`) and kept beside each event for speed: 1 for
a judgement that stands and for a retraction that is not retracted itself. Appending an event
settles the events of its thread in the same transaction.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

from desktop.domain.derivation import in_force, retracted
from desktop.domain.errors import NotFoundError
from desktop.domain.feedback import HUMAN, FeedbackEvent, Judgement, Retraction, kind_of
from desktop.store.judgements import (
    judgement_to_text,
    judgements_from_texts,
    prompt_of,
    responses_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator

    from desktop.store.connection import Connection

_COLUMNS = "id, kind, judgement, created_at, judge, round, seconds, supersedes"
_STANDING = "in_force = 1 AND kind <> 'retraction'"
_STREAMED = 2_000
_QUARTER = 900
_THREAD = """
    WITH RECURSIVE
        earlier (id, supersedes) AS (
            SELECT id, supersedes FROM feedback WHERE id = ?
            UNION ALL
            SELECT target.id, target.supersedes
            FROM feedback AS target JOIN earlier ON target.id = earlier.supersedes
        ),
        thread (id) AS (
            SELECT min(id) FROM earlier
            UNION ALL
            SELECT later.id FROM feedback AS later JOIN thread ON later.supersedes = thread.id
        )
    SELECT id FROM thread
"""


class FeedbackRepository:
    """Appends events and answers what stands."""

    def __init__(self, connection: Connection, clock: Callable[[], float]) -> None:
        self._connection = connection
        self._clock = clock

    def append(
        self,
        judgement: Judgement,
        *,
        judge: str = HUMAN,
        round: int = 1,
        seconds: float | None = None,
        supersedes: int | None = None,
        created_at: float | None = None,
    ) -> FeedbackEvent:
        """Record a judgement; when this returns it is on the disk.

        Args:
            judgement: What was said.
            judge: Who said it.
            round: Round of the project.
            seconds: Time spent on it.
            supersedes: The earlier event that it replaces or takes back.
            created_at: When it was said, for an import; now if not given.

        Raises:
            NotFoundError: It names a prompt, response or event that does not exist.
            StorageError: The disk is full or failing; nothing was recorded.
        """
        now = self._clock() if created_at is None else created_at
        values = {
            "kind": kind_of(judgement),
            "prompt_id": prompt_of(judgement),
            "judgement": judgement_to_text(judgement),
            "created_at": now,
            "judge": judge,
            "round": round,
            "seconds": seconds,
            "supersedes": supersedes,
        }
        with self._connection.transaction():
            self._check_names(judgement, supersedes)
            new_id = self._connection.insert("feedback", values)
            if supersedes is not None:
                self._settle(new_id)
        return FeedbackEvent(new_id, judgement, now, judge, round, seconds, supersedes)

    def _check_names(self, judgement: Judgement, supersedes: int | None) -> None:
        prompt_id, responses = prompt_of(judgement), responses_of(judgement)
        known = self._connection.value(
            "SELECT count(*) FROM responses "
            "WHERE prompt_id = ? AND id IN (SELECT value FROM json_each(?))",
            (prompt_id, json.dumps([*responses])),
        )
        events = "SELECT 1 FROM feedback WHERE id = ?"
        prompts = "SELECT 1 FROM prompts WHERE id = ?"
        if (
            known != len(responses)
            or (prompt_id is not None and not self._connection.value(prompts, (prompt_id,)))
            or (supersedes is not None and not self._connection.value(events, (supersedes,)))
        ):
            raise NotFoundError(
                "The judgement speaks of something that is not in the project",
                f"{judgement} names a prompt, response or earlier judgement that does not exist. "
                "Nothing was recorded.",
                "Import the prompts and responses first.",
            )

    def _settle(self, event_id: int) -> None:
        """Bring `in_force` up to date in the thread of an event."""
        thread = self.thread(event_id)
        gone = retracted(thread)
        standing = {event.id for event in in_force(thread)}
        for event in thread:
            retraction = isinstance(event.judgement, Retraction)
            stands = event.id not in gone if retraction else event.id in standing
            self._connection.execute(
                "UPDATE feedback SET in_force = ?1 WHERE id = ?2 AND in_force <> ?1",
                (int(stands), event.id),
            )

    def wrongly_derived(self) -> dict[int, bool]:
        """Return the events whose `in_force` is not what follows from all events, with what does.

        What no event supersedes and supersedes none stands; only the rest needs a closer look.
        """
        linked = (
            "(supersedes IS NOT NULL OR id IN "
            "(SELECT supersedes FROM feedback WHERE supersedes IS NOT NULL))"
        )
        alone = f"SELECT id FROM feedback WHERE in_force = 0 AND NOT {linked}"
        wrong = dict.fromkeys((row[0] for row in self._connection.rows(alone)), True)
        events = self._select(linked)
        gone, standing = retracted(events), {event.id for event in in_force(events)}
        noted: dict[int, int] = dict(
            self._connection.rows(f"SELECT id, in_force FROM feedback WHERE {linked}")
        )
        for event in events:
            retraction = isinstance(event.judgement, Retraction)
            stands = event.id not in gone if retraction else event.id in standing
            if stands != noted[event.id]:
                wrong[event.id] = stands
        return wrong

    def derive_again(self) -> int:
        """Correct every `in_force` that does not follow from the events; return how many."""
        with self._connection.transaction():
            wrong = self.wrongly_derived()
            for event_id, stands in wrong.items():
                self._connection.execute(
                    "UPDATE feedback SET in_force = ? WHERE id = ?", (int(stands), event_id)
                )
        return len(wrong)

    def get(self, event_id: int) -> FeedbackEvent | None:
        """Return an event, if there is one of that id, whether it stands or not."""
        found = self._select("id = ?", event_id)
        return found[0] if found else None

    def require(self, event_id: int) -> FeedbackEvent:
        """Return an event that must exist; raises `NotFoundError` when it does not."""
        event = self.get(event_id)
        if event is None:
            raise NotFoundError(
                f"There is no judgement {event_id}",
                "The project has no judgement of that number. Nothing was changed.",
                "Choose one from the history.",
            )
        return event

    def last_id(self) -> int:
        """Return the id of the newest event, whether it stands or not; 0 when there is none."""
        return int(self._connection.value("SELECT coalesce(max(id), 0) FROM feedback"))

    def thread(self, event_id: int) -> list[FeedbackEvent]:
        """Return a judgement's whole past and what came of it, oldest first.

        These are all events that it supersedes or that supersede it, also through others.
        """
        return self._select(f"id IN ({_THREAD})", event_id)

    def events(self, *, after_id: int = 0, limit: int | None = None) -> list[FeedbackEvent]:
        """Return all events after one, or the next so many, oldest first."""
        return self._select("id > ?", after_id, oldest=limit)

    def standing(
        self, *, kind: str | None = None, prompt_id: int | None = None
    ) -> list[FeedbackEvent]:
        """Return the events in force, oldest first: all, of one kind, about one prompt."""
        conditions, parameters = [_STANDING], list[str | int]()
        if kind is not None:
            conditions.append("kind = ?")
            parameters.append(kind)
        if prompt_id is not None:
            conditions.append("prompt_id = ?")
            parameters.append(prompt_id)
        return self._select(" AND ".join(conditions), *parameters)

    def prompts_of(self, event_ids: Iterable[int]) -> set[int]:
        """Return the prompts that some events are about."""
        found: set[int] = set()
        sql = (
            "SELECT DISTINCT prompt_id FROM feedback WHERE prompt_id IS NOT NULL "
            "AND id IN (SELECT value FROM json_each(?))"
        )
        left = iter(event_ids)
        while some := [*islice(left, _STREAMED)]:
            found.update(row[0] for row in self._connection.rows(sql, (json.dumps(some),)))
        return found

    def standing_about(self, prompt_ids: Iterable[int]) -> list[FeedbackEvent]:
        """Return the events in force about some prompts, oldest first."""
        about = "prompt_id IN (SELECT value FROM json_each(?))"
        return self._select(f"{_STANDING} AND {about}", json.dumps([*prompt_ids]))

    def stream(
        self,
        kinds: Iterable[str],
        judge: str | None = None,
        prompt_ids: Collection[int] | None = None,
    ) -> Iterator[FeedbackEvent]:
        """Yield the events in force of some kinds, oldest first, some thousand at a time.

        Args:
            kinds: Names of kinds.
            judge: Whose; None stands for all judges.
            prompt_ids: Only those about these prompts.
        """
        where = f"{_STANDING} AND kind IN (SELECT value FROM json_each(?)) AND id > ?"
        chosen, last, more = json.dumps([*kinds]), 0, list[str]()
        if judge is not None:
            where += " AND judge = ?"
            more.append(judge)
        if prompt_ids is not None:
            where += " AND prompt_id IN (SELECT value FROM json_each(?))"
            more.append(json.dumps([*prompt_ids]))
        while found := self._select(where, chosen, last, *more, oldest=_STREAMED):
            yield from found
            last = found[-1].id

    def times_judged(self, prompt_ids: Iterable[int]) -> dict[int, int]:
        """Return how often prompts were compared, ranked or scored; those never judged are not."""
        sql = (
            "SELECT prompt_id, count(*) FROM feedback "
            "WHERE prompt_id IN (SELECT value FROM json_each(?)) AND in_force = 1 "
            "AND kind IN ('comparison', 'ranking', 'rating') GROUP BY prompt_id"
        )
        return dict(self._connection.rows(sql, (json.dumps([*prompt_ids]),)))

    def counts_by_kind(self, judge: str | None = None) -> dict[str, int]:
        """Return how many events of each kind stand, of one judge or of all."""
        condition, parameters = ("", ()) if judge is None else ("AND judge = ?", (judge,))
        sql = f"SELECT kind, count(*) FROM feedback WHERE {_STANDING} {condition} GROUP BY kind"
        return dict(self._connection.rows(sql, parameters))

    def count(self) -> int:
        """Return how many events there are, whether they stand or not."""
        return int(self._connection.value("SELECT count(*) FROM feedback"))

    def count_standing(self, kind: str | None = None, *, judge: str | None = None) -> int:
        """Return how many events stand, of one kind or of all."""
        counts = self.counts_by_kind(judge)
        return sum(counts.values()) if kind is None else counts.get(kind, 0)

    def count_since(
        self,
        time: float,
        *,
        kind: str | None = None,
        judge: str | None = HUMAN,
        later: bool = False,
    ) -> int:
        """Return how many events that stand were recorded since a time, or later than it.

        Args:
            time: In seconds since the epoch.
            kind: Only those of a kind.
            judge: Whose; None stands for all judges.
            later: Whether those of the very time do not count.
        """
        conditions, parameters = [f"created_at {'>' if later else '>='} ?"], list[str | float]()
        parameters.append(time)
        for column, value in (("judge", judge), ("kind", kind)):
            if value is not None:
                conditions.append(f"{column} = ?")
                parameters.append(value)
        sql = f"SELECT count(*) FROM feedback WHERE {_STANDING} AND {' AND '.join(conditions)}"
        return int(self._connection.value(sql, parameters))

    def count_simulated(self) -> int:
        """Return how many events that stand are of simulated judges."""
        sql = f"SELECT count(*) FROM feedback WHERE {_STANDING} AND judge GLOB 'simulated:*'"
        return int(self._connection.value(sql))

    def counts_over_time(self, kinds: Iterable[str], judge: str) -> list[tuple[int, int]]:
        """Return how many of a judge's events stand, by the quarter of an hour they are of.

        Each is named by its start, in seconds since the epoch; every time zone's days begin with
        one of them.
        """
        sql = (
            f"SELECT CAST(floor(created_at / {_QUARTER}) AS INTEGER) * {_QUARTER}, count(*) "
            f"FROM feedback WHERE {_STANDING} AND judge = ? "
            "AND kind IN (SELECT value FROM json_each(?)) GROUP BY 1 ORDER BY 1"
        )
        rows = self._connection.rows(sql, (judge, json.dumps([*kinds])))
        return [(row[0], row[1]) for row in rows]

    def compared_pairs(self) -> set[tuple[int, int]]:
        """Return the pairs of responses whose comparison stands, the smaller id first."""
        sql = (
            "SELECT a_id, b_id FROM feedback INDEXED BY feedback_compared "
            "WHERE in_force = 1 AND kind = 'comparison'"
        )
        return {(a, b) if a < b else (b, a) for a, b in self._connection.rows(sql)}

    def last_undoable(self, judge: str = HUMAN) -> FeedbackEvent | None:
        """Return what undo would take back next: the judge's newest event that stands."""
        found = self._select(f"{_STANDING} AND judge = ?", judge, newest=1)
        return found[0] if found else None

    def last_said_at(self, judge: str = HUMAN) -> float:
        """Return when a judge last said something new, whether it stands or not; 0 if never."""
        sql = (
            "SELECT created_at FROM feedback WHERE judge = ? AND kind <> 'retraction' "
            "ORDER BY id DESC LIMIT 1"
        )
        return float(self._connection.value(sql, (judge,)) or 0.0)

    def last_redoable(self, judge: str = HUMAN) -> FeedbackEvent | None:
        """Return the retraction that redo would take back next.

        Anything newly said after an undo ends the chance to redo it.
        """
        found = self._select(
            "judge = ? AND kind = 'retraction' AND in_force = 1 AND "
            "id > (SELECT coalesce(max(id), 0) FROM feedback "
            "      WHERE judge = ? AND kind <> 'retraction') AND "
            "(SELECT kind FROM feedback AS target WHERE target.id = feedback.supersedes) "
            "  <> 'retraction'",
            judge,
            judge,
            newest=1,
        )
        return found[0] if found else None

    def _select(
        self,
        where: str,
        *parameters: str | int,
        newest: int | None = None,
        oldest: int | None = None,
    ) -> list[FeedbackEvent]:
        order = "id" if newest is None else f"id DESC LIMIT {newest}"
        order = order if oldest is None else f"id LIMIT {oldest}"
        sql = f"SELECT {_COLUMNS} FROM feedback WHERE {where} ORDER BY {order}"
        rows = self._connection.rows(sql, parameters)
        judgements = judgements_from_texts((row[1] for row in rows), (row[2] for row in rows))
        return [
            FeedbackEvent(row[0], judgement, *row[3:])
            for row, judgement in zip(rows, judgements, strict=True)
        ]
