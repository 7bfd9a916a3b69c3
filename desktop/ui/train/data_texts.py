"""What is said about the data of a stage: counts, and what is missing and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.reward_rules import parse_rules
from desktop.domain.runs import Stage
from desktop.services.data_summary import DataProblem

if TYPE_CHECKING:
    from desktop.domain.settings_fields import Settings
    from desktop.services.data_summary import DataSummary

_PROBLEMS: dict[DataProblem, object] = {
    DataProblem.FEW_PAIRS: QT_TRANSLATE_NOOP(
        "Data",
        "There are {examples} usable pairs; at least {needed} are needed. Rate some more.",
    ),
    DataProblem.MORE_PAIRS_HELP: QT_TRANSLATE_NOOP(
        "Data",
        "{examples} pairs are enough to start; around {needed} give a reward model worth trusting.",
    ),
    DataProblem.ONE_PROMPT: QT_TRANSLATE_NOOP(
        "Data",
        "All pairs belong to one prompt, so nothing is left to measure on. Rate answers to a "
        "second prompt.",
    ),
    DataProblem.NO_DEMONSTRATIONS: QT_TRANSLATE_NOOP(
        "Data",
        "There are no corrected or written answers to imitate yet. Correct an answer while rating.",
    ),
    DataProblem.MORE_DEMONSTRATIONS_HELP: QT_TRANSLATE_NOOP(
        "Data", "{examples} demonstrations are enough to start; around {needed} show more."
    ),
    DataProblem.NO_TEXTS: QT_TRANSLATE_NOOP(
        "Data",
        "There are no plain texts. Put .txt or .md files into the project's “texts” folder.",
    ),
    DataProblem.NO_PROMPTS: QT_TRANSLATE_NOOP(
        "Data", "There are no prompts to sample from. Add some prompts."
    ),
    DataProblem.MORE_PROMPTS_HELP: QT_TRANSLATE_NOOP(
        "Data",
        "{examples} prompts are enough to start; with {needed} or more the model learns more than "
        "a few answers by heart.",
    ),
    DataProblem.NO_REWARD_MODEL: QT_TRANSLATE_NOOP(
        "Data",
        "There is no reward model yet. Train one from your judgements first.",
    ),
    DataProblem.UNSURE_REWARD_MODEL: QT_TRANSLATE_NOOP(
        "Data",
        "The newest reward model is not surely better than guessing, so PPO would learn its "
        "mistakes. Rate more pairs, or on other prompts, first.",
    ),
}
_COUNTED: dict[Stage, object] = {
    Stage.SFT: QT_TRANSLATE_NOOP("Data", "Demonstrations"),
    Stage.TEXT: QT_TRANSLATE_NOOP("Data", "Texts"),
    Stage.REWARD: QT_TRANSLATE_NOOP("Data", "Pairs with a preference"),
    Stage.DPO: QT_TRANSLATE_NOOP("Data", "Pairs with a preference"),
    Stage.PPO: QT_TRANSLATE_NOOP("Data", "Prompts to sample from"),
}
_ABOUT: dict[Stage, object] = {
    Stage.SFT: QT_TRANSLATE_NOOP(
        "Data", "Imitates your corrections and written answers. A good first step."
    ),
    Stage.TEXT: QT_TRANSLATE_NOOP("Data", "Continues your plain texts, to learn their language."),
    Stage.REWARD: QT_TRANSLATE_NOOP(
        "Data", "Learns a number from your judgements: how much you would like an answer."
    ),
    Stage.DPO: QT_TRANSLATE_NOOP(
        "Data", "Learns from your pairs directly, without a reward model. Good for few pairs."
    ),
    Stage.PPO: QT_TRANSLATE_NOOP(
        "Data", "Samples answers, scores them with the reward model, and learns to score higher."
    ),
}


def about_stage(stage: Stage) -> str:
    """Return one sentence on what a stage does."""
    return QCoreApplication.translate("Data", str(_ABOUT[stage]))


def amount_text(stage: Stage, settings: Settings) -> str:
    """Return how much work the settings ask for, and for PPO what is rewarded."""
    if stage is Stage.PPO:
        amount = QCoreApplication.translate(
            "Data", "{updates} updates of {answers} answers, each up to {tokens} tokens"
        ).format(
            updates=settings.get("updates"),
            answers=settings.get("environment.rollout_size"),
            tokens=settings.get("environment.sampling.max_new_tokens"),
        )
        return f"{amount}\n{environment_text(settings)}"
    layers = settings.get("adapter.layers")
    if layers:
        return QCoreApplication.translate(
            "Data", "Passes over the data: {epochs}. Upper layers trained: {layers}."
        ).format(epochs=settings.get("epochs"), layers=layers)
    return QCoreApplication.translate(
        "Data", "Passes over the data: {epochs}. All layers are trained."
    ).format(epochs=settings.get("epochs"))


def environment_text(settings: Settings) -> str:
    """Return how the reward of PPO is composed, in one sentence."""
    priced: tuple[tuple[str, str], ...] = (
        ("missing_end_penalty", QCoreApplication.translate("Data", "{price} off without an end")),
        ("length_penalty", QCoreApplication.translate("Data", "{price} off for each token")),
        ("repetition_penalty", QCoreApplication.translate("Data", "{price} off for repetition")),
        ("kl_coefficient", QCoreApplication.translate("Data", "{price} off for each nat of KL")),
    )
    parts = [QCoreApplication.translate("Data", "the reward model")]
    rules = parse_rules(settings.get("environment.rules"))
    if rules:
        words = QCoreApplication.translate("Data", "your rules ({count})")
        parts.append(words.format(count=len(rules)))
    for key, words in priced:
        price = settings.get(f"environment.{key}")
        if price:
            parts.append(words.format(price=f"{price:g}"))
    return QCoreApplication.translate("Data", "Reward: {parts}.").format(parts=", ".join(parts))


def problem_texts(summary: DataSummary) -> list[str]:
    """Return what is wrong with the data, or could be better, in sentences."""
    return [
        QCoreApplication.translate("Data", str(_PROBLEMS[problem])).format(
            examples=summary.examples, needed=summary.needed
        )
        for problem in summary.problems
    ]


def count_rows(summary: DataSummary) -> list[tuple[str, int]]:
    """Return the counts to show; those of other kinds of data are left out."""
    rows = [(QCoreApplication.translate("Data", str(_COUNTED[summary.stage])), summary.examples)]
    if summary.stage in (Stage.REWARD, Stage.DPO):
        rows.append((QCoreApplication.translate("Data", "Ties"), summary.ties))
        rows.append((QCoreApplication.translate("Data", "Scores"), summary.scores))
    if summary.stage is not Stage.TEXT:
        rows.append((QCoreApplication.translate("Data", "Different prompts"), summary.prompts))
    rows.append((QCoreApplication.translate("Data", "Kept for measuring"), summary.held_out))
    return rows
