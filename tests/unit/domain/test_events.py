from __future__ import annotations

import dataclasses
import pickle
from typing import get_args

import pytest

from desktop.domain.events import Event, GeneratedText, ResponsesGenerated, RunEnded


@pytest.mark.parametrize("cls", get_args(Event))
def test_every_event_is_a_frozen_record(cls: type) -> None:
    assert dataclasses.is_dataclass(cls)
    assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]
    assert "__dict__" not in dir(cls)


@pytest.mark.parametrize(
    "event",
    [
        RunEnded("finished", 40, {"kl": 3.5}),
        ResponsesGenerated(1, (GeneratedText(0, 1, "你好", True, 5, 42, 0.5),), last=False),
    ],
)
def test_events_survive_the_pipe(event: Event) -> None:
    assert pickle.loads(pickle.dumps(event)) == event
