"""Runs in the database: what was asked for, how far it got, how it ended."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import NotFoundError
from desktop.domain.runs import Run, RunStatus, Stage
from desktop.store.values import to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.domain.settings_fields import Settings
    from desktop.store.connection import Connection, Row

_COLUMNS = (
    "id, stage, status, settings, policy_version_id, reward_version_id, round, step, total_steps, "
    "created_at, finished_at, result, error"
)
_LIVE = [status.value for status in RunStatus if status.live]


Runs = list[Run]


class RunRepository:
    """Adds, finds and updates runs."""

    def __init__(self, connection: Connection, clock: Callable[[], float]) -> None:
        self._connection = connection
        self._clock = clock

    def add(
        self,
        stage: Stage,
        settings: Settings | Mapping[str, Any],
        *,
        policy_version_id: int | None = None,
        reward_version_id: int | None = None,
        round: int = 1,
        total_steps: int = 0,
    ) -> Run:
        """Add a waiting run and return it; its folder is `runs/<id>`."""
        values = dict(settings) if not hasattr(settings, "to_json") else settings.to_json()
        new_id = self._connection.insert(
            "runs",
            {
                "stage": stage.value,
                "status": RunStatus.WAITING.value,
                "settings": to_text(values),
                "policy_version_id": policy_version_id,
                "reward_version_id": reward_version_id,
                "round": round,
                "total_steps": total_steps,
                "created_at": self._clock(),
            },
        )
        return self.require(new_id)

    def get(self, run_id: int) -> Run | None:
        """Return a run, if there is one of that id."""
        found = self._select("WHERE id = ?", run_id)
        return found[0] if found else None

    def list(self, stage: Stage | None = None) -> Runs:
        """Return all runs, or those of a stage, oldest first."""
        return self._select("WHERE stage = ?", stage.value) if stage else self._select("")

    def update(
        self,
        run_id: int,
        *,
        status: RunStatus | None = None,
        step: int | None = None,
        total_steps: int | None = None,
        result: Mapping[str, Any] | None = None,
        error: str | None = None,
        finished_at: float | None = None,
    ) -> Run:
        """Change what is given and return the run. A run that is at work again has no end."""
        values = {
            "status": status.value if status else None,
            "step": step,
            "total_steps": total_steps,
            "result": None if result is None else to_text(dict(result)),
            "error": error,
            "finished_at": finished_at,
        }
        at_work = status is not None and status.live
        cleared = {"error", "finished_at"} if at_work else set[str]()
        changes = {n: v for n, v in values.items() if v is not None or n in cleared}
        if changes:
            assignments = ", ".join(f"{name} = ?" for name in changes)
            self._connection.execute(
                f"UPDATE runs SET {assignments} WHERE id = ?", (*changes.values(), run_id)
            )
        return self.require(run_id)

    def mark_interrupted(self) -> Runs:
        """Mark as interrupted, and return, what was at work when the project was last left."""
        with self._connection.transaction():
            live = self._select("WHERE status IN (SELECT value FROM json_each(?))", to_text(_LIVE))
            return [self.update(run.id, status=RunStatus.INTERRUPTED) for run in live]

    def require(self, run_id: int) -> Run:
        """Return a run that must exist; raises `NotFoundError` when it does not."""
        run = self.get(run_id)
        if run is None:
            raise NotFoundError(
                f"There is no run {run_id}",
                "The project has no run of that number. Nothing was changed.",
                "Choose one from the list of runs.",
            )
        return run

    def _select(self, where: str, *parameters: str | int) -> Runs:
        sql = f"SELECT {_COLUMNS} FROM runs {where} ORDER BY id"
        return [_run(row) for row in self._connection.rows(sql, parameters)]


def _run(row: Row) -> Run:
    return Run(
        id=row[0],
        stage=Stage(row[1]),
        status=RunStatus(row[2]),
        settings=json.loads(row[3]),
        folder=f"runs/{row[0]}",
        policy_version_id=row[4],
        reward_version_id=row[5],
        round=row[6],
        step=row[7],
        total_steps=row[8],
        created_at=row[9],
        finished_at=row[10],
        result=json.loads(row[11]),
        error=row[12],
    )
