from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import ProjectError, StorageError
from desktop.domain.prompts import user_prompt
from desktop.store.backup import back_up, back_up_daily, backups, restore, thin_out
from desktop.store.store import Store, open_store

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 3, 15, 12, 0, 0).timestamp()
DAY = 86_400


def test_a_backup_is_one_whole_file_with_a_date_in_its_name(store: Store, tmp_path: Path) -> None:
    prompt = store.prompts.add(user_prompt("Hi"))
    path = back_up(store, tmp_path / "backups", "manual", now=NOON)
    assert path == tmp_path / "backups" / "project-20260315-120000-manual.db"
    assert list(path.parent.iterdir()) == [path]
    with open_store(path) as copy:
        assert copy.prompts.list() == [prompt]
        assert copy.connection.value("PRAGMA integrity_check") == "ok"


def test_a_backup_holds_what_is_still_in_the_log_and_nothing_unfinished(
    store: Store, tmp_path: Path
) -> None:
    done = store.prompts.add(user_prompt("Done"))
    with store.reopen() as other, store.transaction():
        store.prompts.add(user_prompt("Not yet"))
        path = back_up(other, tmp_path / "backups", "manual")
    with open_store(path) as copy:
        assert copy.prompts.list() == [done]


def test_two_backups_in_one_second_do_not_overwrite_each_other(
    store: Store, tmp_path: Path
) -> None:
    made = {back_up(store, tmp_path / "backups", "manual", now=NOON) for _ in range(3)}
    assert len(made) == 3
    assert {path for path, _ in backups(tmp_path / "backups")} == made


def test_one_daily_backup_a_day(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    assert back_up_daily(store, folder, now=NOON) is not None
    assert back_up_daily(store, folder, now=NOON + 3600) is None
    assert back_up_daily(store, folder, now=NOON + DAY) is not None
    assert len(backups(folder)) == 2


def test_a_damaged_project_gives_no_backup_and_keeps_the_old_ones(tmp_path: Path) -> None:
    path, folder = tmp_path / "project.db", tmp_path / "backups"
    with open_store(path) as store:
        store.prompts.add_many(user_prompt(f"Prompt {i} " + "x" * 500) for i in range(200))
        good = back_up(store, folder, "manual")
    content = bytearray(path.read_bytes())
    content[-40_960:] = b"\xff" * 40_960
    path.write_bytes(content)
    with open_store(path) as store, pytest.raises(ProjectError, match="damaged"):
        back_up(store, folder, "manual")
    assert list(folder.iterdir()) == [good]


def test_a_folder_that_cannot_be_made_says_so(store: Store, tmp_path: Path) -> None:
    (tmp_path / "backups").touch()
    with pytest.raises(StorageError, match="project itself is safe"):
        back_up(store, tmp_path / "backups", "manual")


def test_thinning_out_keeps_days_then_weeks_then_months(tmp_path: Path) -> None:
    """A backup at noon of each of 400 days; what stays was worked out with a calendar."""
    today = date(2026, 3, 15)
    for age in range(400):
        day = today - timedelta(days=age)
        (tmp_path / f"project-{day:%Y%m%d}-120000-daily.db").touch()
    (tmp_path / "notes.txt").touch()
    removed = thin_out(tmp_path, today=today)
    kept = {made.date().isoformat() for _, made in backups(tmp_path)}
    assert len(removed) == 400 - len(kept)
    two_weeks = {(today - timedelta(days=age)).isoformat() for age in range(16)}
    sundays = {"02-22", "02-15", "02-08", "02-01", "01-25", "01-18", "01-11"}
    month_ends = {
        "2026-01-31", "2025-12-31", "2025-11-30", "2025-10-31", "2025-09-30", "2025-08-31",
        "2025-07-31", "2025-06-30", "2025-05-31", "2025-04-30",
    }  # fmt: skip
    assert kept == two_weeks | {f"2026-{day}" for day in sundays} | month_ends
    assert (tmp_path / "notes.txt").exists()


def test_all_of_today_and_yesterday_stay_and_one_of_each_day_before(tmp_path: Path) -> None:
    today = date(2026, 3, 15)
    for age in range(4):
        for hour in ("08", "12", "20"):
            day = today - timedelta(days=age)
            (tmp_path / f"project-{day:%Y%m%d}-{hour}0000-manual.db").touch()
    thin_out(tmp_path, today=today)
    kept = sorted(made.strftime("%d-%H") for _, made in backups(tmp_path))
    assert kept == ["12-20", "13-20", "14-08", "14-12", "14-20", "15-08", "15-12", "15-20"]


def test_thinning_out_again_removes_nothing(tmp_path: Path) -> None:
    today = date(2026, 3, 15)
    for age in range(0, 300, 3):
        day = today - timedelta(days=age)
        (tmp_path / f"project-{day:%Y%m%d}-120000-daily.db").touch()
    assert thin_out(tmp_path, today=today)
    assert thin_out(tmp_path, today=today) == []
    assert backups(tmp_path / "nowhere") == []


def test_a_backup_is_restored_to_a_new_file_only(store: Store, tmp_path: Path) -> None:
    prompt = store.prompts.add(user_prompt("Hi"))
    copy = back_up(store, tmp_path / "backups", "manual")
    with pytest.raises(ProjectError, match="not overwritten"):
        restore(copy, store.path)
    target = restore(copy, tmp_path / "restored.db")
    with open_store(target) as restored:
        assert restored.prompts.list() == [prompt]
    with pytest.raises(ProjectError, match="no such backup"):
        restore(tmp_path / "nothing.db", tmp_path / "other.db")


def test_a_damaged_backup_is_not_restored(tmp_path: Path) -> None:
    bad = tmp_path / "project-20260315-120000-manual.db"
    bad.write_bytes(b"damaged" * 1000)
    with pytest.raises(ProjectError, match="damaged"):
        restore(bad, tmp_path / "restored.db")
    assert list(tmp_path.iterdir()) == [bad]
