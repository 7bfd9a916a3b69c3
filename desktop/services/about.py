"""What About says of the program, without loading any of what it speaks of."""

from __future__ import annotations

import functools
import platform
import re
from dataclasses import dataclass
from importlib import metadata

from desktop.build_facts import build_facts
from desktop.services.paths import user_data_folder

UNKNOWN_LICENCE = "see its own files"
PACKAGE = "tastemaker"
_LONGEST = 60
_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")


@dataclass(frozen=True, slots=True)
class Part:
    """A package that the program is made of, and the name of its licence."""

    name: str
    version: str
    licence: str


def version_of(package: str) -> str:
    """Return the version of an installed package without importing it; "" when it is unknown."""
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def torch_version() -> str:
    """Return the build of torch that workers use."""
    return build_facts().torch or version_of("torch")


def program_facts() -> dict[str, str]:
    """Return version, build, and the versions of what it stands on."""
    facts = build_facts()
    return {
        "version": facts.version,
        "commit": facts.commit,
        "date": facts.date,
        "channel": facts.channel,
        "target": facts.target,
        "python": platform.python_version(),
        "qt": version_of("PySide6-Essentials"),
        "torch": torch_version(),
        "system": platform.platform(),
        "data_folder": str(user_data_folder()),
    }


OTHER_PARTS = (
    Part("Python", platform.python_version(), "PSF-2.0"),
    Part("SmolLM2-135M-Instruct", "", "Apache-2.0"),
    Part("SQLite", "", "public domain"),
)
"""What comes along without being a package."""


@functools.cache
def parts() -> tuple[Part, ...]:
    """Return the packages that the program needs, and those that these need, by name."""
    found: dict[str, Part] = {}
    # A bundle has no description of the program itself, and nothing in it that is not needed.
    left = [PACKAGE] if version_of(PACKAGE) else [d.name for d in metadata.distributions()]
    while left:
        name = left.pop()
        if not name or name in found:
            continue
        try:
            fields = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue
        found[name] = Part(fields["Name"], fields["Version"], licence_of(fields))
        left += map(_needed, fields.get_all("Requires-Dist") or [])
    found.pop(PACKAGE, None)
    return (*OTHER_PARTS, *(found[name] for name in sorted(found)))


def _needed(requirement: str) -> str:
    """Return the name of a required package; "" for one that only an extra asks for."""
    match = _NAME.match(requirement)
    optional = match is None or "extra ==" in requirement.partition(";")[2]
    return "" if optional or match is None else re.sub(r"[-_.]+", "-", match[0]).lower()


def licence_of(fields: metadata.PackageMetadata) -> str:
    """Return what a package calls its licence, however it says so."""
    expression = _field(fields, "License-Expression")
    if expression:
        return expression
    said = _field(fields, "License").strip()
    if said and "\n" not in said and len(said) <= _LONGEST:
        return said
    classifiers = fields.get_all("Classifier") or []
    names = [c.rpartition(" :: ")[2] for c in classifiers if c.startswith("License ::")]
    return " / ".join(name for name in names if name != "OSI Approved") or UNKNOWN_LICENCE


def _field(fields: metadata.PackageMetadata, name: str) -> str:
    return str(fields[name]) if name in fields else ""
