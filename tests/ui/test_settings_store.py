from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from desktop.ui.settings_store import MOST_RECENT, SettingsStore, WindowSettings

if TYPE_CHECKING:
    from pathlib import Path


def test_what_was_changed_is_there_the_next_time(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "window.json"
    SettingsStore(path).change(theme="dark", text_scale=1.25)
    assert SettingsStore(path).get() == WindowSettings(theme="dark", text_scale=1.25)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"text_scale": "big"}', '{"recent_projects": 3}', "\x00"]
)
def test_a_damaged_file_gives_the_defaults(
    tmp_path: Path, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "window.json"
    path.write_text(text, encoding="utf-8")
    assert SettingsStore(path).get() == WindowSettings()
    assert "cannot be read" in caplog.text


def test_unknown_settings_of_a_newer_version_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "window.json"
    path.write_text('{"theme": "light", "wings": 2, "text_scale": 9}', encoding="utf-8")
    assert SettingsStore(path).get() == WindowSettings(theme="light", text_scale=2.0)


def test_the_last_project_is_first_and_old_ones_fall_out(tmp_path: Path) -> None:
    settings = SettingsStore(tmp_path / "window.json")
    for number in range(MOST_RECENT + 3):
        settings.remember_project(f"/p{number}")
    settings.remember_project("/p5")
    recent = settings.get().recent_projects
    assert recent[0] == "/p5"
    assert len(recent) == len(set(recent)) == MOST_RECENT
    settings.forget_project("/p5")
    assert "/p5" not in settings.get().recent_projects
