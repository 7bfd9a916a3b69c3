"""What Tastemaker keeps on this computer: each part with its place and its size."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.holdings import Holding, Kind, ProjectPart
from desktop.services.engines import engines_folder
from desktop.services.paths import (
    STARTER_FOLDER,
    logs_folder,
    models_folder,
    settings_file,
    user_data_folder,
)
from desktop.services.project import BACKUPS, DATABASE, RUNS, has_lost_database
from desktop.services.training_examples import TEXTS
from desktop.store.journal import journal_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

MODELS = (STARTER_FOLDER, ".downloads", "gguf", "hub")
"""What lies in the folder of models, all of it made by Tastemaker."""


def size_of(path: Path) -> int:
    """Return the bytes of a file, or of all files below a folder; links are not followed."""
    if path.is_symlink() or not path.is_dir():
        return _bytes(path)
    return sum(_bytes(file) for file in _files(path))


def project_sizes(folder: Path) -> dict[ProjectPart, int]:
    """Return the bytes that each part of a project takes; none that takes nothing."""
    database = folder / DATABASE
    homes = {
        ProjectPart.DATABASE: [database, *folder.glob(f"{DATABASE}-*")],
        ProjectPart.JOURNAL: [journal_path(database)],
        ProjectPart.BACKUPS: [folder / BACKUPS],
        ProjectPart.RUNS: [folder / RUNS],
        ProjectPart.TEXTS: [folder / TEXTS],
    }
    sizes = {part: sum(map(size_of, paths)) for part, paths in homes.items()}
    sizes[ProjectPart.OTHER] = size_of(folder) - sum(sizes.values())
    return {part: size for part, size in sizes.items() if size > 0}


def known_projects() -> list[Path]:
    """Return the folders of the projects that were opened last, as the window remembers them."""
    try:
        values = json.loads(settings_file().read_text(encoding="utf-8"))
        return [Path(str(folder)) for folder in values["recent_projects"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def holdings(projects: Iterable[Path]) -> list[Holding]:
    """Return what there is: projects of these folders, then what belongs to the program.

    A folder that is no project any more is left out, and so are models in a folder that the
    environment names: others may use them too.
    """
    found = [
        _holding(Kind.PROJECT, folder, [folder])
        for folder in projects
        if (folder / DATABASE).is_file() or has_lost_database(folder)
    ]
    data = user_data_folder()
    models = data / "models"
    own = MODELS if models_folder() == models else ()
    settings = settings_file()
    kept = data.glob(f"{settings.stem}-*.json") if data.is_dir() else ()
    return [
        *found,
        *_present(
            _holding(Kind.MODELS, models, [models / name for name in own]),
            _holding(Kind.ENGINES, engines_folder(), [engines_folder()]),
            _holding(Kind.SETTINGS, settings, [settings, *kept]),
            _holding(Kind.LOGS, logs_folder(), [logs_folder()]),
        ),
    ]


def _present(*found: Holding) -> Iterator[Holding]:
    return (holding for holding in found if holding.paths)


def _holding(kind: Kind, place: Path, paths: Iterable[Path]) -> Holding:
    there = tuple(path for path in paths if path.exists())
    return Holding(kind, place, there, sum(map(size_of, there)))


def _files(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        yield from (Path(place) / name for name in names)


def _bytes(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0
