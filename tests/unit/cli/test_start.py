from __future__ import annotations

import json
import os
import sys
import types
from typing import TYPE_CHECKING, Any

import pytest

from desktop.cli.main import main

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, dict[str, Any]]]:
    """How the window was asked for; it does not open."""
    calls: list[tuple[Any, dict[str, Any]]] = []

    def open_window(project: Path | None, **options: Any) -> int:  # noqa: ANN401 - as the window
        calls.append((project, options))
        return 0

    app = types.ModuleType("desktop.app")
    app.__dict__["main"] = open_window
    monkeypatch.setitem(sys.modules, "desktop.app", app)
    return calls


@pytest.mark.parametrize(
    "line",
    [
        ["--safe-mode"],
        ["--safe-mode", "{project}"],
        ["{project}", "--safe-mode"],
        ["--sample", "--safe-mode"],
        ["window", "--safe-mode"],
    ],
)
def test_safe_mode_may_stand_anywhere(
    line: list[str], opened: list[tuple[Any, dict[str, Any]]], tmp_path: Path
) -> None:
    assert main([word.format(project=tmp_path) for word in line]) == 0
    [(project, options)] = opened
    assert project == (tmp_path if "{project}" in line else None)
    assert options["safe_mode"]
    assert options["sample"] == ("--sample" in line)


def test_without_options_a_start_is_as_usual(opened: list[tuple[Any, dict[str, Any]]]) -> None:
    assert main([]) == 0
    usual = {"sample": False, "safe_mode": False, "old_settings": None}
    assert opened == [(None, usual)]


def test_safe_mode_is_of_the_window_only(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["starter", "--safe-mode"]) == 2
    assert "is for the window" in capsys.readouterr().err


@pytest.mark.parametrize("line", [["--data-dir", "{folder}"], ["--data-dir={folder}"]])
@pytest.mark.parametrize("first", [True, False])
def test_the_data_folder_is_another_one_for_any_command(
    line: list[str],
    first: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.delenv("TASTEMAKER_MODELS_DIR")
    folder = tmp_path / "other"
    own = [word.format(folder=folder) for word in line]
    command = ["starter", "--json"]
    assert main([*own, *command] if first else [*command, *own]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["folder"].startswith(str(folder / "models"))
    assert folder.is_dir()
    assert os.environ["TASTEMAKER_DATA_DIR"] == str(folder)


def test_a_data_folder_that_cannot_be_made_is_an_error_in_words(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    assert main(["--data-dir", str(tmp_path / "file" / "deep"), "starter"]) == 1
    assert "The data folder cannot be used" in capsys.readouterr().err


def test_a_data_folder_without_a_value_is_wrong_usage() -> None:
    assert main(["starter", "--data-dir"]) == 2


def test_after_two_dashes_nothing_is_an_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["status", "--", "--safe-mode"]) == 1
    assert "There is no such project" in capsys.readouterr().err


def test_reset_settings_keeps_them_and_says_where(
    user_data_folder: Path,
    opened: list[tuple[Any, dict[str, Any]]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    file = user_data_folder / "window.json"
    file.write_text('{"theme": "dark"}', encoding="utf-8")
    assert main(["--reset-settings"]) == 0
    kept = opened[0][1]["old_settings"]
    assert kept.read_text(encoding="utf-8") == '{"theme": "dark"}'
    assert str(kept) in capsys.readouterr().err
    assert not file.exists()
    assert main(["--reset-settings"]) == 0
    assert opened[1][1]["old_settings"] is None
    assert "there were none" in capsys.readouterr().err


def test_two_resets_in_a_second_keep_both(
    user_data_folder: Path, opened: list[tuple[Any, dict[str, Any]]]
) -> None:
    file = user_data_folder / "window.json"
    for number in range(3):
        file.write_text(str(number), encoding="utf-8")
        assert main(["--reset-settings"]) == 0
    kept = [options["old_settings"].read_text() for _, options in opened]
    assert kept == ["0", "1", "2"]


def test_the_help_tells_of_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    said = capsys.readouterr().out
    for option in ("--data-dir FOLDER", "--safe-mode", "--reset-settings", "--version"):
        assert option in said


def test_the_version_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    from desktop import __version__

    assert main(["--version"]) == 0
    assert __version__ in capsys.readouterr().out
