from __future__ import annotations

import pytest

from desktop.domain.prompts import Role
from desktop.exchange.hh_rlhf import HhRlhf
from desktop.exchange.records import RowRefusedError

START = "\n\nHuman: Who are you?\n\nAssistant: A model.\n\nHuman: Tell me\nmore.\n\nAssistant:"


def test_the_prompt_is_what_both_begin_with_up_to_the_last_answer() -> None:
    row = {"chosen": START + " A good one.", "rejected": START + " A bad one."}
    record = HhRlhf().read(row)
    assert [(m.role, m.content) for m in record.prompt.messages] == [
        (Role.USER, "Who are you?"),
        (Role.ASSISTANT, "A model."),
        (Role.USER, "Tell me\nmore."),
    ]
    assert (record.chosen, record.rejected) == ("A good one.", "A bad one.")


@pytest.mark.parametrize(
    ("chosen", "rejected"),
    [
        ("Hello", "World"),
        (START + " Yes\n\nHuman: And?\n\nAssistant: Well.", START + " No"),
        ("Preface" + START + " Yes", "Preface" + START + " No"),
        (5, START),
    ],
)
def test_what_is_not_such_a_pair_is_refused(chosen: object, rejected: object) -> None:
    with pytest.raises(RowRefusedError):
        HhRlhf().read({"chosen": chosen, "rejected": rejected})
