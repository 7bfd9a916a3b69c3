"""Commands that make a model work or learn: generate, train, ask, pairs, score, export, demo."""

from __future__ import annotations

import functools
import os
from typing import TYPE_CHECKING

import click

from desktop.cli.options import FILE, PATH, project_argument, set_option, settings_of
from desktop.cli.output import Output, speaks
from desktop.cli.policy import answer_report, dry_run_report, judge_waiting
from desktop.cli.status import score_lines
from desktop.domain.processes import place_in
from desktop.domain.runs import Run, Stage
from desktop.services.companion import join_run
from desktop.services.foreground import do_run
from desktop.services.project import Project, open_project

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

STAGES = ("sft", "text", "reward", "ppo", "dpo")


@click.command()
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


@click.command()
@project_argument
@click.argument("stage", type=click.Choice(STAGES))
@click.option("--resume", "resume_id", type=int, metavar="RUN", help="Go on with this run.")
@click.option("--from", "policy_id", type=int, metavar="VERSION", help="Version to start from.")
@click.option("--reward-model", "reward_id", type=int, metavar="VERSION", help="Reward for PPO.")
@click.option("--dry-run", is_flag=True, help="Do two steps and say what memory they take.")
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


@click.command()
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


@click.command()
@project_argument
@click.argument("run_id", metavar="RUN", type=int)
@speaks
def pairs(out: Output, project: Path, run_id: int) -> None:
    """Judge the blind pairs that a paused PPO run waits for."""
    with open_project(project) as opened:
        out.result(*judge_waiting(opened, run_id, out.say))


@click.command()
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


@click.command("export-model")
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


@click.command()
@click.option("--workdir", type=PATH, help="Keep the project here; else it is thrown away.")
@click.option("--seed", default=0, show_default=True, help="Decides every random number.")
@speaks
def demo(out: Output, workdir: Path | None, seed: int) -> None:
    """Run the whole loop on the starter model, with a simulated judge."""
    from desktop.services.demo import demo_lines, run_demo

    report = run_demo(workdir, seed=seed, hear=out.hear, say=out.say)
    out.result(report, *demo_lines(report))


COMMANDS = (generate, train, ask, pairs, score, export_model, demo)
