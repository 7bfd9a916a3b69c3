"""Commands that look after the program and its data: verify, doctor, starter, data, report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from desktop.cli.engines import engines
from desktop.cli.options import PATH
from desktop.cli.output import Output, plain, speaks
from desktop.cli.verify import CHECKS, examination_lines, repair_lines

if TYPE_CHECKING:
    from pathlib import Path

    from desktop.domain.holdings import Holding
    from desktop.services.examination import Check

MEGABYTE = 1e6


@click.command()
@click.argument("project", type=PATH)
@click.option("--repair", is_flag=True, help="Mend what can be mended; keeps what was there.")
@speaks
def verify(out: Output, project: Path, repair: bool) -> int:
    """Look at all of a project's data: database, journal, models, backups."""
    from desktop.services.repairing import repair_project
    from desktop.services.verifying import check_is_examinable, verify_project

    folder = check_is_examinable(project)

    def hear(check: Check) -> None:
        out.say(f"looking at: {CHECKS[check]}")

    if repair:
        repaired = repair_project(folder, hear)
        out.result(repaired, *repair_lines(repaired))
        return 0 if repaired.examination.sound else 1
    found = verify_project(folder, hear)
    out.result({"sound": found.sound, "findings": found.findings}, *examination_lines(found))
    return 0 if found.sound else 1


@click.command()
@speaks
def doctor(out: Output) -> None:
    """Say what this program is, what this machine can do, and what stands in the way."""
    from desktop.services.doctor import examine

    found = examine()
    lines = [f"{key}: {json.dumps(plain(value))}" for key, value in found.items()]
    out.result(found, *lines)


@click.command()
@click.option("--ensure", is_flag=True, help="Fetch and convert it if it is not there.")
@speaks
def starter(out: Output, ensure: bool) -> int:
    """Show where the starter model lies."""
    from desktop.services.paths import STARTER, base_model_folder
    from desktop.services.starter import base_ready, ensure_starter

    folder = ensure_starter(out.progress) if ensure else base_model_folder(STARTER)
    ready = base_ready(STARTER)
    words = "ready" if ready else "not there yet: run “tastemaker starter --ensure”"
    out.result({"folder": folder, "ready": ready}, f"{folder}: {words}")
    return 0 if ready else 1


@click.command()
@speaks
def data(out: Output) -> None:
    """Show what Tastemaker keeps on this computer, where, and how large it is."""
    from desktop.services.storage import holdings, known_projects

    found = holdings(known_projects())
    out.result({"holdings": found}, *(_line(holding) for holding in found))


def _line(holding: Holding) -> str:
    return f"{holding.kind:<10}{holding.size / MEGABYTE:>10.1f} MB   {holding.place}"


@click.command()
@click.argument("out_file", metavar="OUT", type=PATH)
@speaks
def report(out: Output, out_file: Path) -> None:
    """Save a report of a problem as a zip to read and give away; nothing is sent."""
    from desktop.services.problem_report import collect_report, write_report
    from desktop.services.storage import known_projects

    files = collect_report(known_projects())
    write_report(files, out_file)
    names = [file.name for file in files]
    lines = (f"Saved {out_file}. Read it before you give it to anybody; it holds:", *names)
    out.result({"path": out_file, "files": names}, *lines)


@click.command(hidden=True)
@click.option("--model", default="starter", help="What the temporary project stands on.")
@click.option(
    "--pictures", type=PATH, metavar="FOLDER", help="Photograph the first start and every page."
)
@speaks
def selftest(out: Output, model: str, pictures: Path | None) -> int:
    """Try out window, worker, training and export; 1 when something does not work."""
    from desktop.app_selftest import self_test  # Qt is loaded only for a window

    return self_test(out, model, pictures)


COMMANDS = (verify, doctor, engines, starter, data, report, selftest)
