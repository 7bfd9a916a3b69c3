"""What a user can ask of a start: another data folder, and settings as they were at first."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

from desktop.domain.errors import StorageError
from desktop.services.paths import DATA_VARIABLE, settings_file

if TYPE_CHECKING:
    from pathlib import Path


def use_data_folder(folder: Path) -> Path:
    """Keep models, settings and logs in this folder from now on; workers do the same.

    Raises:
        StorageError: It cannot be made, or not written to.
    """
    folder = folder.expanduser().absolute()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _unusable(folder, error.strerror or str(error)) from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise _unusable(folder, "you may not write there")
    os.environ[DATA_VARIABLE] = str(folder)
    return folder


def reset_settings() -> Path | None:
    """Put the settings of the window aside, so that it starts with those of the first time.

    Returns:
        Where they are kept now; None when there were none.

    Raises:
        StorageError: They cannot be moved.
    """
    file = settings_file()
    if not file.exists():
        return None
    kept = _free_name(file)
    try:
        file.rename(kept)
    except OSError as error:
        raise StorageError(
            "The settings cannot be reset",
            f"{file}: {error.strerror or error}. They are as they were.",
            "Delete or rename this file yourself.",
        ) from error
    return kept


def _free_name(file: Path) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    kept = file.with_name(f"{file.stem}-{stamp}.json")
    number = 1
    while kept.exists():
        number += 1
        kept = file.with_name(f"{file.stem}-{stamp}-{number}.json")
    return kept


def _unusable(folder: Path, why: str) -> StorageError:
    return StorageError(
        "The data folder cannot be used",
        f"{folder}: {why}.",
        "Choose a folder of your own with “--data-dir”, on a disk with space.",
    )
