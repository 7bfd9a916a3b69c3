"""The build facts of a package: see `desktop/build_facts.py`, which reads them back."""

from __future__ import annotations

import json
import platform
from datetime import UTC, datetime
from importlib import metadata
from typing import TYPE_CHECKING

from workplace import BuildError, run

from desktop import __version__
from desktop.build_facts import DEVELOPMENT, RELEASE, BuildFacts, current_target

if TYPE_CHECKING:
    from pathlib import Path

NO_DATE = "1980-01-02T00:00:00+00:00"
"""Of a build from sources without their history: the oldest date that a zip file can hold."""


def gather(root: Path) -> BuildFacts:
    """The facts of a build from the checkout in `root`."""
    commit, date, clean = _commit(root)
    return BuildFacts(
        version=__version__,
        commit=commit,
        date=date,
        channel=RELEASE if clean and _is_tagged(root) else DEVELOPMENT,
        target=current_target(),
        python=platform.python_version(),
        torch=metadata.version("torch"),
    )


def write(facts: BuildFacts, file: Path) -> None:
    """Write the facts for the bundle."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(facts.to_json(), indent=1) + "\n", encoding="utf-8")


def epoch(facts: BuildFacts) -> int:
    """The time that everything in the package gets, in seconds: that of the commit."""
    return int(datetime.fromisoformat(facts.date).timestamp())


def _commit(root: Path) -> tuple[str, str, bool]:
    """Return hash and date of the checked-out commit, and whether nothing was changed since."""
    try:
        commit, seconds = run(["git", "log", "-1", "--format=%H %ct"], cwd=root).split()
        changes = run(["git", "status", "--porcelain", "--untracked-files=no"], cwd=root).strip()
    except BuildError:
        return "", NO_DATE, False
    date = datetime.fromtimestamp(int(seconds), UTC).isoformat()
    return f"{commit}+" if changes else commit, date, not changes


def _is_tagged(root: Path) -> bool:
    tags = run(["git", "tag", "--points-at", "HEAD"], cwd=root).split()
    return f"v{__version__}" in tags
