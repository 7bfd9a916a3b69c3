from __future__ import annotations

from copyright_file import copyright_file, holders
from parts import Part

LICENCE = """\
BSD License

Copyright (c) 2016-2026 Some Company
Copyright 2020, Another One
 * Copyright (c) 2016-2026 Some Company

The copyright holder gives no warranty.
"""
PART = Part(
    name="some part",
    version="1.2",
    licence="BSD-3-Clause",
    text=LICENCE,
    purl="pkg:pypi/some-part@1.2",
    files=("_internal/some_part", "_internal/libsome.so.1"),
)


def test_holders_are_named_once_and_sentences_are_none() -> None:
    assert holders(LICENCE) == ["2016-2026 Some Company", "2020, Another One"]
    assert holders("No warranty.") == []


def test_every_part_has_its_stanza_with_its_files_and_text() -> None:
    text = copyright_file([PART])
    stanza = text.split("\n\n")[-1]
    assert text.startswith("Format: https://www.debian.org/doc/packaging-manuals/copyright-format")
    assert (
        "Files: opt/tastemaker/_internal/some_part*\n opt/tastemaker/_internal/libsome.so.1*"
        in (stanza)
    )
    assert "Copyright: 2016-2026 Some Company\n 2020, Another One\n" in stanza
    assert "License: some-part-licence\n BSD License\n .\n" in stanza
    assert stanza.endswith("Comment: some part 1.2: BSD-3-Clause\n")


def test_no_line_of_a_licence_can_be_taken_for_a_field() -> None:
    lines = copyright_file([PART]).splitlines()
    fields = {"Format", "Upstream-Name", "Comment", "Files", "Copyright", "License"}
    assert all(
        line == "" or line.startswith(" ") or line.partition(":")[0] in fields for line in lines
    )
