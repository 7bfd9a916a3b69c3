from __future__ import annotations

from typing import TYPE_CHECKING, Any

import error_texts

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """
HINT = "Look {there}."

def read(name, count, problem):
    if count:
        raise BadError(f"“{name}” has {count} faults", f"{{braces}} in {name}", HINT)
    full = "The disk is full" if problem else "It failed"
    raise BadError(full, problem, "Free some" if problem else f"{name}")
    raise ValueError("not for the user")
    return told("All is well.")
"""


def test_templates_are_found_in_the_calls_that_make_errors(tmp_path: Path) -> None:
    for room in ("domain", "store"):
        (tmp_path / room).mkdir()
    (tmp_path / "domain" / "errors.py").write_text("class BadError(Exception): ...\n")
    (tmp_path / "store" / "reading.py").write_text(SOURCE)
    assert error_texts.templates(tmp_path) == [
        "All is well.",
        "Free some",
        "It failed",
        "Look {{there}}.",
        "The disk is full",
        "{{braces}} in {0}",
        "“{0}” has {1} faults",
    ]


def test_the_module_can_be_read_back() -> None:
    texts = ['“{0}” says "no"', "a\\b", "two\nlines"]
    source = error_texts.module(texts).replace("from PySide6.QtCore import QT_TRANSLATE_NOOP", "")
    names: dict[str, Any] = {"QT_TRANSLATE_NOOP": lambda _context, text: text}
    exec(source, names)
    assert names["TEMPLATES"] == tuple(texts)
