"""The installer for Windows, made of the bundle by Inno Setup."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import icon_files
from workplace import NAME, BuildError, Workplace, run

if TYPE_CHECKING:
    from desktop.build_facts import BuildFacts

SCRIPT = "packaging/windows/tastemaker.iss"
COMPILER = Path("Inno Setup 6") / "ISCC.exe"
_NUMBERS = re.compile(r"\d+(\.\d+){0,3}")


def icon(workplace: Workplace) -> Path:
    """Draw the icon for the program and for its installer."""
    target = workplace.work / f"{NAME}.ico"
    target.parent.mkdir(parents=True, exist_ok=True)
    icon_files.write_ico(workplace.root / "resources" / "icons" / f"{NAME}.svg", target)
    return target


def build(workplace: Workplace, what: BuildFacts) -> list[Path]:
    """Make the installer and return it."""
    target = workplace.dist / f"{NAME}-{what.version}-windows-x86_64-setup.exe"
    target.parent.mkdir(parents=True, exist_ok=True)
    run([_compiler(), *definitions(workplace, what), workplace.root / SCRIPT])
    return [target]


def definitions(workplace: Workplace, what: BuildFacts) -> list[str]:
    """What the script is told on the command line.

    Raises:
        BuildError: The version is none that Windows can compare.
    """
    if not _NUMBERS.fullmatch(what.version):
        raise BuildError(f"Windows knows no version such as {what.version}: numbers and dots only.")
    values = {
        "Version": what.version,
        "Source": workplace.bundle,
        "Output": workplace.dist,
        "Icon": workplace.work / f"{NAME}.ico",
        "Root": workplace.root,
    }
    return [f"/D{name}={value}" for name, value in values.items()]


def _compiler() -> str:
    """Find Inno Setup's compiler; raises `BuildError`."""
    on_the_path = shutil.which("ISCC")
    places = [os.environ.get(name, "") for name in ("ProgramFiles(x86)", "ProgramFiles")]
    found = [str(Path(place) / COMPILER) for place in places if place]
    for program in filter(None, (on_the_path, *found)):
        if Path(program).is_file():
            return program
    raise BuildError("Inno Setup 6 is missing; install it from jrsoftware.org.")
