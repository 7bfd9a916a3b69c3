"""What the project wants to be made ready ahead of the user; small, for it is read all the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop.services.strategies import Strategy, read_plan

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.services.project import Project
    from desktop.store.preferences import SettingRepository

BELOW = 10
"""New pairs below which more answers are generated."""
_KEY = "generation.ahead"


@dataclass(frozen=True, slots=True)
class AheadSettings:
    """Whether answers are generated before the pairs run out, how early, and how.

    `values` are generation settings by dotted key: those the user chose last.
    """

    enabled: bool = False
    below: int = BELOW
    values: Mapping[str, Any] | None = None


def read_ahead(settings: SettingRepository) -> AheadSettings:
    """Return what the project keeps."""
    kept = settings.get(_KEY, {})
    return AheadSettings(
        bool(kept.get("enabled", False)), int(kept.get("below", BELOW)), kept.get("values")
    )


def keep_ahead(settings: SettingRepository, ahead: AheadSettings) -> None:
    """Keep it in the project."""
    values = dict(ahead.values) if ahead.values else None
    kept = {"enabled": ahead.enabled, "below": ahead.below, "values": values}
    settings.set(_KEY, kept)


def wants_ahead(project: Project) -> bool:
    """Return whether the project asks for anything to be made ready at all."""
    settings = project.store.settings
    return read_ahead(settings).enabled or read_plan(settings).strategy is Strategy.UNCERTAIN
