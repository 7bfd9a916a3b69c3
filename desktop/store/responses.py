"""Responses in the database: never changed, never deleted."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import NotFoundError
from desktop.domain.responses import Origin, Response
from desktop.domain.settings import SamplingSettings
from desktop.store.number_columns import number_columns
from desktop.store.prompts import BAD_PROMPTS
from desktop.store.values import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable

    from desktop.store.connection import Connection, Row
    from desktop.store.number_columns import Numbers

_COLUMNS = (
    "id, prompt_id, text, origin, model_version_id, round, finished, token_count, sampling, seed, "
    "created_at"
)
_CANDIDATES = (
    "FROM responses JOIN prompts ON prompts.id = responses.prompt_id "
    "WHERE responses.origin IN ('generated', 'imported') AND prompts.retired = 0"
)


@dataclass(frozen=True, slots=True)
class CandidateNumbers:
    """All answers that may be compared, as numbers: their ids, prompts and rounds."""

    ids: Numbers
    prompts: Numbers
    rounds: Numbers


class ResponseRepository:
    """Adds and finds responses."""

    def __init__(self, connection: Connection, clock: Callable[[], float]) -> None:
        self._connection = connection
        self._clock = clock

    def add(
        self,
        prompt_id: int,
        text: str,
        *,
        origin: Origin = Origin.GENERATED,
        model_version_id: int | None = None,
        round: int = 1,
        finished: bool = True,
        token_count: int | None = None,
        sampling: SamplingSettings | None = None,
        seed: int | None = None,
    ) -> Response:
        """Add a response to a prompt and return it."""
        response = Response(
            0, prompt_id, text, origin, model_version_id, round, finished, token_count, sampling,
            seed,
        )  # fmt: skip
        return self.add_many([response])[0]

    def add_many(self, responses: Iterable[Response]) -> list[Response]:
        """Add responses in one transaction and return them with their ids and times.

        The ids given are ignored, and so are times of 0 (which means now).
        """
        with self._connection.transaction():
            ids = [self._insert(response) for response in responses]
        return list(self.get_many(ids).values())

    def _insert(self, response: Response) -> int:
        timed = response if response.created_at else replace(response, created_at=self._clock())
        return self._connection.insert("responses", response_values(timed))

    def get(self, response_id: int) -> Response | None:
        """Return a response, if there is one of that id."""
        return self.get_many([response_id]).get(response_id)

    def require(self, response_id: int) -> Response:
        """Return a response that must exist; raises `NotFoundError` when it does not."""
        response = self.get(response_id)
        if response is None:
            raise NotFoundError(
                f"There is no response {response_id}",
                "The project has no response of that number. Nothing was changed.",
                "Choose one from the list.",
            )
        return response

    def get_many(self, response_ids: Iterable[int]) -> dict[int, Response]:
        """Return the responses of these ids, by id in rising order; unknown ids are left out."""
        return {
            response.id: response
            for response in self._select(
                "WHERE id IN (SELECT value FROM json_each(?))", json.dumps([*response_ids])
            )
        }

    def for_prompt(self, prompt_id: int) -> list[Response]:
        """Return a prompt's responses, oldest first."""
        return self._select("WHERE prompt_id = ?", prompt_id)

    def for_prompts(self, prompt_ids: Iterable[int]) -> list[Response]:
        """Return the responses of some prompts, oldest first."""
        chosen = json.dumps([*prompt_ids])
        return self._select("WHERE prompt_id IN (SELECT value FROM json_each(?))", chosen)

    def all(self) -> list[Response]:
        """Return all responses, oldest first."""
        return self._select("")

    def texts(self, response_ids: Iterable[int], most: int) -> dict[int, str]:
        """Return the beginnings of texts by id, of at most so many characters."""
        sql = (
            "SELECT id, substr(text, 1, ?) FROM responses "
            "WHERE id IN (SELECT value FROM json_each(?))"
        )
        return dict(self._connection.rows(sql, (most, json.dumps([*response_ids]))))

    def last_id(self) -> int:
        """Return the id of the newest response; 0 when there is none."""
        return int(self._connection.value("SELECT coalesce(max(id), 0) FROM responses"))

    def count(self, *, origin: Origin | None = None) -> int:
        """Return how many responses there are, of one origin or of all."""
        if origin is None:
            return int(self._connection.value("SELECT count(*) FROM responses"))
        sql = "SELECT count(*) FROM responses WHERE origin = ?"
        return int(self._connection.value(sql, (origin.value,)))

    def count_generated(self, version_id: int) -> dict[int, int]:
        """Return how many answers a version gave to each prompt in use that nobody called bad."""
        sql = (
            "SELECT prompts.id, count(r.id) FROM prompts LEFT JOIN responses AS r "
            "ON r.prompt_id = prompts.id AND r.origin = 'generated' AND r.model_version_id = ? "
            f"WHERE prompts.retired = 0 AND prompts.id NOT IN {BAD_PROMPTS} GROUP BY prompts.id"
        )
        return dict(self._connection.rows(sql, (version_id,)))

    def candidates(self, min_count: int = 2) -> dict[int, tuple[int, ...]]:
        """Return the ids of what may be compared, by prompt: generated and imported responses.

        Only prompts in use with at least `min_count` of them are returned.
        """
        found: dict[int, list[int]] = {}
        sql = f"SELECT responses.prompt_id, responses.id {_CANDIDATES} ORDER BY responses.id"
        for prompt_id, response_id in self._connection.rows(sql):
            found.setdefault(prompt_id, []).append(response_id)
        return {p: tuple(ids) for p, ids in sorted(found.items()) if len(ids) >= min_count}

    def candidate_numbers(self, prompt_ids: Collection[int] | None = None) -> CandidateNumbers:
        """Return id, prompt id and round of all that may be compared: see `candidates`.

        Args:
            prompt_ids: Only of these prompts.
        """
        names = ("responses.id", "responses.prompt_id", "responses.round")
        source, parameters = _CANDIDATES.removeprefix("FROM "), list[str]()
        if prompt_ids is not None:
            source += " AND responses.prompt_id IN (SELECT value FROM json_each(?))"
            parameters.append(json.dumps([*prompt_ids]))
        return CandidateNumbers(*number_columns(self._connection, names, source, parameters))

    def count_candidates(self, prompt_ids: Iterable[int]) -> dict[int, int]:
        """Return how many responses some prompts have to compare, retired ones have none."""
        sql = (
            f"SELECT responses.prompt_id, count(*) {_CANDIDATES} AND responses.prompt_id IN "
            "(SELECT value FROM json_each(?)) GROUP BY responses.prompt_id"
        )
        return dict(self._connection.rows(sql, (json.dumps([*prompt_ids]),)))

    def prompts_with_candidates(self, min_count: int = 2) -> list[int]:
        """Return the ids of prompts in use with at least `min_count` responses to compare."""
        sql = (
            f"SELECT responses.prompt_id {_CANDIDATES} GROUP BY responses.prompt_id "
            "HAVING count(*) >= ? ORDER BY responses.prompt_id"
        )
        return [row[0] for row in self._connection.rows(sql, (min_count,))]

    def _select(self, where: str, *parameters: str | int) -> list[Response]:
        sql = f"SELECT {_COLUMNS} FROM responses {where} ORDER BY id"
        return [_response(row) for row in self._connection.rows(sql, parameters)]


def response_values(response: Response) -> dict[str, Any]:
    """Return the columns of a response, without its id."""
    return {
        "prompt_id": response.prompt_id,
        "text": response.text,
        "origin": response.origin.value,
        "model_version_id": response.model_version_id,
        "round": response.round,
        "finished": int(response.finished),
        "token_count": response.token_count,
        "sampling": to_text(response.sampling.to_json()) if response.sampling else None,
        "seed": response.seed,
        "created_at": response.created_at,
    }


def _response(row: Row) -> Response:
    sampling = SamplingSettings().replace(json.loads(row[8])) if row[8] else None
    return Response(
        id=row[0],
        prompt_id=row[1],
        text=row[2],
        origin=Origin(row[3]),
        model_version_id=row[4],
        round=row[5],
        finished=bool(row[6]),
        token_count=row[7],
        sampling=sampling,
        seed=row[9],
        created_at=row[10],
    )
