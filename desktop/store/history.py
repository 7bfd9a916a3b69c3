"""The history of judgements in the database: found newest first, read in pages by their ids.

A search names its hits as ids, in rising portions: the first screen is there at once, a million
follow. Two ways lead to them. When few texts may hold a word, the index names these and only their
judgements are looked at; else judgements are looked at one after the other, which soon fills a
screen. Both decide by the same condition.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import FeedbackEvent
from desktop.domain.history import HistoryFilter, HistoryRow, State, remark, search_terms
from desktop.store.history_conditions import CANDIDATES, conditions
from desktop.store.judgements import judgements_from_texts
from desktop.store.search_index import SearchIndex, as_json
from desktop.store.values import messages_from_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from desktop.store.connection import Connection, Row
    from desktop.store.search_index import Documents

PORTIONS = (100, 1_000, 10_000, 50_000)
"""How many hits are looked for at once: few at first, so that they can be shown."""
LOOKED_AT = (300, 3_000, 30_000)
"""How many judgements of rare words are looked at at once."""
FEW_CANDIDATES, MOST_CANDIDATES = 500, 20_000
LONGEST_PROMPT = 300
_EVENT = "f.id, f.kind, f.judgement, f.created_at, f.judge, f.round, f.seconds, f.supersedes"
_TAKEN_BACK = (
    "EXISTS (SELECT 1 FROM feedback AS r WHERE r.supersedes = f.id AND r.kind = 'retraction' "
    "AND r.in_force = 1)"
)


class HistoryRepository:
    """Finds judgements and reads them.

    Args:
        connection: Of the thread that uses it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.index = SearchIndex(connection)
        connection.raw.create_function("contains", 2, _contains, deterministic=True)
        connection.raw.create_function("remarks", 3, _remarks, deterministic=True)

    def find(self, wanted: HistoryFilter) -> Iterator[list[int]]:
        """Yield the ids of the judgements wanted, newest first, in portions."""
        where, parameters = conditions(wanted)
        documents = self._rarest(search_terms(wanted.text))
        if documents is not None:
            yield from self._among(documents, where, parameters)
            return
        sql = (
            f"SELECT f.id FROM feedback AS f WHERE f.id < ? AND {where} ORDER BY f.id DESC LIMIT ?"
        )
        before, turn = 1 << 62, 0
        while True:
            size = PORTIONS[min(turn, len(PORTIONS) - 1)]
            found = [row[0] for row in self._connection.rows(sql, (before, *parameters, size))]
            yield found
            if len(found) < size:
                return
            before, turn = found[-1], turn + 1

    def rows(self, ids: Sequence[int]) -> list[HistoryRow]:
        """Return judgements in the order of their ids given; unknown ones are left out."""
        sql = (
            f"SELECT {_EVENT}, f.in_force, {_TAKEN_BACK}, p.messages FROM feedback AS f "
            "JOIN prompts AS p ON p.id = f.prompt_id "
            "WHERE f.id IN (SELECT value FROM json_each(?))"
        )
        found = self._connection.rows(sql, (as_json(ids),))
        events = _events(found)
        lines = {
            event.id: HistoryRow(event, _state(*row[8:10]), _prompt(row[10]))
            for event, row in zip(events, found, strict=True)
        }
        return [lines[event_id] for event_id in ids if event_id in lines]

    def tags(self) -> list[str]:
        """Return all tags of prompts and of remarks that stand, in order."""
        sql = (
            "SELECT DISTINCT t.value FROM prompts, json_each(prompts.tags) AS t WHERE tags <> '[]' "
            "UNION SELECT t.value FROM feedback, json_each(judgement, '$.tags') AS t "
            "WHERE in_force = 1 AND kind = 'comment' ORDER BY 1"
        )
        return [str(row[0]) for row in self._connection.rows(sql)]

    def judges(self) -> list[str]:
        """Return everyone who judged, in order."""
        sql = (
            "WITH RECURSIVE judges (name) AS (SELECT min(judge) FROM feedback UNION ALL "
            "SELECT (SELECT min(judge) FROM feedback WHERE judge > name) FROM judges "
            "WHERE name IS NOT NULL) SELECT name FROM judges WHERE name IS NOT NULL"
        )
        return [row[0] for row in self._connection.rows(sql)]

    def _rarest(self, terms: Sequence[str]) -> Documents | None:
        """Return the texts that may hold a rare term; None when all are common."""
        for most in (min(FEW_CANDIDATES, MOST_CANDIDATES), MOST_CANDIDATES):
            for term in terms:
                if (found := self.index.candidates(term, most)) is not None:
                    return found
        return None

    def _among(
        self, documents: Documents, where: str, parameters: Sequence[Any]
    ) -> Iterator[list[int]]:
        """Yield the judgements of some texts that are wanted: the newest are looked at first."""
        names = [as_json(documents[kind]) for kind in ("prompt", "response", "remark")]
        ids = array("q", (row[0] for row in self._connection.stream(CANDIDATES, names)))
        sql = (
            "SELECT f.id FROM json_each(?) AS hit CROSS JOIN feedback AS f ON f.id = hit.value "
            f"WHERE {where} ORDER BY f.id DESC"
        )
        start, turn = 0, 0
        while start < len(ids):
            portion = ids[start : start + LOOKED_AT[min(turn, len(LOOKED_AT) - 1)]]
            rows = self._connection.rows(sql, (as_json(portion), *parameters))
            yield [row[0] for row in rows]
            start, turn = start + len(portion), turn + 1


# Texts come and go as bytes: as strings they would end at the first zero.


def _contains(text: bytes, term: bytes) -> bool:
    return term.decode() in text.decode().casefold()


def _remarks(kind: str, judgement: str, term: bytes) -> bool:
    return term.decode() in remark(judgements_from_texts([kind], [judgement])[0])


def _events(rows: Sequence[Row]) -> list[FeedbackEvent]:
    judgements = judgements_from_texts((row[1] for row in rows), (row[2] for row in rows))
    return [
        FeedbackEvent(row[0], judgement, *row[3:8])
        for row, judgement in zip(rows, judgements, strict=True)
    ]


def _state(in_force: int, taken_back: int) -> State:
    if in_force:
        return State.STANDING
    return State.TAKEN_BACK if taken_back else State.REPLACED


def _prompt(messages: str) -> str:
    return " ".join(messages_from_text(messages)[-1].content[:LONGEST_PROMPT].split())
