"""The command line: the services without a window, with exit statuses that scripts rely on.

0 done · 1 failed, with what happened, why, and what to do · 2 wrong usage · 130 interrupted, state
kept.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from desktop import __version__
from desktop.cli_care import COMMANDS
from desktop.cli_output import Output, speaks
from desktop.cli_policy import answer_report, dry_run_report, judge_waiting
from desktop.cli_start import Start, WindowByDefault, start_options
from desktop.cli_status import score_lines, status_lines
from desktop.domain.errors import AppError
from desktop.domain.processes import place_in
from desktop.domain.runs import Run, Stage
from desktop.services.companion import join_run
from desktop.services.foreground import do_run
from desktop.services.project import Project, create_project, open_project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime


PATH = click.Path(path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
STAGES = ("sft", "text", "reward", "ppo", "dpo")
INTERRUPTED = 130
SHOWN_REFUSALS = 10


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


project_argument = click.argument("project", type=PATH)
set_option = click.option(
    "--set", "settings", multiple=True, metavar="KEY=VALUE", help="A setting; repeatable."
)


@click.group(cls=WindowByDefault)
@click.version_option(__version__, prog_name="tastemaker")
@start_options
def cli() -> None:
    """Teach a language model your taste. With a PROJECT, or nothing at all, the window opens."""


@cli.command(hidden=True)
@click.argument("project", type=PATH, required=False)
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


@cli.command()
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


@cli.command("import")
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


@cli.command()
@project_argument
@click.option("--per-prompt", type=click.IntRange(1), required=True, help="Answers a prompt.")
@click.option("--prompts", type=click.IntRange(1), help="At most so many prompts.")
@click.option(
    "--version",
    "version_ids",
    type=int,
    multiple=True,
    help="Version to sample from, more than once for several; default newest.",
)
@click.option(
    "--spread", type=float, help="How far the temperatures lie below and above the middle."
)
@set_option
@speaks
def generate(
    out: Output,
    project: Path,
    per_prompt: int,
    prompts: int | None,
    version_ids: Sequence[int],
    spread: float | None,
    settings: Sequence[str],
) -> None:
    """Sample answers to rate."""
    from desktop.services.generation import prepare_generation

    values = {**settings_of(settings), "per_prompt": per_prompt}
    if spread is not None:
        values["temperature_spread"] = spread
    with open_project(project) as opened:
        run = prepare_generation(opened, values, version_ids=version_ids, limit=prompts)
        ended = do_run(opened, run, out.hear)
        responses = opened.store.responses.count()
    facts = {"run": ended.id, "status": ended.status, "new": ended.step, "responses": responses}
    out.result(facts, f"{ended.step} new answers; {responses} altogether.")


@cli.command()
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


@cli.command()
@project_argument
@click.argument("stage", type=click.Choice(STAGES))
@click.option("--resume", "resume_id", type=int, metavar="RUN", help="Go on with this run.")
@click.option("--from", "policy_id", type=int, metavar="VERSION", help="Version to start from.")
@click.option("--reward-model", "reward_id", type=int, metavar="VERSION", help="Reward for PPO.")
@click.option("--dry-run", is_flag=True, help="Do one step and say what memory it takes.")
@set_option
@speaks
def train(
    out: Output,
    project: Path,
    stage: str,
    resume_id: int | None,
    policy_id: int | None,
    reward_id: int | None,
    dry_run: bool,
    settings: Sequence[str],
) -> int:
    """Train a stage; Ctrl-C writes a checkpoint to resume from.

    Several processes, one for each GPU, share a run when a launcher starts them:

    \b
      torchrun --nproc-per-node 2 -m desktop train PROJECT sft
      accelerate launch --multi_gpu --num_processes 2 -m desktop train PROJECT sft
    """  # noqa: D301 - click's own mark
    place = place_in(os.environ)
    if place is not None and not place.leads:
        return 0 if join_run(place) else 1
    values = settings_of(settings)
    if resume_id is not None and (values or policy_id or reward_id or dry_run):
        raise click.UsageError("A resumed run keeps its settings and its versions.")
    if dry_run:
        with open_project(project) as opened:
            out.result(*dry_run_report(opened, Stage(stage), values, policy_id, reward_id))
        return 0
    with open_project(project) as opened:
        if resume_id is None:
            run = _prepared(opened, Stage(stage), values, policy_id, reward_id)
        else:
            run = _resumed(opened, Stage(stage), resume_id)
        out.say(f"run {run.id} in {opened.run_folder(run)}")
        ended = do_run(opened, run, out.hear, place)
        version = opened.store.versions.of_run(run.id)
    facts = {
        "run": ended.id,
        "stage": ended.stage,
        "status": ended.status,
        "steps": ended.step,
        "version": version.id if version else None,
        "result": ended.result,
    }
    made = f"version {version.id} ({version.name})" if version else "no version"
    figures = ", ".join(f"{k} {v:.4g}" for k, v in ended.result.items() if isinstance(v, float))
    out.result(facts, f"Run {ended.id} {ended.status.value}: {made}.", figures)
    return 0


def _prepared(
    project: Project,
    stage: Stage,
    values: dict[str, str],
    policy_id: int | None,
    reward_id: int | None,
) -> Run:
    from desktop.services.training import prepare_run

    return prepare_run(
        project, stage, values, policy_version_id=policy_id, reward_version_id=reward_id
    )


def _resumed(project: Project, stage: Stage, run_id: int) -> Run:
    from desktop.services.training import prepare_resume

    run = project.store.runs.get(run_id)
    if run is not None and run.stage is not stage:
        raise click.UsageError(f"Run {run_id} is of the stage “{run.stage.value}”.")
    return prepare_resume(project, run_id)


@cli.command()
@project_argument
@click.argument("text")
@click.option("--best-of", "n", type=click.IntRange(1), default=1, help="Sample so many answers.")
@click.option("--version", "policy_id", type=int, help="Version to ask; default newest.")
@click.option("--reward-model", "reward_id", type=int, metavar="V", help="Default: the newest.")
@set_option
@speaks
def ask(
    out: Output,
    project: Path,
    text: str,
    n: int,
    policy_id: int | None,
    reward_id: int | None,
    settings: Sequence[str],
) -> None:
    """Answer a prompt; of several answers, the one that the reward model likes most."""
    with open_project(project) as opened:
        out.result(*answer_report(opened, text, n, policy_id, reward_id, settings_of(settings)))


@cli.command()
@project_argument
@click.argument("run_id", metavar="RUN", type=int)
@speaks
def pairs(out: Output, project: Path, run_id: int) -> None:
    """Judge the blind pairs that a paused PPO run waits for."""
    with open_project(project) as opened:
        out.result(*judge_waiting(opened, run_id, out.say))


@cli.command()
@project_argument
@click.argument("file", type=FILE)
@click.option("--reward-model", "version_id", type=int, metavar="V", help="Default: the newest.")
@click.option("--format", help="Name of the file's format; recognised if not given.")
@speaks
def score(
    out: Output, project: Path, file: Path, version_id: int | None, format: str | None
) -> None:
    """Score the answers or pairs of a file with a reward model."""
    from desktop.services.scoring import score_file

    with open_project(project) as opened:
        report = score_file(
            opened,
            file,
            reward_version_id=version_id,
            format=format,
            on_progress=functools.partial(out.count, "score"),
        )
    out.result(report, *score_lines(report))


@cli.command()
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


@cli.command("export-model")
@project_argument
@click.argument("version", type=int)
@click.argument("out_folder", metavar="OUT", type=PATH)
@click.option(
    "--format", type=click.Choice(("hf", "adapter", "gguf")), default="hf", show_default=True
)
@click.option(
    "--weights",
    type=click.Choice(("stored", "f16", "q8_0")),
    default="stored",
    show_default=True,
    help="How a GGUF file stores its weights; q8_0 takes about half of float16.",
)
@speaks
def export_model(
    out: Output, project: Path, version: int, out_folder: Path, format: str, weights: str
) -> None:
    """Export a version: a model folder (hf), a GGUF file, or its adapter in PEFT's format."""
    from desktop.services.model_export import export_version

    with open_project(project) as opened:
        report = export_version(opened, version, out_folder, format, out.progress, weights=weights)
    out.result(report, f"Wrote {report.version} to {report.folder} ({report.format}).")


@cli.command()
@project_argument
@speaks
def status(out: Output, project: Path) -> None:
    """Show counts, rounds, runs, the reward model's quality and the next step."""
    from desktop.services.status import project_status

    with open_project(project) as opened:
        found = project_status(opened)
    out.result(found, *status_lines(found))


@cli.command()
@click.option("--workdir", type=PATH, help="Keep the project here; else it is thrown away.")
@click.option("--seed", default=0, show_default=True, help="Decides every random number.")
@speaks
def demo(out: Output, workdir: Path | None, seed: int) -> None:
    """Run the whole loop on the starter model, with a simulated judge."""
    from desktop.services.demo import demo_lines, run_demo

    report = run_demo(workdir, seed=seed, hear=out.hear, say=out.say)
    out.result(report, *demo_lines(report))


@cli.command(hidden=True)
@click.option("--model", default="starter", help="What the temporary project stands on.")
@click.option(
    "--pictures", type=PATH, metavar="FOLDER", help="Photograph the first start and every page."
)
@speaks
def selftest(out: Output, model: str, pictures: Path | None) -> int:
    """Try out window, worker, training and export; 1 when something does not work."""
    from desktop.app_selftest import self_test  # Qt is loaded only for a window

    return self_test(out, model, pictures)


for command in COMMANDS:
    cli.add_command(command)


def settings_of(assignments: Sequence[str]) -> dict[str, str]:
    """Return `key=value` assignments as settings; a malformed one is wrong usage."""
    values = {}
    for assignment in assignments:
        key, equals, value = assignment.partition("=")
        if not equals or not key.strip():
            raise click.BadParameter(f"“{assignment}” is not of the form key=value.")
        values[key.strip()] = value.strip()
    return values
