"""The manual page (`man tastemaker`), made of what the command line says of itself."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TYPE_CHECKING

import click
from workplace import NAME, SUMMARY, TITLE

from desktop.cli.commands import COMMANDS
from desktop.cli.main import cli
from desktop.services.engines import ENGINE_VARIABLE
from desktop.services.paths import DATA_VARIABLE, MODELS_VARIABLE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from desktop.build_facts import BuildFacts

ROFF = {
    "\\": r"\e",
    '"': r"\(dq",
    "-": r"\-",
    "“": r"\(lq",
    "”": r"\(rq",
    "’": r"\(cq",
    "–": r"\(en",
    "…": "...",
    "·": r"\(pc",
}
"""Signs that mean something to roff, or that not every terminal has."""
INTRODUCTION = """\
Tastemaker is one window for the whole of reinforcement learning from human feedback: a local
model answers your prompts, you say which answers you prefer, a reward model learns your judgement,
and PPO improves the model against it. Nothing leaves the computer unless you ask for it. Without a
command the window opens, on PROJECT or where you left off."""
FILES = (
    ("~/Documents/Tastemaker", "Projects, unless you chose another folder: each is one folder."),
    ("~/.local/share/tastemaker", "Models, settings, engines and logs (see --data-dir)."),
)
ENVIRONMENT = (
    (DATA_VARIABLE, "The folder of models, settings and logs."),
    (MODELS_VARIABLE, "The folder of models alone."),
    (ENGINE_VARIABLE, "The engine to compute with (see “tastemaker engines”)."),
)
STATUS = (
    ("0", "Done."),
    ("1", "It failed; what happened, why, and what to do was said."),
    ("2", "Wrong usage."),
    ("130", "Interrupted; what was done is kept."),
)
_GAP = re.compile(r"\s+")


def manual_page(what: BuildFacts) -> str:
    """Return the page of this version, as roff."""
    date = datetime.fromisoformat(what.date).date().isoformat()
    lines = [
        f'.TH {NAME.upper()} 1 {date} "{TITLE} {what.version}" "User Commands"',
        *_section("NAME", [f"{NAME} \\- {plain(SUMMARY[0].lower() + SUMMARY[1:])}"]),
        *_section("SYNOPSIS", [f".B {NAME}", "[OPTIONS] [PROJECT | COMMAND ...]"]),
        *_section("DESCRIPTION", [plain(INTRODUCTION)]),
        *_section("OPTIONS", _options(cli)),
        *_section("COMMANDS", _commands()),
        *_section("EXIT STATUS", _entries(STATUS)),
        *_section("ENVIRONMENT", _entries(ENVIRONMENT)),
        *_section("FILES", _entries(FILES)),
    ]
    return "\n".join(lines) + "\n"


def plain(text: str) -> str:
    """Return a text in one line that roff takes as it is meant."""
    line = "".join(ROFF.get(sign, sign) for sign in _GAP.sub(" ", text).strip())
    return f"\\&{line}" if line.startswith((".", "'")) else line


def _section(name: str, content: Iterable[str]) -> Iterator[str]:
    yield f'.SH "{name}"'
    yield from content


def _commands() -> Iterator[str]:
    for name, command in sorted(COMMANDS.items()):
        if command.hidden:
            continue
        arguments = [p.make_metavar(_context(command)) for p in _parameters(command, "argument")]
        yield f'.SS "{plain(" ".join([name, *arguments]))}"'
        yield plain((command.help or "").partition("\n\n")[0])
        yield from _options(command)


def _options(command: click.Command) -> Iterator[str]:
    for option in _parameters(command, "option"):
        record = option.get_help_record(_context(command))
        if record is not None:
            yield from _entries([record])


def _parameters(command: click.Command, kind: str) -> Iterator[click.Parameter]:
    return (p for p in command.params if p.param_type_name == kind)


def _context(command: click.Command) -> click.Context:
    return click.Context(command, info_name=command.name)


def _entries(entries: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, meaning in entries:
        yield ".TP"
        yield f'.B "{plain(name)}"'
        yield plain(meaning)
