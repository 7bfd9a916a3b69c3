"""The card of an exported version: what it is, what it was made from, what was measured.

Written as README.md in the form that model hubs read: fields on top, then words. It says only what
the project knows; judgements of a simulated judge are named as such.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.domain.errors import StorageError
from desktop.domain.versions import VersionKind
from desktop.services.card_facts import base_name, base_terms, learnt_from, told_settings
from desktop.store.files import write_beside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.domain.runs import Run
    from desktop.domain.versions import ModelVersion
    from desktop.services.project import Project

FILE = "README.md"
_RELATIONS = {"adapter": "adapter", "gguf": "quantized"}
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|])")
_STAGES = {
    "sft": "supervised fine-tuning on demonstrations",
    "text": "training on plain text",
    "reward": "reward model from judgements",
    "ppo": "PPO against a reward model",
    "dpo": "DPO on judged pairs",
}


def write_model_card(project: Project, version: ModelVersion, folder: Path, format: str) -> None:
    """Write the card into an export's folder; raises `StorageError`."""
    try:
        with write_beside(folder / FILE) as file:
            file.write(model_card(project, version, format).encode())
    except OSError as error:
        raise StorageError(
            "The model card cannot be written",
            f"{folder / FILE}: {error.strerror or error}. The model itself is complete.",
            "Free some space and export it again into another folder.",
        ) from error


def model_card(project: Project, version: ModelVersion, format: str) -> str:
    """Return the card's text."""
    lineage = reversed(project.store.versions.lineage(version.id))
    parts = [
        _fields(project, version, format),
        f"# {_plain(version.name)}",
        _introduction(version),
        "## Lineage",
        *(_step(project, one) for one in lineage),
        "## Judgements",
        _judgements(project),
        "## Limits",
        _limits(version),
    ]
    return "\n\n".join(parts) + "\n"


def _fields(project: Project, version: ModelVersion, format: str) -> str:
    """Return the fields that hubs read; strings are quoted as JSON, which YAML reads as well."""
    reward = version.kind is VersionKind.REWARD
    terms = base_terms(version.base, project.base_folder())
    fields = {
        "base_model": base_name(version.base),
        "base_model_relation": _RELATIONS.get(format, "finetune"),
        **terms,
        "library_name": {"gguf": "gguf", "adapter": "peft"}.get(format, "transformers"),
        "pipeline_tag": "text-classification" if reward else "text-generation",
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items()]
    lines += ["tags:", "- tastemaker", f"- {'reward-model' if reward else 'rlhf'}"]
    return "\n".join(["---", *lines, "---"])


def _introduction(version: ModelVersion) -> str:
    what = "A reward model" if version.kind is VersionKind.REWARD else "A language model"
    return (
        f"{what} made with Tastemaker {__version__} from `{base_name(version.base)}`. It "
        "follows the judgements counted below and was not tested for anything else."
    )


def _step(project: Project, version: ModelVersion) -> str:
    run = project.store.runs.get(version.run_id) if version.run_id is not None else None
    name = f"### {_plain(version.name)}"
    if run is None:
        return f"{name}\n\nThe base model."
    stage = _STAGES.get(run.stage.value, run.stage.value)
    head = f"{name}\n\nRun {run.id}, round {run.round}: {stage}, {run.step} steps."
    words = [head, *_learnt(project, run), *_judge(project, run)]
    tables = [*_table("figure", _figures(run)), *_table("setting", told_settings(run))]
    return "\n\n".join(words + tables)


def _learnt(project: Project, run: Run) -> Iterator[str]:
    if words := learnt_from(project, run):
        yield f"Learnt from {words}."


def _judge(project: Project, run: Run) -> Iterator[str]:
    """Say which reward model a policy was trained against, and how well it judges."""
    if run.reward_version_id is None:
        return
    reward = project.store.versions.require(run.reward_version_id)
    made = project.store.runs.get(reward.run_id) if reward.run_id is not None else None
    figures = dict(_figures(made)) if made is not None else {}
    agreed = f", with an accuracy of {figures['accuracy']}" if "accuracy" in figures else ""
    yield f"Its rewards came from {_plain(reward.name)}{agreed}."


def _figures(run: Run) -> list[tuple[str, str]]:
    """Return those of a run's figures that are numbers; the accuracy with its interval."""
    numbers = {
        name: value
        for name, value in run.result.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    told = {name: f"{value:.4g}" for name, value in numbers.items()}
    if {"accuracy", "low", "high", "n"} <= set(told):
        low, high, count = (told.pop(name) for name in ("low", "high", "n"))
        told["accuracy"] += f" (95% interval {low} to {high}, n = {count})"
    return list(told.items())


def _table(what: str, rows: list[tuple[str, str]]) -> Iterator[str]:
    if rows:
        lines = [f"| {name} | {_plain(value)} |" for name, value in rows]
        yield "\n".join([f"| {what} | value |", "|---|---|", *lines])


def _plain(text: str) -> str:
    """Return a text of the user that is read as it is, in one line."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _judgements(project: Project) -> str:
    counts = project.store.feedback.counts_by_kind()
    simulated = project.store.feedback.count_simulated()
    lines = [f"- {kind}: {count:,}" for kind, count in sorted(counts.items()) if count]
    if simulated:
        lines.append(f"- of these by a **simulated judge**, not by a person: {simulated:,}")
    return "\n".join(lines) or "None yet."


def _limits(version: ModelVersion) -> str:
    figures = (
        "Accuracy is agreement with these judgements on prompts held out from training."
        if version.kind is VersionKind.REWARD
        else "Rewards are a reward model's opinion, which learning can come to exploit."
    )
    return f"{figures} The terms of the base model go on to hold."
