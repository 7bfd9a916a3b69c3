from __future__ import annotations

import tarfile
from typing import TYPE_CHECKING

import pytest

from desktop.domain.errors import AppError
from desktop.services.engine_install import add_engine, remove_engine, wrong_files
from desktop.services.engines import current_engine, engines_folder
from desktop.services.paths import DATA_VARIABLE
from tests.helpers.engine_folders import pack_engine

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def data_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path / "data"))


def refusal(archive: Path) -> str:
    with pytest.raises(AppError) as caught:
        add_engine(archive)
    assert list(engines_folder().iterdir()) == []
    return str(caught.value)


def test_an_engine_is_added_used_and_removed(tmp_path: Path) -> None:
    engine = add_engine(pack_engine(tmp_path))
    assert engine.folder == str(engines_folder() / "cuda-13")
    assert list(wrong_files(engine)) == []
    assert current_engine() == engine
    assert [path.name for path in engines_folder().iterdir()] == ["cuda-13"]
    remove_engine("cuda-13")
    assert current_engine().built_in


def test_a_newer_one_takes_the_place_of_the_older(tmp_path: Path) -> None:
    add_engine(pack_engine(tmp_path, version="0.0.1"))
    (engines_folder() / "cuda-13" / "left over").write_text("")
    assert add_engine(pack_engine(tmp_path, version="0.0.2")).version == "0.0.2"
    assert not (engines_folder() / "cuda-13" / "left over").exists()


def test_what_is_no_engine_changes_nothing(tmp_path: Path) -> None:
    text = tmp_path / "text.tar.gz"
    text.write_text("no archive")
    assert "cannot be unpacked" in refusal(text)
    with tarfile.open(tmp_path / "other.tar.gz", "w:gz") as tar:
        tar.add(text, "folder/text")
    assert "holds no folder with an engine.json" in refusal(tmp_path / "other.tar.gz")


def test_a_changed_byte_is_found_before_anything_is_installed(tmp_path: Path) -> None:
    assert "1 of the 1 files" in refusal(pack_engine(tmp_path, b"prograM"))


def test_one_of_another_protocol_is_not_installed(tmp_path: Path) -> None:
    assert "does not understand this one" in refusal(pack_engine(tmp_path, protocol="000000000000"))


def test_an_archive_that_would_leave_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "evil").write_text("")
    with tarfile.open(tmp_path / "evil.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "evil", "../../../evil")
    assert "cannot be unpacked" in refusal(tmp_path / "evil.tar.gz")


@pytest.mark.parametrize("name", ["built-in", "..", "", "../data"])
def test_nothing_but_an_installed_engine_is_removed(name: str) -> None:
    with pytest.raises(AppError, match="is not among the engines"):
        remove_engine(name)
