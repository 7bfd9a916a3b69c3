"""A project: one folder that holds everything, open for writing in one process at a time.

my-project/
  project.db    project-journal.jsonl    backups/    runs/<id>/
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from desktop.domain.errors import (
    AppError,
    DamagedProjectError,
    NotFoundError,
    ProjectError,
    StorageError,
)
from desktop.domain.runs import ModelSource, Run
from desktop.domain.versions import ModelVersion, VersionKind
from desktop.services.early_votes import settle_early
from desktop.services.paths import (
    STARTER,
    STARTER_FOLDER,
    base_model_folder,
    canonical_model,
)
from desktop.store.backup import back_up_daily
from desktop.store.journal import journal_path
from desktop.store.lock import ProjectLock
from desktop.store.store import Store, open_store

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

logger = logging.getLogger(__name__)

DATABASE = "project.db"
RUNS = "runs"
BACKUPS = "backups"


@dataclass(slots=True)
class Project:
    """An open project. `interrupted` are the runs that were found unfinished when it was opened."""

    folder: Path
    store: Store
    lock: ProjectLock
    interrupted: tuple[Run, ...] = ()

    @property
    def name(self) -> str:
        """The name the user gave it."""
        return str(self.store.settings.get("name", self.folder.name))

    @property
    def model(self) -> str:
        """The base model: "starter", an absolute path, or a Hub id."""
        return str(self.store.settings.get("model", STARTER))

    @property
    def round(self) -> int:
        """The current round of the loop, from 1."""
        return int(self.store.settings.get("round", 1))

    def base_folder(self) -> Path:
        """Return where the base model's files lie (or will, once it is prepared)."""
        return base_model_folder(self.model)

    def run_folder(self, run: Run) -> Path:
        """Return a run's folder as an absolute path."""
        return self.folder / run.folder

    def version(self, version_id: int | None = None) -> ModelVersion:
        """Return a version by id, or the newest policy (the base when there is none).

        Raises:
            NotFoundError: There is no such version.

        """
        if version_id is None:
            return self.store.versions.latest(VersionKind.POLICY) or self.store.versions.base()
        version = self.store.versions.get(version_id)
        if version is None:
            raise NotFoundError(
                f"There is no model version {version_id}",
                "The project's versions are listed on the Models page and by “tastemaker status”.",
                "Choose one of them.",
            )
        return version

    def source(self, version: ModelVersion) -> ModelSource:
        """Return a version's files as the worker loads them."""
        return model_source(self.folder, version)

    def close(self) -> None:
        """Close the database and let others open the project. Closing twice does nothing."""
        self.store.close()
        self.lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def model_source(folder: Path, version: ModelVersion) -> ModelSource:
    """Return the files of a version of the project in `folder`.

    Those of full training stand in place of the base.
    """
    base = str(base_model_folder(version.base))
    if version.folder is None:
        return ModelSource(base, None, version.id)
    files = folder / version.folder
    if (files / "config.json").is_file():
        return ModelSource(str(files), None, version.id)
    return ModelSource(base, str(files), version.id)


def create_project(
    folder: Path | str,
    *,
    model: str = STARTER,
    name: str | None = None,
    fill: Callable[[Project], None] | None = None,
) -> Project:
    """Make a project in a new or empty folder and open it.

    It is made beside its place and moved there when it is complete: whoever is killed meanwhile
    leaves no half of a project.

    Args:
        folder: Made if missing.
        model: "starter", a model folder, a `.gguf` file or a Hub id.
        name: What the user calls it; the folder's name if not given.
        fill: Puts the first things into it.

    Raises:
        ProjectError: The folder is in use, or cannot be written to.
        InvalidInputError: There is no such model.

    """
    folder = Path(folder).expanduser().resolve()
    model = canonical_model(model)
    attempt = _make_attempt(folder)
    try:
        with _set_up(attempt, model, name or folder.name) as project:
            if fill is not None:
                fill(project)
        _move_into_place(attempt, folder)
    except BaseException:
        shutil.rmtree(attempt, ignore_errors=True)
        raise
    return open_project(folder)


def _make_attempt(folder: Path) -> Path:
    """Check that the project's place is free and make a folder beside it."""
    try:
        free = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
        if free:
            folder.parent.mkdir(parents=True, exist_ok=True)
            return Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    except OSError as error:
        raise _cannot_write(folder, error) from error
    raise ProjectError(
        "A new project needs an empty folder",
        f"{folder} already holds something; nothing in it was changed.",
        "Choose another folder, or open this one if it is a project.",
    )


def _set_up(folder: Path, model: str, name: str) -> Project:
    """Make what every project has."""
    try:
        for part in (RUNS, BACKUPS):
            (folder / part).mkdir()
    except OSError as error:
        raise _cannot_write(folder, error) from error
    lock = project_lock(folder)
    try:
        store = open_store(folder / DATABASE)
    except BaseException:
        lock.release()
        raise
    store.settings.set("name", name)
    store.settings.set("model", model)
    store.settings.set("round", 1)
    store.versions.add(_base_name(model), VersionKind.BASE, model)
    return Project(folder, store, lock)


def _move_into_place(attempt: Path, folder: Path) -> None:
    try:
        if folder.exists():
            folder.rmdir()
        attempt.rename(folder)
    except OSError as error:
        raise _cannot_write(folder, error) from error


def _base_name(model: str) -> str:
    return STARTER_FOLDER if model == STARTER else Path(model).name


def open_project(folder: Path | str, *, back_up: bool = True) -> Project:
    """Open a project for reading and writing.

    Runs that were at work when it was last left become interrupted.

    Args:
        folder: The project's folder.
        back_up: Whether the day's first opening makes a backup, before it returns.

    Raises:
        ProjectError: Not a project, of a newer version, damaged, read-only, or open elsewhere.

    """
    folder = Path(folder).expanduser().resolve()
    check_is_project(folder)
    lock = project_lock(folder)
    try:
        for part in (RUNS, BACKUPS):
            (folder / part).mkdir(exist_ok=True)
        store = open_store(folder / DATABASE)
    except OSError as error:
        lock.release()
        raise _cannot_write(folder, error) from error
    except BaseException:
        lock.release()
        raise
    try:
        interrupted = tuple(store.runs.mark_interrupted())
        if back_up:
            _back_up(store, folder)
        settle_early(store, int(store.settings.get("round", 1)), over=True)
    except BaseException:
        store.close()
        lock.release()
        raise
    return Project(folder, store, lock, interrupted)


def _back_up(store: Store, folder: Path) -> None:
    """Make the day's first backup; a disk too full for it must not keep the project closed."""
    try:
        back_up_daily(store, folder / BACKUPS)
    except StorageError as error:
        logger.warning("no backup today: %s", error)


def check_is_project(folder: Path) -> None:
    """Raise `ProjectError` unless the folder holds a project that this user may write to."""
    if not folder.is_dir():
        raise ProjectError(
            "There is no such project",
            f"{folder} is not a folder that exists.",
            "Correct the path, or make a project there with “tastemaker new”.",
        )
    if has_lost_database(folder):
        raise DamagedProjectError(
            "The project's database is missing",
            f"{folder} has no {DATABASE}, but a journal of all that was in it.",
            "Repair it: Tastemaker offers to when it opens the project, and so does “tastemaker "
            "verify PROJECT --repair”.",
        )
    if not (folder / DATABASE).is_file():
        raise ProjectError(
            "This folder is not a project",
            f"{folder} has no {DATABASE}; nothing in it was changed.",
            "Choose a project's folder, or make a new project in an empty one.",
        )
    if not (os.access(folder, os.W_OK) and os.access(folder / DATABASE, os.W_OK)):
        raise ProjectError(
            "The project cannot be written to",
            f"{folder} is read-only for you, so a judgement could not be saved.",
            "Copy the project to a folder of your own, or ask for the right to write there.",
        )


def has_lost_database(folder: Path) -> bool:
    """Return whether a project's database is gone from a folder that still has its journal."""
    database = folder / DATABASE
    return not database.is_file() and journal_path(database).is_file()


def project_lock(folder: Path) -> ProjectLock:
    """Take the lock of a project; raises `ProjectError` when it is open elsewhere."""
    lock = ProjectLock(folder)
    try:
        lock.acquire()
    except AppError:
        raise
    except OSError as error:
        raise _cannot_write(folder, error) from error
    return lock


def _cannot_write(folder: Path, error: OSError) -> ProjectError:
    return ProjectError(
        "The project's folder cannot be written to",
        f"{folder}: {error.strerror or error}.",
        "Choose a folder of your own, on a disk with space.",
    )
