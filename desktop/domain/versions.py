"""Model versions: a base model, or what a run produced from an earlier version."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class VersionKind(StrEnum):
    """What a model version is used as."""

    BASE = "base"
    POLICY = "policy"
    REWARD = "reward"


@dataclass(frozen=True, slots=True)
class ModelVersion:
    """One version in the project's lineage.

    Args:
        base: Where the base model is: "starter", a Hub id or an absolute folder. Every version of a
            project that is an adapter shares it.
        folder: For a version made by a run, its files, relative to the project folder
            (`runs/<id>/model`); None for a base.
        parent_id: The version it was trained from.
        run_id: The run that produced it.
        metrics: Figures worth showing beside the name (accuracy, KL, …), as they were measured.
        imported: Only known by name, from an import: it wrote answers, but its files are not here.
    """

    id: int
    name: str
    kind: VersionKind
    base: str
    folder: str | None = None
    parent_id: int | None = None
    run_id: int | None = None
    round: int = 1
    created_at: float = 0.0
    metrics: Mapping[str, float] = field(default_factory=dict)
    imported: bool = False
