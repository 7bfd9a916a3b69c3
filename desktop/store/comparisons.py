"""Comparisons in force, asked for by their pair or all at once as numbers.

All of it is answered by one index (`feedback_compared`), so that a million of them are read in less
than a second, and those of one pair in some microseconds.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.store.number_columns import number_columns
from desktop.store.prompts import BAD_PROMPTS

if TYPE_CHECKING:
    from collections.abc import Collection

    from desktop.store.connection import Connection
    from desktop.store.number_columns import Numbers

_STANDING = "in_force = 1 AND kind = 'comparison'"
_INDEX = f"feedback INDEXED BY feedback_compared WHERE {_STANDING}"
_SAME = "sign(first.preference) = sign(again.preference) * iif(again.a_id = first.a_id, 1, -1)"
_COUNTS = (
    "first.in_force = 1 AND first.kind = 'comparison' AND first.preference IS NOT NULL "
    "AND again.in_force = 1 AND again.kind = 'comparison' AND again.preference IS NOT NULL"
)
_SHOWN = (
    "responses AS {r} JOIN prompts AS p ON p.id = {r}.prompt_id AND p.retired = 0 "
    f"AND p.id NOT IN {BAD_PROMPTS}"
)
_ORIGINS = "{r}.origin IN ('generated', 'imported')"


@dataclass(frozen=True, slots=True)
class ComparisonNumbers:
    """All comparisons in force, a row each.

    Args:
        event: Ids of the events.
        a: Ids of the answers on the left.
        b: Ids of those on the right.
        repeatable: 1 for those of the judge asked for with a preference, else 0.
    """

    event: Numbers
    a: Numbers
    b: Numbers
    repeatable: Numbers


@dataclass(frozen=True, slots=True)
class StoredComparison:
    """One comparison in force."""

    event_id: int
    prompt_id: int
    a_id: int
    b_id: int
    judge: str
    preference: int | None


class ComparisonRepository:
    """Answers what was compared."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def numbers(self, judge: str, prompt_ids: Collection[int] | None = None) -> ComparisonNumbers:
        """Return all of them, and which a judge may be asked again.

        Args:
            judge: Who may be asked.
            prompt_ids: Only those about these prompts.
        """
        names = ("id", "a_id", "b_id", "judge = ? AND preference IS NOT NULL")
        source, parameters = _INDEX, [judge]
        if prompt_ids is not None:
            source = (
                f"feedback INDEXED BY feedback_prompt WHERE {_STANDING} "
                "AND prompt_id IN (SELECT value FROM json_each(?))"
            )
            parameters.append(json.dumps([*prompt_ids]))
        return ComparisonNumbers(*number_columns(self._connection, names, source, parameters))

    def of_pair(self, one: int, other: int) -> list[int]:
        """Return the ids of a pair's comparisons, oldest first."""
        sql = f"SELECT id FROM {_INDEX} AND (a_id, b_id) IN (VALUES (?, ?), (?, ?)) ORDER BY id"
        return [row[0] for row in self._connection.rows(sql, (one, other, other, one))]

    def newest(self, count: int) -> list[StoredComparison]:
        """Return the newest that repeat none in force, oldest first."""
        sql = (
            "SELECT id, prompt_id, a_id, b_id, judge, preference FROM feedback AS f "
            f"INDEXED BY feedback_kind WHERE {_STANDING} AND (repeat_of IS NULL OR NOT EXISTS "
            "(SELECT 1 FROM feedback AS first WHERE first.id = f.repeat_of "
            "AND first.in_force = 1 AND first.kind = 'comparison')) ORDER BY id DESC LIMIT ?"
        )
        return [StoredComparison(*row) for row in reversed(self._connection.rows(sql, (count,)))]

    def agreed(self, first_id: int) -> bool | None:
        """Return whether the newest repeat of a comparison said the same; None without one."""
        sql = (
            f"SELECT {_SAME} FROM feedback AS first CROSS JOIN feedback AS again "
            "ON again.prompt_id = first.prompt_id AND again.repeat_of = first.id "
            f"WHERE first.id = ? AND {_COUNTS} ORDER BY again.id DESC LIMIT 1"
        )
        found = self._connection.value(sql, (first_id,))
        return None if found is None else bool(found)

    def agreements(self) -> dict[int, bool]:
        """Return what `agreed` says of each comparison that was repeated."""
        sql = (
            f"SELECT first.id, {_SAME}, max(again.id) FROM feedback AS again "
            "INDEXED BY feedback_compared CROSS JOIN feedback AS first "
            "ON first.id = again.repeat_of AND first.prompt_id = again.prompt_id "
            f"WHERE again.repeat_of IS NOT NULL AND {_COUNTS} GROUP BY first.id"
        )
        return {row[0]: bool(row[1]) for row in self._connection.rows(sql)}

    def count_open_pairs(self) -> int:
        """Return how many pairs of answers to the same prompt and of the same round are left."""
        shown, origins = _SHOWN.format(r="r"), _ORIGINS.format(r="r")
        groups = f"SELECT count(*) AS n FROM {shown} WHERE {origins} GROUP BY r.prompt_id, r.round"
        pairs = self._connection.value(f"SELECT coalesce(sum(n * (n - 1) / 2), 0) FROM ({groups})")
        one, other = _ORIGINS.format(r="one"), _ORIGINS.format(r="other")
        judged = self._connection.value(
            "SELECT count(*) FROM (SELECT DISTINCT min(f.a_id, f.b_id), max(f.a_id, f.b_id) "
            f"FROM feedback AS f INDEXED BY feedback_compared CROSS JOIN {_SHOWN.format(r='one')} "
            "CROSS JOIN responses AS other WHERE f.in_force = 1 AND f.kind = 'comparison' "
            "AND one.id = f.a_id AND other.id = f.b_id AND other.prompt_id = one.prompt_id "
            f"AND other.round = one.round AND {one} AND {other})"
        )
        return int(pairs) - int(judged)

    def largest_group(self) -> int:
        """Return the most answers of one round that a prompt has to compare."""
        sql = (
            f"SELECT count(*) FROM {_SHOWN.format(r='r')} WHERE {_ORIGINS.format(r='r')} "
            "GROUP BY r.prompt_id, r.round ORDER BY 1 DESC LIMIT 1"
        )
        return int(self._connection.value(sql) or 0)
