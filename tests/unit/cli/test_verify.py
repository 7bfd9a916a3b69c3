"""`tastemaker verify` on real folders: what it says, and its exit status."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.cli.main import main
from desktop.cli.verify import _TROUBLES, CHECKS
from desktop.services.examination import Check, Trouble
from desktop.services.project import DATABASE, open_project
from desktop.store.connection import Connection
from tests.helpers.judged_project import judged_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with judged_project(tmp_path / "project", prompts=5, actions=10) as project:
        return project.folder


def test_a_sound_project(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(folder)]) == 0
    said = capsys.readouterr()
    assert "Everything is as it should be." in said.out
    assert "looking at: the journal" in said.err


def test_a_damaged_one_is_named_then_repaired(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_project(folder) as project:
        judged = len(project.store.feedback.events())
    (folder / DATABASE).write_bytes(b"\0" * 9000)
    assert main(["verify", str(folder), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["sound"] is False
    assert main(["status", str(folder)]) == 1
    assert "verify PROJECT --repair" in capsys.readouterr().err
    assert main(["verify", str(folder), "--repair"]) == 0
    said = capsys.readouterr().out
    assert f"Saved {judged} judgements" in said
    assert "Nothing was lost." in said
    assert "backups/damaged-" in said
    assert main(["verify", str(folder)]) == 0


def test_what_is_wrong_is_said_in_words(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    connection = Connection(folder / DATABASE)
    connection.execute("UPDATE feedback SET in_force = 1 - in_force WHERE id = 1")
    connection.close()
    main(["verify", str(folder)])
    said = capsys.readouterr().out
    assert "judgement 1 is wrongly counted" in said
    assert "--repair" in said
    assert main(["verify", str(folder), "--repair"]) == 0
    assert "Corrected 1 values" in capsys.readouterr().out


def test_another_folder_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", str(tmp_path)]) == 1
    assert "not a project" in capsys.readouterr().err


def test_there_are_words_for_everything() -> None:
    assert set(CHECKS) == set(Check)
    assert set(_TROUBLES) == set(Trouble)
