"""What a stage is trained on: derived from the judgements in force, split by prompt.

Examples come one after the other, in memory that does not grow with the project; what is held out
for measuring is decided before, from their counts.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from desktop.domain.datasets import PreferenceGroup, TextExample
from desktop.domain.prompts import Split
from desktop.domain.runs import Stage
from desktop.services.training_stream import (
    stream_demonstrations,
    stream_groups,
    stream_prompts,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from desktop.domain.datasets import Example
    from desktop.services.example_counts import GroupCount
    from desktop.services.project import Project

HELD_OUT_SHARE = 0.2
TEXTS = "texts"
"""Folder of a project whose `.txt` and `.md` files are the plain texts to train on."""

PREFERENCE_STAGES = (Stage.REWARD, Stage.DPO)


def stream_examples(
    project: Project,
    stage: Stage,
    *,
    aspects: Mapping[str, float] | None = None,
    texts: Iterable[str] = (),
) -> Iterator[Example]:
    """Yield what a stage is trained on; of pairs nothing is held out for measuring yet.

    Args:
        project: The open project.
        stage: What to train.
        aspects: Weights of the aspects that scores are given on.
        texts: Plain texts for `Stage.TEXT`; those of the project's `texts` folder if none.
    """
    if stage is Stage.TEXT:
        return iter(_text_examples(list(texts) or _folder_texts(project.folder), HELD_OUT_SHARE))
    if stage in (Stage.PPO, Stage.GENERATE):
        return stream_prompts(project.store)
    if stage is Stage.SFT:
        return stream_demonstrations(project.store)
    return stream_groups(project.store, aspects)


def hold_out(examples: Iterable[Example], prompts: Collection[int]) -> Iterator[Example]:
    """Yield the examples, the groups of these prompts held out for measuring."""
    for example in examples:
        if isinstance(example, PreferenceGroup) and example.prompt_id in prompts:
            yield replace(example, split=Split.HELD_OUT)
        else:
            yield example


def prompts_to_hold_out(groups: Sequence[GroupCount], share: float) -> set[int]:
    """Return the prompts that join those held out, so that these are at least such a share.

    Prompts that the project holds out stay so; when their judgements are too few, others join
    them, chosen by a hash so that the choice stays the same as judgements grow. A single prompt is
    not held out: nothing would be left.
    """
    held = sum(group.split is Split.HELD_OUT for group in groups)
    wanted = max(1, round(share * len(groups))) if len(groups) > 1 else 0
    candidates = [g.prompt_id for g in groups if g.split is Split.TRAIN and g.pairs]
    candidates.sort(key=lambda prompt_id: _rank(str(prompt_id)))
    return {*candidates[: max(0, wanted - held)]}


def _folder_texts(folder: Path) -> list[str]:
    files = sorted((folder / TEXTS).glob("*"))
    return [
        file.read_text(encoding="utf-8", errors="replace")
        for file in files
        if file.suffix.lower() in (".txt", ".md")
    ]


def _text_examples(texts: Sequence[str], share: float) -> list[Example]:
    """Split texts at their paragraphs where there are too few to hold some out."""
    pieces = [text for text in texts if text.strip()]
    if len(pieces) < 2:
        pieces = [part for text in pieces for part in text.split("\n\n") if part.strip()]
    ranked = sorted(range(len(pieces)), key=lambda index: _rank(pieces[index]))
    held = set(ranked[: max(1, round(share * len(pieces)))]) if len(pieces) > 1 else set()
    return [
        TextExample(piece, Split.HELD_OUT if index in held else Split.TRAIN)
        for index, piece in enumerate(pieces)
    ]


def _rank(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()
