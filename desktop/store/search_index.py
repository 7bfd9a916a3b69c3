"""The full-text index over prompts, answers and remarks, kept beside the data.

It holds trigrams of the texts in folded case (FTS5, without the texts themselves), so that Chinese
is found as well as parts of words. It names *candidates*: whoever searches looks at their texts.

Nobody waits for it: texts never change and get rising ids, so the index is complete up to an id of
each kind and grows in small steps while the history is open; what lies above is read. The one text
that can change, a prompt's, is kept in step by a trigger.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from desktop.domain.history import remark
from desktop.store.judgements import judgements_from_texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.store.connection import Connection, Row

BATCH_CHARACTERS = 100_000
"""Characters indexed in one transaction: about 20 ms, for which a judgement may have to wait."""
MOST_READ = 500
MOST_TRIGRAMS = 32
MOST_SHORT = 400
"""Trigrams that may begin with a term of one or two characters; with more it is common anyway."""
_END = "\n\n"
"""Stands after each text, so that its last two characters begin a trigram too."""
_KINDS = ("prompt", "response", "remark")
_NEXT = {
    "prompt": "SELECT id, search FROM prompts WHERE id > ? ORDER BY id LIMIT ?",
    "response": "SELECT id, text FROM responses WHERE id > ? ORDER BY id LIMIT ?",
    "remark": "SELECT id, kind, judgement FROM feedback "
    "WHERE kind IN ('comment', 'flag') AND id > ? ORDER BY id LIMIT ?",
}
_LAST = {
    "prompt": "SELECT max(id) FROM prompts",
    "response": "SELECT max(id) FROM responses",
    "remark": "SELECT max(id) FROM feedback WHERE kind IN ('comment', 'flag')",
}

Documents = dict[str, list[int]]
"""Ids of texts by kind: prompt, response, remark."""


class SearchIndex:
    """Grows the index and asks it.

    Args:
        connection: Of the thread that uses it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def grow(self) -> bool:
        """Index some more texts; return False when all are."""
        for kind in _KINDS:
            rows = self._next(kind, MOST_READ)
            if rows:
                self._add(kind, rows)
                return True
        return False

    def share(self) -> float:
        """Return which share of all texts is indexed, 0 to 1."""
        done, there = 0, 0
        for kind in _KINDS:
            last = int(self._connection.value(_LAST[kind]) or 0)
            there += last
            done += min(last, self._up_to(kind))
        return done / there if there else 1.0

    def candidates(self, term: str, most: int) -> Documents | None:
        """Return the texts that may hold a term, all that do among them.

        None when there are more than `most`, or when too much is not indexed yet.
        """
        query = self._query(term)
        if query is None:
            return None
        found: Documents = {kind: [] for kind in _KINDS}
        if query:
            sql = "SELECT rowid FROM search_index WHERE search_index MATCH ? LIMIT ?"
            rows = self._connection.rows(sql, (query, most + 1))
            if len(rows) > most:
                return None
            for (row_id,) in rows:
                found[_KINDS[row_id % 4]].append(row_id // 4)
        for kind in _KINDS:
            rest = self._next(kind, most + 1)
            if len(rest) > most:
                return None
            found[kind] += [row[0] for row in rest if term in _text(row)]
        return found

    def _query(self, term: str) -> str | None:
        """Return the query for a term; "" finds nothing, None: the index cannot help."""
        if "\0" in term:
            return None
        if len(term) >= 3:
            trigrams = dict.fromkeys(term[i : i + 3] for i in range(len(term) - 2))
            return " AND ".join(map(_quoted, list(trigrams)[:MOST_TRIGRAMS]))
        sql = "SELECT term FROM search_terms WHERE term >= ? AND term < ? LIMIT ?"
        rows = self._connection.rows(sql, (term, f"{term}\U0010ffff", MOST_SHORT + 1))
        if len(rows) > MOST_SHORT:
            return None
        return " OR ".join(_quoted(found) for (found,) in rows)

    def _up_to(self, kind: str) -> int:
        sql = "SELECT up_to FROM search_progress WHERE kind = ?"
        return int(self._connection.value(sql, (kind,)) or 0)

    def _next(self, kind: str, most: int) -> list[Row]:
        return self._connection.rows(_NEXT[kind], (self._up_to(kind), most))

    def _add(self, kind: str, rows: Iterable[Row]) -> None:
        documents: list[tuple[int, str]] = []
        room, last = BATCH_CHARACTERS, 0
        for row in rows:
            text = _indexable(_text(row))
            documents.append((row[0] * 4 + _KINDS.index(kind), text))
            room, last = room - len(text), row[0]
            if room <= 0:
                break
        with self._connection.transaction():
            if self._up_to(kind) >= documents[0][0] // 4:
                return
            self._connection.execute_many(
                "INSERT INTO search_index (rowid, text) VALUES (?, ?)", documents
            )
            self._connection.execute(
                "INSERT INTO search_progress (kind, up_to) VALUES (?, ?) "
                "ON CONFLICT DO UPDATE SET up_to = excluded.up_to",
                (kind, last),
            )


def _text(row: Row) -> str:
    """Return the folded text of a row of `_NEXT`."""
    if len(row) == 3:
        return remark(judgements_from_texts([row[1]], [row[2]])[0])
    return str(row[1]).casefold()


def _indexable(text: str) -> str:
    """Return a text as the tokenizer takes it: it would stop at a zero."""
    whole = text.replace("\0", " ") + _END
    return whole.encode("utf-8", "replace").decode("utf-8")


def _quoted(trigram: str) -> str:
    doubled = trigram.replace('"', '""')
    return f'"{doubled}"'


def as_json(ids: Iterable[int]) -> str:
    """Return ids as SQLite's `json_each` takes them."""
    return json.dumps([*ids])
