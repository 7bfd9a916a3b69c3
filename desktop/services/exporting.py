"""Exporting a project's data: derived pairs and demonstrations, or everything without loss."""

from __future__ import annotations

import gzip
import json
import os
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any, cast

from desktop.domain.derivation import bad_prompts, demonstrations, preference_groups
from desktop.domain.errors import InvalidInputError, StorageError
from desktop.exchange.archive import Contents, archive_rows
from desktop.exchange.records import PromptRecord
from desktop.exchange.trl import preference_rows, prompt_rows, sft_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from desktop.domain.datasets import PreferenceGroup
    from desktop.services.project import Project


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What an export wrote."""

    format: str
    path: str
    rows: int


def export_file(project: Project, path: Path, format: str) -> ExportReport:
    """Write a project's data to a file, gzipped when its name ends with `.gz`.

    The file appears whole or not at all: it is written beside and renamed.

    Raises:
        InvalidInputError: There is no such format.
        StorageError: The file cannot be written.

    """
    rows = EXPORTS.get(format)
    if rows is None:
        raise InvalidInputError(
            f"There is no export format “{format}”",
            f"The formats that can be written are: {', '.join(EXPORTS)}.",
            "Choose one of them.",
        )
    partial = path.with_name(f".{path.name}.part")
    try:
        count = _write(partial, path.suffix == ".gz", rows(project))
        partial.replace(path)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise StorageError(
            "The export cannot be written",
            f"{path}: {error.strerror or error}. The project is not changed.",
            "Choose another place, or free some space.",
        ) from error
    return ExportReport(format, str(path), count)


def _write(path: Path, zipped: bool, rows: Iterable[dict[str, Any]]) -> int:
    count = 0
    with path.open("wb") as file:
        out = cast("IO[bytes]", gzip.GzipFile(fileobj=file, mode="wb", mtime=0)) if zipped else file
        for row in rows:
            out.write(json.dumps(row, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
            count += 1
        if out is not file:
            out.close()
        file.flush()
        os.fsync(file.fileno())
    return count


def _groups(project: Project) -> list[PreferenceGroup]:
    store = project.store
    prompts = {p.id: p for p in store.prompts.list(include_retired=True)}
    responses = {r.id: r for r in store.responses.all()}
    return preference_groups(store.feedback.standing(), prompts, responses)


def _preferences(project: Project) -> Iterator[dict[str, Any]]:
    return preference_rows(_groups(project))


def _demonstrations(project: Project) -> Iterator[dict[str, Any]]:
    store = project.store
    prompts = {p.id: p for p in store.prompts.list(include_retired=True)}
    responses = {r.id: r for r in store.responses.all()}
    return sft_rows(demonstrations(store.feedback.standing(), prompts, responses))


def _prompts(project: Project) -> Iterator[dict[str, Any]]:
    excluded = bad_prompts(project.store.feedback.standing())
    return prompt_rows(
        PromptRecord(p.messages, p.split, p.tags)
        for p in project.store.prompts.list()
        if p.id not in excluded
    )


def _archive(project: Project) -> Iterator[dict[str, Any]]:
    store = project.store
    return archive_rows(
        Contents(
            name=project.name,
            model=project.model,
            versions=store.versions.list(),
            prompts=store.prompts.list(include_retired=True),
            responses=store.responses.all(),
            events=store.feedback.events(),
        )
    )


EXPORTS: dict[str, Callable[[Project], Iterator[dict[str, Any]]]] = {
    "tastemaker": _archive,
    "trl-preference": _preferences,
    "trl-sft": _demonstrations,
    "trl-prompts": _prompts,
}
