"""What a reward-model run found, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.verdict import Verdict, VerdictReason, VerdictState
from desktop.ui.number_texts import signed_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_STATES = {
    VerdictState.READY: (QT_TRANSLATE_NOOP("RewardWords", "ready"), "good"),
    VerdictState.RATE_MORE: (QT_TRANSLATE_NOOP("RewardWords", "rate more"), "warning"),
    VerdictState.CANNOT_TELL: (QT_TRANSLATE_NOOP("RewardWords", "cannot tell"), "warning"),
}
_REASONS = {
    VerdictReason.CLEARS_THE_BAR: QT_TRANSLATE_NOOP(
        "RewardWords", "It agrees with you surely more often than chance: PPO can learn against it."
    ),
    VerdictReason.CURVE: QT_TRANSLATE_NOOP(
        "RewardWords",
        "By its learning curve about {more} more judged pairs would make it ready.",
    ),
    VerdictReason.FEW_HELD_OUT: QT_TRANSLATE_NOOP(
        "RewardWords",
        "Too few unseen pairs to judge it: about {more} more judged pairs are needed for that.",
    ),
    VerdictReason.FLAT: QT_TRANSLATE_NOOP(
        "RewardWords",
        "How many more pairs it takes cannot be told: the learning curve is flat. Other prompts, "
        "clearer preferences or a larger model may help more than further pairs.",
    ),
    VerdictReason.FAR: QT_TRANSLATE_NOOP(
        "RewardWords",
        "How many more pairs it takes cannot be told: it learns, but the goal lies beyond four "
        "times the pairs there are.",
    ),
    VerdictReason.NOTHING_MEASURED: QT_TRANSLATE_NOOP(
        "RewardWords", "There are no unseen pairs with a preference, so nothing could be measured."
    ),
}
_KINDS = {
    "comparison": QT_TRANSLATE_NOOP("RewardWords", "comparisons"),
    "ranking": QT_TRANSLATE_NOOP("RewardWords", "rankings"),
    "rating": QT_TRANSLATE_NOOP("RewardWords", "scores"),
    "correction": QT_TRANSLATE_NOOP("RewardWords", "corrections"),
}


def verdict_of(result: Mapping[str, Any]) -> Verdict | None:
    """Return a run's verdict; None for runs that gave none."""
    found = result.get("verdict")
    return Verdict.from_json(found) if found else None


def verdict_chip(verdict: Verdict) -> tuple[str, str]:
    """Return the verdict in a word or two, and its tone."""
    words, tone = _STATES[verdict.state]
    return _translated(words), tone


def verdict_sentence(verdict: Verdict) -> str:
    """Return the verdict in a sentence."""
    return _translated(_REASONS[verdict.reason]).format(more=verdict.more)


def agreement_sentence(result: Mapping[str, Any]) -> str:
    """Return how often the model agrees with the user on unseen pairs; empty if unmeasured."""
    if any(result.get(name) is None for name in ("accuracy", "low", "high", "n")):
        return ""
    words = QT_TRANSLATE_NOOP(
        "RewardWords",
        "Agrees with you on {value}% of {n} pairs it has not seen (95% interval {low} to {high}%).",
    )
    sentence = _translated(words).format(
        value=_percent(result["accuracy"]),
        n=round(result["n"]),
        low=_percent(result["low"]),
        high=_percent(result["high"]),
    )
    if result.get("cross_validated"):
        words = QT_TRANSLATE_NOOP(
            "RewardWords", "Each prompt was left out once and told by a model that had not seen it."
        )
        sentence += " " + _translated(words)
    return sentence


def detail_lines(result: Mapping[str, Any]) -> Iterator[str]:
    """Yield what else was measured, a line each."""
    if kinds := result.get("by_kind"):
        shares = [
            f"{_translated(_KINDS.get(kind, kind))}: {_share(found)}"
            for kind, found in kinds.items()
        ]
        words = QT_TRANSLATE_NOOP("RewardWords", "By kind: {shares}")
        yield _translated(words).format(shares=" · ".join(shares))
    if lengths := result.get("by_length_difference"):
        words = QT_TRANSLATE_NOOP(
            "RewardWords", "By how much longer the preferred answer is (tokens): {shares}"
        )
        shares = [f"{_range(found)}: {_share(found)}" for found in lengths]
        yield _translated(words).format(shares=" · ".join(shares))
    if (concordance := result.get("score_concordance")) is not None:
        words = QT_TRANSLATE_NOOP(
            "RewardWords",
            "Of two answers with different scores it prefers the better one in {value}% of cases "
            "({n} scored answers).",
        )
        yield _translated(words).format(value=_percent(concordance), n=result["scored"])
    if (correlation := result.get("length_correlation")) is not None:
        words = QT_TRANSLATE_NOOP(
            "RewardWords", "Correlation of its rewards with length: {value}. Log loss: {loss}."
        )
        loss = result.get("corrected_log_loss", result.get("log_loss"))
        shown = "–" if loss is None else f"{loss:.3f}"
        yield _translated(words).format(value=signed_text(correlation, 2), loss=shown)
    if second := result.get("second"):
        words = QT_TRANSLATE_NOOP(
            "RewardWords", "The second reward model, which PPO never sees: {share}"
        )
        yield _translated(words).format(share=_share(second))


def _share(found: Mapping[str, Any]) -> str:
    if found.get("accuracy") is None:
        return "–"
    words = QT_TRANSLATE_NOOP("RewardWords", "{value}% of {n}")
    return _translated(words).format(value=_percent(found["accuracy"]), n=found["n"])


def _range(found: Mapping[str, Any]) -> str:
    """Return the bounds of a column: `low` within it, `high` beyond it."""
    low, high = _signed(found["low"]), _signed(found["high"])
    if not low:
        return f"< {high}"
    return f"{low} … {high}" if high else f"≥ {low}"


def _signed(bound: int | None) -> str:
    return "" if bound is None else str(bound).replace("-", "\N{MINUS SIGN}")


def _percent(share: float) -> int:
    return round(100 * share)


def _translated(words: object) -> str:
    return QCoreApplication.translate("RewardWords", str(words))
