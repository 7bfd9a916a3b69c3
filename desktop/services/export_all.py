"""Exports all of a project as one archive that any program can open.

README.txt       what is what
data.jsonl       everything without loss, as Tastemaker imports it again
prompts.jsonl    the prompts alone, in TRL's format
texts/           plain texts to train on
settings.json    the project's settings
versions.json    the model versions and what they measured; their weights are exported by version
runs.json        what was trained, with which settings, to which result
"""

from __future__ import annotations

import json
import tempfile
import zipfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.build_facts import build_facts
from desktop.services.cancelling import never
from desktop.services.exporting import ARCHIVE, cannot_write, export_file
from desktop.services.training_examples import TEXTS
from desktop.store.files import write_beside

if TYPE_CHECKING:
    from collections.abc import Callable

    from desktop.services.project import Project

EVERYTHING = "everything"
"""What the command line calls it, in the place of a format."""
PROMPTS = "trl-prompts"
README = """Everything of the project “{name}”, exported by Tastemaker {version}.

data.jsonl      all of it without loss, one JSON object in each line: model versions, prompts,
                answers, judgements. “Import a file” in Tastemaker reads it again.
prompts.jsonl   the prompts alone.
texts/          the plain texts of the project, where it has any.
settings.json   the settings of the project.
versions.json   the model versions, with what was measured of them.
runs.json       the runs: stage, settings, result.

The weights of trained models are not in here: export them from the Models page, or with
“tastemaker export-model”.
"""


@dataclass(frozen=True, slots=True)
class EverythingReport:
    """What was written.

    Args:
        path: The archive.
        rows: Lines of the data.
        files: Names in the archive.
        size: Bytes of the archive.
    """

    path: str
    rows: int
    files: tuple[str, ...]
    size: int


def export_everything(
    project: Project,
    path: Path,
    *,
    on_progress: Callable[[int, float], None] | None = None,
    cancelled: Callable[[], bool] = never,
) -> EverythingReport:
    """Write all of a project into a zip, which appears whole or not at all.

    Raises:
        StorageError: It cannot be written.
        Cancelled: It was; nothing is left.
    """
    with tempfile.TemporaryDirectory(prefix="tastemaker-", dir=_room(path)) as folder:
        data, prompts = Path(folder) / "data.jsonl", Path(folder) / "prompts.jsonl"
        report = export_file(project, data, ARCHIVE, on_progress=on_progress, cancelled=cancelled)
        export_file(project, prompts, PROMPTS, cancelled=cancelled)
        texts = sorted((project.folder / TEXTS).glob("*"))
        try:
            with (
                write_beside(path) as out,
                zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped,
            ):
                for name, text in _written(project).items():
                    zipped.writestr(name, text)
                for file in (data, prompts):
                    zipped.write(file, file.name)
                for file in texts:
                    zipped.write(file, f"{TEXTS}/{file.name}")
                names = tuple(zipped.namelist())
        except OSError as error:
            raise cannot_write(path, error) from error
    return EverythingReport(str(path), report.rows, names, path.stat().st_size)


def _room(path: Path) -> Path:
    """Return the target's folder: there is the room that the user chose."""
    if not path.parent.is_dir():
        raise cannot_write(path, FileNotFoundError(2, "No such folder"))
    return path.parent


def _written(project: Project) -> dict[str, str]:
    store = project.store
    versions = [asdict(v) for v in store.versions.list(include_imported=True)]
    readme = README.format(name=project.name, version=build_facts().version)
    return {
        "README.txt": readme,
        "settings.json": _json(store.settings.all()),
        "versions.json": _json(versions),
        "runs.json": _json([asdict(run) for run in store.runs.list()]),
    }


def _json(values: Any) -> str:  # noqa: ANN401 - any plain values
    return json.dumps(values, indent=2, ensure_ascii=False, default=str) + "\n"
