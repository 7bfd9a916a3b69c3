"""What menus and software centres show, held against what the program calls itself."""

from __future__ import annotations

import configparser
import shutil
import subprocess
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import deb
import pytest
from workplace import APP_ID, NAME, REPOSITORY, Workplace

from desktop.build_facts import RELEASE, BuildFacts

if TYPE_CHECKING:
    from pathlib import Path

LINUX = REPOSITORY / "packaging" / "linux"
FACTS = BuildFacts(
    "0.1.0", "abc", "2026-11-22T20:00:00+00:00", RELEASE, "linux-x86_64", "3.11.7", "2.13.0"
)


@pytest.fixture
def about() -> ElementTree.Element:
    return ElementTree.fromstring(deb.metainfo(Workplace(), FACTS))


def test_the_entry_starts_the_command_and_belongs_to_its_window() -> None:
    entry = configparser.ConfigParser(interpolation=None)
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(LINUX / f"{NAME}.desktop", encoding="utf-8")
    main = entry["Desktop Entry"]
    assert (main["Exec"], main["Icon"], main["StartupWMClass"]) == (NAME, NAME, NAME)
    window = (REPOSITORY / "desktop" / "app.py").read_text(encoding="utf-8")
    assert f'setDesktopFileName("{NAME}")' in window
    assert entry["Desktop Action safe-mode"]["Exec"] == f"{NAME} --safe-mode"


def test_every_text_of_the_entry_is_also_in_chinese() -> None:
    lines = (LINUX / f"{NAME}.desktop").read_text(encoding="utf-8").splitlines()
    keys = [line.partition("=")[0] for line in lines]
    for key in ("GenericName", "Comment", "Keywords"):
        assert key in keys
        assert f"{key}[zh_CN]" in keys


def test_the_software_centre_knows_version_date_and_entry(about: ElementTree.Element) -> None:
    assert about.findtext("id") == APP_ID
    assert about.findtext("launchable") == f"{NAME}.desktop"
    release = about.find("releases/release")
    assert release is not None
    assert release.attrib == {"version": "0.1.0", "date": "2026-11-22", "type": "stable"}


@pytest.mark.skipif(shutil.which("desktop-file-validate") is None, reason="needs the validator")
def test_the_entry_is_valid() -> None:
    command = ["desktop-file-validate", str(LINUX / f"{NAME}.desktop")]
    assert subprocess.run(command, check=True, capture_output=True).stdout == b""


@pytest.mark.skipif(shutil.which("appstreamcli") is None, reason="needs AppStream's tool")
def test_the_software_centres_file_is_valid(tmp_path: Path) -> None:
    file = tmp_path / f"{APP_ID}.metainfo.xml"
    file.write_text(deb.metainfo(Workplace(), FACTS), encoding="utf-8")
    subprocess.run(["appstreamcli", "validate", "--no-net", str(file)], check=True)
