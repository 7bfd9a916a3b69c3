"""Whatever happens to the database, all that the journal holds comes back."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import AppError, DamagedProjectError, ProjectError
from desktop.domain.feedback import Preference
from desktop.domain.runs import Stage
from desktop.domain.versions import VersionKind
from desktop.services import verifying
from desktop.services.backups import back_up_now, list_backups
from desktop.services.cancelling import Cancelled
from desktop.services.examination import Check, Finding, Problem, Trouble
from desktop.services.project import DATABASE, create_project, open_project
from desktop.services.rating import RatingSession
from desktop.services.repairing import repair_project, restore_backup
from desktop.services.verifying import verify_project
from desktop.store.connection import Connection
from desktop.store.journal import journal_path
from tests.helpers.judged_project import act, contents, judged_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.helpers.judged_project import Contents

PAGE = 4096


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Contents]:
    """A closed project with a backup from half-way, and what is in it."""
    folder = tmp_path_factory.mktemp("original") / "project"
    with judged_project(folder) as project:
        run = project.store.runs.add(Stage.PPO, {})
        project.store.metrics.record(run.id, 1, {"objective/kl": 0.5}, 1.0)
        back_up_now(project)
        act(project, 60, random.Random(2))
        return folder, contents(project.store)


@pytest.fixture
def folder(original: tuple[Path, Contents], tmp_path: Path) -> Path:
    shutil.copytree(original[0], tmp_path / "project")
    return tmp_path / "project"


def overwrite_pages(database: Path) -> None:
    data = bytearray(database.read_bytes())
    chance = random.Random(3)
    for page in chance.sample(range(1, len(data) // PAGE), 12):
        data[page * PAGE : (page + 1) * PAGE] = chance.randbytes(PAGE)
    database.write_bytes(data)


def cut_off(database: Path) -> None:
    data = database.read_bytes()
    database.write_bytes(data[: len(data) // 3])


def spoil_header(database: Path) -> None:
    data = database.read_bytes()
    database.write_bytes(b"\0" * 100 + data[100:])


def empty(database: Path) -> None:
    database.write_bytes(b"")


def remove(database: Path) -> None:
    database.unlink()


def replace_by_text(database: Path) -> None:
    database.write_text("not a database " * 1000)


DAMAGES = [overwrite_pages, cut_off, spoil_header, remove, replace_by_text]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_database_comes_back_whole_from_the_journal(
    folder: Path, original: tuple[Path, Contents], damage: Callable[[Path], None]
) -> None:
    damage(folder / DATABASE)
    assert not verify_project(folder).sound
    repaired = repair_project(folder)
    assert repaired.examination.sound, repaired.examination
    assert repaired.saved is not None
    assert (repaired.saved.lost_judgements, repaired.saved.lost_rows) == (0, 0)
    assert repaired.saved.judgements == len(original[1][2])
    with open_project(folder) as project:
        assert contents(project.store) == original[1]
        session = RatingSession(project)
        session.compare(Preference.A)
    assert verify_project(folder).sound
    assert repaired.kept is not None
    assert (repaired.kept / journal_path(folder / DATABASE).name).is_file()


@pytest.mark.parametrize("damage", [overwrite_pages, cut_off, spoil_header, remove])
def test_opening_a_damaged_project_says_how_to_repair_it(
    folder: Path, damage: Callable[[Path], None]
) -> None:
    damage(folder / DATABASE)
    shutil.rmtree(folder / "backups")
    with pytest.raises(DamagedProjectError) as caught:
        open_project(folder).close()
    assert "--repair" in caught.value.hint


def test_an_emptied_database_is_filled_from_the_journal_by_repairing(
    folder: Path, original: tuple[Path, Contents]
) -> None:
    """SQLite takes an empty file for a new database: it must not become a new project."""
    empty(folder / DATABASE)
    with pytest.raises(DamagedProjectError):
        open_project(folder)
    assert repair_project(folder).examination.sound
    with open_project(folder) as project:
        assert contents(project.store) == original[1]


def test_a_lost_write_ahead_log_costs_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "project"
    with judged_project(folder) as project:
        project.store.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        old = (folder / DATABASE).read_bytes()
        act(project, 40, random.Random(4))
        everything = contents(project.store)
    (folder / DATABASE).write_bytes(old)
    for side in ("-wal", "-shm"):
        (folder / (DATABASE + side)).unlink(missing_ok=True)
    with open_project(folder) as project:
        assert contents(project.store) == everything
    assert verify_project(folder).sound


def test_damage_to_both_loses_only_what_both_lost(
    folder: Path, original: tuple[Path, Contents]
) -> None:
    """The journal lost twenty lines, the database some pages: the rest is whole."""
    overwrite_pages(folder / DATABASE)
    path = journal_path(folder / DATABASE)
    lines = path.read_bytes().splitlines(keepends=True)
    for place in random.Random(5).sample(range(1, len(lines)), 20):
        lines[place] = lines[place].replace(b'"seq"', b'"sex"')
    path.write_bytes(b"".join(lines))
    repaired = repair_project(folder)
    assert repaired.saved is not None
    assert repaired.examination.sound
    assert repaired.saved.judgements + repaired.saved.lost_judgements == len(original[1][2])
    assert repaired.saved.judgements >= len(original[1][2]) - 20
    with open_project(folder) as project:
        events = project.store.feedback.events()
        assert {e.id: e for e in events}.items() <= {e.id: e for e in original[1][2]}.items()  # type: ignore[attr-defined]


def test_without_a_journal_the_newest_backup_fills_the_gaps(folder: Path) -> None:
    journal_path(folder / DATABASE).unlink()
    backup = list_backups(folder)[0]
    spoil_header(folder / DATABASE)
    repaired = repair_project(folder)
    assert repaired.saved is not None
    assert repaired.saved.sources["backup"] > 0
    with open_project(folder) as project:
        assert project.store.feedback.count_standing() == backup.judgements
        assert project.store.metrics.latest(1) == {"objective/kl": 0.5}


@pytest.mark.parametrize(
    ("statement", "check", "trouble"),
    [
        ("UPDATE feedback SET in_force = 1 - in_force WHERE id = 4", "derived", "standing"),
        ("UPDATE prompts SET digest = 'x' WHERE id = 2", "derived", "prompt"),
        ("DELETE FROM journal_queue; UPDATE prompts SET tags = '[]'", "journal", None),
    ],
)
def test_what_can_be_derived_is_corrected(
    folder: Path,
    original: tuple[Path, Contents],
    statement: str,
    check: str,
    trouble: str | None,
) -> None:
    connection = Connection(folder / DATABASE)
    for part in statement.split(";"):
        connection.execute(part)
    connection.execute("DELETE FROM journal_queue")
    connection.close()
    found = {f.check: f for f in verify_project(folder).findings if not f.sound}
    assert Check(check) in found
    if trouble:
        assert {p.trouble for p in found[Check(check)].problems} == {Trouble(trouble)}
    repaired = repair_project(folder)
    assert repaired.saved is None
    assert repaired.examination.sound, repaired.examination
    if trouble:
        with open_project(folder) as project:
            assert contents(project.store) == original[1]


def test_a_sound_project_is_found_sound_and_left_alone(
    folder: Path, original: tuple[Path, Contents]
) -> None:
    found = verify_project(folder)
    assert found.sound, found
    assert [finding.check for finding in found.findings] == list(Check)
    assert found.findings[2].looked_at == len(original[1][2])
    repaired = repair_project(folder)
    assert (repaired.saved, repaired.corrected) == (None, 0)
    with open_project(folder) as project:
        assert contents(project.store) == original[1]


def test_missing_files_of_a_version_are_named(folder: Path) -> None:
    with open_project(folder) as project:
        project.store.versions.add("taught", VersionKind.POLICY, "starter", folder="runs/9/model")
    found = verify_project(folder)
    [models] = [f for f in found.findings if f.check is Check.MODELS]
    assert [p.about for p in models.problems] == ["taught"]
    assert not found.mendable


def test_restoring_keeps_the_present_state_and_can_be_taken_back(
    folder: Path, original: tuple[Path, Contents]
) -> None:
    backup = list_backups(folder)[0]
    restored = restore_backup(folder, backup.path)
    with open_project(folder) as project:
        assert project.store.feedback.count_standing() == backup.judgements == restored.judgements
        assert contents(project.store) != original[1]
        act(project, 5, random.Random(6))
    assert verify_project(folder).sound
    restore_backup(folder, restored.before)
    with open_project(folder) as project:
        assert contents(project.store) == original[1]
    assert verify_project(folder).sound
    assert [b.reason for b in list_backups(folder)] == [
        "before-restore",
        "before-restore",
        "manual",
        "daily",
    ]


def test_runs_unknown_to_the_restored_state_go_aside_and_come_back(folder: Path) -> None:
    backup = list_backups(folder)[0]
    with open_project(folder) as project:
        run = project.store.runs.add(Stage.SFT, {})
        (folder / run.folder).mkdir(parents=True)
        (folder / run.folder / "spec.json").touch()
    restored = restore_backup(folder, backup.path)
    assert not (folder / run.folder).exists()
    restore_backup(folder, restored.before)
    assert (folder / run.folder / "spec.json").is_file()


def test_a_damaged_project_can_be_put_back_to_a_backup(folder: Path) -> None:
    backup = list_backups(folder)[0]
    overwrite_pages(folder / DATABASE)
    restored = restore_backup(folder, backup.path)
    assert restored.before.is_dir()
    with open_project(folder) as project:
        assert project.store.feedback.count_standing() == backup.judgements


def test_a_damaged_backup_changes_nothing(folder: Path, original: tuple[Path, Contents]) -> None:
    backup = list_backups(folder)[0]
    overwrite_pages(backup.path)
    with pytest.raises(DamagedProjectError):
        restore_backup(folder, backup.path)
    with open_project(folder) as project:
        assert contents(project.store) == original[1]
    assert list_backups(folder)[0].judgements is None or not verify_project(folder).sound


def test_an_open_project_is_neither_restored_nor_repaired(folder: Path) -> None:
    backup = list_backups(folder)[0]
    with open_project(folder):
        with pytest.raises(ProjectError, match="already open"):
            restore_backup(folder, backup.path)
        with pytest.raises(ProjectError, match="already open"):
            repair_project(folder)


def test_another_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AppError, match="not a project"):
        repair_project(tmp_path)


def test_a_new_project_is_sound(tmp_path: Path) -> None:
    create_project(tmp_path / "new").close()
    assert verify_project(tmp_path / "new").sound


@pytest.mark.parametrize("last", list(Check))
def test_an_examination_stops_in_the_middle_of_whatever_it_looks_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch, last: Check
) -> None:
    monkeypatch.setattr(verifying, "_STEPS", 1)
    monkeypatch.setattr(verifying, "_LINES", 1)
    begun: list[Check] = []
    ended: list[Check] = []
    finding = verifying._finding

    def noted(check: Check, looked_at: int, problems: list[Problem]) -> Finding:
        ended.append(check)
        return finding(check, looked_at, problems)

    monkeypatch.setattr(verifying, "_finding", noted)
    with pytest.raises(Cancelled):
        verify_project(folder, begun.append, cancelled=lambda: last in begun)
    assert begun[-1] is last
    assert ended == begun[:-1]
