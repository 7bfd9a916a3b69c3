"""Rows as the other programs write them, read by hand: every format, field by field."""

from __future__ import annotations

from typing import Any

import pytest

from desktop.domain.feedback import (
    Comment,
    Comparison,
    Correction,
    Demonstration,
    Judgement,
    Preference,
    Quality,
    Ranking,
    Rating,
)
from desktop.domain.prompts import Role
from desktop.domain.responses import Origin
from desktop.exchange.formats import format_named, recognised
from desktop.exchange.records import FeedbackRecord, RowRefusedError, as_feedback

A, B, C = "first answer", "second answer", "third answer"

ULTRAFEEDBACK = {
    "source": "evol",
    "instruction": "Why?",
    "models": ["llama", "gpt"],
    "completions": [
        {
            "model": "llama",
            "response": A,
            "annotations": {
                "helpfulness": {"Rating": "4", "Rationale": "It helps.", "Type": ["1"]},
                "honesty": {"Rating": "N/A", "Rationale": ""},
            },
            "critique": "Shorter, please.",
            "overall_score": 7.5,
        },
        {"model": "gpt", "response": B, "annotations": {}},
    ],
}
BINARIZED = {
    "prompt": "Why?",
    "prompt_id": "f0",
    "chosen": [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": A}],
    "rejected": [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": B}],
    "messages": [{"role": "user", "content": "Why?"}, {"role": "assistant", "content": A}],
    "score_chosen": 8.5,
    "score_rejected": 5.0,
}
OPENAI = {
    "info": {"id": "t3", "post": "My cat.", "title": "Cat", "subreddit": "pets"},
    "summaries": [{"text": A, "policy": "sup4"}, {"text": B, "policy": "ref"}],
    "choice": 1,
    "worker": "w1",
    "batch": "batch3",
    "split": "train",
    "extra": {"confidence": 9},
}
LABEL_STUDIO = {
    "id": 7,
    "data": {"prompt": "Why?", "answer1": A, "answer2": B, "topic": "x"},
    "annotations": [
        {
            "completed_by": 3,
            "lead_time": 12.5,
            "was_cancelled": False,
            "created_at": "2024-01-01T00:00:00+00:00",
            "result": [
                {
                    "type": "pairwise",
                    "from_name": "pw",
                    "to_name": "answer1,answer2",
                    "value": {"selected": "left"},
                },
                {
                    "type": "rating",
                    "from_name": "rating",
                    "to_name": "answer2",
                    "value": {"rating": 2},
                },
                {
                    "type": "textarea",
                    "from_name": "corrected",
                    "to_name": "answer2",
                    "value": {"text": [C]},
                },
            ],
        },
        {"was_cancelled": True, "result": [{"type": "pairwise", "value": {"selected": "right"}}]},
    ],
}
RANKER = {
    "data": {
        "question": "Why?",
        "items": [{"id": "x", "body": A}, {"id": "y", "body": B}, {"id": "z", "body": C}],
    },
    "annotations": [{"result": [{"type": "ranker", "value": {"ranker": {"rank": ["z", "x"]}}}]}],
}
ARGILLA = {
    "id": "r1",
    "status": "completed",
    "_server_id": "s1",
    "prompt": "Why?",
    "response1": A,
    "response2": B,
    "preference.responses": [
        [{"value": "response2", "rank": 1}, {"value": "response1", "rank": 2}]
    ],
    "preference.responses.users": ["u1"],
    "preference.responses.status": ["submitted"],
    "quality.suggestion": 4,
    "quality.suggestion.agent": "gpt",
    "topic": "x",
}
KILN = {
    "v": 1,
    "id": "1",
    "input": "Why?",
    "output": {
        "output": A,
        "source": {"type": "synthetic", "properties": {"model_name": "gpt_4o"}},
        "rating": {
            "type": "five_star",
            "value": 3.0,
            "requirement_ratings": {"tone": {"type": "pass_fail", "value": 1.0}},
        },
    },
    "repair_instructions": "Be brief.",
    "repaired_output": {"output": B},
    "tags": ["eval"],
}
WEBUI = {
    "id": "f1",
    "user_id": "u1",
    "type": "rating",
    "data": {
        "rating": -1,
        "model_id": "llama",
        "sibling_model_ids": ["gpt"],
        "reason": "too_verbose",
        "comment": "Long.",
        "details": {"rating": 3},
    },
    "meta": {"arena": True, "message_id": "m2", "chat_id": "c", "tags": ["help"]},
    "snapshot": {
        "chat": {
            "id": "c",
            "chat": {
                "history": {
                    "messages": {
                        "m1": {"id": "m1", "parentId": None, "role": "user", "content": "Why?"},
                        "m2": {
                            "id": "m2",
                            "parentId": "m1",
                            "role": "assistant",
                            "content": A,
                            "model": "llama",
                        },
                        "m3": {
                            "id": "m3",
                            "parentId": "m1",
                            "role": "assistant",
                            "content": B,
                            "model": "gpt",
                        },
                    }
                }
            },
        }
    },
    "created_at": 1700000000,
}


def state(answer: str, model: str) -> dict[str, Any]:
    messages = [["USER", "Why?"], ["ASSISTANT", "So."], ["USER", "Sure?"], ["ASSISTANT", answer]]
    return {
        "template_name": "one_shot",
        "system_message": "Be kind.",
        "roles": ["USER", "ASSISTANT"],
        "messages": messages,
        "offset": 0,
        "model_name": model,
    }


ARENA = {
    "tstamp": 1700000000.5,
    "type": "bothbad_vote",
    "models": ["", ""],
    "states": [state(A, "vicuna"), state(B, "koala")],
    "ip": "203.0.113.9",
}
ALPACA_EVAL = {
    "instruction": "Why?",
    "output_1": A,
    "generator_1": "davinci",
    "output_2": B,
    "generator_2": "ours",
    "annotator": "gpt4",
    "preference": 1.8,
    "dataset": "helpful",
}

SAID: list[tuple[str, dict[str, Any], list[Judgement]]] = [
    (
        "ultrafeedback",
        ULTRAFEEDBACK,
        [
            Rating(0, 0, 4, 1, 5, "helpfulness"),
            Comment(0, 0, "It helps.", ("helpfulness",)),
            Rating(0, 0, 75, 0, 100),
            Comment(0, 0, "Shorter, please.", ("critique",)),
        ],
    ),
    ("ultrafeedback-binarized", BINARIZED, [Comparison(0, 0, 1, Preference.A_MUCH)]),
    ("openai-summaries", OPENAI, [Comparison(0, 0, 1, Preference.B_MUCH)]),
    (
        "label-studio",
        LABEL_STUDIO,
        [Comparison(0, 0, 1, Preference.A), Rating(0, 1, 2, 1, 5), Correction(0, 1, 2)],
    ),
    ("label-studio", RANKER, [Ranking(0, ((2,), (0,)))]),
    ("argilla", ARGILLA, [Ranking(0, ((1,), (0,))), Rating(0, 0, 4, 1, 5, "quality")]),
    (
        "kiln",
        KILN,
        [
            Rating(0, 0, 3, 1, 5),
            Rating(0, 0, 1, 0, 1, "tone"),
            Correction(0, 0, 1),
            Comment(0, 0, "Be brief.", ("repair",)),
        ],
    ),
    (
        "open-webui",
        WEBUI,
        [
            Comparison(0, 0, 1, Preference.B),
            Rating(0, 0, 3, 1, 10),
            Comment(0, 0, "Long.", ("too_verbose",)),
        ],
    ),
    ("fastchat-arena", ARENA, [Comparison(0, 0, 1, None, Quality.BOTH_BAD)]),
    ("alpaca-eval", ALPACA_EVAL, [Comparison(0, 0, 1, Preference.B_SLIGHTLY)]),
    (
        "alpaca-kto",
        {"instruction": "Why?", "input": "Now.", "output": A, "kto_tag": False},
        [Rating(0, 0, 0, 0, 1)],
    ),
    (
        "sharegpt-kto",
        {
            "conversations": [{"from": "human", "value": "Why?"}, {"from": "gpt", "value": A}],
            "kto_tag": True,
        },
        [Rating(0, 0, 1, 0, 1)],
    ),
    ("trl-unpaired", {"prompt": "Why?", "completion": A, "label": True}, [Rating(0, 0, 1, 0, 1)]),
    (
        "alpaca",
        {"instruction": "Why?", "input": "", "output": A, "history": [["Hi", "Hello"]]},
        [Demonstration(0, 0)],
    ),
    (
        "alpaca-pairs",
        {"instruction": "Why?", "input": "", "chosen": A, "rejected": B},
        [Comparison(0, 0, 1, Preference.A)],
    ),
    (
        "sharegpt",
        {
            "conversations": [{"from": "human", "value": "Why?"}, {"from": "gpt", "value": A}],
            "system": "Be kind.",
        },
        [Demonstration(0, 0)],
    ),
    (
        "sharegpt-pairs",
        {
            "conversations": [{"from": "human", "value": "Why?"}],
            "chosen": {"from": "gpt", "value": A},
            "rejected": {"from": "gpt", "value": B},
        },
        [Comparison(0, 0, 1, Preference.A)],
    ),
    (
        "axolotl",
        {"system": "Be kind.", "question": "Why?", "chosen": A, "rejected": B},
        [Comparison(0, 0, 1, Preference.A)],
    ),
]


def read(name: str, row: dict[str, Any]) -> FeedbackRecord:
    return as_feedback(format_named(name).read(row))  # type: ignore[arg-type]


@pytest.mark.parametrize(("name", "row", "said"), SAID, ids=[name for name, _, _ in SAID])
def test_what_a_row_says(name: str, row: dict[str, Any], said: list[Judgement]) -> None:
    found = recognised([row])
    assert found is not None
    assert found.name == name
    record = read(name, row)
    assert [s.judgement for s in record.said] == said
    assert record.prompt.messages[-1].role is Role.USER
    assert record.answers[0].text == A


def test_authors_annotators_and_times_are_kept() -> None:
    assert [a.author for a in read("ultrafeedback", ULTRAFEEDBACK).answers] == ["llama", "gpt"]
    assert [a.author for a in read("fastchat-arena", ARENA).answers] == ["vicuna", "koala"]
    assert [a.author for a in read("open-webui", WEBUI).answers] == ["llama", "gpt"]
    assert read("openai-summaries", OPENAI).said[0].annotator == "w1"
    assert [s.annotator for s in read("argilla", ARGILLA).said] == ["u1", "gpt"]
    said = read("label-studio", LABEL_STUDIO).said[0]
    assert (said.annotator, said.seconds, said.created_at) == ("3", 12.5, 1704067200.0)
    assert read("fastchat-arena", ARENA).said[0].created_at == 1700000000.5


def test_unknown_columns_are_kept_and_addresses_are_not() -> None:
    assert read("alpaca-eval", ALPACA_EVAL).prompt.metadata == {"dataset": "helpful"}
    assert read("label-studio", LABEL_STUDIO).prompt.metadata == {"topic": "x"}
    assert read("argilla", ARGILLA).prompt.metadata == {"topic": "x"}
    assert read("fastchat-arena", ARENA).prompt.metadata == {}
    assert read("kiln", KILN).prompt.tags == ("eval",)
    assert read("open-webui", WEBUI).prompt.tags == ("help",)


def test_prompts_are_built_as_the_format_means_them() -> None:
    assert read("alpaca-kto", SAID[10][1]).prompt.messages[0].content == "Why?\nNow."
    history = [m.content for m in read("alpaca", SAID[13][1]).prompt.messages]
    assert history == ["Hi", "Hello", "Why?"]
    assert read("sharegpt", SAID[15][1]).prompt.messages[0].content == "Be kind."
    arena = [(m.role.value, m.content) for m in read("fastchat-arena", ARENA).prompt.messages]
    assert arena[0] == ("system", "Be kind.")
    assert arena[-1] == ("user", "Sure?")
    summary = read("openai-summaries", OPENAI).prompt.messages[0].content
    assert summary == "SUBREDDIT: r/pets\n\nTITLE: Cat\n\nPOST: My cat.\n\nTL;DR:"


def test_a_written_or_repaired_answer_says_where_it_comes_from() -> None:
    human = {"input": "Why?", "output": {"output": A, "source": {"type": "human"}}}
    record = read("kiln", human)
    assert record.answers[0].origin is Origin.WRITTEN
    assert [s.judgement for s in record.said] == [Demonstration(0, 0)]
    assert read("kiln", KILN).answers[1].origin is Origin.CORRECTED


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("ultrafeedback", {"completions": []}),
        ("ultrafeedback", {"completions": [{"model": "x"}]}),
        ("openai-summaries", {"choice": 2}),
        ("openai-summaries", {"summaries": [{"text": A}]}),
        ("openai-summaries", {"info": {}}),
        ("label-studio", {"data": {"answer1": A}}),
        ("argilla", {"prompt": None}),
        ("kiln", {"output": {"output": A, "rating": {"type": "odd", "value": 1}}}),
        ("kiln", {"output": {"output": A, "rating": {"type": "five_star", "value": 9}}}),
        ("open-webui", {"meta": {"message_id": "gone"}}),
        ("open-webui", {"data": {"rating": 0}}),
        ("open-webui", {"snapshot": None}),
        ("fastchat-arena", {"type": "upvote"}),
        ("fastchat-arena", {"states": [state(A, "x")]}),
        ("alpaca-eval", {"preference": 3}),
        ("alpaca-eval", {"preference": "left"}),
        ("trl-unpaired", {"label": "maybe"}),
        ("alpaca", {"history": ["x"]}),
    ],
)
def test_rows_that_make_no_sense_are_refused(name: str, change: dict[str, Any]) -> None:
    row = next(row for known, row, _ in SAID if known == name)
    with pytest.raises(RowRefusedError):
        format_named(name).read({**row, **change})


def test_conversations_that_went_apart_are_no_comparison() -> None:
    other = state(B, "koala")
    other["messages"][1][1] = "Otherwise."
    with pytest.raises(RowRefusedError, match="differ"):
        format_named("fastchat-arena").read({**ARENA, "states": [state(A, "vicuna"), other]})
