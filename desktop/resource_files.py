"""Finds the files of `resources/`, wherever the program was put.

The same folder lies in three places: beside the package in a checkout, inside the package in an
installed wheel (`desktop/_resources`), and in the unpacking folder of a frozen bundle. Everybody
asks here, so nobody else knows which of the three it is.
"""

from __future__ import annotations

import sys
from pathlib import Path


def resource_path(*parts: str) -> Path:
    """The path of a file or folder below `resources/`, whether or not it exists.

    Args:
        parts: names from the resources folder downwards, such as `"themes", "light.json"`.

    Raises:
        FileNotFoundError: there is no resources folder at all; the installation is damaged.
    """
    return _root(_places(Path(__file__).parent)).joinpath(*parts)


def _places(package: Path) -> list[Path]:
    """Where the resources folder may lie, the most particular place first."""
    bundle = getattr(sys, "_MEIPASS", None)
    frozen = [Path(bundle) / "resources"] if bundle else []
    return [*frozen, package / "_resources", package.parent / "resources"]


def _root(places: list[Path]) -> Path:
    for place in places:
        if place.is_dir():
            return place
    looked = ", ".join(str(place) for place in places)
    raise FileNotFoundError(f"The resources folder is missing; looked at {looked}.")
