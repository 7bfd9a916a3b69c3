"""Where a package is built, of what, and how its steps run programs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NAME = "tastemaker"
TITLE = "Tastemaker"
APP_ID = "app.tastemaker.Tastemaker"
PUBLISHER = "The Tastemaker developers"
SUMMARY = "Teach a language model your taste, on your own computer"
REPOSITORY = Path(__file__).resolve().parents[1]


class BuildError(Exception):
    """A package cannot be built; the text says why."""


class Workplace(NamedTuple):
    """The folders of a build.

    Args:
        root: The checkout.
        work: For everything in between; kept for the next build.
        dist: For what comes out.
        name: What the bundle and its program are called.
    """

    root: Path = REPOSITORY
    work: Path = REPOSITORY / "build" / "package"
    dist: Path = REPOSITORY / "dist"
    name: str = NAME

    @property
    def tools(self) -> Path:
        """The programs that build, apart from those of the checkout."""
        return self.work / "tools"

    @property
    def facts(self) -> Path:
        """The build facts, as they lie in the bundle."""
        return self.work / "facts" / self.name / "build.json"

    @property
    def bundle(self) -> Path:
        """The finished program's folder."""
        return self.work / "bundle" / self.name

    @property
    def contents(self) -> Path:
        """The folder inside the bundle with everything but the program to start."""
        return self.bundle / "_internal"

    @property
    def toc(self) -> Path:
        """PyInstaller's list of what lies in the bundle and where it came from."""
        return self.work / "pyinstaller" / NAME / "COLLECT-00.toc"


def run(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    environment: Mapping[str, str] | None = None,
    log: Path | None = None,
) -> str:
    """Run a program and return what it printed; with `log`, that goes to the end of this file.

    Raises:
        BuildError: It is not there, or it failed; the end of what it said is in the text.
    """
    words = [str(word) for word in command]
    variables = {**os.environ, **(environment or {})}
    try:
        done = subprocess.run(
            words,
            cwd=cwd,
            env=variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT if log else subprocess.PIPE,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError as error:
        raise BuildError(f"The program {words[0]} is missing.") from error
    if log is not None:
        with log.open("a", encoding="utf-8") as file:
            file.write(done.stdout)
    if done.returncode != 0:
        said = (done.stdout if log else done.stderr or done.stdout)[-3000:]
        raise BuildError(f"{' '.join(words[:6])} ended with {done.returncode}:\n{said}")
    return done.stdout


def python(workplace: Workplace) -> tuple[str, dict[str, str]]:
    """The checkout's Python, and the environment in which it finds the build's tools."""
    paths = (str(workplace.tools), str(workplace.root / "packaging"))
    return sys.executable, {"PYTHONPATH": os.pathsep.join(paths)}
