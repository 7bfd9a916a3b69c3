from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import AppError, InvalidInputError, NotFoundError, ProjectError
from desktop.domain.runs import ModelSource, RunStatus, Stage
from desktop.domain.versions import VersionKind
from desktop.services.paths import models_folder
from desktop.services.project import Project, create_project, open_project

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_project_has_its_folders_its_base_and_its_first_round(tmp_path: Path) -> None:
    with create_project(tmp_path / "taste", name="Mine") as project:
        assert (project.name, project.model, project.round) == ("Mine", "starter", 1)
        assert {"project.db", "runs", "backups"} <= {p.name for p in project.folder.iterdir()}
        base = project.store.versions.base()
        assert (base.kind, base.base) == (VersionKind.BASE, "starter")
        assert project.version() == base
        assert project.base_folder() == models_folder() / "SmolLM2-135M-Instruct"
        assert project.source(base) == ModelSource(str(project.base_folder()), None, base.id)


def test_the_name_defaults_to_the_folders(tmp_path: Path) -> None:
    with create_project(tmp_path / "taste") as project:
        assert project.name == "taste"


def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    create_project(tmp_path / "p", name="Mine").close()
    with open_project(tmp_path / "p") as project:
        assert project.name == "Mine"
        assert project.interrupted == ()
        assert len(list((project.folder / "backups").iterdir())) == 1


def test_a_model_folder_is_kept_as_an_absolute_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "model").mkdir()
    monkeypatch.chdir(tmp_path)
    with create_project("p", model="model") as project:
        assert project.model == str(tmp_path / "model")
        assert project.base_folder() == tmp_path / "model"


def test_an_unknown_model_leaves_no_folder_behind(tmp_path: Path) -> None:
    with pytest.raises(InvalidInputError, match="no such model"):
        create_project(tmp_path / "p", model=str(tmp_path / "missing.gguf"))
    assert not (tmp_path / "p").exists()


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")
    with pytest.raises(ProjectError, match="empty folder"):
        create_project(tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["letter.txt"]


def test_a_failed_attempt_leaves_an_empty_folder_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(path: Path) -> None:
        raise ProjectError("No", "store")

    monkeypatch.setattr("desktop.services.project.open_store", fail)
    with pytest.raises(ProjectError):
        create_project(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_project_appears_only_when_it_is_complete(tmp_path: Path) -> None:
    def look_then_fail(project: Project) -> None:
        assert not (tmp_path / "p").exists()
        assert project.store.versions.base().base == "starter"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        create_project(tmp_path / "p", fill=look_then_fail)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["missing", "plain", "file"])
def test_what_is_no_project_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(ProjectError):
        open_project(tmp_path / name)
    assert list((tmp_path / "plain").iterdir()) == []


def test_a_project_is_open_once_and_the_lock_is_given_back(tmp_path: Path) -> None:
    with create_project(tmp_path / "p"):
        with pytest.raises(ProjectError, match=str(os.getpid())):
            open_project(tmp_path / "p")
        with pytest.raises(ProjectError):
            create_project(tmp_path / "p")
    open_project(tmp_path / "p").close()


def test_a_project_of_a_newer_version_is_refused_and_stays_openable_there(tmp_path: Path) -> None:
    with create_project(tmp_path / "p") as project:
        project.store.connection.execute("PRAGMA user_version = 9999")
    for _ in range(2):
        with pytest.raises(ProjectError, match="newer"):
            open_project(tmp_path / "p")


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
def test_a_read_only_project_is_refused_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    create_project(tmp_path / "p").close()
    (tmp_path / "p" / "project.db").chmod(stat.S_IRUSR)
    if os.geteuid() == 0:  # The administrator may write everywhere.
        monkeypatch.setattr(os, "access", lambda path, mode: mode != os.W_OK)
    with pytest.raises(ProjectError, match="read-only"):
        open_project(tmp_path / "p")


def test_runs_at_work_when_the_project_was_left_become_interrupted(tmp_path: Path) -> None:
    with create_project(tmp_path / "p") as project:
        runs = [project.store.runs.add(Stage.SFT, {}) for _ in range(3)]
        project.store.runs.update(runs[0].id, status=RunStatus.RUNNING)
        project.store.runs.update(runs[1].id, status=RunStatus.FINISHED)
    with open_project(tmp_path / "p") as project:
        assert [run.id for run in project.interrupted] == [runs[0].id, runs[2].id]
        assert project.interrupted[0].status is RunStatus.INTERRUPTED


def test_an_unknown_version_is_named(tmp_path: Path) -> None:
    with (
        create_project(tmp_path / "p") as project,
        pytest.raises(NotFoundError, match="version 77"),
    ):
        project.version(77)


def test_sources_of_adapters_and_of_whole_models(tmp_path: Path) -> None:
    with create_project(tmp_path / "p") as project:
        versions = project.store.versions
        adapter = versions.add("a", VersionKind.POLICY, "starter", folder="runs/1/model")
        whole = versions.add("w", VersionKind.POLICY, "starter", folder="runs/2/model")
        (project.folder / "runs/2/model").mkdir(parents=True)
        (project.folder / "runs/2/model/config.json").write_text("{}")
        base = str(project.base_folder())
        assert project.source(adapter) == ModelSource(
            base, str(project.folder / "runs/1/model"), adapter.id
        )
        assert project.source(whole) == ModelSource(
            str(project.folder / "runs/2/model"), None, whole.id
        )


def test_opening_a_project_imports_no_heavy_library(tmp_path: Path) -> None:
    create_project(tmp_path / "p").close()
    code = (
        "import sys\n"
        "from desktop.services.project import open_project\n"
        "import desktop.services.jobs, desktop.services.chat, desktop.services.training\n"
        "import desktop.services.starter\n"
        f"open_project({str(tmp_path / 'p')!r}).close()\n"
        "print([m for m in ('torch', 'transformers', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_closing_twice_does_nothing(tmp_path: Path) -> None:
    project = create_project(tmp_path / "p")
    project.close()
    project.close()
    with pytest.raises(AppError):
        open_project(tmp_path / "missing")
