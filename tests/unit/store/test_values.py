from __future__ import annotations

import json
import math

from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.prompts import Message, Role
from desktop.store.values import (
    messages_from_text,
    messages_to_text,
    numbers_from_text,
    numbers_to_text,
    to_text,
)


def test_numbers_that_json_does_not_know_become_null_wherever_they_are() -> None:
    value = {"a": math.nan, "b": [1.5, math.inf, (2, -math.inf)], "c": "nan"}
    assert json.loads(to_text(value)) == {"a": None, "b": [1.5, None, [2, None]], "c": "nan"}


def test_named_numbers_come_back_and_nan_stays_nan() -> None:
    read = numbers_from_text(numbers_to_text({"accuracy": 0.75, "loss": math.nan, "n": 12}))
    assert read["accuracy"] == 0.75
    assert read["n"] == 12.0
    assert math.isnan(read["loss"])


@given(
    st.lists(
        st.builds(Message, st.sampled_from(Role), st.text(st.characters(codec=None))), max_size=4
    )
)
def test_messages_come_back_whatever_their_characters(messages: list[Message]) -> None:
    assert messages_from_text(messages_to_text(messages)) == tuple(messages)
