"""Numbers as they are read, with a true minus sign."""

from __future__ import annotations

import math


def minus(text: str) -> str:
    """Return a formatted number with a minus sign that is as wide as a plus."""
    return text.replace("-", "−")


def signed_text(value: float, decimals: int = 0) -> str:
    """Return a number with its sign, also when it is above zero: +3, −0.25."""
    return minus(f"{value:+.{decimals}f}")


def number_text(value: float | None, unit: str = "") -> str:
    """Return a value as a chart's corner shows it: about three figures and the unit."""
    if value is None or not math.isfinite(value):
        return "–"
    size = abs(value)
    if size >= 100:
        text = f"{value:,.0f}"
    elif size >= 10:
        text = f"{value:.1f}"
    elif size >= 0.01 or value == 0:
        text = f"{value:.2f}"
    else:
        text = f"{value:.2g}"
    text = minus(text)
    return f"{text} {unit}" if unit else text
