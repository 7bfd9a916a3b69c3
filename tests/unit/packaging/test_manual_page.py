"""The manual page, held against the command line that it describes."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from manual_page import manual_page, plain

from desktop.build_facts import RELEASE, BuildFacts
from desktop.cli.commands import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

FACTS = BuildFacts(
    "0.1.0", "abc", "2026-11-22T20:00:00+00:00", RELEASE, "linux-x86_64", "3.11.7", "2.13.0"
)


@pytest.mark.parametrize(
    ("text", "roff"),
    [
        ("a  b\n  c", "a b c"),
        (".jsonl or 'x'", r"\&.jsonl or 'x'"),
        ("'x'", r"\&'x'"),
        ("--json", r"\-\-json"),
        (r'a\b "c"', r"a\eb \(dqc\(dq"),
        ("“–” …", r"\(lq\(en\(rq ..."),
    ],
)
def test_a_text_means_to_roff_what_it_says(text: str, roff: str) -> None:
    assert plain(text) == roff


def test_every_command_and_option_that_is_not_hidden_is_described() -> None:
    page = manual_page(FACTS)
    for name, command in COMMANDS.items():
        heading = f'.SS "{plain(name)}'
        assert (heading in page) is not command.hidden, name
    for option in ("--data-dir", "--safe-mode", "--reset-settings", "--selftest", "--version"):
        assert f'.B "{plain(option)}' in page


def test_it_says_its_version_and_date() -> None:
    assert manual_page(FACTS).startswith(
        '.TH TASTEMAKER 1 2026-11-22 "Tastemaker 0.1.0" "User Commands"\n'
    )


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
def test_groff_has_nothing_to_warn_of(tmp_path: Path) -> None:
    file = tmp_path / "tastemaker.1"
    file.write_text(manual_page(FACTS), encoding="utf-8")
    command = ["groff", "-man", "-Tascii", "-ww", "-z", "-rLL=78n", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stderr == ""
