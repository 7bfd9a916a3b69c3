from __future__ import annotations

from typing import Any

import pytest

from desktop.domain.datasets import DemonstrationExample, PairTarget, PreferenceGroup
from desktop.domain.derivation import STRENGTH_TARGET
from desktop.domain.feedback import Preference
from desktop.domain.prompts import Message, Role, Split, user_prompt
from desktop.exchange.records import PairRecord, PromptRecord, RowRefusedError
from desktop.exchange.trl import (
    TrlPreference,
    TrlPrompts,
    TrlSft,
    preference_rows,
    prompt_rows,
    sft_rows,
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
    targets = (STRENGTH_TARGET[s] for s in (3, 2, 1, 0))
    pairs = tuple(PairTarget(n, n + 1, target) for n, target in enumerate(targets))
    head = (Message(Role.SYSTEM, "Be brief."), *user_prompt("Hi"))
    group = PreferenceGroup(7, head, ("a", "b", "c", "d", "e"), pairs, split=Split.HELD_OUT)
    back = [TrlPreference().read(row) for row in preference_rows([group])]
    prompt = PromptRecord(head, Split.HELD_OUT)
    assert back == [
        PairRecord(prompt, "a", "b", Preference.A_MUCH),
        PairRecord(prompt, "b", "c", Preference.A),
        PairRecord(prompt, "c", "d", Preference.A_SLIGHTLY),
    ]


def test_demonstrations_and_prompts_come_back() -> None:
    example = DemonstrationExample(1, user_prompt("Hi"), "Yes")
    record = TrlSft().read(next(sft_rows([example])))
    assert (record.prompt.messages, record.response) == (example.messages, "Yes")
    prompt = PromptRecord(user_prompt("Hi", "Be brief."), Split.TRAIN, ("a", "b"))
    assert TrlPrompts().read(next(prompt_rows([prompt]))) == prompt
