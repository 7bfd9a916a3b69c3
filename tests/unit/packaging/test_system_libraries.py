from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
import system_libraries
from system_libraries import (
    PACKAGE_OF,
    has_chinese_font,
    install,
    install_command,
    missing_libraries,
    packages_for,
)

if TYPE_CHECKING:
    from pathlib import Path

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux only")


@linux_only
def test_only_what_cannot_be_loaded_is_missing() -> None:
    missing = missing_libraries(lambda name: not name.startswith("libxcb-c"))
    assert missing == ["libxcb-cursor.so.0"]


@linux_only
def test_a_library_that_does_not_exist_is_found_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        system_libraries, "PACKAGE_OF", {"libc.so.6": "libc6", "libnot-there.so.9": "nowhere"}
    )
    assert missing_libraries() == ["libnot-there.so.9"]


def test_nothing_is_missing_where_qt_brings_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert missing_libraries(lambda name: False) == []


def test_packages_are_named_once_and_in_order() -> None:
    assert packages_for(["libxcb.so.1", "libEGL.so.1", "libxcb.so.1"]) == ["libegl1", "libxcb1"]


def test_what_desktops_depend_on_is_in_the_table() -> None:
    wanted = {
        "libxcb-cursor0",
        "libegl1",
        "libgl1",
        "libxkbcommon-x11-0",
        "libdbus-1-3",
        "libfontconfig1",
    }
    assert wanted <= set(PACKAGE_OF.values())


@pytest.mark.parametrize(("root", "first"), [(True, "apt-get"), (False, "sudo")])
def test_the_command_asks_for_rights_only_where_they_are_missing(root: bool, first: str) -> None:
    command = install_command(["libegl1"], root=root)
    assert command[0] == first
    assert command[-2:] == ["--no-install-recommends", "libegl1"]


def test_a_failed_refresh_of_the_lists_stops_before_installing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = tmp_path / "calls"
    fake = tmp_path / "apt-get"
    fake.write_text(f'#!/bin/sh\necho "$@" >> {log}\nexit 100\n', encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert install(["libegl1"]) is False
    assert log.read_text(encoding="utf-8").splitlines() == ["update -qq"]


@pytest.mark.parametrize(
    ("name", "found"), [("NotoSansCJK-Regular.ttc", True), ("DejaVuSans.ttf", False)]
)
def test_a_chinese_font_is_known_by_its_file(tmp_path: Path, name: str, found: bool) -> None:
    (tmp_path / "opentype").mkdir()
    (tmp_path / "opentype" / name).touch()
    assert has_chinese_font([str(tmp_path)]) is found
