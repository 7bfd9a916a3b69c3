"""Lengths of time in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication


def duration_text(seconds: float) -> str:
    """Return a length of time: `40 s`, `18 min`, `2 h 05 min`."""
    whole = round(seconds)
    if whole < 60:
        return QCoreApplication.translate("Durations", "{seconds} s").format(seconds=whole)
    minutes = round(seconds / 60)
    if minutes < 60:
        return QCoreApplication.translate("Durations", "{minutes} min").format(minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    text = QCoreApplication.translate("Durations", "{hours} h {minutes} min")
    return text.format(hours=hours, minutes=f"{minutes:02d}")


def time_left_text(seconds: float | None) -> str:
    """Return how much time is left; empty while nothing is known."""
    if seconds is None:
        return ""
    return QCoreApplication.translate("Durations", "{duration} left").format(
        duration=duration_text(seconds)
    )
