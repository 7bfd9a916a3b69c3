from __future__ import annotations

import json
import platform
from typing import TYPE_CHECKING

import pytest

from desktop import __version__
from desktop.build_facts import SOURCE, BuildFacts, build_facts, read_facts

if TYPE_CHECKING:
    from pathlib import Path

BUILT = BuildFacts(
    version="0.1.0",
    commit="0123456789abcdef0123456789abcdef01234567",
    date="2026-11-22T20:00:00+00:00",
    channel="release",
    target="linux-x86_64",
    python="3.11.7",
    torch="2.13.0+cpu",
)


def test_a_checkout_knows_its_version_and_says_that_it_is_source() -> None:
    facts = build_facts()
    assert (facts.version, facts.channel, facts.commit) == (__version__, SOURCE, "")
    assert facts.python == platform.python_version()


def test_what_a_build_wrote_is_read_back(tmp_path: Path) -> None:
    file = tmp_path / "build.json"
    file.write_text(json.dumps(BUILT.to_json()), encoding="utf-8")
    assert read_facts(file) == BUILT


@pytest.mark.parametrize("content", ["", "[]", "{", "null", '{"version": "9"}'])
def test_a_damaged_file_counts_as_none(tmp_path: Path, content: str) -> None:
    file = tmp_path / "build.json"
    file.write_text(content, encoding="utf-8")
    assert read_facts(file).channel == SOURCE
