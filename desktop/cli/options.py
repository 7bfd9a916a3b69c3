"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

PATH = click.Path(path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)

project_argument = click.argument("project", type=PATH)
set_option = click.option(
    "--set", "settings", multiple=True, metavar="KEY=VALUE", help="A setting; repeatable."
)


def settings_of(assignments: Sequence[str]) -> dict[str, str]:
    """Return `key=value` assignments as settings; a malformed one is wrong usage."""
    values = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals or not key.strip():
            raise click.BadParameter(f"“{assignment}” is not of the form key=value.")
        values[key.strip()] = value.strip()
    return values
