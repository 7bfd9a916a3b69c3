"""What training examples consist of, as columns of numbers instead of rows with texts.

Counting what a stage would be trained on needs no text: who beat whom, how long each text is, and
which answers to a prompt are the same. A million judgements are read in seconds, some ten thousand
at a time.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from desktop.store.number_columns import number_columns
from desktop.store.prompts import BAD_PROMPTS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from desktop.store.connection import Connection

    Columns = list[NDArray[np.int32]]

NO_PREFERENCE = 9
"""Stands for the preference of a comparison that has none."""
_AT_ONCE = 50_000
_NAMED_AT_ONCE = 2_000
_USABLE = f"retired = 0 AND id NOT IN {BAD_PROMPTS}"
_KIND = "f.in_force = 1 AND f.kind = '{kind}' AND f.id > ? AND f.id <= ?"
_ASPECT = "(SELECT key FROM json_each(?) WHERE value = f.judgement ->> '$.aspect')"


class ExampleNumbers:
    """Columns for counting.

    Args:
        connection: Of the thread that uses it.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def prompts(self) -> Columns:
        """Return id and whether it is held out (0 or 1), of each prompt that may be used."""
        return self._parts(
            "prompts",
            ("id", "split = 'held_out'"),
            f"prompts WHERE {_USABLE} AND id > ? AND id <= ?",
        )

    def messages(self) -> Columns:
        """Return prompt and bytes of each message of a chat."""
        return self._parts(
            "prompts",
            ("p.id", "octet_length(m.value ->> '$.content')"),
            "prompts AS p, json_each(p.messages) AS m WHERE p.id > ? AND p.id <= ?",
        )

    def answers(self) -> Columns:
        """Return id, prompt and bytes of each answer."""
        return self._parts(
            "responses",
            ("id", "prompt_id", "octet_length(text)"),
            "responses WHERE id > ? AND id <= ?",
        )

    def texts(self, answers: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Yield answers with their texts, in the order given."""
        sql = (
            "SELECT r.id, CAST(r.text AS BLOB) FROM json_each(?) AS wanted "
            "CROSS JOIN responses AS r ON r.id = wanted.value ORDER BY wanted.key"
        )
        left = iter(answers)
        while some := [*islice(left, _NAMED_AT_ONCE)]:
            yield from self._connection.stream(sql, (json.dumps(some),))

    def comparisons(self) -> Columns:
        """Return A, B and preference of each comparison that stands."""
        return self._parts(
            "responses",
            ("a_id", "b_id", f"coalesce(preference, {NO_PREFERENCE})"),
            "feedback INDEXED BY feedback_compared WHERE in_force = 1 AND kind = 'comparison' "
            "AND a_id > ? AND a_id <= ?",
        )

    def ranked(self) -> Columns:
        """Return event, tier and answer of each place in a ranking that stands."""
        return self._parts(
            "feedback",
            ("f.id", "t.key", "r.value"),
            "feedback AS f, json_each(f.judgement, '$.tiers') AS t, json_each(t.value) AS r "
            f"WHERE {_KIND.format(kind='ranking')}",
        )

    def scores(self) -> Columns:
        """Return answer, number of the aspect, score, low and high of each score that stands."""
        sql = (
            "SELECT DISTINCT judgement ->> '$.aspect' FROM feedback "
            "WHERE in_force = 1 AND kind = 'rating'"
        )
        aspects = [row[0] for row in self._connection.rows(sql)]
        fields = ("response_id", "score", "low", "high")
        answer, *scale = (f"f.judgement ->> '$.{name}'" for name in fields)
        return self._parts(
            "feedback",
            (answer, _ASPECT, *scale),
            f"feedback AS f WHERE {_KIND.format(kind='rating')}",
            (json.dumps(aspects),),
        )

    def corrections(self) -> Columns:
        """Return original, edited answer, whether it is a demonstration, and whether a pair."""
        fields = ("original_id", "edited_id", "as_demonstration", "as_pair")
        return self._parts(
            "feedback",
            tuple(f"f.judgement ->> '$.{name}'" for name in fields),
            f"feedback AS f WHERE {_KIND.format(kind='correction')}",
        )

    def demonstrations(self) -> Columns:
        """Return the answer of each demonstration that stands."""
        return self._parts(
            "feedback",
            ("f.judgement ->> '$.response_id'",),
            f"feedback AS f WHERE {_KIND.format(kind='demonstration')}",
        )

    def _parts(
        self, table: str, names: Sequence[str], source: str, parameters: Sequence[str] = ()
    ) -> Columns:
        """Return columns, read by ranges of ids of a table; the source ends with the two bounds."""
        last = self._connection.value(f"SELECT coalesce(max(id), 0) FROM {table}")
        parts = [[np.zeros(0, np.int32) for _ in names]]
        for first in range(0, last, _AT_ONCE):
            bounds = (*parameters, first, first + _AT_ONCE)
            found = number_columns(self._connection, names, source, bounds)
            parts.append([column.astype(np.int32) for column in found])
        return [np.concatenate(column) for column in zip(*parts, strict=True)]
