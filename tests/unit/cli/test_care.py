from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from desktop.cli.main import main
from desktop.services.paths import settings_file
from desktop.services.project import create_project

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def project(tmp_path: Path) -> Path:
    model = tmp_path / "model"
    model.mkdir()
    folder = tmp_path / "project"
    create_project(folder, model=str(model)).close()
    settings_file().write_text(json.dumps({"recent_projects": [str(folder)]}), encoding="utf-8")
    return folder


def test_data_lists_what_there_is(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["data", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)["holdings"]
    kinds = {holding["kind"]: holding for holding in found}
    assert kinds["project"]["place"] == str(project)
    assert kinds["settings"]["size"] == settings_file().stat().st_size
    assert main(["data"]) == 0
    assert str(project) in capsys.readouterr().out


def test_a_report_is_saved_and_says_what_it_holds(
    project: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def probe() -> dict[str, Any]:
        return {"torch": "2.13.0", "device": "cpu", "devices": []}

    monkeypatch.setattr(
        "desktop.services.problem_report.collect_report.__kwdefaults__", {"probe": probe}
    )
    path = tmp_path / "report.zip"
    assert main(["report", str(path), "--json"]) == 0
    files = json.loads(capsys.readouterr().out)["files"]
    with zipfile.ZipFile(path) as archive:
        assert archive.namelist() == files
        everything = "".join(archive.read(name).decode("utf-8") for name in files)
    assert "facts.json" in files
    assert str(project) not in everything


def test_everything_is_exported_as_one_zip(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "all.zip"
    assert main(["export", str(project), str(path), "--format", "everything", "--json"]) == 0
    assert "data.jsonl" in json.loads(capsys.readouterr().out)["files"]
    assert zipfile.is_zipfile(path)
