from __future__ import annotations

import sys
from pathlib import Path

import environment
import pytest
from environment import Layout
from hypothesis import given
from hypothesis import strategies as st

ROOT = Path(__file__).parents[3]


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    """A checkout whose environment is this very Python."""
    layout = Layout(tmp_path)
    (tmp_path / "packaging").mkdir()
    layout.python.parent.mkdir(parents=True)
    layout.python.write_text(f'#!/bin/sh\nexec {sys.executable} "$@"\n', encoding="utf-8")
    layout.python.chmod(0o755)
    layout.constraints.write_text("peft==0.21.2\ntorch==2.13.0\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    return layout


@pytest.mark.parametrize(
    ("version", "supported"),
    [
        ((3, 10, 14), False),
        ((3, 11, 0), True),
        ((3, 12, 1), True),
        ((3, 13, 9), True),
        ((3, 14, 0), False),
        ((2, 7, 18), False),
    ],
)
def test_which_pythons_are_supported(version: tuple[int, ...], supported: bool) -> None:
    assert environment.is_supported(version) is supported


def test_the_supported_pythons_are_those_of_the_project_file() -> None:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    (oldest, newest) = (environment.OLDEST, environment.NEWEST)
    assert f'requires-python = ">=3.{oldest[1]},<3.{newest[1] + 1}"' in text


def test_another_python_of_the_path_is_taken_when_this_one_is_too_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken, working = tmp_path / "python3.13", tmp_path / "python3.12"
    broken.write_text("#!/bin/sh\nexit 127\n", encoding="utf-8")
    working.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    broken.chmod(0o755)
    working.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    assert environment.find_python() == str(working)


def test_no_python_is_no_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "version_info", (3, 14, 0, "final", 0))
    assert environment.find_python() is None


@given(
    st.sampled_from(["pyproject.toml", "packaging/constraints.txt"]),
    st.binary(min_size=1, max_size=20),
)
def test_every_change_of_what_is_installed_changes_the_fingerprint(
    tmp_path_factory: pytest.TempPathFactory, name: str, added: bytes
) -> None:
    layout = Layout(tmp_path_factory.mktemp("checkout"))
    (layout.root / "packaging").mkdir()
    layout.constraints.write_bytes(b"torch==2.13.0\n")
    (layout.root / "pyproject.toml").write_bytes(b"[project]\n")
    before = environment.fingerprint(layout)
    assert environment.fingerprint(layout) == before
    with (layout.root / name).open("ab") as file:
        file.write(added)
    assert environment.fingerprint(layout) != before


def test_a_stamp_is_read_as_it_was_written(layout: Layout) -> None:
    environment.write_stamp(layout, {"packages": "abc", "libraries": True})
    assert environment.read_stamp(layout) == {"packages": "abc", "libraries": True}


@pytest.mark.parametrize("content", ["", "{", "[]", "\x00"])
def test_a_damaged_stamp_counts_as_none(layout: Layout, content: str) -> None:
    layout.stamp.write_text(content, encoding="utf-8")
    assert environment.read_stamp(layout) == {}


def test_a_stamp_without_an_environment_counts_as_none(layout: Layout) -> None:
    environment.write_stamp(layout, {"packages": "abc"})
    layout.python.unlink()
    assert environment.read_stamp(layout) == {}


def test_an_environment_of_another_place_is_not_used(layout: Layout) -> None:
    assert environment.is_usable(layout)
    environment.write_stamp(layout, {"root": str(layout.root)})
    assert environment.is_usable(layout)
    environment.write_stamp(layout, {"root": "/somewhere/else"})
    assert not environment.is_usable(layout)


def test_torch_comes_by_its_exact_version_before_all_that_depends_on_it(layout: Layout) -> None:
    steps = [" ".join(command) for _, command in environment.install_commands(layout)]
    torch = next(number for number, step in enumerate(steps) if "torch==2.13.0" in step)
    project = next(number for number, step in enumerate(steps) if "[dev]" in step)
    assert torch < project
    assert all(f"-c {layout.constraints}" in step for step in steps)


def test_debian_names_its_venv_package_by_version() -> None:
    assert environment.venv_package((3, 11)) == "python3.11-venv"
