"""Commands for a project's data: new, import, rate, export, status."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import click

from desktop.cli.options import FILE, PATH, project_argument, settings_of
from desktop.cli.output import Output, speaks
from desktop.cli.status import status_lines
from desktop.services.project import create_project, open_project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

SHOWN_REFUSALS = 10


@click.command()
@project_argument
@click.option("--model", default="starter", show_default=True, help="starter, folder, .gguf or id.")
@click.option("--name", help="What to call the project.")
@speaks
def new(out: Output, project: Path, model: str, name: str | None) -> None:
    """Make a project and get its base model ready."""
    from desktop.services.starter import ensure_base

    with create_project(project, model=model, name=name) as made:
        folder = ensure_base(made.model, out.progress)
        facts = {"project": made.folder, "name": made.name, "model": made.model, "base": folder}
        out.result(facts, f"Made {made.folder} on {made.model}.")


@click.command("import")
@project_argument
@click.argument("file", type=FILE)
@click.option("--format", help="Name of the format; recognised if not given.")
@click.option(
    "--map",
    "columns",
    multiple=True,
    metavar="COLUMN=FIELD",
    help="Read a column of the file as a field of the format; “-” leaves it out; repeatable.",
)
@click.option("--refused", "refused_file", type=PATH, help="Write the refused rows to this file.")
@speaks
def import_(
    out: Output,
    project: Path,
    file: Path,
    format: str | None,
    columns: Sequence[str],
    refused_file: Path | None,
) -> None:
    """Import prompts, demonstrations or feedback."""
    from desktop.services.importing import import_file, save_refused

    def told(_rows: int, share: float) -> None:
        out.progress("import", round(share * 100), 100)

    mapping = settings_of(columns)
    with open_project(project) as opened:
        report = import_file(opened, file, format=format, mapping=mapping, on_progress=told)
    if refused_file is not None:
        save_refused(report.refused, refused_file)
    for refused in report.refused[:SHOWN_REFUSALS]:
        out.say(f"line {refused.line} refused: {refused.reason}")
    if report.refused_count > SHOWN_REFUSALS:
        out.say(f"… and {report.refused_count - SHOWN_REFUSALS} more; --json lists them")
    out.result(
        report,
        f"{report.format}: {report.prompts} prompts, {report.responses} answers, "
        f"{report.comparisons} comparisons, {report.demonstrations} demonstrations, "
        f"{report.texts} texts; {report.duplicates} known already, {report.refused_count} refused.",
    )


@click.command()
@project_argument
@click.option("--judge", required=True, metavar="RULE", help="The simulated judge's rule.")
@click.option("--count", type=click.IntRange(1), help="At most so many pairs.")
@click.option("--seed", default=0, show_default=True, help="Decides order and sides.")
@speaks
def rate(out: Output, project: Path, judge: str, count: int | None, seed: int) -> None:
    """Let a simulated judge compare the waiting pairs; its judgements are marked as such."""
    from desktop.services.simulated_judge import judge_label, judge_pairs

    with open_project(project) as opened:
        judged = judge_pairs(
            opened,
            judge,
            count=count,
            seed=seed,
            on_progress=functools.partial(out.progress, "rate"),
        )
    label = judge_label(judge)
    out.result({"judge": label, "comparisons": judged}, f"{judged} comparisons by {label}.")


@click.command()
@project_argument
@click.argument("out_file", metavar="OUT", type=PATH)
@click.option(
    "--format",
    required=True,
    help="everything (a zip), tastemaker (all data), trl-preference, …",
)
@click.option("--kind", "kinds", multiple=True, help="Only judgements of this kind; repeatable.")
@click.option("--from-round", type=click.IntRange(1), help="Not before this round.")
@click.option("--to-round", type=click.IntRange(1), help="Not after this round.")
@click.option("--since", type=click.DateTime(), help="Not before this time.")
@click.option("--until", type=click.DateTime(), help="Before this time.")
@speaks
def export(
    out: Output,
    project: Path,
    out_file: Path,
    format: str,
    kinds: Sequence[str],
    from_round: int | None,
    to_round: int | None,
    since: datetime | None,
    until: datetime | None,
) -> None:
    """Export a project's data; the name of OUT says how: .jsonl, .json, .csv, .parquet, .gz.

    The format “everything” writes a zip with all data, prompts, settings and versions.
    """
    from desktop.services.export_all import EVERYTHING, export_everything
    from desktop.services.export_items import ExportFilter
    from desktop.services.exporting import export_file

    which = ExportFilter(
        frozenset(kinds) or None,
        from_round,
        to_round,
        since.timestamp() if since else None,
        until.timestamp() if until else None,
    )
    count = functools.partial(out.share, "export")
    if format == EVERYTHING:
        with open_project(project) as opened:
            all_of_it = export_everything(opened, out_file, on_progress=count)
        out.result(all_of_it, f"Wrote {all_of_it.rows} rows and more to {all_of_it.path}.")
        return
    with open_project(project) as opened:
        report = export_file(opened, out_file, format, which, on_progress=count)
    for what, number in {**report.left_out, **report.losses}.items():
        out.say(f"no place in {format}: {what} ({number})")
    out.result(report, f"Wrote {report.rows} rows to {report.path}.")


@click.command()
@project_argument
@speaks
def status(out: Output, project: Path) -> None:
    """Show counts, rounds, runs, the reward model's quality and the next step."""
    from desktop.services.status import project_status

    with open_project(project) as opened:
        found = project_status(opened)
    out.result(found, *status_lines(found))


COMMANDS = (new, import_, rate, export, status)
