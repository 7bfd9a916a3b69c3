from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import ProjectError
from desktop.domain.holdings import Kind, ProjectPart
from desktop.services.deleting import delete
from desktop.services.paths import logs_folder, settings_file
from desktop.services.project import create_project, open_project
from desktop.services.storage import (
    holdings,
    known_projects,
    project_sizes,
    size_of,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def models(user_data_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of models with a prepared one, and with something that is not ours."""
    monkeypatch.delenv("TASTEMAKER_MODELS_DIR")
    folder = user_data_folder / "models"
    (folder / "hub" / "a--b").mkdir(parents=True)
    (folder / "hub" / "a--b" / "weights").write_bytes(b"x" * 1000)
    (folder / "thesis.txt").write_text("not a model", encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    model = tmp_path / "model"
    model.mkdir()
    folder = tmp_path / "project"
    create_project(folder, model=str(model)).close()
    (folder / "runs" / "1").mkdir()
    (folder / "runs" / "1" / "checkpoint").write_bytes(b"y" * 5000)
    (folder / "notes.txt").write_text("mine", encoding="utf-8")
    return folder


class Trash:
    """Stands in for the system's."""

    def __init__(self, *, works: bool = True) -> None:
        self.got: list[Path] = []
        self._works = works

    def __call__(self, folder: Path) -> bool:
        if self._works:
            self.got.append(folder)
            folder.rename(folder.with_name(f"trashed-{folder.name}"))
        return self._works


def test_the_size_of_a_folder_is_that_of_its_files_and_links_are_not_followed(
    tmp_path: Path,
) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "file").write_bytes(b"12345")
    (tmp_path / "deep" / "link").symlink_to(tmp_path / "deep" / "file")
    (tmp_path / "deep" / "loop").symlink_to(tmp_path)
    link = (tmp_path / "deep" / "link").lstat().st_size
    assert size_of(tmp_path) == 5 + link
    assert size_of(tmp_path / "nothing") == 0


def test_the_parts_of_a_project_add_up_to_all_of_it(project: Path) -> None:
    sizes = project_sizes(project)
    assert sizes[ProjectPart.RUNS] == 5000
    assert sizes[ProjectPart.OTHER] >= 4
    assert sum(sizes.values()) == size_of(project)
    assert ProjectPart.TEXTS not in sizes


def test_it_lists_projects_and_what_belongs_to_the_program(project: Path, models: Path) -> None:
    settings_file().write_text("{}", encoding="utf-8")
    (logs_folder() / "window.log").write_text("log", encoding="utf-8")
    found = {holding.kind: holding for holding in holdings([project, project.parent / "gone"])}
    assert set(found) == {Kind.PROJECT, Kind.MODELS, Kind.SETTINGS, Kind.LOGS}
    assert found[Kind.PROJECT].size == size_of(project)
    assert found[Kind.MODELS].size == 1000
    assert found[Kind.SETTINGS].size == 2
    assert found[Kind.LOGS].size == 3


def test_models_in_a_folder_that_the_environment_names_are_not_ours_to_delete(
    tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    (models / "hub").rename(shared / "hub")
    monkeypatch.setenv("TASTEMAKER_MODELS_DIR", str(shared))
    assert Kind.MODELS not in {holding.kind for holding in holdings([])}
    delete(holdings([]), Trash())
    assert (shared / "hub" / "a--b" / "weights").is_file()


def test_projects_are_known_from_the_settings() -> None:
    assert known_projects() == []
    settings_file().write_text(json.dumps({"recent_projects": ["/a", "/b"]}), encoding="utf-8")
    assert [str(folder) for folder in known_projects()] == ["/a", "/b"]
    settings_file().write_text("[]", encoding="utf-8")
    assert known_projects() == []


def test_deleting_all_leaves_only_what_is_not_ours(
    project: Path, models: Path, user_data_folder: Path
) -> None:
    settings_file().write_text("{}", encoding="utf-8")
    (user_data_folder / "window-20260101-000000.json").write_text("{}", encoding="utf-8")
    (logs_folder() / "window.log").write_text("log", encoding="utf-8")
    trash = Trash()
    done = delete(holdings([project]), trash)
    assert trash.got == done.trashed == [project]
    assert done.left == []
    assert [str(p.relative_to(user_data_folder)) for p in user_data_folder.rglob("*")] == [
        "models",
        "models/thesis.txt",
    ]


def test_an_empty_data_folder_goes_too(models: Path, user_data_folder: Path) -> None:
    (models / "thesis.txt").unlink()
    (logs_folder() / "window.log").write_text("log", encoding="utf-8")
    delete(holdings([]), Trash())
    assert not user_data_folder.exists()


def test_only_what_was_chosen_is_deleted(project: Path, models: Path) -> None:
    logs = [holding for holding in holdings([project]) if holding.kind is Kind.LOGS]
    delete(logs, Trash())
    assert project.exists()
    assert (models / "hub").exists()


def test_a_project_that_is_open_elsewhere_stops_everything(project: Path, models: Path) -> None:
    with open_project(project), pytest.raises(ProjectError):
        delete(holdings([project]), Trash())
    assert project.exists()
    assert (models / "hub").exists()


def test_without_a_trash_the_project_stays_and_is_named(project: Path) -> None:
    done = delete(holdings([project]), Trash(works=False))
    assert [path for path, _ in done.left] == [project]
    assert (project / "project.db").is_file()
