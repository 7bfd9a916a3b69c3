"""Restoring a backup and repairing a damaged project. The project must not be open meanwhile.

Both prepare a whole new database beside the old one and put it into its place in one step: whoever
is killed on the way finds the old state or the new one. What stood before is always kept.
"""

from __future__ import annotations

import contextlib
import logging
import os
import shutil
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from desktop.domain.errors import DamagedProjectError, StorageError
from desktop.domain.events import MetricsRecorded
from desktop.domain.journal import JOURNAL, read_journal
from desktop.services.examination import Check
from desktop.services.project import DATABASE, RUNS
from desktop.services.verifying import check_is_examinable, verify_project
from desktop.store.backup import BEFORE_RESTORE, back_up, restore
from desktop.store.connection import Connection, sqlite_error
from desktop.store.files import flush
from desktop.store.journal import journal_path
from desktop.store.lock import ProjectLock
from desktop.store.rebuilding import Saved, rebuild
from desktop.store.salvage import SIDE_FILES
from desktop.store.store import BACKUPS, open_store

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from desktop.services.examination import Examination
    from desktop.store.store import Store

logger = logging.getLogger(__name__)

NEW = ".project.db.new"
REBUILD_FOR = (Check.DATABASE, Check.LINKS, Check.JUDGEMENTS)


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore did.

    Args:
        before: The backup of the state that it replaced; a folder with its files if it was damaged.
        judgements: How many stand now.
    """

    before: Path
    judgements: int


@dataclass(frozen=True, slots=True)
class Repaired:
    """What a repair did.

    Args:
        saved: What was saved, when the database had to be made anew.
        kept: Where the damaged files lie then.
        corrected: How many derived values were corrected, when it had not.
        examination: What is there now.
    """

    saved: Saved | None
    kept: Path | None
    corrected: int
    examination: Examination


def restore_backup(folder: Path, backup: Path) -> Restored:
    """Put a project back to a backup; its present state becomes a backup first.

    Raises:
        ProjectError: The project is open, or the backup is missing or damaged.
        StorageError: The disk is full or failing; the project is as it was.
    """
    with _locked(folder):
        new = folder / NEW
        new.unlink(missing_ok=True)
        restore(backup, new)
        _begin_epoch(new)
        before = _keep_present(folder)
        _put_in_place(folder, new)
        with open_store(folder / DATABASE) as store:
            _sort_runs(store, folder, before, backup)
            return Restored(before, store.feedback.count_standing())


def repair_project(folder: Path, on_check: Callable[[Check], None] | None = None) -> Repaired:
    """Mend what can be mended, losing nothing that can still be read.

    Raises:
        ProjectError: The project is open, or not a project at all.
        StorageError: The disk is full or failing; the project is as it was.
    """
    with _locked(folder):
        found = verify_project(folder, on_check)
        saved, kept, corrected = None, None, 0
        if any(f.check in REBUILD_FOR and not f.sound for f in found.findings):
            saved, kept = _rebuild(folder)
        try:
            corrected = _correct(folder, found)
        except DamagedProjectError:
            saved, kept = _rebuild(folder)
        return Repaired(saved, kept, corrected, verify_project(folder, on_check))


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    check_is_examinable(folder)
    try:
        with ProjectLock(folder):
            for left in folder.glob(".recovering-*"):
                shutil.rmtree(left, ignore_errors=True)
            yield
    except OSError as error:
        raise StorageError(
            "The project could not be changed",
            f"{folder}: {error.strerror or error}. What it holds is kept.",
            "Free some space or allow writing there, then try again.",
        ) from error


def _begin_epoch(database: Path) -> None:
    """Part a restored database from the journal of the state that it replaces."""
    with contextlib.closing(Connection(database)) as connection:
        tables = "SELECT count(*) FROM sqlite_schema WHERE name = 'journal_state'"
        if connection.value(tables):
            connection.execute("UPDATE journal_state SET epoch = lower(hex(randomblob(16)))")


def _keep_present(folder: Path) -> Path:
    """Back up the present state; the files themselves where it cannot be read whole."""
    try:
        with open_store(folder / DATABASE) as store:
            path = back_up(store, folder / BACKUPS, BEFORE_RESTORE)
            store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return path
    except (DamagedProjectError, sqlite_error):
        return _keep_damaged(folder)


def _keep_damaged(folder: Path) -> Path:
    """Copy the damaged files to the backups, where nothing thins them out."""
    stem, number = f"damaged-{datetime.now():%Y%m%d-%H%M%S}", 1
    target = folder / BACKUPS / stem
    while target.exists():
        number += 1
        target = folder / BACKUPS / f"{stem}-{number}"
    target.mkdir(parents=True)
    names = [DATABASE, *(DATABASE + side for side in SIDE_FILES[:1])]
    for path in [folder / name for name in names] + [journal_path(folder / DATABASE)]:
        if path.is_file():
            shutil.copyfile(path, target / path.name)
            flush(target / path.name)
    flush(target)
    return target


def _put_in_place(folder: Path, new: Path) -> None:
    """Let a database take the place of the one that was kept, whose log must be gone before."""
    flush(new)
    for side in SIDE_FILES:
        (folder / (DATABASE + side)).unlink(missing_ok=True)
    flush(folder)
    os.replace(new, folder / DATABASE)
    flush(folder)


def _rebuild(folder: Path) -> tuple[Saved, Path]:
    kept = _keep_damaged(folder)
    new = folder / NEW
    saved = rebuild(folder / DATABASE, folder / BACKUPS, new)
    _put_in_place(folder, new)
    with open_store(folder / DATABASE) as store:
        _read_run_journals(store, folder)
    logger.warning("rebuilt %s: %s; the damaged files are in %s", folder, saved, kept)
    return saved, kept


def _read_run_journals(store: Store, folder: Path) -> None:
    """Give runs whose metrics are lost those that their own journals hold."""
    for run in store.runs.list():
        if store.metrics.latest(run.id):
            continue
        for entry in read_journal(folder / run.folder / JOURNAL):
            if isinstance(entry, MetricsRecorded):
                store.metrics.record(run.id, entry.step, entry.values, entry.time or run.created_at)


def _correct(folder: Path, found: Examination) -> int:
    """Mend what needs no new database: derived values, and the journal."""
    troubled = {f.check for f in found.findings if not f.sound}
    with open_store(folder / DATABASE) as store:
        corrected = store.feedback.derive_again() + store.prompts.derive_again()
        if Check.JOURNAL in troubled and store.journal is not None:
            store.journal.rewrite()
    return corrected


def _sort_runs(store: Store, folder: Path, before: Path, backup: Path) -> None:
    """Keep the files of runs that the restored state does not know out of the way of new runs.

    They come back when the state that knows them is restored.
    """
    known = {str(run.id) for run in store.runs.list()}
    aside = before.with_name(f"{before.stem}-runs")
    for path in sorted((folder / RUNS).glob("*")):
        if path.name.isdigit() and path.name not in known:
            aside.mkdir(exist_ok=True)
            path.rename(aside / path.name)
    earlier = backup.with_name(f"{backup.stem}-runs")
    for path in sorted(earlier.glob("*")) if earlier.is_dir() else []:
        if not (folder / RUNS / path.name).exists():
            path.rename(folder / RUNS / path.name)
    with contextlib.suppress(OSError):
        earlier.rmdir()
