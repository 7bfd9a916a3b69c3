"""Rewards of responses under reward models, kept so that choosing the next pair costs nothing."""

from __future__ import annotations

import json
from array import array
from typing import TYPE_CHECKING

from desktop.domain.scores import ResponseScore

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from desktop.store.connection import Connection

_MISSING = (
    "FROM responses JOIN prompts ON prompts.id = responses.prompt_id "
    "WHERE prompts.retired = 0 AND responses.origin IN ('generated', 'imported') "
    "AND NOT EXISTS (SELECT 1 FROM response_scores "
    "WHERE version_id = ? AND response_id = responses.id)"
)


class ScoreRepository:
    """One score for each response and reward model."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, version_id: int, scores: Mapping[int, ResponseScore]) -> None:
        """Record scores by response id, in one transaction; a later score replaces an earlier."""
        with self._connection.transaction():
            self._connection.execute_many(
                "INSERT INTO response_scores (response_id, version_id, mean, spread) "
                "VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE "
                "SET mean = excluded.mean, spread = excluded.spread",
                [
                    (response_id, version_id, score.mean, score.spread)
                    for response_id, score in scores.items()
                ],
            )

    def newest_version(self) -> int | None:
        """Return the newest reward model whose scores are kept, if there is one."""
        found = self._connection.value("SELECT max(version_id) FROM response_scores")
        return None if found is None else int(found)

    def of_version(
        self, version_id: int, response_ids: Collection[int] | None = None
    ) -> dict[int, ResponseScore]:
        """Return scores under a reward model by response id: of some responses, or all."""
        sql = "SELECT response_id, mean, spread FROM response_scores WHERE version_id = ?"
        parameters: tuple[int | str, ...] = (version_id,)
        if response_ids is not None:
            sql += " AND response_id IN (SELECT value FROM json_each(?))"
            parameters = (version_id, json.dumps([*response_ids]))
        rows = self._connection.rows(sql, parameters)
        return {row[0]: ResponseScore(row[1], row[2]) for row in rows}

    def means(self, version_id: int, last_id: int) -> tuple[array[int], array[float]]:
        """Return the responses up to an id that a reward model scored, and their rewards."""
        ids, means = array("q"), array("d")
        sql = (
            "SELECT response_id, mean FROM response_scores "
            "WHERE version_id = ? AND response_id <= ?"
        )
        for response_id, mean in self._connection.stream(sql, (version_id, last_id)):
            ids.append(response_id)
            means.append(mean)
        return ids, means

    def count(self) -> int:
        """Return how many scores there are."""
        return int(self._connection.value("SELECT count(*) FROM response_scores"))

    def missing(self, version_id: int) -> list[int]:
        """Return the ids of responses that may be compared and have no score, newest first.

        Responses of retired prompts are left out.
        """
        sql = f"SELECT responses.id {_MISSING} ORDER BY responses.id DESC"
        return [row[0] for row in self._connection.rows(sql, (version_id,))]

    def count_missing(self, version_id: int) -> int:
        """Return how many responses `missing` would name."""
        sql = f"SELECT count(*) {_MISSING}"
        return int(self._connection.value(sql, (version_id,)))
