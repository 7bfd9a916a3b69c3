"""Finds the files that come with the program.

In a checkout, an installed wheel or a frozen bundle alike.
"""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from desktop.domain.errors import NotFoundError


@cache
def resources_folder() -> Path:
    """Return the folder `resources`; raises `NotFoundError` when the installation lacks it."""
    package = Path(__file__).resolve().parent.parent
    places = [package / "_resources", package.parent / "resources"]
    if bundle := getattr(sys, "_MEIPASS", None):
        places.insert(0, Path(bundle) / "resources")
    for place in places:
        if (place / "prompts").is_dir():
            return place
    raise NotFoundError(
        "The program's own files are missing",
        f"None of {', '.join(map(str, places))} holds them: the installation is incomplete.",
        "Install Tastemaker again; your projects are not touched.",
    )
