"""What a model card says that is not in the database: the base's terms, a run's data, its settings.

A card is made to be shown to others: no path, no prompt and no text of the user goes into it.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.datasets import (
    DemonstrationExample,
    PreferenceGroup,
    PromptExample,
    read_examples,
)
from desktop.domain.prompts import Split
from desktop.services.run_facts import changed_settings
from desktop.services.run_files import DATA

if TYPE_CHECKING:
    from desktop.domain.datasets import Example
    from desktop.domain.runs import Run
    from desktop.services.project import Project

STARTER = "HuggingFaceTB/SmolLM2-135M-Instruct"
_STARTER_TERMS = {"license": "apache-2.0", "language": "en"}
_TERM = re.compile(r"^(license|language): *[\"']?([\w.-]+)[\"']? *$", re.MULTILINE)
_OWN_WORDS = ("environment.rules", "aspects")
"""Settings that hold what the user wrote."""


def base_name(base: str) -> str:
    """Return what others may know of a base: its Hub id, or the last part of a folder's path."""
    if base == "starter":
        return STARTER
    return Path(base).name if Path(base).is_absolute() else base


def base_terms(base: str, folder: Path) -> dict[str, str]:
    """Return licence and language of a base by its own card; the licence is “unknown” without.

    Args:
        base: As the version names it.
        folder: Its files.
    """
    if base == "starter":
        return _STARTER_TERMS
    try:
        card = (folder / "README.md").read_text(encoding="utf-8", errors="replace")
    except OSError:
        card = ""
    fields = card.split("---", 2)[1] if card.startswith("---") and card.count("---") > 1 else ""
    return {"license": "unknown"} | dict(_TERM.findall(fields))


def learnt_from(project: Project, run: Run) -> str:
    """Return what a run was given, counted by kind; empty where its data are gone."""
    path = project.run_folder(run) / DATA
    if not path.exists():
        return ""
    kinds, prompts, held_out = Counter[str](), set[int](), set[int]()
    for example in read_examples(path):
        kinds.update(_kinds(example))
        if not hasattr(example, "prompt_id"):
            continue
        prompts.add(example.prompt_id)
        if example.split is Split.HELD_OUT:
            held_out.add(example.prompt_id)
    parts = [f"{kind}: {count:,}" for kind, count in sorted(kinds.items())]
    if prompts:
        parts.append(f"prompts: {len(prompts):,}, of these held out: {len(held_out):,}")
    return "; ".join(parts)


def told_settings(run: Run) -> list[tuple[str, str]]:
    """Return the settings of a run that are not what they are by themselves, as names and values.

    What the user wrote is counted in lines and not shown.
    """
    found = []
    for setting in changed_settings(run):
        value = str(setting.value)
        if setting.key in _OWN_WORDS:
            lines = sum(1 for line in value.splitlines() if line.strip())
            value = f"{lines} of the user's own"
        found.append((setting.key, value))
    return found


def _kinds(example: Example) -> list[str]:
    if isinstance(example, PreferenceGroup):
        pairs = [f"pairs ({pair.kind.replace('_', ' ')})" for pair in example.pairs]
        return pairs + ["scores"] * len(example.scores)
    if isinstance(example, DemonstrationExample):
        return ["demonstrations"]
    return [] if isinstance(example, PromptExample) else ["texts"]
