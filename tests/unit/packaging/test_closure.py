from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import closure
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from importlib import metadata

ROOT = Path(__file__).parents[3]


def names(found: list[metadata.Distribution]) -> set[str]:
    return {canonicalize_name(distribution.name) for distribution in found}


def test_it_holds_what_is_asked_for_and_what_that_needs() -> None:
    inside = names(closure.closure())
    assert {"torch", "pyside6-essentials", "shiboken6", "sympy", "arro3-core"} <= inside


def test_what_only_developers_need_is_not_inside() -> None:
    inside = names(closure.closure())
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    developers = extras["project"]["optional-dependencies"]["dev"]
    tools = {Requirement(line).name for line in developers}
    assert not inside & tools
    assert {"pytest", "mypy", "hypothesis"} <= set(closure.foreign_modules(closure.closure()))


def test_unused_requirements_are_out_with_what_only_they_need() -> None:
    assert not names(closure.closure()) & set(closure.UNUSED)
    assert names(closure.closure(["sqlite-utils"], unused=["pip", "click"])) == {
        "click-default-group",
        "pluggy",
        "python-dateutil",
        "sqlite-fts4",
        "sqlite-utils",
        "tabulate",
        "tzdata",
    }


def test_nothing_of_the_closure_is_foreign() -> None:
    foreign = closure.foreign_modules(closure.closure())
    assert not {"torch", "PySide6", "jinja2", "yaml", "desktop"} & set(foreign)
