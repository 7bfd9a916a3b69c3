"""Debian's package of a bundle that is two small files."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import deb
import dependencies
import pytest
from workplace import REPOSITORY, Workplace

from desktop.build_facts import DEVELOPMENT, RELEASE, BuildFacts

if TYPE_CHECKING:
    from pathlib import Path

COMMIT = "0123456789abcdef0123456789abcdef01234567"
FACTS = BuildFacts(
    "0.1.0", COMMIT, "2026-11-22T20:00:00+00:00", RELEASE, "linux-x86_64", "3.11.7", "2.13.0"
)

pytestmark = pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="needs dpkg")


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workplace:
    def depends(_folder: Path) -> list[str]:
        return ["libc6 (>= 2.35)", "libegl1"]

    monkeypatch.setattr(dependencies, "depends", depends)
    made = Workplace(REPOSITORY, tmp_path / "work", tmp_path / "dist")
    made.contents.mkdir(parents=True)
    (made.bundle / "tastemaker").write_text("program")
    (made.bundle / "tastemaker").chmod(0o755)
    (made.contents / "part").write_bytes(b"x" * 4096)
    return made


@pytest.fixture
def package(workplace: Workplace) -> Path:
    return deb.build(workplace, FACTS, [])


def said(*command: str | Path) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_it_lies_in_opt_with_a_command_an_entry_and_icons(package: Path) -> None:
    listing = said("dpkg-deb", "--contents", package)
    for name in (
        "./opt/tastemaker/tastemaker",
        "./opt/tastemaker/_internal/part",
        "./usr/bin/tastemaker -> /opt/tastemaker/tastemaker",
        "./usr/share/applications/tastemaker.desktop",
        "./usr/share/metainfo/app.tastemaker.Tastemaker.metainfo.xml",
        "./usr/share/icons/hicolor/48x48/apps/tastemaker.png",
        "./usr/share/icons/hicolor/scalable/apps/tastemaker.svg",
        "./usr/share/doc/tastemaker/copyright",
        "./usr/share/doc/tastemaker/changelog.gz",
        "./usr/share/doc/tastemaker/NEWS.md.gz",
        "./usr/share/man/man1/tastemaker.1.gz",
    ):
        assert f"{name}\n" in listing
    assert {line.split()[1] for line in listing.splitlines()} == {"root/root"}


def test_its_fields_say_what_it_needs_and_takes(package: Path) -> None:
    assert package.name == "tastemaker_0.1.0_amd64.deb"
    fields = said("dpkg-deb", "--field", package)
    assert "Depends: libc6 (>= 2.35), libegl1\n" in fields
    assert "Recommends: fonts-noto-cjk\n" in fields
    size = int(said("dpkg-deb", "--field", package, "Installed-Size"))
    assert 4 < size < 1000


def test_its_sums_hold(package: Path, tmp_path: Path) -> None:
    said("dpkg-deb", "--raw-extract", package, tmp_path / "out")
    said("sh", "-c", f"cd '{tmp_path / 'out'}' && md5sum --check --strict DEBIAN/md5sums")


def test_a_quick_one_is_packed_otherwise_and_holds_the_same(
    workplace: Workplace, package: Path
) -> None:
    assert "data.tar.xz" in said("ar", "t", package)
    listing = said("dpkg-deb", "--contents", package)
    quick = deb.build(workplace, FACTS, [], quick=True)
    assert "data.tar.gz" in said("ar", "t", quick)
    assert said("dpkg-deb", "--contents", quick) == listing


@pytest.mark.parametrize("name", ["preinst", "prerm"])
def test_scripts_let_other_calls_pass(package: Path, tmp_path: Path, name: str) -> None:
    said("dpkg-deb", "--control", package, tmp_path / "out")
    script = tmp_path / "out" / name
    assert script.stat().st_mode & 0o111
    said("sh", "-n", script)
    for call in ("abort-upgrade", "failed-upgrade", "deconfigure", "upgrade", "remove"):
        said(script, call)


def test_its_changelog_is_one_that_debian_reads() -> None:
    assert deb.changelog(FACTS).startswith("tastemaker (0.1.0) unstable; urgency=medium\n\n  * ")
    assert deb.changelog(FACTS).endswith(">  Sun, 22 Nov 2026 20:00:00 +0000\n")


def test_what_is_no_release_comes_before_it() -> None:
    later = replace(FACTS, channel=DEVELOPMENT)
    assert deb.version_of(FACTS) == "0.1.0"
    assert deb.version_of(later) == "0.1.0~dev20261122.0123456"
    said("dpkg", "--compare-versions", deb.version_of(later), "lt", deb.version_of(FACTS))
