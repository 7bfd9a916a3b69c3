"""Model versions in the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.domain.errors import InvalidInputError, NotFoundError
from desktop.domain.versions import ModelVersion, VersionKind
from desktop.store.values import numbers_from_text, numbers_to_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from desktop.store.connection import Connection, Row

_COLUMNS = "id, name, kind, base, folder, parent_id, run_id, round, created_at, metrics, imported"


Versions = list[ModelVersion]


class VersionRepository:
    """Adds and finds model versions."""

    def __init__(self, connection: Connection, clock: Callable[[], float]) -> None:
        self._connection = connection
        self._clock = clock

    def add(
        self,
        name: str,
        kind: VersionKind,
        base: str,
        *,
        folder: str | None = None,
        parent_id: int | None = None,
        run_id: int | None = None,
        round: int = 1,
        metrics: Mapping[str, float] | None = None,
        created_at: float | None = None,
        imported: bool = False,
    ) -> ModelVersion:
        """Add a version and return it; see `ModelVersion` for the arguments."""
        new_id = self._connection.insert(
            "versions",
            {
                "name": _checked(name),
                "kind": kind.value,
                "base": base,
                "folder": folder,
                "parent_id": parent_id,
                "run_id": run_id,
                "round": round,
                "created_at": self._clock() if created_at is None else created_at,
                "metrics": numbers_to_text(metrics or {}),
                "imported": int(imported),
            },
        )
        return self.require(new_id)

    def get(self, version_id: int) -> ModelVersion | None:
        """Return a version, if there is one of that id."""
        found = self._select("WHERE id = ?", version_id)
        return found[0] if found else None

    def list(self, kind: VersionKind | None = None, *, include_imported: bool = False) -> Versions:
        """Return all versions, or those of a kind, oldest first.

        Those that are only known by name from an import are left out unless asked for.
        """
        own = "(imported = 0 OR ?)"
        if kind is None:
            return self._select(f"WHERE {own}", include_imported)
        return self._select(f"WHERE {own} AND kind = ?", include_imported, kind.value)

    def imported(self, name: str) -> ModelVersion:
        """Return the version that an import names, noting it the first time."""
        found = self._select("WHERE imported = 1 AND name = ?", _checked(name))
        return found[0] if found else self.add(name, VersionKind.POLICY, name, imported=True)

    def names(self) -> dict[int, str]:
        """Return the names of all versions, imported ones too, by id."""
        return dict(self._connection.rows("SELECT id, name FROM versions"))

    def base(self) -> ModelVersion:
        """Return the base model that the project began with; raises `NotFoundError` without one."""
        found = self.list(VersionKind.BASE)
        if not found:
            raise NotFoundError(
                "The project has no base model",
                "It was not set up completely. Its data is safe.",
                "Make a new project and import the data there.",
            )
        return found[0]

    def latest(self, kind: VersionKind) -> ModelVersion | None:
        """Return the newest version of a kind, if there is one."""
        found = self._select("WHERE imported = 0 AND kind = ? ORDER BY id DESC LIMIT 1", kind.value)
        return found[0] if found else None

    def of_run(self, run_id: int) -> ModelVersion | None:
        """Return the version that a run produced, if it did."""
        found = self._select("WHERE run_id = ? ORDER BY id DESC LIMIT 1", run_id)
        return found[0] if found else None

    def lineage(self, version_id: int) -> Versions:
        """Return a version and its ancestors, the version itself first."""
        ancestry = [self.require(version_id)]
        while (parent_id := ancestry[-1].parent_id) is not None:
            ancestry.append(self.require(parent_id))
        return ancestry

    def rename(self, version_id: int, name: str) -> ModelVersion:
        """Give a version another name."""
        self._connection.execute(
            "UPDATE versions SET name = ? WHERE id = ?", (_checked(name), version_id)
        )
        return self.require(version_id)

    def require(self, version_id: int) -> ModelVersion:
        """Return a version that must exist; raises `NotFoundError` when it does not."""
        version = self.get(version_id)
        if version is None:
            raise NotFoundError(
                f"There is no model version {version_id}",
                "The project has no version of that number. Nothing was changed.",
                "Choose one from the list of versions.",
            )
        return version

    def _select(self, clause: str, *parameters: str | int) -> Versions:
        ordered = clause if "ORDER BY" in clause else f"{clause} ORDER BY id"
        sql = f"SELECT {_COLUMNS} FROM versions {ordered}"
        return [_version(row) for row in self._connection.rows(sql, parameters)]


def _checked(name: str) -> str:
    if not name.strip():
        raise InvalidInputError(
            "A version needs a name", "The name is empty. Nothing was changed.", "Type a name."
        )
    return name.strip()


def _version(row: Row) -> ModelVersion:
    return ModelVersion(
        id=row[0],
        name=row[1],
        kind=VersionKind(row[2]),
        base=row[3],
        folder=row[4],
        parent_id=row[5],
        run_id=row[6],
        round=row[7],
        created_at=row[8],
        metrics=numbers_from_text(row[9]),
        imported=bool(row[10]),
    )
