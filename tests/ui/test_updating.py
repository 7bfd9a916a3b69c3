from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import ProjectError
from desktop.services import updating
from desktop.services.project import DATABASE, open_project
from desktop.services.updating import needs_time, update_project
from desktop.store.connection import Connection
from desktop.store.migrations import MIGRATIONS, schema_version
from desktop.ui.updating import UpdateDialog
from tests.helpers.judged_project import contents, judged_project
from tests.helpers.old_format import FORMAT, in_old_format

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

STEPS = len(MIGRATIONS) - FORMAT


@pytest.fixture
def old(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of an earlier version that counts as a large one."""
    monkeypatch.setattr(updating, "LARGE", 0)
    with judged_project(tmp_path / "new", prompts=5, actions=10) as project:
        folder = project.folder
    return in_old_format(folder, tmp_path / "old")


def format_of(folder: Path) -> int:
    with closing(Connection(folder / DATABASE)) as connection:
        return schema_version(connection)


def test_the_dialog_is_done_when_the_project_is_up_to_date(
    old: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with open_project(tmp_path / "new", back_up=False) as project:
        everything = contents(project.store)
    assert needs_time(old)
    dialog = UpdateDialog(str(old))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog.open()
        assert format_of(old) < len(MIGRATIONS)
    assert not needs_time(old)
    assert dialog.bar.maximum() == STEPS
    with open_project(old, back_up=False) as project:
        assert contents(project.store) == everything
    assert len([*(old / "backups").glob("*format-5.db")]) == 1


def test_stopped_between_two_steps_it_is_gone_on_with(old: Path, qtbot: QtBot) -> None:
    dialog = UpdateDialog(str(old))
    qtbot.addWidget(dialog)
    with qtbot.waitSignal(dialog.rejected):
        dialog.open()
        dialog.stop.click()
    assert not dialog.stop.isEnabled()
    steps: list[tuple[int, int]] = []

    def stop(done: int, of: int) -> None:
        steps.append((done, of))
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        update_project(old, stop)
    assert steps == [(n, STEPS) for n in range(3)]
    assert format_of(old) == FORMAT + 2
    update_project(old, lambda done, of: steps.append((done, of)))
    assert format_of(old) == len(MIGRATIONS)


def test_a_project_that_is_open_elsewhere_is_left_alone(old: Path, qtbot: QtBot) -> None:
    with open_project(old, back_up=False):
        dialog = UpdateDialog(str(old))
        qtbot.addWidget(dialog)
        with qtbot.waitSignal(dialog.failed) as failed:
            dialog.open()
        assert isinstance(failed.args[0], ProjectError)


def test_what_is_no_project_or_up_to_date_or_small_needs_no_time(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not needs_time(tmp_path / "nothing")
    assert not needs_time(tmp_path / "new")
    monkeypatch.setattr(updating, "LARGE", 1 << 40)
    assert not needs_time(old)
