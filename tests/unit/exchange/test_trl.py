from __future__ import annotations

from typing import Any

import pytest

from desktop.domain.feedback import (
    Comparison,
    FeedbackEvent,
    Judgement,
    Preference,
    Quality,
    Rating,
)
from desktop.domain.prompts import Message, Prompt, Role, Split, user_prompt
from desktop.domain.responses import Response
from desktop.exchange.prompt_feedback import Loss, PromptFeedback
from desktop.exchange.records import PairRecord, PromptRecord, RowRefusedError
from desktop.exchange.trl import (
    TrlPreference,
    TrlPrompts,
    TrlSft,
)

ASK = {"role": "user", "content": "Hi"}
YES = {"role": "assistant", "content": "Yes"}
NO = {"role": "assistant", "content": "No"}


def test_unknown_columns_become_metadata() -> None:
    record = TrlPrompts().read({"prompt": "Hi", "topic": "x", "tags": ["t"], "split": "held_out"})
    assert record == PromptRecord(user_prompt("Hi"), Split.HELD_OUT, ("t",), {"topic": "x"})


@pytest.mark.parametrize(
    "row",
    [
        {"messages": [ASK, YES]},
        {"prompt": "Hi", "completion": "Yes"},
        {"prompt": [ASK], "completion": [YES]},
    ],
)
def test_all_forms_of_a_demonstration_are_the_same(row: dict[str, Any]) -> None:
    record = TrlSft().read(row)
    assert (record.prompt.messages, record.response) == (user_prompt("Hi"), "Yes")


@pytest.mark.parametrize(
    "row",
    [
        {"prompt": "Hi", "chosen": "Yes", "rejected": "No"},
        {"prompt": [ASK], "chosen": [YES], "rejected": [NO]},
        {"chosen": [ASK, YES], "rejected": [ASK, NO]},
        {"chosen": [{"role": "human", "content": "Hi"}, YES], "rejected": [ASK, NO]},
    ],
)
def test_all_forms_of_a_preference_are_the_same(row: dict[str, Any]) -> None:
    record = TrlPreference().read(row)
    assert record.prompt.messages == user_prompt("Hi")
    assert (record.chosen, record.rejected) == ("Yes", "No")
    assert record.preference is Preference.A


def test_the_implicit_prompt_has_all_turns_in_common() -> None:
    turns = [ASK, YES, {"role": "user", "content": "Sure?"}]
    record = TrlPreference().read({"chosen": [*turns, YES], "rejected": [*turns, NO]})
    assert [m.content for m in record.prompt.messages] == ["Hi", "Yes", "Sure?"]


@pytest.mark.parametrize(
    "row",
    [
        {"chosen": "Yes", "rejected": "No"},
        {"chosen": [ASK, YES], "rejected": [{"role": "user", "content": "Other"}, NO]},
        {"prompt": "Hi", "chosen": "Yes", "rejected": "No", "margin": "much"},
        {"prompt": "Hi", "chosen": "Yes"},
        {"prompt": 5, "chosen": "Yes", "rejected": "No"},
        {"prompt": [ASK, YES], "chosen": "Yes", "rejected": "No"},
        {"prompt": [{"content": "Hi"}], "chosen": "Yes", "rejected": "No"},
        {"prompt": "Hi", "chosen": [ASK], "rejected": "No"},
    ],
)
def test_unusable_preferences_are_refused(row: dict[str, Any]) -> None:
    with pytest.raises(RowRefusedError):
        TrlPreference().read(row)


def test_preferences_come_back_with_their_strength() -> None:
    head = (Message(Role.SYSTEM, "Be brief."), *user_prompt("Hi"))
    responses = {n: Response(n, 7, letter) for n, letter in enumerate("abcde", start=1)}
    strengths = (Preference.A_MUCH, Preference.B, Preference.A_SLIGHTLY, Preference.EQUAL)
    events = tuple(
        FeedbackEvent(n, Comparison(7, n, n + 1, preference), 0.0)
        for n, preference in enumerate(strengths, start=1)
    )
    item = PromptFeedback(Prompt(7, head, Split.HELD_OUT), responses, events)
    found = list(TrlPreference().rows(item))
    prompt = PromptRecord(head, Split.HELD_OUT)
    assert [TrlPreference().read(row) for row in found if isinstance(row, dict)] == [
        PairRecord(prompt, "a", "b", Preference.A_MUCH),
        PairRecord(prompt, "c", "b", Preference.A),
        PairRecord(prompt, "c", "d", Preference.A_SLIGHTLY),
    ]
    assert [loss for loss in found if not isinstance(loss, dict)] == [Loss.TIE]


def test_a_label_is_a_rating_where_there_is_one_else_what_comparisons_agree_on() -> None:
    responses = {n: Response(n, 1, letter) for n, letter in enumerate("abcd", start=1)}
    judgements: tuple[Judgement, ...] = (
        Comparison(1, 1, 2, Preference.A),
        Comparison(1, 2, 3, Preference.A),
        Comparison(1, 3, 4, None, Quality.BOTH_BAD),
        Rating(1, 1, 1),
    )
    events = tuple(FeedbackEvent(n, j, 0.0) for n, j in enumerate(judgements, start=1))
    item = PromptFeedback(Prompt(1, user_prompt("Hi")), responses, events)
    assert list(item.labels()) == [("a", False), Loss.MIXED, ("c", False), ("d", False)]
