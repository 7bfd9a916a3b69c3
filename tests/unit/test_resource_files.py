from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from desktop import resource_files
from desktop.resource_files import resource_path

ROOT = Path(__file__).parents[2]


def _package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place for the package that has no resources around it yet."""
    package = tmp_path / "site-packages" / "desktop"
    package.mkdir(parents=True)
    monkeypatch.setattr(resource_files, "__file__", str(package / "resource_files.py"))
    return package


def _resources(folder: Path, content: str) -> None:
    (folder / "themes").mkdir(parents=True)
    (folder / "themes" / "light.json").write_text(content, encoding="utf-8")


def test_a_checkout_has_them_beside_the_package() -> None:
    assert resource_path() == ROOT / "resources"
    assert resource_path("a", "b.txt") == ROOT / "resources" / "a" / "b.txt"


def test_a_wheel_has_them_inside_the_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = _package(tmp_path, monkeypatch)
    _resources(package / "_resources", "inside")
    assert resource_path("themes", "light.json").read_text(encoding="utf-8") == "inside"


def test_a_frozen_bundle_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = _package(tmp_path, monkeypatch)
    _resources(package.parent / "resources", "beside")
    _resources(tmp_path / "bundle" / "resources", "frozen")
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path / "bundle"), raising=False)
    assert resource_path("themes", "light.json").read_text(encoding="utf-8") == "frozen"


def test_a_damaged_installation_says_where_it_looked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = _package(tmp_path, monkeypatch)
    with pytest.raises(FileNotFoundError, match=r"resources folder is missing") as raised:
        resource_path("themes")
    assert str(package / "_resources") in str(raised.value)


def test_the_built_wheel_carries_every_resource(tmp_path: Path) -> None:
    from hatchling.builders.wheel import WheelBuilder

    wheel = next(iter(WheelBuilder(str(ROOT)).build(directory=str(tmp_path))))
    names = set(zipfile.ZipFile(wheel).namelist())
    files = [path for path in (ROOT / "resources").rglob("*") if path.is_file()]
    expected = {f"desktop/_resources/{path.relative_to(ROOT / 'resources')}" for path in files}
    assert expected <= names
    assert "desktop/__init__.py" in names
    assert not any(name.startswith(("tests/", "resources/", "packaging/")) for name in names)
