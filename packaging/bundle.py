"""The bundle: PyInstaller's folder with the program, trimmed, stripped, checked."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import elf
import facts
from workplace import BuildError, Workplace, python, run

from desktop.models.starter import starter_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop.build_facts import BuildFacts

SPEC = "packaging/tastemaker.spec"


class Piece(NamedTuple):
    """A file of the bundle and where it came from."""

    name: str
    source: Path


def install_tools(workplace: Workplace) -> None:
    """Install what builds, unless it is there in these versions."""
    wanted = (workplace.root / "packaging" / "build-tools.txt").read_text(encoding="utf-8")
    stamp = workplace.tools / "installed.txt"
    if stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    shutil.rmtree(workplace.tools, ignore_errors=True)
    command, _ = python(workplace)
    pip = [command, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-deps"]
    requirements = workplace.root / "packaging" / "build-tools.txt"
    run([*pip, "--target", workplace.tools, "-r", requirements])
    stamp.write_text(wanted, encoding="utf-8")


def starter_model(workplace: Workplace) -> Path:
    """The folder of the starter model, fetched and converted if need be."""
    command, _ = python(workplace)
    said = run([command, "-m", "desktop", "starter", "--ensure", "--json"], cwd=workplace.root)
    return Path(json.loads(said)["folder"])


def build(workplace: Workplace, what: BuildFacts, model: Path, icon: Path | None) -> None:
    """Make the bundle anew; the icon is that of its program, where a program has one."""
    variables = {
        "TASTEMAKER_BUILD_MODEL": str(model),
        "TASTEMAKER_BUILD_ICON": str(icon or ""),
    }
    freeze(workplace, what, SPEC, variables)
    if starter_folder(workplace.contents / "resources" / "models") is None:
        raise BuildError(f"The starter model in {model} did not come into the bundle whole.")
    trim(workplace.contents)
    set_modes(workplace.bundle)


def freeze(
    workplace: Workplace,
    what: BuildFacts,
    spec: str,
    variables: Mapping[str, str],
    interpreter: str | None = None,
) -> None:
    """Let PyInstaller make the bundle of a recipe, as it is.

    Args:
        workplace: Where.
        what: The facts that go into it.
        spec: The recipe, below the checkout.
        variables: What the recipe wants to know besides the facts.
        interpreter: The Python with what goes into the bundle; the checkout's if not given.
    """
    facts.write(what, workplace.facts)
    shutil.rmtree(workplace.bundle, ignore_errors=True)
    command, environment = python(workplace)
    run(
        [
            *(interpreter or command, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN"),
            *("--distpath", workplace.bundle.parent),
            *("--workpath", workplace.work / "pyinstaller"),
            workplace.root / spec,
        ],
        cwd=workplace.root,
        environment={
            **environment,
            **variables,
            "TASTEMAKER_BUILD_FACTS": str(workplace.facts),
            "SOURCE_DATE_EPOCH": str(facts.epoch(what)),
            # The order of sets decides the order of what is written.
            "PYTHONHASHSEED": "1",
        },
        log=workplace.work / "pyinstaller.log",
    )


def pieces(workplace: Workplace) -> list[Piece]:
    """Every file that is in the bundle, with its source, as PyInstaller noted it."""
    try:
        toc = ast.literal_eval(workplace.toc.read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError) as error:
        raise BuildError(f"PyInstaller's list {workplace.toc} cannot be read.") from error
    entries = next(part for part in toc if isinstance(part, list))
    found = [Piece(name, Path(source)) for name, source, kind in entries if kind != "SYMLINK"]
    return [piece for piece in found if (workplace.contents / piece.name).is_file()]


def trim(contents: Path) -> None:
    """Take out what PyInstaller could not know to be unused.

    Libraries of what was left out, and the symbols for debuggers: a tenth of the bundle.
    """
    for orphan in elf.orphans(contents):
        orphan.unlink()
    for library in elf.binaries(contents):
        elf.strip(library)


def set_modes(folder: Path) -> None:
    """Let everybody read everything, and run what is a program."""
    for path in folder.rglob("*"):
        if path.is_symlink():
            continue
        runnable = path.is_dir() or path.parent == folder or path.name == "torch_shm_manager"
        path.chmod(0o755 if runnable else 0o644)
