from __future__ import annotations

import json
from typing import Any

import pytest

from desktop.domain.feedback import (
    BadPrompt,
    Comment,
    Comparison,
    Correction,
    Demonstration,
    FeedbackEvent,
    Flag,
    Judgement,
    Preference,
    Quality,
    Ranking,
    Rating,
    Retraction,
    Skip,
)
from desktop.domain.prompts import Message, Prompt, Role, Split, user_prompt
from desktop.domain.responses import Origin, Response
from desktop.domain.settings import SamplingSettings
from desktop.exchange.archive import (
    Archive,
    Contents,
    archive_rows,
    read_event,
    read_prompt,
    read_response,
)
from desktop.exchange.records import RowRefusedError

JUDGEMENTS: list[Judgement] = [
    Comparison(1, 2, 3, Preference.B_MUCH, repeat_of=4),
    Comparison(1, 2, 3, Preference.A, strategy="different", control=True),
    Comparison(1, 2, 3, None, Quality.BOTH_BAD),
    Ranking(1, ((2, 3), (4,))),
    Rating(1, 2, 3, aspect="tone"),
    Correction(1, 2, 3, as_pair=False),
    Demonstration(1, 2),
    Flag(1, 2, "wrong", 3, 9),
    Comment(1, None, "text", ("a", "b")),
    Skip(1, (2, 3)),
    BadPrompt(1),
    Retraction(),
]


def written(row: dict[str, Any]) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(json.dumps(row))
    return value


def rows(contents: Contents) -> list[dict[str, Any]]:
    return [written(row) for row in archive_rows(contents)]


@pytest.mark.parametrize("judgement", JUDGEMENTS, ids=lambda j: type(j).__name__)
def test_every_kind_of_event_comes_back(judgement: Judgement) -> None:
    event = FeedbackEvent(9, judgement, 12.5, "simulated:x", 2, 3.25, 8)
    row = rows(Contents("p", "starter", (), (), (), (event,)))[1]
    assert Archive().read(row).type == "feedback"
    assert read_event(row) == event


def test_prompts_and_responses_come_back() -> None:
    messages = (Message(Role.SYSTEM, "Be brief."), *user_prompt("Hi\u2028there"))
    prompt = Prompt(3, messages, Split.HELD_OUT, 1.5, "typed", ("a",), True, {"k": [1, None]})
    sampling = SamplingSettings(0.7, 33)
    response = Response(5, 3, "Yes", Origin.GENERATED, 1, 2, False, 7, sampling, 2**62, 3.5)
    found = rows(Contents("p", "starter", (), (prompt,), (response,), ()))
    assert read_prompt(found[1]) == prompt
    assert read_response(found[2]) == response


def test_what_is_missing_or_of_another_version_is_named() -> None:
    with pytest.raises(RowRefusedError, match="“messages” is missing"):
        read_prompt({"type": "prompt", "id": 1})
    with pytest.raises(RowRefusedError, match="version 9"):
        Archive().read({"type": "tastemaker", "version": 9})
    with pytest.raises(RowRefusedError, match="own export"):
        Archive().read({"type": "else"})
    with pytest.raises(RowRefusedError, match="missing"):
        read_event({"type": "feedback", "id": 1, "kind": "nonsense"})
    with pytest.raises(RowRefusedError, match="unexpected value"):
        read_response({**_response_row(), "origin": "nowhere"})


def _response_row() -> dict[str, Any]:
    return rows(Contents("p", "m", (), (), (Response(1, 1, "x"),), ()))[1]
