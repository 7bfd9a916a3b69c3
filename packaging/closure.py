"""What belongs to the program: its dependencies, theirs, and so on; nothing else is bundled.

The environment of a checkout also holds test tools and whatever a developer tried out. A package
must not depend on that, so the bundle is made of the closure of the requirements in pyproject.toml
alone.
"""

from __future__ import annotations

import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
UNUSED = {
    "accelerate": "for several GPUs; a bundle trains on one device",
    "peft": "adapters are our own; the tests read them with it",
    "pip": "sqlite-utils would install its plugins with it",
    "setuptools": "torch would build C++ extensions with it",
}
"""Requirements that the running program never imports, and why they are there."""


def own_requirements(project: Path = PROJECT) -> list[str]:
    """The distributions that pyproject.toml asks for."""
    lines = tomllib.loads(project.read_text(encoding="utf-8"))["project"]["dependencies"]
    return _needed_here(lines)


def closure(
    roots: Iterable[str] | None = None, unused: Iterable[str] = tuple(UNUSED)
) -> list[metadata.Distribution]:
    """The distributions in the bundle, by name.

    Args:
        roots: What is asked for; by default what pyproject.toml says.
        unused: What is left out, with all that only it needs.
    """
    left_out = set(unused)
    found: dict[str, metadata.Distribution] = {}
    waiting = list(own_requirements() if roots is None else roots)
    while waiting:
        name = waiting.pop()
        if name not in found and name not in left_out:
            found[name] = metadata.distribution(name)
            waiting.extend(_needed_here(found[name].requires or ()))
    return [found[name] for name in sorted(found)]


def foreign_modules(inside: Iterable[metadata.Distribution]) -> list[str]:
    """The top-level modules of this environment that belong to no distribution of the closure."""
    ours = {canonicalize_name(distribution.name) for distribution in inside}
    foreign = {
        module
        for module, owners in metadata.packages_distributions().items()
        if module.isidentifier() and not {canonicalize_name(owner) for owner in owners} & ours
    }
    return sorted(foreign - set(sys.stdlib_module_names))


def _needed_here(requirements: Iterable[str]) -> list[str]:
    """The names in requirements that hold on this machine, without extras."""
    wanted = [Requirement(line) for line in requirements]
    return [
        canonicalize_name(requirement.name)
        for requirement in wanted
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
    ]
