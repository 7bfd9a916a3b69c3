"""What a stage would learn from, counted, and whether that is enough to start.

`training_examples` is what `prepare_run` freezes; the summary counts the same examples as they
come, so that what the user sees is what is trained on.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from desktop.domain.datasets import Example, PreferenceGroup, TextExample
from desktop.domain.errors import TrainingError
from desktop.domain.prompts import Split
from desktop.domain.runs import Stage
from desktop.domain.versions import VersionKind
from desktop.services.training_stream import (
    stream_demonstrations,
    stream_groups,
    stream_prompts,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from desktop.services.project import Project

MIN_PAIRS = 4
GOOD_PAIRS = 50
MIN_DEMONSTRATIONS = 1
GOOD_DEMONSTRATIONS = 20
GOOD_PROMPTS = 8
HELD_OUT_SHARE = 0.2
TEXTS = "texts"
"""Folder of a project whose `.txt` and `.md` files are the plain texts to train on."""

PREFERENCE_STAGES = (Stage.REWARD, Stage.DPO)


class DataProblem(StrEnum):
    """What is wrong, or could be better, with the data of a stage."""

    FEW_PAIRS = "few_pairs"
    MORE_PAIRS_HELP = "more_pairs_help"
    ONE_PROMPT = "one_prompt"
    NO_DEMONSTRATIONS = "no_demonstrations"
    MORE_DEMONSTRATIONS_HELP = "more_demonstrations_help"
    NO_TEXTS = "no_texts"
    NO_PROMPTS = "no_prompts"
    MORE_PROMPTS_HELP = "more_prompts_help"
    NO_REWARD_MODEL = "no_reward_model"


_ADVICE = {
    DataProblem.FEW_PAIRS: "There are {examples} usable pairs; at least {needed} are needed. "
    "Rate some more.",
    DataProblem.MORE_PAIRS_HELP: "{examples} pairs are enough to start; around {needed} give a "
    "reward model worth trusting.",
    DataProblem.ONE_PROMPT: "All pairs belong to one prompt, so nothing is left to measure on. "
    "Rate answers to a second prompt.",
    DataProblem.NO_DEMONSTRATIONS: "There are no corrected or written answers to imitate yet. "
    "Correct an answer while rating.",
    DataProblem.MORE_DEMONSTRATIONS_HELP: "{examples} demonstrations are enough to start; around "
    "{needed} show more.",
    DataProblem.NO_TEXTS: "There are no plain texts. Put .txt or .md files into the project's "
    "“texts” folder.",
    DataProblem.NO_PROMPTS: "There are no prompts to sample from. Add some prompts.",
    DataProblem.MORE_PROMPTS_HELP: "{examples} prompts are enough to start; with {needed} or more "
    "the model learns more than a few answers by heart.",
    DataProblem.NO_REWARD_MODEL: "There is no reward model yet. Train one from your judgements "
    "first.",
}
_HINTS = {
    DataProblem.MORE_PAIRS_HELP,
    DataProblem.MORE_DEMONSTRATIONS_HELP,
    DataProblem.MORE_PROMPTS_HELP,
}


@dataclass(frozen=True, slots=True)
class DataSummary:
    """Counts of a stage's data.

    `examples` are pairs, demonstrations, texts or prompts; ties and scores are apart.
    `problems` that block a start make `ready` false; the others are advice. `needed` is the number
    the first problem is about.
    """

    stage: Stage
    examples: int = 0
    held_out: int = 0
    prompts: int = 0
    ties: int = 0
    scores: int = 0
    by_kind: Mapping[str, int] = field(default_factory=dict)
    problems: tuple[DataProblem, ...] = ()
    needed: int = 0

    @property
    def ready(self) -> bool:
        """Whether a run can start."""
        return all(problem in _HINTS for problem in self.problems)

    def advice(self) -> list[str]:
        """Return the problems in plain English words."""
        return [
            _ADVICE[problem].format(examples=self.examples, needed=self.needed)
            for problem in self.problems
        ]


def data_summary(project: Project, stage: Stage) -> DataSummary:
    """Count what a stage would be trained on now."""
    return summarise(project, stage, stream_examples(project, stage), held_out_share=HELD_OUT_SHARE)


def summarise(
    project: Project, stage: Stage, examples: Iterable[Example], *, held_out_share: float = 0.0
) -> DataSummary:
    """Count given examples of a stage, one after the other, and say what is wrong with them.

    Args:
        project: The open project.
        stage: What is trained.
        examples: What it is trained on.
        held_out_share: Share of the prompts to be kept for measuring, where they are not yet.
    """
    if stage in PREFERENCE_STAGES:
        return _pairs_summary(stage, examples, held_out_share)
    count, held_out = 0, 0
    prompts: set[int] = set()
    kinds: Counter[str] = Counter()
    for example in examples:
        count += 1
        held_out += example.split is Split.HELD_OUT
        if not isinstance(example, TextExample):
            prompts.add(example.prompt_id)
        kinds[getattr(example, "source", "") or example.type] += 1
    summary = DataSummary(
        stage, examples=count, held_out=held_out, prompts=len(prompts), by_kind=kinds
    )
    if stage is Stage.SFT:
        return _judge(
            summary,
            MIN_DEMONSTRATIONS,
            DataProblem.NO_DEMONSTRATIONS,
            GOOD_DEMONSTRATIONS,
            DataProblem.MORE_DEMONSTRATIONS_HELP,
        )
    if stage is Stage.TEXT:
        return _judge(summary, 1, DataProblem.NO_TEXTS)
    if stage is Stage.PPO:
        sampled = replace(summary, examples=summary.examples - summary.held_out)
        judged = _judge(
            sampled, 1, DataProblem.NO_PROMPTS, GOOD_PROMPTS, DataProblem.MORE_PROMPTS_HELP
        )
        if project.store.versions.latest(VersionKind.REWARD) is None:
            return replace(judged, problems=(DataProblem.NO_REWARD_MODEL, *judged.problems))
        return judged
    return _judge(summary, 1, DataProblem.NO_PROMPTS)


class _Counted(NamedTuple):
    """What is counted of one prompt's pairs."""

    prompt_id: int
    split: Split
    pairs: int
    clear: int
    scores: int


def _pairs_summary(stage: Stage, examples: Iterable[Example], held_out_share: float) -> DataSummary:
    groups: list[_Counted] = []
    kinds: Counter[str] = Counter()
    for group in examples:
        if isinstance(group, PreferenceGroup):
            clear = sum(pair.target != 0.5 for pair in group.pairs)
            counted = (len(group.pairs), clear, len(group.scores))
            groups.append(_Counted(group.prompt_id, group.split, *counted))
            kinds.update(pair.kind for pair in group.pairs)
    moved = _moved(groups, held_out_share)
    summary = DataSummary(
        stage,
        examples=sum(g.clear for g in groups),
        held_out=sum(g.clear for g in groups if g.split is Split.HELD_OUT or g.prompt_id in moved),
        prompts=sum(g.clear > 0 for g in groups),
        ties=sum(g.pairs - g.clear for g in groups),
        scores=sum(g.scores for g in groups),
        by_kind=kinds,
    )
    if summary.examples >= MIN_PAIRS and summary.prompts == 1:
        return replace(summary, problems=(DataProblem.ONE_PROMPT,))
    if summary.examples - summary.held_out < MIN_PAIRS:
        needed = MIN_PAIRS + summary.held_out
        return replace(summary, problems=(DataProblem.FEW_PAIRS,), needed=needed)
    return _judge(summary, 0, DataProblem.FEW_PAIRS, GOOD_PAIRS, DataProblem.MORE_PAIRS_HELP)


def _judge(
    summary: DataSummary,
    least: int,
    missing: DataProblem,
    good: int = 0,
    few: DataProblem | None = None,
) -> DataSummary:
    if summary.examples < least:
        return replace(summary, problems=(missing,), needed=least)
    if few is not None and summary.examples < good:
        return replace(summary, problems=(few,), needed=good)
    return summary


def require_ready(summary: DataSummary) -> None:
    """Raise `TrainingError` with the first problem that blocks a start."""
    for problem, words in zip(summary.problems, summary.advice(), strict=True):
        if problem not in _HINTS:
            what, _, hint = words.partition(". ")
            raise TrainingError(
                "The run cannot start yet", f"{what}. All that you have rated is safe.", hint
            )


def training_examples(
    project: Project,
    stage: Stage,
    *,
    held_out_share: float = HELD_OUT_SHARE,
    aspects: Mapping[str, float] | None = None,
    texts: Iterable[str] = (),
) -> list[Example]:
    """Return what a stage is trained on: derived from the judgements in force, split by prompt.

    Args:
        project: The open project.
        stage: What to train.
        held_out_share: Share of the prompts kept for measuring, at least.
        aspects: Weights of the aspects that scores are given on.
        texts: Plain texts for `Stage.TEXT`; those of the project's `texts` folder if none.
    """
    examples = stream_examples(project, stage, aspects=aspects, texts=texts)
    if stage not in PREFERENCE_STAGES:
        return [*examples]
    groups = [example for example in examples if isinstance(example, PreferenceGroup)]
    return list[Example](hold_out(groups, held_out_share))


def stream_examples(
    project: Project,
    stage: Stage,
    *,
    aspects: Mapping[str, float] | None = None,
    texts: Iterable[str] = (),
) -> Iterator[Example]:
    """Yield what a stage is trained on; of pairs nothing is held out for measuring yet.

    The arguments are those of `training_examples`.
    """
    if stage is Stage.TEXT:
        return iter(_text_examples(list(texts) or _folder_texts(project.folder), HELD_OUT_SHARE))
    if stage in (Stage.PPO, Stage.GENERATE):
        return stream_prompts(project.store)
    if stage is Stage.SFT:
        return stream_demonstrations(project.store)
    return stream_groups(project.store, aspects)


def hold_out(groups: Sequence[PreferenceGroup], share: float) -> list[PreferenceGroup]:
    """Keep at least this share of the prompts for measuring.

    Prompts that the project holds out stay so; when their judgements are too few, others join
    them, chosen by a hash so that the choice stays the same as judgements grow. A single prompt is
    not held out: nothing would be left.
    """
    counted = [_Counted(g.prompt_id, g.split, len(g.pairs), 0, 0) for g in groups]
    moved = _moved(counted, share)
    return [
        replace(group, split=Split.HELD_OUT) if group.prompt_id in moved else group
        for group in groups
    ]


def _moved(groups: Sequence[_Counted], share: float) -> set[int]:
    """Return the prompts that join those held out, so that they are enough."""
    held = sum(group.split is Split.HELD_OUT for group in groups)
    wanted = max(1, round(share * len(groups))) if len(groups) > 1 else 0
    candidates = [group for group in groups if group.split is Split.TRAIN and group.pairs]
    candidates.sort(key=lambda group: _rank(str(group.prompt_id)))
    return {group.prompt_id for group in candidates[: max(0, wanted - held)]}


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
