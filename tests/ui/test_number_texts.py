"""Numbers as they are read."""

from __future__ import annotations

import math

import pytest

from desktop.ui.number_texts import number_text, signed_text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.8412, "", "0.84"),
        (-0.5, "", "−0.50"),
        (3.1, "nats", "3.10 nats"),
        (38.44, "", "38.4"),
        (1234.5, "", "1,234"),
        (0.000123, "", "0.00012"),
        (0.0, "", "0.00"),
        (None, "nats", "–"),
        (math.nan, "", "–"),
    ],
)
def test_numbers_as_a_chart_shows_them(value: float | None, unit: str, text: str) -> None:
    assert number_text(value, unit) == text


@pytest.mark.parametrize(
    ("value", "decimals", "text"), [(3, 0, "+3"), (-0.254, 2, "−0.25"), (0.0, 1, "+0.0")]
)
def test_numbers_with_their_sign(value: float, decimals: int, text: str) -> None:
    assert signed_text(value, decimals) == text
