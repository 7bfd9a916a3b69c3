"""Prompts in the database.

One prompt in five is held out, by its number; a prompt that is already there in the same words gets
the same split, so that nothing held out is ever trained on.
"""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import NotFoundError
from desktop.domain.prompts import Message, Prompt, Split, validate_messages
from desktop.store.values import messages_from_text, messages_to_text, to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from desktop.store.connection import Connection, Row

BAD_PROMPTS = "(SELECT prompt_id FROM feedback WHERE in_force = 1 AND kind = 'bad_prompt')"
"""The prompts that somebody called unusable, for a condition."""
HELD_OUT_EVERY = 5
_COLUMNS = "id, messages, split, created_at, source, tags, retired, metadata"


Prompts = list[Prompt]


class PromptRepository:
    """Adds, finds and changes prompts. Nothing is deleted: a prompt is retired."""

    def __init__(self, connection: Connection, clock: Callable[[], float]) -> None:
        self._connection = connection
        self._clock = clock

    def add(
        self,
        messages: Sequence[Message],
        *,
        split: Split | None = None,
        source: str = "typed",
        tags: Iterable[str] = (),
        metadata: Mapping[str, Any] | None = None,
        created_at: float | None = None,
    ) -> Prompt:
        """Add a prompt and return it; raises `InvalidInputError` when it cannot stand as one.

        Args:
            messages: The chat, ending with the user's turn.
            split: What it may be used for; by default every fifth prompt is held out.
            source: Where it comes from.
            tags: Words to find it by.
            metadata: Anything an importer wants to keep.
            created_at: When it was made, for an import; now if not given.
        """
        validate_messages(messages)
        text = messages_to_text(messages)
        digest = digest_of(text)
        values = {
            "messages": text,
            "search": search_text(messages),
            "digest": digest,
            "created_at": self._clock() if created_at is None else created_at,
            "source": source,
            "tags": to_text(list(tags)),
            "metadata": to_text(dict(metadata or {})),
        }
        with self._connection.transaction():
            new_id = int(self._connection.value("SELECT coalesce(max(id), 0) + 1 FROM prompts"))
            chosen = split or self._split_of_digest(digest) or split_of_id(new_id)
            self._connection.insert("prompts", {"id": new_id, "split": chosen.value} | values)
            return self.require(new_id)

    def add_many(
        self,
        prompts: Iterable[Sequence[Message]],
        *,
        split: Split | None = None,
        source: str = "typed",
        tags: Iterable[str] = (),
    ) -> Prompts:
        """Add several prompts in one transaction."""
        shared = tuple(tags)
        with self._connection.transaction():
            return [self.add(m, split=split, source=source, tags=shared) for m in prompts]

    def get(self, prompt_id: int) -> Prompt | None:
        """Return a prompt, if there is one of that id."""
        row = self._connection.row(f"SELECT {_COLUMNS} FROM prompts WHERE id = ?", (prompt_id,))
        return _prompt(row) if row else None

    def never_compared(self, most: int) -> list[int]:
        """Return prompts in use with answers to compare of which nothing was said, newest first."""
        sql = (
            "SELECT id FROM prompts WHERE retired = 0 AND NOT EXISTS (SELECT 1 FROM feedback AS f "
            "WHERE f.prompt_id = prompts.id AND f.in_force = 1 AND f.kind IN "
            "('comparison', 'skip', 'correction', 'bad_prompt')) AND (SELECT count(*) FROM "
            "responses AS r WHERE r.prompt_id = prompts.id "
            "AND r.origin IN ('generated', 'imported')) > 1 ORDER BY id DESC LIMIT ?"
        )
        return [row[0] for row in self._connection.rows(sql, (most,))]

    def last_id(self) -> int:
        """Return the id of the newest prompt; 0 when there is none."""
        return int(self._connection.value("SELECT coalesce(max(id), 0) FROM prompts"))

    def ids(self, *, search: str = "", retired: bool = False) -> list[int]:
        """Return the ids of the prompts in use, or of the retired ones, rising.

        `search` finds text anywhere in the chat, in any case.
        """
        where, parameters = _filter(search, include_retired=True, split=None)
        chosen = f"{where} AND retired = ?" if where else "WHERE retired = ?"
        sql = f"SELECT id FROM prompts {chosen} ORDER BY id"
        return [row[0] for row in self._connection.rows(sql, (*parameters, int(retired)))]

    def get_many(self, prompt_ids: Iterable[int]) -> dict[int, Prompt]:
        """Return the prompts of these ids, by id; unknown ids are left out."""
        ids = sorted(set(prompt_ids))
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM prompts WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(ids),),
        )
        return {row[0]: _prompt(row) for row in rows}

    def find(self, messages: Sequence[Message]) -> Prompt | None:
        """Return the first prompt with exactly these messages, if there is one."""
        text = messages_to_text(messages)
        row = self._connection.row(
            f"SELECT {_COLUMNS} FROM prompts WHERE digest = ? AND messages = ? ORDER BY id",
            (digest_of(text), text),
        )
        return _prompt(row) if row else None

    def list(
        self,
        *,
        search: str = "",
        include_retired: bool = False,
        split: Split | None = None,
        limit: int | None = None,
        offset: int = 0,
        after_id: int = 0,
    ) -> Prompts:
        """Return prompts in order of id; `search` finds text anywhere in the chat, in any case.

        A page that follows on another is read at once by `after_id`, its last id; `offset` counts
        rows from the first.
        """
        where, parameters = _filter(search, include_retired, split)
        if after_id:
            where = f"{where} AND id > ?" if where else "WHERE id > ?"
            parameters = (*parameters, after_id)
        rows = self._connection.rows(
            f"SELECT {_COLUMNS} FROM prompts {where} ORDER BY id LIMIT ? OFFSET ?",
            (*parameters, -1 if limit is None else limit, offset),
        )
        return [_prompt(row) for row in rows]

    def count(
        self, *, search: str = "", include_retired: bool = False, split: Split | None = None
    ) -> int:
        """Return how many prompts `list` would give."""
        where, parameters = _filter(search, include_retired, split)
        return int(self._connection.value(f"SELECT count(*) FROM prompts {where}", parameters))

    def tagged(self) -> dict[str, set[int]]:
        """Return the ids of the prompts of each tag."""
        found: dict[str, set[int]] = {}
        sql = (
            "SELECT t.value, prompts.id FROM prompts, json_each(prompts.tags) AS t "
            "WHERE tags <> '[]'"
        )
        for tag, prompt_id in self._connection.stream(sql):
            found.setdefault(str(tag), set()).add(prompt_id)
        return found

    def count_usable(self) -> dict[Split, int]:
        """Return how many prompts in use nobody called bad, by what they may be used for."""
        sql = (
            "SELECT split, count(*) FROM prompts "
            f"WHERE retired = 0 AND id NOT IN {BAD_PROMPTS} GROUP BY split"
        )
        return {Split(split): count for split, count in self._connection.rows(sql)}

    def edit(self, prompt_id: int, messages: Sequence[Message]) -> Prompt:
        """Replace a prompt's messages; its responses and judgements stay with it."""
        validate_messages(messages)
        text = messages_to_text(messages)
        return self._update(
            prompt_id, messages=text, search=search_text(messages), digest=digest_of(text)
        )

    def set_tags(self, prompt_id: int, tags: Iterable[str]) -> Prompt:
        """Replace a prompt's tags."""
        return self._update(prompt_id, tags=to_text([*tags]))

    def set_split(self, prompt_id: int, split: Split) -> Prompt:
        """Choose what a prompt may be used for."""
        return self._update(prompt_id, split=split.value)

    def retire(self, prompt_id: int) -> Prompt:
        """Take a prompt out of use; what was said about it is kept."""
        return self._update(prompt_id, retired=1)

    def restore(self, prompt_id: int) -> Prompt:
        """Take a retired prompt back into use."""
        return self._update(prompt_id, retired=0)

    def wrongly_derived(self) -> dict[int, tuple[str, str]]:
        """Return the prompts whose search text or digest is not that of their messages.

        Each comes with the search text and the digest that are.
        """
        wrong = {}
        sql = "SELECT id, messages, search, digest FROM prompts"
        for prompt_id, text, search, digest in self._connection.stream(sql):
            right = (search_text(messages_from_text(text)), digest_of(text))
            if right != (search, digest):
                wrong[prompt_id] = right
        return wrong

    def derive_again(self) -> int:
        """Correct what `wrongly_derived` finds; return how many prompts."""
        with self._connection.transaction():
            wrong = self.wrongly_derived()
            for prompt_id, (search, digest) in wrong.items():
                self._update(prompt_id, search=search, digest=digest)
        return len(wrong)

    def _update(self, prompt_id: int, **values: str | int) -> Prompt:
        assignments = ", ".join(f"{name} = ?" for name in values)
        with self._connection.transaction():
            self._connection.execute(
                f"UPDATE prompts SET {assignments} WHERE id = ?", (*values.values(), prompt_id)
            )
            return self.require(prompt_id)

    def require(self, prompt_id: int) -> Prompt:
        """Return a prompt that must exist; raises `NotFoundError` when it does not."""
        prompt = self.get(prompt_id)
        if prompt is None:
            raise NotFoundError(
                f"There is no prompt {prompt_id}",
                "The project has no prompt of that number. Nothing was changed.",
                "Choose one from the list.",
            )
        return prompt

    def _split_of_digest(self, digest: str) -> Split | None:
        value = self._connection.value("SELECT split FROM prompts WHERE digest = ?", (digest,))
        return Split(value) if value else None


def split_of_id(prompt_id: int) -> Split:
    """Return what a new prompt of this number may be used for."""
    return Split.HELD_OUT if prompt_id % HELD_OUT_EVERY == 0 else Split.TRAIN


def digest_of(text: str) -> str:
    """Return the digest by which a prompt's messages, as text, are found."""
    return hashlib.sha256(text.encode()).hexdigest()


def search_text(messages: Sequence[Message]) -> str:
    """Return all that a prompt says, in folded case."""
    return "\n".join(message.content for message in messages).casefold()


def _filter(
    search: str, include_retired: bool, split: Split | None
) -> tuple[str, tuple[str | int, ...]]:
    conditions: dict[str, str | int] = {}
    if search:
        conditions["instr(search, ?) > 0"] = search.casefold()
    if not include_retired:
        conditions["retired = ?"] = 0
    if split is not None:
        conditions["split = ?"] = split.value
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    return where, tuple(conditions.values())


def _prompt(row: Row) -> Prompt:
    prompt_id, messages, split, created_at, source, tags, retired, metadata = row
    return Prompt(
        id=prompt_id,
        messages=messages_from_text(messages),
        split=Split(split),
        created_at=created_at,
        source=source,
        tags=tuple(json.loads(tags)),
        retired=bool(retired),
        metadata=json.loads(metadata),
    )
