"""`make package`: everything from the checkout to the files in dist/.

A bundle that runs by itself, of that a `.deb` and a `.tar.zst`, a list of what is inside, and
checksums. Each step says how long it took.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import archive
import bundle
import deb
import facts
import parts
import sizes
from workplace import NAME, BuildError, Workplace, python, run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.build_facts import BuildFacts


def main() -> int:
    """Build everything; the exit status of the process."""
    try:
        build_all(Workplace())
    except BuildError as problem:
        print(f"\nThe package was not built: {problem}", file=sys.stderr)
        return 1
    return 0


def build_all(workplace: Workplace) -> None:
    """Do every step in order."""
    what = facts.gather(workplace.root)
    with _step("tools"):
        bundle.install_tools(workplace)
    with _step("starter model"):
        model = bundle.starter_model(workplace)
    with _step("bundle"):
        bundle.build(workplace, what, model)
    inside = parts.all_parts(bundle.pieces(workplace), model)
    for old in workplace.dist.glob(f"{NAME}*"):
        old.unlink()
    with _step("deb"):
        deb_file = deb.build(workplace, what, inside)
    with _step("tar.zst"):
        tar_file = archive.build(workplace, what)
    with _step("list of parts"):
        bill = _bill(workplace, what, model)
    archive.write_sums([deb_file, tar_file, bill], workplace.dist / archive.SUMS)
    print(sizes.report(workplace.bundle, [deb_file, tar_file]))


def _bill(workplace: Workplace, what: BuildFacts, model: Path) -> Path:
    """Write the list of what is inside, in a process that sees the build's tools."""
    target = workplace.dist / f"{NAME}-{what.version}-{what.target}.cdx.json"
    command, environment = python(workplace)
    script = workplace.root / "packaging" / "sbom.py"
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
