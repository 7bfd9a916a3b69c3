"""What a stage would learn from, counted, and whether that is enough to start.

The summary counts the very examples that `prepare_run` freezes, so that what the user sees is what
is trained on; see `desktop.services.example_counts` for how it does so in little time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from desktop.domain.errors import TrainingError
from desktop.domain.prompts import Split
from desktop.domain.runs import Stage
from desktop.services.example_counts import (
    PairCounts,
    count_demonstrations,
    count_derived,
    count_pairs,
    count_prompts,
    count_texts,
)
from desktop.services.reward_quality import newest_is_ready
from desktop.services.training_examples import (
    HELD_OUT_SHARE,
    PREFERENCE_STAGES,
    prompts_to_hold_out,
    stream_examples,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from desktop.services.example_counts import ExampleCounts
    from desktop.services.project import Project

MIN_PAIRS = 4
GOOD_PAIRS = 50
MIN_DEMONSTRATIONS = 1
GOOD_DEMONSTRATIONS = 20
GOOD_PROMPTS = 8


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
    UNSURE_REWARD_MODEL = "unsure_reward_model"


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
    DataProblem.UNSURE_REWARD_MODEL: "The newest reward model is not surely better than guessing, "
    "so PPO would learn its mistakes. Rate more pairs, or on other prompts, first.",
}
_HINTS = {
    DataProblem.MORE_PAIRS_HELP,
    DataProblem.MORE_DEMONSTRATIONS_HELP,
    DataProblem.MORE_PROMPTS_HELP,
    DataProblem.UNSURE_REWARD_MODEL,
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
    return summarise(project, stage, count_stage(project, stage))


def count_stage(
    project: Project,
    stage: Stage,
    *,
    aspects: Mapping[str, float] | None = None,
    texts: Iterable[str] = (),
) -> ExampleCounts | PairCounts:
    """Count what a stage would be trained on; the arguments are those of `stream_examples`."""
    if stage in PREFERENCE_STAGES:
        if aspects:
            return count_derived(stream_examples(project, stage, aspects=aspects))
        return count_pairs(project.store)
    if stage is Stage.SFT:
        return count_demonstrations(project.store)
    if stage is Stage.TEXT:
        return count_texts(stream_examples(project, stage, texts=texts))
    return count_prompts(project.store)


def summarise(
    project: Project,
    stage: Stage,
    counts: ExampleCounts | PairCounts,
    *,
    held_out_share: float = HELD_OUT_SHARE,
) -> DataSummary:
    """Say what was counted of a stage's examples, and what is wrong with them.

    Args:
        project: The open project.
        stage: What is trained.
        counts: Of what it is trained on.
        held_out_share: Share of the prompts to be kept for measuring, where they are not yet.
    """
    if isinstance(counts, PairCounts):
        return _pairs_summary(stage, counts, held_out_share)
    summary = DataSummary(
        stage,
        examples=counts.examples,
        held_out=counts.held_out,
        prompts=counts.prompts,
        by_kind=counts.kinds,
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
        ready = newest_is_ready(project.store)
        if ready:
            return judged
        problem = DataProblem.NO_REWARD_MODEL if ready is None else DataProblem.UNSURE_REWARD_MODEL
        return replace(judged, problems=(problem, *judged.problems))
    return _judge(summary, 1, DataProblem.NO_PROMPTS)


def _pairs_summary(stage: Stage, counts: PairCounts, held_out_share: float) -> DataSummary:
    groups = counts.groups
    moved = prompts_to_hold_out(groups, held_out_share)
    summary = DataSummary(
        stage,
        examples=sum(g.clear for g in groups),
        held_out=sum(g.clear for g in groups if g.split is Split.HELD_OUT or g.prompt_id in moved),
        prompts=sum(g.clear > 0 for g in groups),
        ties=sum(g.pairs - g.clear for g in groups),
        scores=sum(g.scores for g in groups),
        by_kind=counts.kinds,
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
