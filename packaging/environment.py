"""The virtual environment of a checkout: which Python, what is installed, what is up to date.

A stamp in the environment says which files it was made from. While the stamp fits, the set-up
has nothing to do and is over in an instant.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

OLDEST = (3, 11)
NEWEST = (3, 13)
STAMP = "tastemaker-setup.json"


class Layout(NamedTuple):
    """Where a checkout keeps the things that the set-up touches."""

    root: Path

    @property
    def venv(self) -> Path:
        """The folder of the virtual environment."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's Python."""
        return self.venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def constraints(self) -> Path:
        """The exact versions to install."""
        return self.root / "packaging" / "constraints.txt"

    @property
    def stamp(self) -> Path:
        """The file that says what the environment was made from."""
        return self.venv / STAMP


def is_supported(version: Sequence[int]) -> bool:
    """Whether the application runs on this version of Python."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def find_python() -> str | None:
    """A supported Python on this machine: the running one, else the newest on the path."""
    if is_supported(sys.version_info[:2]):
        return sys.executable
    minors = range(NEWEST[1], OLDEST[1] - 1, -1)
    candidates = [shutil.which(f"python3.{minor}") for minor in minors]
    return next((path for path in candidates if path and _runs(path)), None)


def fingerprint(layout: Layout) -> str:
    """A hash of everything that decides what is installed."""
    digest = hashlib.sha256()
    for path in (layout.root / "pyproject.toml", layout.constraints):
        digest.update(path.read_bytes())
    # A checkout that was moved needs its environment anew: its scripts name their Python in full.
    digest.update(str(layout.root).encode())
    return digest.hexdigest()


def read_stamp(layout: Layout) -> dict[str, Any]:
    """What the stamp says; nothing when there is none or it is damaged."""
    try:
        stamp = json.loads(layout.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) and layout.python.exists() else {}


def write_stamp(layout: Layout, stamp: dict[str, Any]) -> None:
    """Replace the stamp in one step."""
    beside = layout.stamp.with_suffix(".new")
    beside.write_text(json.dumps(stamp, indent=1), encoding="utf-8")
    beside.replace(layout.stamp)


def is_usable(layout: Layout) -> bool:
    """Whether the environment works, has a supported Python and was made in this place."""
    if read_stamp(layout).get("root", str(layout.root)) != str(layout.root):
        return False
    code = f"import pip, sys; sys.exit(not {OLDEST} <= sys.version_info[:2] <= {NEWEST})"
    return _runs(str(layout.python), code)


def pinned(layout: Layout, package: str) -> str:
    """The line of the constraints file for a package, such as `torch==2.13.0`."""
    lines = layout.constraints.read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if line.startswith(f"{package}=="))


def install_commands(layout: Layout) -> list[tuple[str, list[str]]]:
    """What to tell the user and what to run, step by step, in a new environment.

    torch goes first and by its exact version, so that pip takes a build for this machine that
    lies ready on it instead of the largest one it can find.
    """
    pip = [str(layout.python), "-m", "pip", "--disable-pip-version-check", "install"]
    if not sys.stdout.isatty():
        pip.append("--quiet")
    exact = [*pip, "-c", str(layout.constraints)]
    torch, builders = pinned(layout, "torch"), ["pip", "hatchling", "editables"]
    return [
        ("the installer", [*exact, *builders]),
        (f"{torch} (the largest part)", [*exact, torch]),
        (
            "Qt, transformers and the rest",
            [*exact, "--no-build-isolation", "-e", f"{layout.root}[dev]"],
        ),
    ]


def has_ensurepip(python: str) -> bool:
    """Whether that Python can make environments; Debian puts this into a package of its own."""
    return _runs(python, "import ensurepip, venv")


def venv_package(version: Sequence[int]) -> str:
    """Debian's package that lets that version of Python make environments."""
    return f"python{version[0]}.{version[1]}-venv"


def _runs(python: str, code: str = "") -> bool:
    try:
        done = subprocess.run([python, "-c", code], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0
