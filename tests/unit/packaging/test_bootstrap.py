"""The steps of the set-up, with the slow ones (pip, apt, conversion) replaced by records."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import bootstrap
import environment
import pytest
import system_libraries
from environment import Layout

ROOT = Path(__file__).parents[3]


class Steps:
    """Replaces what the bootstrap runs; remembers it, and fails where told to."""

    def __init__(self) -> None:
        self.commands: list[str] = []
        self.fails_at = "nothing"
        self.starter = "/nowhere"

    def run(self, command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        line = " ".join(command)
        self.commands.append(line)
        output = json.dumps({"folder": self.starter}) if "starter" in line else "3 11"
        return subprocess.CompletedProcess(command, int(self.fails_at in line), stdout=output)

    def count(self, part: str) -> int:
        return sum(part in line for line in self.commands)


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> Steps:
    steps = Steps()
    monkeypatch.setattr(subprocess, "run", steps.run)
    monkeypatch.setattr(system_libraries, "missing_libraries", list)
    monkeypatch.setattr(system_libraries, "has_chinese_font", lambda: True)
    monkeypatch.setattr(system_libraries, "can_install", lambda: False)
    return steps


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    layout = Layout(tmp_path)
    (tmp_path / "packaging").mkdir()
    layout.constraints.write_text("torch==2.13.0\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    layout.python.parent.mkdir(parents=True)
    layout.python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    layout.python.chmod(0o755)
    return layout


def test_the_second_time_only_the_missing_starter_model_is_tried_again(
    layout: Layout, steps: Steps
) -> None:
    bootstrap.set_up(layout)
    assert (steps.count("pip "), steps.count("starter --ensure")) == (3, 1)
    steps.commands.clear()
    bootstrap.set_up(layout)
    assert (steps.count("pip "), steps.count("starter --ensure")) == (0, 1)


def test_with_everything_there_nothing_is_run(
    layout: Layout, steps: Steps, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps.starter = str(tmp_path)
    bootstrap.set_up(layout)
    steps.commands.clear()
    bootstrap.set_up(layout)
    assert steps.commands == []
    monkeypatch.setenv("TASTEMAKER_MODELS_DIR", "/another/place")
    bootstrap.set_up(layout)
    assert steps.count("starter --ensure") == 1


def test_a_changed_project_file_installs_again(layout: Layout, steps: Steps) -> None:
    bootstrap.set_up(layout)
    (layout.root / "pyproject.toml").write_text("[project]\nname='x'\n", encoding="utf-8")
    steps.commands.clear()
    bootstrap.set_up(layout)
    assert steps.count("pip ") == 3


def test_a_failed_install_says_what_to_do_and_is_tried_again(layout: Layout, steps: Steps) -> None:
    steps.fails_at = "[dev]"
    with pytest.raises(bootstrap.SetUpError, match="Without a network connection"):
        bootstrap.set_up(layout)
    assert environment.read_stamp(layout) == {}
    steps.fails_at = "nothing"
    bootstrap.set_up(layout)
    assert environment.read_stamp(layout)["packages"] == environment.fingerprint(layout)


def test_missing_libraries_are_named_with_the_command_where_rights_are_missing(
    layout: Layout, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(system_libraries, "missing_libraries", lambda: ["libEGL.so.1"])
    with pytest.raises(bootstrap.SetUpError, match=r"sudo apt-get install .* libegl1"):
        bootstrap.set_up(layout)
    assert "libraries" not in environment.read_stamp(layout)


def test_missing_libraries_are_installed_where_that_is_allowed(
    layout: Layout, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = [["libEGL.so.1"], []]
    installed: list[list[str]] = []

    def install(names: list[str]) -> bool:
        installed.append(names)
        return True

    monkeypatch.setattr(system_libraries, "missing_libraries", lambda: missing.pop(0))
    monkeypatch.setattr(system_libraries, "can_install", lambda: True)
    monkeypatch.setattr(system_libraries, "install", install)
    bootstrap.set_up(layout)
    assert installed == [["libegl1"]]
    assert environment.read_stamp(layout)["libraries"] is True


def test_without_the_starter_model_the_set_up_still_succeeds(
    layout: Layout, steps: Steps, capsys: pytest.CaptureFixture[str]
) -> None:
    steps.fails_at = "starter --ensure"
    bootstrap.set_up(layout)
    assert "the next start tries again" in capsys.readouterr().out
    assert "starter" not in environment.read_stamp(layout)


def test_an_unsupported_python_is_told_so(
    layout: Layout, steps: Steps, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(environment, "find_python", lambda: None)
    with pytest.raises(bootstrap.SetUpError, match=r"needs Python 3\.11, 3\.12 or 3\.13"):
        bootstrap.set_up(layout)


def test_the_bootstrap_needs_nothing_but_the_standard_library() -> None:
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'packaging')!r}); import bootstrap"
    subprocess.run([sys.executable, "-I", "-S", "-c", code], check=True)
