"""The work that ours and the peer are both given: comparisons, prompts, run folders."""

from __future__ import annotations

import gzip
import json
import os
import random
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.domain.datasets import PairTarget, PreferenceGroup
from desktop.domain.prompts import Message, Split, user_prompt
from desktop.domain.runs import ModelSource, RunSpec, Stage, settings_for
from desktop.exchange.hh_rlhf import HhRlhf
from desktop.exchange.records import RowRefusedError
from desktop.models.starter import default_models_dir, starter_folder
from desktop.services.run_files import write_run_files
from desktop.services.sample_project import sample_prompts
from tests.benchmarks.peers import run_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from desktop.domain.datasets import Example

COMPARISONS = "TASTEMAKER_COMPARISONS"
"""Names a file of HH-RLHF comparisons (JSONL, or gzipped); without it, made ones are used."""
LONGEST_TEXT = 800
Pair = tuple[tuple[Message, ...], str, str]


def starter() -> Path:
    """Return the starter model's folder, or end with a word."""
    folder = starter_folder(default_models_dir())
    if folder is None:
        sys.stderr.write("The starter model is not there; run `tastemaker starter` first.\n")
        sys.exit(1)
    return folder


def comparisons() -> list[Pair]:
    """Return prompt, chosen and rejected answer, shuffled; short enough not to be cut."""
    path = os.environ.get(COMPARISONS)
    pairs = list(_human(Path(path))) if path else _made()
    random.Random(0).shuffle(pairs)
    return pairs


def _human(path: Path) -> Iterable[Pair]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        rows: list[dict[str, str]] = [json.loads(line) for line in lines]
    for row in rows:
        texts = row["chosen"], row["rejected"]
        if texts[0] != texts[1] and max(map(len, texts)) < LONGEST_TEXT:
            with suppress(RowRefusedError):
                record = HhRlhf().read(row)
                yield record.prompt.messages, record.chosen, record.rejected


def _made() -> list[Pair]:
    """Return sample prompts with a full and a broken-off answer: a preference anyone can learn."""
    sentence = "A good answer says what was asked for, gives one reason, and then it ends."
    return [
        (sample.messages, " ".join([sentence] * (2 + n % 3)), " ".join([sentence] * 3)[:-20])
        for n, sample in enumerate(list(sample_prompts()) * 4)
    ]


def conversation_rows(pairs: Iterable[Pair]) -> str:
    """Return pairs as JSON lines of whole conversations, as TRL reads them."""

    def turns(prompt: Sequence[Message], answer: str) -> list[dict[str, str]]:
        said = [{"role": m.role.value, "content": m.content} for m in prompt]
        return [*said, {"role": "assistant", "content": answer}]

    rows = [{"chosen": turns(p, good), "rejected": turns(p, bad)} for p, good, bad in pairs]
    return "".join(json.dumps(row) + "\n" for row in rows)


def preference_examples(train: Sequence[Pair], held_out: Sequence[Pair]) -> list[Example]:
    """Return pairs as our trainer reads them, each about a prompt of its own."""
    return [
        PreferenceGroup(
            number,
            prompt,
            (good, bad),
            (PairTarget(0, 1, 1.0, event_id=number),),
            split=Split.TRAIN if number <= len(train) else Split.HELD_OUT,
        )
        for number, (prompt, good, bad) in enumerate([*train, *held_out], start=1)
    ]


def topics() -> list[tuple[Message, ...]]:
    """Return eight prompts whose answers seldom end before 32 tokens."""
    names = ("rain", "cats", "the sea", "bread", "trains", "winter", "music", "stars")
    return [user_prompt(f"Write a long story about {name}.") for name in names]


def run_ours(
    folder: Path,
    stage: Stage,
    values: dict[str, Any],
    examples: Iterable[Example],
    reward: Path | None = None,
) -> dict[str, Any]:
    """Do a run of ours in a process of its own and return what it measured."""
    base = str(starter())
    spec = RunSpec(
        1,
        stage,
        settings_for(stage, values).to_json(),
        ModelSource(base),
        ModelSource(base, str(reward)) if reward else None,
    )
    write_run_files(folder, spec, examples)
    return run_json([sys.executable, "-m", "tests.benchmarks.ours", str(folder)])
