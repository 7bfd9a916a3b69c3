"""The engines of this computer: finding them, choosing one, starting workers on it.

Each lies in a folder of its own below `engines` in the user's data folder. Unless the user chooses,
an engine for a graphics card is used where one is installed that understands this program, and the
built-in one otherwise. What cannot be used is never passed over in silence: it is listed with the
reason, and a chosen one that cannot be used is an error.
"""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from desktop.build_facts import current_target
from desktop.domain.engines import BUILT_IN, MANIFEST, Engine, EngineKind
from desktop.domain.errors import AppError, NotFoundError, WorkerError
from desktop.services.paths import user_data_folder
from desktop.worker.agreement import protocol_version
from desktop.worker.launch import built_in_engine
from desktop.worker.supervisor import Worker

logger = logging.getLogger(__name__)

ENGINE_VARIABLE = "TASTEMAKER_ENGINE"
"""Names the engine for one start of the program, whatever is chosen."""
AUTOMATIC = "automatic"
CHOICE_FILE = "choice.json"
_MAX_MANIFEST = 8_000_000

NewWorker = Callable[[], Worker]


@dataclass(frozen=True, slots=True)
class FoundEngine:
    """An engine of this computer, or a folder that should be one.

    Attributes:
        name: Of the engine, or of its folder.
        engine: None where the manifest cannot be read.
        obstacle: Why it cannot be used; None where it can.
    """

    name: str
    engine: Engine | None = None
    obstacle: AppError | None = None


def engines_folder() -> Path:
    """Return the folder of the installed engines; it may not exist yet."""
    return user_data_folder() / "engines"


def found_engines() -> tuple[FoundEngine, ...]:
    """Return the built-in engine, then the installed ones by name."""
    try:
        folders = sorted(path.parent for path in engines_folder().glob(f"*/{MANIFEST}"))
    except OSError:
        folders = []
    return (FoundEngine(BUILT_IN, built_in_engine()), *map(look_at, folders))


def look_at(folder: Path) -> FoundEngine:
    """Return what lies in a folder with a manifest."""
    try:
        engine = read_manifest(folder)
    except AppError as error:
        return FoundEngine(folder.name, None, error)
    return FoundEngine(engine.name, engine, obstacle(engine))


def read_manifest(folder: Path) -> Engine:
    """Return the engine in a folder.

    Raises:
        AppError: There is no manifest, or it makes no sense.
    """
    path = folder / MANIFEST
    try:
        if path.stat().st_size > _MAX_MANIFEST:
            raise ValueError("too large")
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WorkerError(
            "An engine cannot be used",
            f"Its manifest {path} cannot be read: {error}.",
            "Install the engine again, or remove its folder.",
        ) from error
    return Engine.from_json(values, str(folder))


def obstacle(engine: Engine) -> AppError | None:
    """Return why an engine cannot be used here; None where it can, as far as files tell."""
    if engine.protocol != protocol_version():
        return WorkerError(
            "The engine is of another Tastemaker",
            f"The engine “{engine.name}” is of Tastemaker {engine.version} and does not understand "
            "this one.",
            "Install the engine made for this version, or choose another one in the preferences.",
        )
    if engine.target != current_target():
        return WorkerError(
            "The engine is for another system",
            f"The engine “{engine.name}” is for {engine.target}; this is {current_target()}.",
            "Install the engine for this system.",
        )
    missing = [path for path, file in engine.files.items() if _size(engine, path) != file.size]
    if missing:
        return WorkerError(
            "The engine is damaged",
            f"In the engine “{engine.name}” {missing[0]} is missing or not complete "
            f"({len(missing)} of {len(engine.files)} files).",
            "Install the engine again, or choose another one in the preferences.",
        )
    return None


def _size(engine: Engine, path: str) -> int | None:
    try:
        return Path(engine.folder, path).stat().st_size
    except OSError:
        return None


def chosen_name() -> str:
    """Return the name of the engine the user has chosen, or `AUTOMATIC`."""
    if name := os.environ.get(ENGINE_VARIABLE):
        return name
    try:
        values = json.loads((engines_folder() / CHOICE_FILE).read_text(encoding="utf-8"))
        return str(values["engine"])
    except FileNotFoundError:
        return AUTOMATIC
    except (OSError, ValueError, KeyError, TypeError) as error:
        logger.warning("the choice of an engine cannot be read: %s", error)
        return AUTOMATIC


def choose(name: str) -> None:
    """Let all workers from now on run on an engine; `AUTOMATIC` goes back to choosing itself.

    Raises:
        AppError: There is no such engine, or it cannot be used.
    """
    file = engines_folder() / CHOICE_FILE
    if name == AUTOMATIC:
        file.unlink(missing_ok=True)
        return
    _usable(name, found_engines())
    file.parent.mkdir(parents=True, exist_ok=True)
    temporary = file.with_suffix(".new")
    temporary.write_text(json.dumps({"engine": name}) + "\n", encoding="utf-8")
    os.replace(temporary, file)


def current_engine() -> Engine:
    """Return the engine that workers run on.

    Raises:
        AppError: The chosen one is not there any more, or cannot be used.
    """
    name, found = chosen_name(), found_engines()
    if name != AUTOMATIC:
        return _usable(name, found)
    usable = [one.engine for one in found if one.engine is not None and one.obstacle is None]
    return next((engine for engine in usable if engine.kind is not EngineKind.CPU), usable[0])


def _usable(name: str, found: tuple[FoundEngine, ...]) -> Engine:
    """Return the engine of a name; raises `AppError` where it cannot be used."""
    one = next((one for one in found if one.name == name), None)
    if one is None:
        raise NotFoundError(
            "There is no such engine",
            f"“{name}” is not among the engines in {engines_folder()}.",
            "Install it again, or choose another one in the preferences.",
        )
    if one.obstacle is not None:
        raise one.obstacle
    assert one.engine is not None
    return one.engine


def new_worker() -> Worker:
    """Return a worker on the engine in use; its start raises `AppError` where there is none."""
    return Worker(current_engine)
