from __future__ import annotations

import pytest

from desktop.domain.aspects import parse_aspects
from desktop.domain.errors import InvalidInputError
from desktop.domain.runs import Stage, settings_for


def test_weights_by_aspect() -> None:
    assert parse_aspects("") == {}
    assert parse_aspects(" overall=1, tone of voice = 0.5,") == {
        "overall": 1.0,
        "tone of voice": 0.5,
    }


@pytest.mark.parametrize(
    "text", ["tone", "=1", "tone=x", "tone=-1", "tone=inf", "tone=1, tone=2", "tone=0, facts=0"]
)
def test_what_is_no_weight_is_told(text: str) -> None:
    with pytest.raises(InvalidInputError, match="aspect"):
        parse_aspects(text)


def test_the_settings_refuse_it_too() -> None:
    with pytest.raises(InvalidInputError, match="not an aspect"):
        settings_for(Stage.REWARD, {"aspects": "tone"})
