"""`make package`: everything from the checkout to the files in dist/.

A bundle that runs by itself, of that a `.deb` and a `.tar.zst`, a list of what is inside, and
checksums. Each step says how long it took.
"""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import bundle
import facts
from workplace import BuildError, Workplace

if TYPE_CHECKING:
    from collections.abc import Iterator


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


@contextmanager
def _step(name: str) -> Iterator[None]:
    print(f"{name:<14} …", end=" ", flush=True)
    began = time.monotonic()
    yield
    print(f"{time.monotonic() - began:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main())
