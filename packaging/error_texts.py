"""Finds the texts of errors and warnings in the rooms below the window.

Those rooms know no Qt, and the worker's errors reach the window as finished English text. So the
texts are collected here, from the calls that make them, as templates in which each value is a
number in braces. The window finds the template of a text again and shows its translation
(`desktop/ui/error_words.py`).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOMS = ("domain", "store", "exchange", "worker", "models", "training", "services")
OTHER_MAKERS = {"RowRefusedError", "RunFailed", "told", "warn"}
"""What else carries a text to the user, beside the classes of `domain/errors.py`."""
HEAD = '''"""The texts of errors and warnings; made by `packaging/translations.py update`."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

# fmt: off
TEMPLATES: tuple[str, ...] = (
'''


def error_names(source: Path) -> set[str]:
    """Return the names of the error classes that a module defines."""
    tree = ast.parse(source.read_text(encoding="utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.ClassDef)}


def templates(package: Path) -> list[str]:
    """Return the templates of all texts below `package`, sorted."""
    makers = error_names(package / "domain" / "errors.py") | OTHER_MAKERS
    found: set[str] = set()
    for room in ROOMS:
        for path in sorted((package / room).rglob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            named = _named_texts(tree)
            for call in _calls(tree, makers):
                for argument in [*call.args, *(keyword.value for keyword in call.keywords)]:
                    found.update(_texts(argument, named))
    return sorted(text for text in found if any(letter.isalpha() for letter in _fixed(text)))


def module(found: list[str]) -> str:
    """Return the source of the module that holds the templates."""
    lines = [f'    str(QT_TRANSLATE_NOOP("ErrorTexts", {_quoted(text)})),\n' for text in found]
    return f"{HEAD}{''.join(lines)})\n"


def _quoted(text: str) -> str:
    body = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{body}"'


def _calls(tree: ast.Module, makers: set[str]) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            name = node.func.id if isinstance(node.func, ast.Name) else name
            if name in makers:
                yield node


def _named_texts(tree: ast.Module) -> dict[str, list[ast.expr]]:
    """Return what each name of a module is set to, wherever that happens in it."""
    named: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Name):
                    named.setdefault(target.id, []).append(node.value)
    return named


def _texts(value: ast.expr, named: dict[str, list[ast.expr]]) -> Iterator[str]:
    if isinstance(value, ast.Constant) and isinstance(value.value, str):
        yield _escaped(value.value)
    elif isinstance(value, ast.JoinedStr):
        yield _template(value)
    elif isinstance(value, ast.IfExp):
        yield from _texts(value.body, named)
        yield from _texts(value.orelse, named)
    elif isinstance(value, ast.BoolOp):
        for part in value.values:
            yield from _texts(part, named)
    elif isinstance(value, ast.Name):
        for assigned in named.get(value.id, ()):
            if not isinstance(assigned, ast.Name):
                yield from _texts(assigned, named)


def _template(text: ast.JoinedStr) -> str:
    made, values = "", 0
    for part in text.values:
        if isinstance(part, ast.Constant):
            made += _escaped(str(part.value))
        else:
            made += f"{{{values}}}"
            values += 1
    return made


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _fixed(template: str) -> str:
    """Return a template without its values."""
    return "".join(part.partition("}")[2] or "" for part in f"}}{template}".split("{"))
