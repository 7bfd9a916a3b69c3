"""The command line: the services without a window, with exit statuses that scripts rely on.

0 done · 1 failed, with what happened, why, and what to do · 2 wrong usage · 130 interrupted, state
kept.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop import __version__
from desktop.cli.start import Start, WindowByDefault, start_options
from desktop.domain.errors import AppError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return the exit status of the process."""
    args = list(sys.argv[1:] if arguments is None else arguments)
    try:
        result = cli.main(args, prog_name="tastemaker", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except AppError as error:
        return _report(error, as_json="--json" in args)
    except (KeyboardInterrupt, click.Abort):
        click.echo("\nStopped. Everything up to here is kept.", err=True)
        return INTERRUPTED
    return result if isinstance(result, int) else 0


def _report(error: AppError, *, as_json: bool) -> int:
    if as_json:
        facts = {"title": error.title, "message": error.message, "hint": error.hint}
        click.echo(json.dumps({"error": facts}, ensure_ascii=False))
    click.echo(f"Error: {error}", err=True)
    return 1


def _commands() -> Mapping[str, click.Command]:
    from desktop.cli.commands import COMMANDS  # not for a window, which shall be there at once

    return COMMANDS


@click.group(cls=WindowByDefault, load=_commands)
@click.version_option(__version__, prog_name="tastemaker")
@start_options
def cli() -> None:
    """Teach a language model your taste. With a PROJECT, or nothing at all, the window opens."""


@cli.command(hidden=True)
@click.argument("project", type=click.Path(path_type=Path), required=False)
@click.option("--sample", is_flag=True, help="Open the sample project; make it if need be.")
@click.pass_obj
def window(start: Start, project: Path | None, sample: bool) -> int:
    """Open the window on a project."""
    if project is not None and not project.exists():
        raise click.UsageError(
            f"“{project}” is neither a command nor a folder. See “tastemaker --help”."
        )
    from desktop.app import main as open_window  # Qt is loaded only for a window

    status: int = open_window(
        project, sample=sample, safe_mode=start.safe_mode, old_settings=start.old_settings
    )
    return status
