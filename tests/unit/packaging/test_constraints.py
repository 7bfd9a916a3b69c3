"""The exact versions, the ranges of the project file and what is installed must agree."""

from __future__ import annotations

import re
import tomllib
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[3]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REQUIREMENTS = [
    Requirement(line)
    for line in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]
]
LINES = [
    line
    for line in (ROOT / "packaging" / "constraints.txt").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


def _exact() -> dict[str, Version]:
    pairs = [line.split("==") for line in LINES]
    return {canonicalize_name(name): Version(version) for name, version in pairs}


def test_every_line_is_an_exact_version_and_nothing_else() -> None:
    assert [line for line in LINES if not re.fullmatch(r"[a-z0-9-]+==[0-9][0-9.]*", line)] == []


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=str)
def test_the_exact_version_lies_within_the_range(requirement: Requirement) -> None:
    assert _exact()[canonicalize_name(requirement.name)] in requirement.specifier


@pytest.mark.parametrize("requirement", REQUIREMENTS, ids=str)
def test_every_range_has_a_floor_and_a_ceiling(requirement: Requirement) -> None:
    operators = {specifier.operator for specifier in requirement.specifier}
    assert {">=", "<"} <= operators


def test_all_that_is_needed_is_named_exactly() -> None:
    """Follows the requirements of the requirements, as they are installed here."""
    exact, seen = _exact(), set()
    if any(
        Version(metadata.version(one.name)).public != str(exact[one.name.lower()])
        for one in REQUIREMENTS
    ):
        pytest.skip("another set of versions is installed")
    todo = [(requirement, "") for requirement in REQUIREMENTS]
    while todo:
        requirement, extra = todo.pop()
        # torch's builds for NVIDIA cards bring these, and name their versions exactly themselves.
        if requirement.name.startswith(("cuda-", "nvidia-", "triton")):
            continue
        if requirement.marker and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = canonicalize_name(requirement.name)
        if name in seen:
            continue
        seen.add(name)
        assert name in exact, f"{name} is missing in constraints.txt"
        todo += [(Requirement(line), "") for line in metadata.requires(name) or []]
