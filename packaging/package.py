"""`make package`: everything from the checkout to the files in dist/.

A bundle that runs by itself, of that a `.deb` and a `.tar.zst` (on Windows an installer, on macOS a
disk image), the list of what is inside, and checksums. Each step says how long it took. With
`--quick` the files are packed in less time and come out larger, for CI.
"""

from __future__ import annotations

import argparse
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import archive
import bundle
import deb
import engine_parts
import facts
import macos_package
import parts
import sizes
import windows_package
from workplace import NAME, BuildError, Workplace, python, run

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from parts import Part

    from desktop.build_facts import BuildFacts


def main(arguments: Sequence[str] | None = None) -> int:
    """Build everything; the exit status of the process."""
    parser = argparse.ArgumentParser(description="Build what people install, into dist/.")
    parser.add_argument("--quick", action="store_true", help="pack in less time, larger")
    try:
        build_all(Workplace(), quick=parser.parse_args(arguments).quick)
    except BuildError as problem:
        print(f"\nThe package was not built: {problem}", file=sys.stderr)
        return 1
    return 0


def build_all(workplace: Workplace, *, quick: bool) -> None:
    """Do every step in order."""
    what = facts.gather(workplace.root)
    with _step("tools"):
        bundle.install_tools(workplace)
    with _step("starter model"):
        model = bundle.starter_model(workplace)
    with _step("bundle"):
        bundle.build(workplace, what, model, _icon(workplace))
    for old in workplace.dist.glob(f"{NAME}[-_]*"):
        if not old.name.startswith(engine_parts.PROGRAM):
            old.unlink()
    inside = parts.all_parts(bundle.pieces(workplace), model)
    made = [*_installers(workplace, what, inside, quick=quick), _bill(workplace, what, model)]
    archive.write_sums(made, archive.sums_file(workplace, what))
    print(sizes.report(workplace.bundle, made))


def _icon(workplace: Workplace) -> Path | None:
    """Draw the program's own icon; on Linux it has none."""
    if sys.platform == "win32":
        return windows_package.icon(workplace)
    return macos_package.icon(workplace) if sys.platform == "darwin" else None


def _installers(
    workplace: Workplace, what: BuildFacts, inside: list[Part], *, quick: bool
) -> list[Path]:
    """Make what people install on this system."""
    if sys.platform == "win32":
        with _step("installer"):
            return windows_package.build(workplace, what)
    if sys.platform == "darwin":
        with _step("image"):
            return macos_package.build(workplace, what)
    with _step("deb"):
        deb_file = deb.build(workplace, what, inside, quick=quick)
    with _step("tar.zst"):
        return [deb_file, archive.build(workplace, what, quick=quick)]


def bill_file(workplace: Workplace, what: BuildFacts) -> Path:
    """The file with the list of what is inside."""
    return workplace.dist / f"{NAME}-{what.version}-{what.target}.cdx.json"


def _bill(workplace: Workplace, what: BuildFacts, model: Path) -> Path:
    """Write the list of what is inside, in a process that sees the build's tools."""
    target = bill_file(workplace, what)
    command, environment = python(workplace)
    script = workplace.root / "packaging" / "sbom.py"
    with _step("list of parts"):
        run([command, script, model, target], cwd=workplace.root, environment=environment)
    return target


@contextmanager
def _step(name: str) -> Iterator[None]:
    print(f"{name:<14} …", end=" ", flush=True)
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
