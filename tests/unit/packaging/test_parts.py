from __future__ import annotations

import shutil
import sys
import sysconfig
from pathlib import Path

import parts
import pytest
from bundle import Piece
from closure import closure
from packaging.utils import canonicalize_name
from workplace import BuildError

from desktop.services.paths import STARTER_FOLDER

needs_debian = pytest.mark.skipif(
    not parts.COMMON.is_dir() or shutil.which("dpkg-query") is None, reason="needs Debian"
)
SYSTEM_LIBRARY = Path("/usr/lib/x86_64-linux-gnu/libz.so.1")
BY_ITS_OLD_NAME = Path("/lib/x86_64-linux-gnu/libz.so.1")


@needs_debian
def test_every_part_has_a_name_a_licence_and_its_text() -> None:
    found = parts.all_parts([], Path("models") / STARTER_FOLDER)
    names = {canonicalize_name(part.name) for part in found}
    assert {canonicalize_name(distribution.name) for distribution in closure()} <= names
    assert {"python", canonicalize_name(STARTER_FOLDER)} <= names
    for part in found:
        assert part.licence, part.name
        assert len(part.text) > 200, part.name
        assert part.files, part.name
        assert part.purl.startswith("pkg:"), part.name


def test_elsewhere_every_part_still_has_a_name_and_a_licence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "COMMON", tmp_path / "none")
    found = parts.all_parts([], Path("models") / STARTER_FOLDER)
    assert {part.name for part in found} >= {"Python", "torch", STARTER_FOLDER}
    assert all(part.licence and part.purl for part in found)


def test_a_python_without_its_licence_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "base_prefix", str(tmp_path))
    monkeypatch.setattr(sysconfig, "get_path", lambda _: str(tmp_path / "lib" / "python9.9"))
    with pytest.raises(BuildError, match=r"Python's licence is not in .*python9\.9"):
        parts.all_parts([], Path("models") / STARTER_FOLDER)


@needs_debian
def test_qt_stands_under_the_lgpl() -> None:
    found = {part.name: part for part in parts.all_parts([], Path("model"))}
    assert "LESSER GENERAL PUBLIC LICENSE" in found["PySide6_Essentials"].text
    assert "_internal/PySide6" in found["PySide6_Essentials"].files


@needs_debian
@pytest.mark.skipif(not SYSTEM_LIBRARY.exists(), reason="needs zlib of Debian on x86-64")
@pytest.mark.parametrize("library", [SYSTEM_LIBRARY, BY_ITS_OLD_NAME])
def test_libraries_of_the_system_belong_to_its_packages(library: Path) -> None:
    pieces = [Piece("libz.so.1", library), Piece("torch/libz.so", library)]
    (part,) = (p for p in parts.all_parts(pieces, Path("model")) if p.purl.startswith("pkg:deb"))
    assert part.name == "zlib1g"
    assert part.files == ("_internal/libz.so.1",)
    assert part.purl.startswith("pkg:deb/debian/zlib1g@1:")
