"""What is said about a model version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from desktop.domain.versions import VersionKind
from desktop.ui.number_texts import number_text

if TYPE_CHECKING:
    from desktop.domain.versions import ModelVersion

_KINDS = {
    VersionKind.BASE: QT_TRANSLATE_NOOP("Versions", "base"),
    VersionKind.POLICY: QT_TRANSLATE_NOOP("Versions", "policy"),
    VersionKind.REWARD: QT_TRANSLATE_NOOP("Versions", "reward model"),
}
_METRICS = {
    "accuracy": QT_TRANSLATE_NOOP("Versions", "Agreement on unseen pairs"),
    "low": QT_TRANSLATE_NOOP("Versions", "Lower end of its interval"),
    "high": QT_TRANSLATE_NOOP("Versions", "Upper end of its interval"),
    "n": QT_TRANSLATE_NOOP("Versions", "Unseen pairs"),
    "log_loss": QT_TRANSLATE_NOOP("Versions", "Log loss"),
    "calibration_error": QT_TRANSLATE_NOOP("Versions", "Calibration error"),
    "length_correlation": QT_TRANSLATE_NOOP("Versions", "Correlation with length"),
    "updates": QT_TRANSLATE_NOOP("Versions", "Updates"),
    "reward_before": QT_TRANSLATE_NOOP("Versions", "Reward before"),
    "reward_after": QT_TRANSLATE_NOOP("Versions", "Reward after"),
    "kl": QT_TRANSLATE_NOOP("Versions", "KL to the start"),
    "loss_before": QT_TRANSLATE_NOOP("Versions", "Loss before"),
    "loss_after": QT_TRANSLATE_NOOP("Versions", "Loss after"),
    "steps": QT_TRANSLATE_NOOP("Versions", "Steps"),
}
_SHARES = ("accuracy", "low", "high")
_COUNTS = ("n", "updates", "steps")


def kind_text(kind: VersionKind) -> str:
    """Return what a version is used as."""
    return QCoreApplication.translate("Versions", str(_KINDS[kind]))


def metric_rows(version: ModelVersion) -> list[tuple[str, str]]:
    """Return the figures worth showing, with their names."""
    return [
        (QCoreApplication.translate("Versions", str(words)), _value_text(name, version))
        for name, words in _METRICS.items()
        if name in version.metrics
    ]


def headline(version: ModelVersion) -> str:
    """Return the one figure that says most about a version; empty for a base."""
    if "accuracy" in version.metrics:
        return _value_text("accuracy", version)
    if {"reward_before", "reward_after"} <= set(version.metrics):
        before, after = version.metrics["reward_before"], version.metrics["reward_after"]
        return f"{number_text(before)} → {number_text(after)}"
    return ""


def _value_text(name: str, version: ModelVersion) -> str:
    value = version.metrics[name]
    if name in _SHARES:
        return f"{100 * value:.0f}%"
    whole = name in _COUNTS and float(value).is_integer()
    return str(int(value)) if whole else number_text(value)
