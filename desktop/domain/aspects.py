"""Weights of the aspects that scores are given on, written as “overall=1, tone=0.5”."""

from __future__ import annotations

import math

from desktop.domain.errors import InvalidInputError


def parse_aspects(text: str) -> dict[str, float]:
    """Return weights by aspect; empty text names none, and every aspect counts the same.

    Raises:
        InvalidInputError: The text is not of this form, or nothing has a weight.
    """
    weights: dict[str, float] = {}
    for part in filter(None, (piece.strip() for piece in text.split(","))):
        name, _, number = part.rpartition("=")
        weight = _number(number)
        if not name.strip() or weight is None or name.strip() in weights:
            raise InvalidInputError(
                f"“{part}” is not an aspect with its weight",
                "Each aspect is named once, with a weight that is not negative.",
                "Write them as “overall=1, tone=0.5”.",
            )
        weights[name.strip()] = weight
    if weights and not any(weights.values()):
        raise InvalidInputError(
            "No aspect counts",
            "All the weights are zero, so the scores would say nothing.",
            "Give at least one aspect a weight above zero, or leave the setting empty.",
        )
    return weights


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and value >= 0 else None
