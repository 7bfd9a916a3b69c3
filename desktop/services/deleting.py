"""Deletes what Tastemaker keeps, because the user wants it gone.

Projects go to the trash, whole; what the program made for itself (models, settings, logs) can be
made again and is removed for good.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from desktop.domain.holdings import Kind
from desktop.services.paths import user_data_folder
from desktop.store.lock import ProjectLock

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from desktop.domain.holdings import Holding


@dataclass(slots=True)
class Deleted:
    """What came of it.

    Args:
        trashed: Projects that lie in the trash.
        removed: What is gone for good.
        left: What could not be deleted, each with the system's reason; "" where there is no trash.
    """

    trashed: list[Path] = field(default_factory=list)
    removed: list[Holding] = field(default_factory=list)
    left: list[tuple[Path, str]] = field(default_factory=list)


def check_not_in_use(chosen: Sequence[Holding]) -> None:
    """Raise `ProjectError` if a chosen project is open somewhere; nothing is deleted then."""
    for holding in chosen:
        if holding.kind is Kind.PROJECT:
            with ProjectLock(holding.place):
                pass


def delete(chosen: Sequence[Holding], to_trash: Callable[[Path], bool]) -> Deleted:
    """Delete what was chosen, one after the other; what cannot be deleted stays and is named.

    Args:
        chosen: What is to go.
        to_trash: Puts a folder into the system's trash; returns whether it could.

    Raises:
        ProjectError: A project is open somewhere; nothing was deleted.
    """
    check_not_in_use(chosen)
    done = Deleted()
    for holding in chosen:
        if holding.kind is Kind.PROJECT:
            _trash(holding.place, to_trash, done)
        else:
            _remove(holding, done)
    _tidy()
    return done


def _trash(folder: Path, to_trash: Callable[[Path], bool], done: Deleted) -> None:
    if to_trash(folder):
        done.trashed.append(folder)
    else:
        done.left.append((folder, ""))


def _remove(holding: Holding, done: Deleted) -> None:
    try:
        for path in holding.paths:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
    except OSError as error:
        done.left.append((holding.place, error.strerror or str(error)))
    else:
        done.removed.append(holding)


def _tidy() -> None:
    """Remove the folders of the program's data if nothing is left in them."""
    data = user_data_folder()
    for folder in (data / "models", data):
        with contextlib.suppress(OSError):
            folder.rmdir()
