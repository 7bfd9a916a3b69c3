"""The card of an exported version: what it is, what it was made from, what was measured.

Written as README.md in the form that model hubs read: fields on top, then words. It says only what
the project knows; judgements of a simulated judge are named as such.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from desktop import __version__
from desktop.domain.errors import StorageError
from desktop.domain.versions import VersionKind
from desktop.store.files import write_beside

if TYPE_CHECKING:
    from collections.abc import Iterable

    from desktop.domain.runs import Run
    from desktop.domain.versions import ModelVersion
    from desktop.services.project import Project

FILE = "README.md"
_STARTER = "HuggingFaceTB/SmolLM2-135M-Instruct"
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
        _fields(version, format),
        f"# {version.name}",
        _introduction(version),
        "## Lineage",
        *(_step(project, one) for one in lineage),
        "## Judgements",
        _judgements(project),
        "## Limits",
        _limits(version),
    ]
    return "\n\n".join(parts) + "\n"


def base_name(base: str) -> str:
    """Return what others may know of a base: its Hub id, or the last part of a folder's path."""
    if base == "starter":
        return _STARTER
    return Path(base).name if Path(base).is_absolute() else base


def _fields(version: ModelVersion, format: str) -> str:
    """Return the fields that hubs read; strings are quoted as JSON, which YAML reads as well."""
    reward = version.kind is VersionKind.REWARD
    library = {"gguf": "gguf", "adapter": "peft"}.get(format, "transformers")
    lines = [
        f"base_model: {json.dumps(base_name(version.base), ensure_ascii=False)}",
        f"library_name: {library}",
        f"pipeline_tag: {'text-classification' if reward else 'text-generation'}",
        "tags:",
        "- tastemaker",
        f"- {'reward-model' if reward else 'rlhf'}",
    ]
    return "\n".join(["---", *lines, "---"])


def _introduction(version: ModelVersion) -> str:
    what = "A reward model" if version.kind is VersionKind.REWARD else "A language model"
    return (
        f"{what} made with Tastemaker {__version__} from `{base_name(version.base)}`. It "
        "follows the judgements counted below and was not tested for anything else."
    )


def _step(project: Project, version: ModelVersion) -> str:
    run = project.store.runs.get(version.run_id) if version.run_id is not None else None
    if run is None:
        return f"### {version.name}\n\nThe base model."
    stage = _STAGES.get(run.stage.value, run.stage.value)
    head = f"### {version.name}\n\nRun {run.id}, round {run.round}: {stage}, {run.step} steps."
    return "\n\n".join([head, *_figures(run), _settings(run)])


def _figures(run: Run) -> Iterable[str]:
    """Return the run's figures as a table, those that are numbers."""
    numbers = {
        name: value
        for name, value in run.result.items()
        if isinstance(value, int | float) and not isinstance(value, bool)
    }
    if numbers:
        rows = [f"| {name} | {value:.4g} |" for name, value in numbers.items()]
        yield "\n".join(["| figure | value |", "|---|---|", *rows])


def _settings(run: Run) -> str:
    text = json.dumps(dict(run.settings), indent=2, ensure_ascii=False, sort_keys=True)
    return f"<details><summary>Settings</summary>\n\n```json\n{text}\n```\n\n</details>"


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
