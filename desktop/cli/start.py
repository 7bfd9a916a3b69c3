"""What can stand before or after any command: how the program starts, and with whose data."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from desktop.services.starting import reset_settings, use_data_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Command = TypeVar("Command", bound=Callable[..., Any])

WINDOW = "window"
DATA_DIR = "--data-dir"
SAFE_MODE = "--safe-mode"
RESET_SETTINGS = "--reset-settings"
SELF_TEST = "--selftest"


@dataclass(frozen=True, slots=True)
class Start:
    """How the program was asked to start.

    Args:
        safe_mode: Without the last project, with the settings of the first time, drawn without the
            graphics card, and without work that starts by itself.
        old_settings: Where the settings are kept that were just put aside.
    """

    safe_mode: bool = False
    old_settings: Path | None = None


class WindowByDefault(click.Group):
    """A group whose first argument may be a project instead of a command: then the window opens.

    Its own options may stand anywhere on the line. Other commands than the window are loaded when
    one may be meant.

    Args:
        load: Returns the other commands by name.
        options: Those of `click.Group`.
    """

    def __init__(
        self,
        *,
        load: Callable[[], Mapping[str, click.Command]],
        **options: Any,  # noqa: ANN401 - click's
    ) -> None:
        super().__init__(**options)
        self._load = load

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands in alphabetical order."""
        return sorted([*super().list_commands(ctx), *self._load()])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, or None if there is none."""
        return super().get_command(ctx, cmd_name) or self._load().get(cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the group's options in front, then the window where no command is named."""
        own, rest = _parted(args)
        if SELF_TEST in rest:
            rest.remove(SELF_TEST)
            rest.insert(0, SELF_TEST.removeprefix("--"))
        if not rest or not self._is_word(ctx, rest[0]):
            rest = [WINDOW, *rest]
        return super().parse_args(ctx, [*own, *rest])

    def _is_word(self, ctx: click.Context, argument: str) -> bool:
        """Return whether an argument is a command rather than a project."""
        if argument in {"--help", "--version"}:
            return True
        is_path = os.sep in argument
        return not is_path and self.get_command(ctx, argument) is not None


def _parted(args: Sequence[str]) -> tuple[list[str], list[str]]:
    """Part the options of every command from the rest of the line; after “--” nothing is one."""
    own: list[str] = []
    rest: list[str] = []
    left = iter(args)
    for arg in left:
        if arg == "--":
            rest += [arg, *left]
        elif arg in (SAFE_MODE, RESET_SETTINGS) or arg.startswith(f"{DATA_DIR}="):
            own.append(arg)
        elif arg == DATA_DIR:
            own += [arg, *_next(left)]
        else:
            rest.append(arg)
    return own, rest


def _next(args: Any) -> list[str]:  # noqa: ANN401 - an iterator of what is left of the line
    value = next(args, None)
    return [] if value is None else [value]


def start_options(command: Command) -> Command:
    """Give the group its options, and its context what they came to."""

    @click.option(
        DATA_DIR,
        type=click.Path(path_type=Path),
        metavar="FOLDER",
        help="Keep models, settings and logs in this folder. Projects stay where they are.",
    )
    @click.option(
        SAFE_MODE,
        is_flag=True,
        help="Open the window without the last project, with default settings for this start, "
        "drawn in software, and start no background work.",
    )
    @click.option(
        RESET_SETTINGS,
        is_flag=True,
        help="Start with the settings of the first time; the present ones are kept in a file "
        "whose name is said.",
    )
    @click.option(
        SELF_TEST,
        is_flag=True,
        expose_value=False,
        help="Try everything out in a temporary project: the window, a worker, training, export.",
    )
    @click.pass_context
    @functools.wraps(command)
    def wrapped(
        ctx: click.Context, data_dir: Path | None, safe_mode: bool, reset_settings: bool
    ) -> Any:  # noqa: ANN401 - as the command
        ctx.obj = _started(ctx, data_dir, safe_mode, reset=reset_settings)
        return command()

    return wrapped  # type: ignore[return-value]


def _started(ctx: click.Context, data_dir: Path | None, safe_mode: bool, *, reset: bool) -> Start:
    if safe_mode and ctx.invoked_subcommand != WINDOW:
        raise click.UsageError(f"“{SAFE_MODE}” is for the window, not for a command.")
    if data_dir is not None:
        use_data_folder(data_dir)
    if not reset:
        return Start(safe_mode)
    kept = reset_settings()
    where = f"the old ones are in {kept}" if kept else "there were none"
    click.echo(f"The settings of the window are as at first; {where}.", err=True)
    return Start(safe_mode, kept)
