"""HH-RLHF (Bai 2022): `chosen` and `rejected` are whole transcripts, turn after turn.

The prompt is the longest common beginning, cut back to the last turn of the assistant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import Preference
from desktop.domain.prompts import Message, Role
from desktop.exchange.chat_fields import prompt_record
from desktop.exchange.records import PairRecord, RowRefusedError

if TYPE_CHECKING:
    from collections.abc import Mapping

_HUMAN, _ASSISTANT = "\n\nHuman:", "\n\nAssistant:"
_TURN = re.compile(r"\n\n(Human|Assistant):")
_ROLES = {"Human": Role.USER, "Assistant": Role.ASSISTANT}


class HhRlhf:
    """Pairs of transcripts."""

    name = "hh-rlhf"

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        sides = (row.get("chosen"), row.get("rejected"))
        return all(isinstance(s, str) and s.startswith(_HUMAN) and _ASSISTANT in s for s in sides)

    def read(self, row: Mapping[str, Any]) -> PairRecord:
        """Read a row; raises `RowRefusedError`."""
        chosen, rejected = row.get("chosen"), row.get("rejected")
        if not isinstance(chosen, str) or not isinstance(rejected, str):
            raise RowRefusedError("“chosen” and “rejected” must be transcripts.")
        cut = _common_start(chosen, rejected).rfind(_ASSISTANT)
        if cut < 0:
            raise RowRefusedError("The two transcripts have no prompt in common.")
        start = cut + len(_ASSISTANT)
        answers = chosen[start:].strip(), rejected[start:].strip()
        if any(_TURN.search(answer) for answer in answers):
            raise RowRefusedError("The two transcripts differ in more than the last answer.")
        prompt = prompt_record(_turns(chosen[:cut]), row, ("chosen", "rejected"))
        return PairRecord(prompt, *answers, Preference.A)


def _turns(transcript: str) -> list[Message]:
    parts = _TURN.split(transcript)
    if parts[0].strip():
        raise RowRefusedError("The transcript does not begin with “Human:”.")
    turns = zip(parts[1::2], parts[2::2], strict=True)
    return [Message(_ROLES[who], text.strip()) for who, text in turns]


def _common_start(one: str, other: str) -> str:
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return one[:length]
