"""What is kept on a user's computer: the parts of a project, and what belongs to the program."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class ProjectPart(StrEnum):
    """What takes room in a project's folder."""

    DATABASE = "database"
    JOURNAL = "journal"
    BACKUPS = "backups"
    RUNS = "runs"
    TEXTS = "texts"
    OTHER = "other"


class Kind(StrEnum):
    """What Tastemaker keeps."""

    PROJECT = "project"
    MODELS = "models"
    ENGINES = "engines"
    SETTINGS = "settings"
    LOGS = "logs"


@dataclass(frozen=True, slots=True)
class Holding:
    """Something that Tastemaker keeps.

    Args:
        kind: What it is.
        place: A folder or a file.
        paths: What belongs to it there; nothing else in the place does.
        size: Bytes.
    """

    kind: Kind
    place: Path
    paths: tuple[Path, ...]
    size: int
