from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import StorageError
from desktop.domain.feedback import Comparison, Preference
from desktop.domain.prompts import user_prompt
from desktop.services.cancelling import Cancelled
from desktop.services.export_all import export_everything
from desktop.services.importing import import_file
from desktop.services.project import Project, create_project

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def model(tmp_path: Path) -> str:
    folder = tmp_path / "model"
    folder.mkdir()
    return str(folder)


@pytest.fixture
def project(tmp_path: Path, model: str) -> Iterator[Project]:
    with create_project(tmp_path / "project", model=model, name="Letters") as made:
        prompt = made.store.prompts.add(user_prompt("Why?"))
        ids = [
            made.store.responses.add(
                prompt.id, text, model_version_id=made.store.versions.base().id
            ).id
            for text in ("Because.", "为什么不？")
        ]
        made.store.feedback.append(Comparison(prompt.id, ids[0], ids[1], Preference.A))
        (made.folder / "texts").mkdir()
        (made.folder / "texts" / "diary.txt").write_text("Dear diary", encoding="utf-8")
        yield made


def test_the_archive_holds_everything_and_its_data_come_back(
    project: Project, tmp_path: Path, model: str
) -> None:
    path = tmp_path / "all.zip"
    report = export_everything(project, path)
    assert report.size == path.stat().st_size
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert set(archive.namelist()) == set(report.files)
        texts = {name: archive.read(name).decode("utf-8") for name in archive.namelist()}
        archive.extractall(tmp_path / "out")
    assert set(texts) == {
        *("README.txt", "data.jsonl", "prompts.jsonl", "settings.json", "versions.json"),
        *("runs.json", "texts/diary.txt"),
    }
    assert "Letters" in texts["README.txt"]
    assert json.loads(texts["settings.json"])["name"] == "Letters"
    assert json.loads(texts["versions.json"])[0]["kind"] == "base"
    assert "Why?" in texts["prompts.jsonl"]
    assert texts["texts/diary.txt"] == "Dear diary"
    with create_project(tmp_path / "again", model=model) as again:
        found = import_file(again, tmp_path / "out" / "data.jsonl")
        assert (found.prompts, found.responses, found.comparisons) == (1, 2, 1)


def test_a_place_that_is_not_there_is_an_error_in_words(project: Project, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        export_everything(project, tmp_path / "missing" / "all.zip")


def test_what_is_called_off_leaves_nothing(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("desktop.services.exporting._TOLD_EVERY", 1)
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(Cancelled):
        export_everything(project, out / "all.zip", cancelled=lambda: True)
    assert list(out.iterdir()) == []
