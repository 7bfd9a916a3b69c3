"""A report of a problem: files that the user can read before giving them to anybody.

Logs, the doctor's facts, versions and settings; no prompts, no answers, no names. Nothing is sent:
what is shown is written into a zip file, and nothing else.
"""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from importlib import metadata
from typing import TYPE_CHECKING, Any

from desktop.domain.errors import StorageError
from desktop.services.crash_traces import new_crashes, told_crashes
from desktop.services.devices import probe as probe_devices
from desktop.services.doctor import examine
from desktop.services.paths import logs_folder, settings_file
from desktop.services.project import DATABASE
from desktop.services.redaction import mask_shared, redaction_of_user
from desktop.store.files import write_beside
from desktop.store.private_texts import private_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from desktop.services.project import Project

TAIL = 60_000
"""Characters of the end of a log that a report holds."""
RUNS = 3
"""How many of the newest runs of the open project give their worker's log."""
_PRIVATE_SETTINGS = ("recent_projects", "projects_folder", "geometry")


@dataclass(frozen=True, slots=True)
class ReportFile:
    """A file of a report: its name in the zip, and its text."""

    name: str
    text: str


def collect_report(
    projects: Sequence[Path] = (),
    project: Project | None = None,
    *,
    probe: Callable[[], dict[str, Any]] = probe_devices,
) -> tuple[ReportFile, ...]:
    """Gather what helps to find a problem, with everything private taken out.

    Args:
        projects: Folders of projects. Their paths, and what is written in them, are taken out of
            everything.
        project: The open project: the logs of its newest runs are taken along.
        probe: Asks torch what it finds.
    """
    folders = list(dict.fromkeys([*([project.folder] if project else []), *projects]))
    clean = redaction_of_user(folders)
    logs = [*_logs(), *_crashes(), *(_worker_logs(project) if project else ())]
    private = (text for folder in folders for text in private_texts(folder / DATABASE))
    texts = mask_shared([file.text for file in logs], private)
    facts = (
        ReportFile("facts.json", _json(examine(probe))),
        ReportFile("packages.txt", _packages()),
        ReportFile("settings.json", _json(_settings())),
    )
    found = [*facts, *map(ReportFile, (file.name for file in logs), texts)]
    return tuple(ReportFile(clean(file.name), clean(file.text)) for file in found)


def write_report(files: Sequence[ReportFile], path: Path) -> None:
    """Write a report's files, and nothing else, into a zip; raises `StorageError`."""
    try:
        with write_beside(path) as out, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.writestr(file.name, file.text.encode("utf-8"))
    except OSError as error:
        raise StorageError(
            "The report cannot be saved",
            f"{path}: {error.strerror or error}.",
            "Choose another place, or free some space.",
        ) from error


def _logs() -> list[ReportFile]:
    files = sorted(path for path in logs_folder().iterdir() if path.is_file())
    return [ReportFile(f"logs/{path.name}", _tail(path)) for path in files]


def _crashes() -> list[ReportFile]:
    return [
        ReportFile(f"crashes/{path.name}", _tail(path))
        for path in [*told_crashes(), *new_crashes()]
    ]


def _worker_logs(project: Project) -> Iterator[ReportFile]:
    newest = sorted(project.store.runs.list(), key=lambda run: run.id, reverse=True)[:RUNS]
    for run in newest:
        path = project.run_folder(run) / "worker.log"
        if path.is_file():
            yield ReportFile(f"runs/{run.id}-{run.stage.value}-{run.status.value}.log", _tail(path))


def _tail(path: Path) -> str:
    """Return the end of a text file, from the beginning of a line."""
    try:
        text = path.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        return f"cannot be read: {error.strerror}\n"
    return text if len(text) <= TAIL else text[-TAIL:].partition("\n")[2]


def _packages() -> str:
    found = {f"{d.metadata['Name']} {d.version}" for d in metadata.distributions()}
    return "".join(f"{line}\n" for line in sorted(found, key=str.lower))


def _settings() -> dict[str, Any]:
    try:
        values = json.loads(settings_file().read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(values, dict):
        return {}
    return {name: value for name, value in values.items() if name not in _PRIVATE_SETTINGS}


def _json(values: dict[str, Any]) -> str:
    return json.dumps(values, indent=2, ensure_ascii=False) + "\n"
