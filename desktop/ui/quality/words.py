"""The figures of the Quality page in words, honest about those that rest on too little."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.quality import missing
from desktop.services.strategies import Strategy
from desktop.ui.counted_texts import CountedTexts
from desktop.ui.number_texts import signed_text
from desktop.ui.quality.figure_card import Figure
from desktop.ui.rate.plan_button import strategy_name

if TYPE_CHECKING:
    from desktop.domain.quality import Speed, StrategyResult, Summary
    from desktop.domain.statistics import Proportion
    from desktop.services.quality import QualityReport

NOTHING = "–"
_KINDS = {
    "comparison": QT_TRANSLATE_NOOP("Quality", "Comparisons"),
    "ranking": QT_TRANSLATE_NOOP("Quality", "Rankings"),
    "rating": QT_TRANSLATE_NOOP("Quality", "Scores"),
    "correction": QT_TRANSLATE_NOOP("Quality", "Corrections"),
    "demonstration": QT_TRANSLATE_NOOP("Quality", "Written answers"),
    "flag": QT_TRANSLATE_NOOP("Quality", "Flags"),
    "comment": QT_TRANSLATE_NOOP("Quality", "Comments and tags"),
    "skip": QT_TRANSLATE_NOOP("Quality", "Skipped"),
    "bad_prompt": QT_TRANSLATE_NOOP("Quality", "Bad prompts"),
}


def kind_name(kind: str) -> str:
    """Return what judgements of a kind are called."""
    return QCoreApplication.translate("Quality", str(_KINDS[kind])) if kind in _KINDS else kind


def percent(share: float) -> str:
    """Return a share as a whole percentage."""
    return f"{100 * share:.0f}%"


def share_text(share: Proportion) -> str:
    """Return a share with its interval and what it rests on, for a cell of a table."""
    if share.n == 0:
        return NOTHING
    return f"{percent(share.value)} ({percent(share.low)}–{percent(share.high)}, {share.n})"


def seconds_text(seconds: float | None) -> str:
    """Return a time for a cell of a table."""
    if seconds is None:
        return NOTHING
    return QCoreApplication.translate("Quality", "{seconds} s").format(seconds=f"{seconds:.1f}")


def consistency_figure(report: QualityReport) -> Figure:
    """Say how often the user agrees with themselves."""
    translate = QCoreApplication.translate
    share = report.consistency
    basis = CountedTexts().repeated(share.n)
    if (few := missing(share)) > 0:
        meaning = CountedTexts().repeats_missing(few)
    else:
        meaning = translate(
            "Quality", "This is the ceiling: no reward model can agree with you more often."
        )
    return _figure(share, basis, meaning)


def agreement_figure(report: QualityReport) -> Figure:
    """Say how often the reward model knew what the user would prefer."""
    translate = QCoreApplication.translate
    if report.reward_model is None:
        return Figure(NOTHING, "", translate("Quality", "There is no reward model yet."))
    share = report.agreement
    basis = CountedTexts().unseen(share.n)
    if (few := missing(share)) > 0:
        meaning = CountedTexts().unseen_missing(few)
    elif share.low <= 0.5:
        meaning = translate("Quality", "Not surely better than a coin yet: rate and train again.")
    else:
        meaning = translate("Quality", "It has learnt something of your taste.")
    if report.held_out.n:
        held = translate("Quality", "On its own held-out prompts: {share}.")
        meaning = f"{meaning} {held.format(share=share_text(report.held_out))}"
    return _figure(share, basis, meaning)


def side_figure(report: QualityReport) -> Figure:
    """Say whether the user leans to a side."""
    translate = QCoreApplication.translate
    share = report.side
    basis = CountedTexts().for_left(share.n)
    meanings = (
        translate(
            "Quality", "You lean to the left. Sides are drawn at random, so it only adds noise."
        ),
        translate(
            "Quality", "You lean to the right. Sides are drawn at random, so it only adds noise."
        ),
        translate("Quality", "No leaning to a side is to be seen."),
    )
    return _figure(share, basis, _leaning(share, *meanings))


def length_figure(report: QualityReport) -> Figure:
    """Say whether the user leans to long or short answers."""
    translate = QCoreApplication.translate
    share = report.longer
    basis = CountedTexts().for_longer(share.n)
    meanings = (
        translate(
            "Quality", "You prefer longer answers, and the model will learn it. Do you mean it?"
        ),
        translate(
            "Quality", "You prefer shorter answers, and the model will learn it. Do you mean it?"
        ),
        translate("Quality", "No leaning to long or short answers is to be seen."),
    )
    return _figure(share, basis, _leaning(share, *meanings))


def _leaning(share: Proportion, more: str, less: str, neither: str) -> str:
    """Return what a share that should be a half means."""
    if few := missing(share):
        return CountedTexts().missing(few)
    if share.low > 0.5:
        return more
    return less if share.high < 0.5 else neither


def _figure(share: Proportion, basis: str, meaning: str) -> Figure:
    if share.n == 0:
        return Figure(NOTHING, "", meaning)
    interval = QCoreApplication.translate("Quality", "95%: {low} to {high}").format(
        low=percent(share.low), high=percent(share.high)
    )
    return Figure(percent(share.value), f"{basis} · {interval}", meaning, share)


def speed_rows(speed: Speed | None) -> list[list[str]]:
    """Return the rows of the table of speeds: length, median time, comparisons."""
    translate = QCoreApplication.translate
    if speed is None:
        return []
    every = [translate("Quality", "All"), seconds_text(speed.seconds), str(speed.n)]
    length = translate("Quality", "{shortest}–{longest} characters")
    return [
        every,
        *(
            [
                length.format(shortest=band.shortest, longest=band.longest),
                seconds_text(band.seconds),
                str(band.n),
            ]
            for band in speed.bands
        ),
    ]


def summary_row(summary: Summary) -> list[str]:
    """Return the row of a period or a tag."""
    return [
        summary.name,
        str(summary.judgements),
        seconds_text(summary.seconds),
        share_text(summary.consistency),
        share_text(summary.agreement),
    ]


def strategy_row(result: StrategyResult) -> list[str]:
    """Return the row of a strategy, with a verdict."""
    known = result.strategy in {strategy.value for strategy in Strategy}
    name = strategy_name(Strategy(result.strategy)) if known else result.strategy
    shares = [share_text(result.chosen), share_text(result.control)]
    return [name, *shares, _difference_text(result), verdict(result)]


def _difference_text(result: StrategyResult) -> str:
    if math.isnan(result.difference.value):
        return NOTHING
    value, low, high = (
        signed_text(100 * share)
        for share in (result.difference.value, result.difference.low, result.difference.high)
    )
    return QCoreApplication.translate("Quality", "{value} ({low} to {high})").format(
        value=value, low=low, high=high
    )


def verdict(result: StrategyResult) -> str:
    """Say whether a strategy found more pairs on which the reward model was wrong than chance."""
    translate = QCoreApplication.translate
    if math.isnan(result.difference.value):
        return translate("Quality", "cannot tell: too few scored")
    if result.difference.decided:
        better = translate("Quality", "better than chance")
        return better if result.better else translate("Quality", "worse than chance")
    if result.more:
        return CountedTexts().undecided(_roughly(result.more))
    return translate("Quality", "no difference to be seen")


def _roughly(count: int) -> int:
    """Return a number with two figures: what is foretold is no more exact than that."""
    return int(float(f"{count:.2g}"))
