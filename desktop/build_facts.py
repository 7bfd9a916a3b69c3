"""What this very program is: version, commit, when and for what it was built.

The build of a package writes the facts into the bundle as `resources/build.json`
(`packaging/build_json.py`); a checkout or a wheel has no such file and says so by its channel.
`tastemaker doctor`, About and crash reports ask here.
"""

from __future__ import annotations

import functools
import json
import platform
import sys
from dataclasses import asdict, dataclass, fields
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.resource_files import resource_path

if TYPE_CHECKING:
    from pathlib import Path

FILE = "build.json"
SOURCE = "source"
"""The channel of a program that runs from a checkout or a wheel."""
RELEASE = "release"
"""The channel of a package built from a tagged commit."""
DEVELOPMENT = "development"
"""The channel of a package built from any other commit."""


@dataclass(frozen=True, slots=True)
class BuildFacts:
    """The facts of a build; what is not known is empty.

    Attributes:
        version: Of Tastemaker.
        commit: The full hash of the commit it was built from; ends in "+" where the checkout had
            changes.
        date: When that commit was made, in ISO 8601 and UTC.
        channel: `RELEASE`, `DEVELOPMENT` or `SOURCE`.
        target: What it runs on, such as "linux-x86_64".
        python: The version of Python inside.
        torch: The build of torch inside, such as "2.13.0+cpu".
    """

    version: str
    commit: str
    date: str
    channel: str
    target: str
    python: str
    torch: str

    def to_json(self) -> dict[str, str]:
        """Return the facts as plain values, in their order."""
        return asdict(self)


@functools.cache
def build_facts() -> BuildFacts:
    """Return the facts of the program that is running."""
    return read_facts(resource_path(FILE))


def read_facts(file: Path) -> BuildFacts:
    """Read the facts that a build wrote; those of a checkout where there are none."""
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        return BuildFacts(**{field.name: str(values[field.name]) for field in fields(BuildFacts)})
    except (OSError, ValueError, KeyError, TypeError):
        return _of_source()


def current_target() -> str:
    """Return the system and the processor of this machine, such as "linux-x86_64"."""
    return f"{sys.platform}-{platform.machine().lower()}"


def _of_source() -> BuildFacts:
    return BuildFacts(
        version=__version__,
        commit="",
        date="",
        channel=SOURCE,
        target=current_target(),
        python=platform.python_version(),
        torch="",
    )
