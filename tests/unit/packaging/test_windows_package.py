"""The installer's script, held against the spec, the other packages and the program."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from pathlib import PureWindowsPath
from typing import TYPE_CHECKING

import pytest
import windows_package
from workplace import APP_ID, NAME, PUBLISHER, REPOSITORY, TITLE, BuildError, Workplace

from desktop.build_facts import build_facts

if TYPE_CHECKING:
    from pathlib import Path

GUID = "6E0C7A52-3B1D-4F86-9C55-7D1B2A9E4C38"
"""By it Windows knows an installed Tastemaker again: it must be the same for ever."""
SCRIPT = (REPOSITORY / windows_package.SCRIPT).read_text(encoding="utf-8")
SPEC = (REPOSITORY / "packaging" / "tastemaker.spec").read_text(encoding="utf-8")
DEFINED = dict(re.findall(r'^#define (\w+) "(.*)"$', SCRIPT, re.MULTILINE))


def section(name: str) -> list[str]:
    """Return the lines of a section, without comments."""
    body = SCRIPT.split(f"[{name}]")[1]
    lines = re.split(r"^\[", body, flags=re.MULTILINE)[0].splitlines()
    return [line for line in lines if line and not line.startswith(";")]


SETUP = dict(line.split("=", 1) for line in section("Setup"))


def test_it_is_known_again_by_an_identifier_that_never_changes() -> None:
    assert SETUP["AppId"] == "{{" + GUID + "}"
    assert uuid.UUID(GUID).version == 4


def test_names_are_those_of_the_other_packages() -> None:
    assert DEFINED == {"Name": TITLE, "Publisher": PUBLISHER, "AppUserModelId": APP_ID}


def test_it_installs_for_one_user_and_without_an_administrator() -> None:
    assert SETUP["PrivilegesRequired"] == "lowest"
    assert PureWindowsPath(SETUP["DefaultDirName"]).parts[0] == "{localappdata}"
    for line in section("Icons"):
        assert "{auto" in line


def test_a_running_program_is_not_replaced_under_itself() -> None:
    assert SETUP["CloseApplications"] == "yes"


def test_removal_takes_nothing_of_the_user() -> None:
    assert "[UninstallDelete]" not in SCRIPT
    assert "userappdata" not in SCRIPT
    assert section("InstallDelete") == [r'Type: filesandordirs; Name: "{app}\_internal"']


def test_the_programs_are_those_of_the_spec() -> None:
    assert "name=NAME" in SPEC
    assert 'f"{NAME}-cli"' in SPEC
    programs = set(re.findall(r"\{app\}\\([\w-]+)\.exe", SCRIPT))
    assert programs == {NAME}


def test_every_name_in_braces_is_defined_here_or_on_the_command_line(tmp_path: Path) -> None:
    workplace = Workplace(REPOSITORY, tmp_path / "work", tmp_path / "dist")
    given = windows_package.definitions(workplace, replace(build_facts(), version="1.2.3"))
    names = {word.removeprefix("/D").partition("=")[0] for word in given}
    assert set(re.findall(r"\{#(\w+)\}", SCRIPT)) == names | DEFINED.keys()
    assert "/DVersion=1.2.3" in given
    assert f"/DSource={workplace.bundle}" in given


def test_the_installer_has_the_name_under_which_it_is_looked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(windows_package, "_compiler", lambda: "true")
    workplace = Workplace(REPOSITORY, tmp_path / "work", tmp_path / "dist")
    (made,) = windows_package.build(workplace, replace(build_facts(), version="1.2.3"))
    assert made.name == SETUP["OutputBaseFilename"].replace("{#Version}", "1.2.3") + ".exe"


def test_a_version_that_windows_cannot_compare_is_refused() -> None:
    with pytest.raises(BuildError, match=r"1\.0rc1"):
        windows_package.definitions(Workplace(), replace(build_facts(), version="1.0rc1"))


def test_without_inno_setup_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BuildError, match="Inno Setup 6 is missing"):
        windows_package.build(Workplace(), replace(build_facts(), version="1.2.3"))
