from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import facts
import pytest

from desktop import __version__
from desktop.build_facts import DEVELOPMENT, RELEASE, BuildFacts, read_facts

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    folder = tmp_path / "checkout"
    folder.mkdir()
    git(folder, "init", "--quiet")
    (folder / "file").write_text("one")
    git(folder, "add", "file")
    git(folder, "commit", "--quiet", "--message", "One")
    return folder


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=T", "-c", "user.email=t@example.org", "-C", str(folder)]
    done = subprocess.run([*command, *words], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_a_commit_without_a_tag_is_development(checkout: Path) -> None:
    found = facts.gather(checkout)
    assert (found.version, found.channel) == (__version__, DEVELOPMENT)
    assert found.commit == git(checkout, "rev-parse", "HEAD")
    assert facts.epoch(found) == int(git(checkout, "log", "-1", "--format=%ct"))


def test_the_tagged_version_is_a_release_until_something_is_changed(checkout: Path) -> None:
    git(checkout, "tag", f"v{__version__}")
    assert facts.gather(checkout).channel == RELEASE
    (checkout / "file").write_text("two")
    found = facts.gather(checkout)
    assert found.channel == DEVELOPMENT
    assert found.commit.endswith("+")


def test_sources_without_history_have_a_fixed_date(tmp_path: Path) -> None:
    found = facts.gather(tmp_path)
    assert (found.commit, found.channel) == ("", DEVELOPMENT)
    assert facts.epoch(found) == 315619200


def test_the_program_reads_what_is_written(checkout: Path, tmp_path: Path) -> None:
    found: BuildFacts = facts.gather(checkout)
    facts.write(found, tmp_path / "work" / "build.json")
    assert read_facts(tmp_path / "work" / "build.json") == found
