"""Adding an engine from its archive, and checking that every byte of one is right."""

from __future__ import annotations

import hashlib
import os
import shutil
import tarfile
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.engines import MANIFEST, Engine
from desktop.domain.errors import InvalidInputError, WorkerError
from desktop.services.engines import engines_folder, obstacle, read_manifest

if TYPE_CHECKING:
    from collections.abc import Iterator


def add_engine(archive: Path) -> Engine:
    """Unpack an engine into the user's data folder, in the place of an older one of its name.

    Raises:
        AppError: It is no engine, not whole, or not for this program and this computer; nothing is
            changed then.
    """
    engines_folder().mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".new-", dir=engines_folder()) as place:
        folder = _unpacked(archive, Path(place))
        engine = read_manifest(folder)
        if (why := obstacle(engine)) is not None:
            raise why
        if wrong := list(wrong_files(engine)):
            raise WorkerError(
                "The engine is damaged",
                f"{len(wrong)} of the {len(engine.files)} files in {archive.name} are not what its "
                f"manifest says, {wrong[0]} for one. Nothing was installed.",
                "Get the file again.",
            )
        target = engines_folder() / engine.name
        if target.exists():
            os.replace(target, Path(place) / "old")
        os.replace(folder, target)
    return read_manifest(target)


def remove_engine(name: str) -> None:
    """Remove an installed engine with its folder; raises `InvalidInputError` for another one."""
    folder = engines_folder() / name
    if folder.parent != engines_folder() or not (folder / MANIFEST).is_file():
        raise InvalidInputError(
            "This engine cannot be removed",
            f"“{name}” is not among the engines in {engines_folder()}.",
            "“tastemaker engines” lists them.",
        )
    shutil.rmtree(folder)


def wrong_files(engine: Engine) -> Iterator[str]:
    """Yield the files of an engine that are missing or not those of its manifest."""
    for path, wanted in engine.files.items():
        try:
            with Path(engine.folder, path).open("rb") as file:
                right = hashlib.file_digest(file, "sha256").hexdigest() == wanted.sha256
        except OSError:
            right = False
        if not right:
            yield path


def _unpacked(archive: Path, place: Path) -> Path:
    """Unpack an archive; return the one folder in it that holds a manifest."""
    try:
        with tarfile.open(archive) as tar:
            # Refuses what would leave the folder, devices, and owners.
            tar.extractall(place, filter="data")
    except (OSError, EOFError, tarfile.TarError) as error:
        raise InvalidInputError(
            "This file is no engine",
            f"{archive} cannot be unpacked: {error}. Nothing was installed.",
            "Engines come as files that end in .tar.gz.",
        ) from error
    manifests = list(place.glob(f"*/{MANIFEST}"))
    if len(manifests) != 1:
        raise InvalidInputError(
            "This file is no engine",
            f"{archive} holds no folder with an {MANIFEST}. Nothing was installed.",
            "Engines come as files that end in .tar.gz.",
        )
    return manifests[0].parent
