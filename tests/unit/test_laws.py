"""The table of laws in tests/README.md names tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]


def test_every_law_has_its_test() -> None:
    rows = [
        row for row in (TESTS / "README.md").read_text(encoding="utf-8").splitlines() if "::" in row
    ]
    assert len(rows) > 15
    for row in rows:
        for file, name in re.findall(r"`(\w+\.py)::(\w+)`", row):
            code = (TESTS / "unit" / "training" / file).read_text(encoding="utf-8")
            assert f"def {name}(" in code, f"{file}::{name}"
