"""What runs measured and sampled. After a resume the steps beyond the checkpoint are cut off."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from desktop.domain.runs import SampleRecord
from desktop.store.values import numbers_from_text, numbers_to_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.store.connection import Connection, Row

Series = tuple[list[int], list[float], list[float]]
"""Steps, values and times (seconds since the epoch) of one metric."""


class MetricRepository:
    """Numbers by run, metric and step. A value that is not a number comes back as nan."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(self, run_id: int, step: int, values: Mapping[str, float], time: float) -> None:
        """Record the values of metrics at a step; a step recorded twice keeps the later values."""
        self._connection.execute_many(
            "INSERT INTO metrics (run_id, name, step, value, time) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT DO UPDATE SET value = excluded.value, time = excluded.time",
            [(run_id, name, step, float(value), time) for name, value in values.items()],
        )

    def series(self, run_id: int, name: str) -> Series:
        """Return one metric of a run, by rising step."""
        return self._series("AND name = ?", run_id, name).get(name, ([], [], []))

    def all_series(self, run_id: int) -> dict[str, Series]:
        """Return all metrics of a run by name."""
        return self._series("", run_id)

    def latest(self, run_id: int) -> dict[str, float]:
        """Return the newest value of each metric of a run."""
        return {name: values[-1] for name, (_, values, _) in self.all_series(run_id).items()}

    def truncate_after(self, run_id: int, step: int) -> None:
        """Forget what was measured after a step: the run goes on from there."""
        self._connection.execute(
            "DELETE FROM metrics WHERE run_id = ? AND step > ?", (run_id, step)
        )

    def _series(self, condition: str, *parameters: int | str) -> dict[str, Series]:
        found: dict[str, Series] = {}
        for name, step, value, time in self._connection.rows(
            f"SELECT name, step, value, time FROM metrics WHERE run_id = ? {condition} "
            "ORDER BY name, step",
            parameters,
        ):
            steps, values, times = found.setdefault(name, ([], [], []))
            steps.append(step)
            values.append(math.nan if value is None else value)
            times.append(time)
        return found


class SampleRepository:
    """Responses on held-out prompts, sampled as a run goes on."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def record(
        self,
        run_id: int,
        step: int,
        prompt_id: int,
        text: str,
        scores: Mapping[str, float] | None = None,
        finished: bool = True,
    ) -> SampleRecord:
        """Record a sample and return it."""
        values = {
            "run_id": run_id,
            "step": step,
            "prompt_id": prompt_id,
            "text": text,
            "scores": numbers_to_text(scores or {}),
            "finished": int(finished),
        }
        new_id = self._connection.insert("samples", values)
        return SampleRecord(new_id, run_id, step, prompt_id, text, dict(scores or {}), finished)

    def for_run(self, run_id: int, *, step: int | None = None) -> list[SampleRecord]:
        """Return a run's samples, of one step or of all, by rising step and prompt."""
        condition, parameters = ("AND step = ?", (run_id, step)) if step is not None else (
            "", (run_id,)
        )  # fmt: skip
        rows = self._connection.rows(
            "SELECT id, run_id, step, prompt_id, text, scores, finished FROM samples "
            f"WHERE run_id = ? {condition} ORDER BY step, prompt_id, id",
            parameters,
        )
        return [_sample(row) for row in rows]

    def steps(self, run_id: int) -> list[int]:
        """Return the steps at which a run was sampled."""
        sql = "SELECT DISTINCT step FROM samples WHERE run_id = ? ORDER BY step"
        return [row[0] for row in self._connection.rows(sql, (run_id,))]

    def truncate_after(self, run_id: int, step: int) -> None:
        """Forget what was sampled after a step: the run goes on from there."""
        self._connection.execute(
            "DELETE FROM samples WHERE run_id = ? AND step > ?", (run_id, step)
        )


def _sample(row: Row) -> SampleRecord:
    return SampleRecord(
        id=row[0],
        run_id=row[1],
        step=row[2],
        prompt_id=row[3],
        text=row[4],
        scores=numbers_from_text(row[5]),
        finished=bool(row[6]),
    )
