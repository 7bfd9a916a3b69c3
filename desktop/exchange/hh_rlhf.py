"""HH-RLHF (Bai 2022): `chosen` and `rejected` are whole transcripts, turn after turn.

The prompt is the longest common beginning, cut back to the last turn of the assistant.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import Preference
from desktop.domain.prompts import Message, Role
from desktop.exchange.chat_fields import checked_text, extras, prompt_record
from desktop.exchange.prompt_feedback import Loss
from desktop.exchange.records import PairRecord, RowRefusedError
from desktop.exchange.trl import PAIR_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.exchange.prompt_feedback import PromptFeedback, Win, Yield

_HUMAN, _ASSISTANT = "\n\nHuman:", "\n\nAssistant:"
_TURN = re.compile(r"\n\n(Human|Assistant):")
_ROLES = {"Human": Role.USER, "Assistant": Role.ASSISTANT}


class HhRlhf:
    """Pairs of transcripts."""

    name = "hh-rlhf"
    fields = ("chosen", "rejected")
    carries = PAIR_KINDS

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        sides = (row.get("chosen"), row.get("rejected"))
        return all(isinstance(s, str) and s.startswith(_HUMAN) and _ASSISTANT in s for s in sides)

    def read(self, row: Mapping[str, Any]) -> PairRecord:
        """Read a row; raises `RowRefusedError`."""
        chosen, rejected = row.get("chosen"), row.get("rejected")
        if not isinstance(chosen, str) or not isinstance(rejected, str):
            raise RowRefusedError("“chosen” and “rejected” must be transcripts.")
        checked_text(chosen + rejected)
        cut = _common_start(chosen, rejected).rfind(_ASSISTANT)
        if cut < 0:
            raise RowRefusedError("The two transcripts have no prompt in common.")
        start = cut + len(_ASSISTANT)
        answers = chosen[start:].strip(), rejected[start:].strip()
        if any(_TURN.search(answer) for answer in answers):
            raise RowRefusedError("The two transcripts differ in more than the last answer.")
        prompt = prompt_record(_turns(chosen[:cut]), row, ("chosen", "rejected"))
        return PairRecord(prompt, *answers, Preference.A)

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each pair that has a winner.

        White space at the ends of a turn, and text that looks like a turn, would not come back:
        such pairs are left out.
        """
        if item.prompt.messages[0].role is Role.SYSTEM:
            yield Loss.SYSTEM
            return
        start = "".join(_turn(message) for message in item.prompt.messages)
        for win in item.wins():
            if isinstance(win, Loss):
                yield win
                continue
            sides = {
                "chosen": f"{start}{_ASSISTANT} {win.chosen}",
                "rejected": f"{start}{_ASSISTANT} {win.rejected}",
            }
            if not self._comes_back(sides, item, win):
                yield Loss.LAYOUT
                continue
            if win.strength != abs(Preference.A):
                yield Loss.STRENGTH
            yield {**extras(item.prompt), **sides}

    def _comes_back(self, row: dict[str, str], item: PromptFeedback, win: Win) -> bool:
        try:
            record = self.read(row)
        except RowRefusedError:
            return False
        read = record.prompt.messages, record.chosen, record.rejected
        return read == (item.prompt.messages, win.chosen, win.rejected)


def _turn(message: Message) -> str:
    head = _HUMAN if message.role is Role.USER else _ASSISTANT
    return f"{head} {message.content}"


def _turns(transcript: str) -> list[Message]:
    parts = _TURN.split(transcript)
    if parts[0].strip():
        raise RowRefusedError("The transcript does not begin with “Human:”.")
    turns = zip(parts[1::2], parts[2::2], strict=True)
    return [Message(_ROLES[who], text.strip()) for who, text in turns]


def _common_start(one: str, other: str) -> str:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return one[:low]
