"""Fast paths for imports: rows go in by the hundred thousand, in the caller's one transaction.

They say exactly what the repositories would. Nothing is kept in memory: what the project already
has is looked up by its indices.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.store.judgements import judgement_to_text, prompt_of
from desktop.store.prompts import digest_of, search_text, split_of_id
from desktop.store.responses import response_values
from desktop.store.values import messages_to_text, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from desktop.domain.feedback import FeedbackEvent
    from desktop.domain.prompts import Message, Prompt, Split
    from desktop.domain.responses import Response
    from desktop.store.connection import Connection


@dataclass(frozen=True, slots=True)
class PreparedPrompt:
    """A checked prompt as its row will hold it; made before the transaction begins."""

    messages: str
    search: str
    digest: str
    tags: str
    metadata: str
    split: str | None = None


def prepare_prompt(
    messages: Sequence[Message],
    split: Split | None,
    tags: Sequence[str],
    metadata: Mapping[str, Any],
) -> PreparedPrompt:
    """Return a prompt ready to be stored; its messages must have been checked."""
    text = messages_to_text(messages)
    return PreparedPrompt(
        text,
        search_text(messages),
        digest_of(text),
        to_text(list(tags)) if tags else "[]",
        to_text(dict(metadata)) if metadata else "{}",
        split.value if split else None,
    )


class BulkWriter:
    """Adds prompts, responses and judgements to a project.

    Args:
        connection: To the project; each transaction starts with `begin`.
        source: Where the prompts come from.
        round: The project's round.
        clock: Says the time in seconds since the epoch.
    """

    def __init__(
        self,
        connection: Connection,
        source: str,
        round: int,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._connection = connection
        self._source = source
        self._round = round
        self._now = clock()
        self._next_prompt = 0

    def begin(self) -> None:
        """Begin in a transaction: what was written before it is known from then on."""
        newest = self._connection.value("SELECT coalesce(max(id), 0) FROM prompts")
        self._next_prompt = 1 + int(newest)

    def prompt(self, prompt: PreparedPrompt) -> tuple[int, bool]:
        """Return the id of a prompt in use with these messages, and whether it is new."""
        rows = self._connection.rows(
            "SELECT id, messages, retired, split FROM prompts WHERE digest = ?", (prompt.digest,)
        )
        same = [row for row in rows if row[1] == prompt.messages]
        for prompt_id, _, retired, _ in same:
            if not retired:
                return prompt_id, False
        return self._add_prompt(prompt, same[0][3] if same else None), True

    def _add_prompt(self, prompt: PreparedPrompt, earlier: str | None) -> int:
        new_id = self._next_prompt
        split = prompt.split or earlier or split_of_id(new_id).value
        self._connection.execute(
            "INSERT INTO prompts (id, messages, search, digest, split, created_at, source, tags, "
            "metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                new_id,
                prompt.messages,
                prompt.search,
                prompt.digest,
                split,
                self._now,
                self._source,
                prompt.tags,
                prompt.metadata,
            ),
        )
        self._next_prompt += 1
        return new_id

    def response(
        self, prompt_id: int, text: str, origin: str, version_id: int | None, *, look: bool
    ) -> tuple[int, bool]:
        """Return the id of an answer and whether it is new.

        Args:
            prompt_id: Its prompt.
            text: What it says.
            origin: Where it comes from; the same text of another origin is another answer.
            version_id: The model version that wrote it.
            look: Whether the prompt may have it already.
        """
        if look:
            known = self._connection.value(
                "SELECT id FROM responses WHERE prompt_id = ? AND origin = ? AND text = ?",
                (prompt_id, origin, text),
            )
            if known is not None:
                return int(known), False
        cursor = self._connection.execute(
            "INSERT INTO responses (prompt_id, text, origin, model_version_id, round, finished, "
            "created_at) VALUES (?, ?, ?, ?, ?, 1, ?)",
            (prompt_id, text, origin, version_id, self._round, self._now),
        )
        return int(cursor.lastrowid or 0), True

    def judgement(
        self,
        prompt_id: int,
        kind: str,
        fields: Mapping[str, Any],
        judge: str,
        *,
        created_at: float | None = None,
        seconds: float | None = None,
        look: bool = True,
    ) -> bool:
        """Record a judgement; False when this judge's very same one stands already.

        Args:
            prompt_id: What it speaks of.
            kind: The judgement's kind.
            fields: Its fields, with this project's ids.
            judge: Who said it.
            created_at: When; now if nobody knows.
            seconds: Time spent on it.
            look: Whether it may be there already.
        """
        text = to_text(fields)
        if look and self._stands(prompt_id, kind, text, judge):
            return False
        self._connection.execute(
            "INSERT INTO feedback (kind, prompt_id, judgement, created_at, judge, round, seconds) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                kind,
                prompt_id,
                text,
                self._now if created_at is None else created_at,
                judge,
                self._round,
                seconds,
            ),
        )
        return True

    def _stands(self, prompt_id: int, kind: str, text: str, judge: str) -> bool:
        rows = self._connection.rows(
            "SELECT judgement FROM feedback "
            "WHERE prompt_id = ? AND kind = ? AND judge = ? AND in_force = 1",
            (prompt_id, kind, judge),
        )
        wanted = json.loads(text)
        return any(found == text or json.loads(found) == wanted for (found,) in rows)


class Known:
    """Finds what an export holds and the project has already: the same, of the same time."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._empty = not connection.value("SELECT 1 FROM prompts LIMIT 1")

    def prompt(self, messages: Sequence[Message], created_at: float) -> int | None:
        """Return the id of the same prompt, if it is there."""
        if self._empty:
            return None
        text = messages_to_text(messages)
        return self._id(
            "SELECT id FROM prompts WHERE digest = ? AND messages = ? AND created_at = ?",
            (digest_of(text), text, created_at),
        )

    def response(self, response: Response) -> int | None:
        """Return the id of the same response, if it is there."""
        if self._empty:
            return None
        return self._id(
            "SELECT id FROM responses "
            "WHERE prompt_id = ? AND origin = ? AND text = ? AND created_at = ?",
            (response.prompt_id, response.origin.value, response.text, response.created_at),
        )

    def event(self, event: FeedbackEvent) -> int | None:
        """Return the id of the same event, if it is there."""
        if self._empty:
            return None
        place, about = "prompt_id = ?", prompt_of(event.judgement)
        if about is None:
            place, about = "supersedes = ?", event.supersedes
        return self._id(
            f"SELECT id FROM feedback WHERE {place} AND kind = ? AND judge = ? "
            "AND created_at = ? AND judgement = ?",
            (about, event.kind, event.judge, event.created_at, judgement_to_text(event.judgement)),
        )

    def _id(self, sql: str, parameters: Sequence[Any]) -> int | None:
        found = self._connection.value(sql, parameters)
        return None if found is None else int(found)


class Copier:
    """Copies whole records into a project, as they were; each gets a new id.

    Args:
        connection: In a transaction.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def prompt(self, prompt: Prompt) -> int:
        """Add a prompt; its messages must have been checked."""
        text = messages_to_text(prompt.messages)
        return self._connection.insert(
            "prompts",
            {
                "messages": text,
                "search": search_text(prompt.messages),
                "digest": digest_of(text),
                "split": prompt.split.value,
                "created_at": prompt.created_at,
                "source": prompt.source,
                "tags": to_text(list(prompt.tags)),
                "retired": int(prompt.retired),
                "metadata": to_text(dict(prompt.metadata)),
            },
        )

    def response(self, response: Response) -> int:
        """Add a response to a prompt that is there."""
        return self._connection.insert("responses", response_values(response))

    def event(self, event: FeedbackEvent) -> int:
        """Add an event that supersedes none; what it names must be there."""
        return self._connection.insert(
            "feedback",
            {
                "kind": event.kind,
                "prompt_id": prompt_of(event.judgement),
                "judgement": judgement_to_text(event.judgement),
                "created_at": event.created_at,
                "judge": event.judge,
                "round": event.round,
                "seconds": event.seconds,
            },
        )
