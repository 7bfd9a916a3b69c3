"""FastChat's arena log: two conversations side by side, and a vote for one of them.

The two may only differ in their last answer, for that is what a comparison is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import Comparison, Preference, Quality
from desktop.domain.prompts import Message, Role
from desktop.exchange.chat_fields import (
    alternate,
    checked_text,
    extras,
    prompt_record,
    read_number,
    without_system,
)
from desktop.exchange.openai_summaries import annotator
from desktop.exchange.prompt_feedback import Loss
from desktop.exchange.records import Answer, FeedbackRecord, RowRefusedError, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.exchange.prompt_feedback import PromptFeedback, Yield

_VOTES: dict[str, tuple[Preference | None, Quality | None]] = {
    "leftvote": (Preference.A, None),
    "rightvote": (Preference.B, None),
    "tievote": (Preference.EQUAL, None),
    "bothbad_vote": (None, Quality.BOTH_BAD),
}
_ROLES = ("USER", "ASSISTANT")


class ArenaLog:
    """`type`, `models`, `states`, `tstamp`."""

    name = "fastchat-arena"
    fields = ("type", "models", "states", "tstamp", "ip", "annotator")
    carries = frozenset({"comparison"})

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return "states" in row and "type" in row

    def read(self, row: Mapping[str, Any]) -> FeedbackRecord:
        """Read a row; raises `RowRefusedError`. The address of the voter is not kept."""
        vote, states = row.get("type"), row.get("states")
        if vote not in _VOTES:
            raise RowRefusedError(f"“{vote}” is no vote between two answers.")
        if not isinstance(states, list) or len(states) != 2:
            raise RowRefusedError("There must be two conversations.")
        (head, left), (other, right) = (_conversation(state) for state in states)
        if head != other:
            raise RowRefusedError("The two conversations differ in more than the last answer.")
        models = row.get("models")
        names = [str(name or "") for name in models] if isinstance(models, list) else []
        if len(names) != 2 or not any(names):
            names = [str(state.get("model_name") or "") for state in states]
        answers = (Answer(left, author=names[0]), Answer(right, author=names[1]))
        time = row.get("tstamp")
        said = Said(
            Comparison(0, 0, 1, *_VOTES[vote]),
            str(row.get("annotator") or ""),
            None if time is None else read_number(time, "tstamp"),
        )
        return FeedbackRecord(prompt_record(head, row, self.fields), answers, (said,))

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each comparison."""
        system, turns = without_system(item.prompt.messages)
        if not alternate(turns):
            yield Loss.TURNS
            return
        votes = {value: name for name, value in _VOTES.items()}
        for event in item.events:
            judgement = event.judgement
            if not isinstance(judgement, Comparison):
                continue
            strength = abs(judgement.preference or 0)
            said = judgement.preference and Preference(2 if judgement.preference > 0 else -2)
            vote = votes.get((said, judgement.quality if said is None else None))
            if vote is None:
                yield Loss.BOTH
                continue
            if strength not in (0, abs(Preference.A)):
                yield Loss.STRENGTH
            sides = judgement.a_id, judgement.b_id
            yield {
                **extras(item.prompt),
                "tstamp": event.created_at,
                "type": vote,
                "models": [item.author(i) for i in sides],
                "states": [_state(system, turns, item.text(i), item.author(i)) for i in sides],
                "annotator": annotator(event.judge),
            }


def _conversation(state: object) -> tuple[tuple[Message, ...], str]:
    """Return what was said before the last answer, and that answer."""
    messages = state.get("messages") if isinstance(state, dict) else None
    if not isinstance(state, dict) or not isinstance(messages, list):
        raise RowRefusedError("A conversation has no messages.")
    system = state.get("system_message")
    turns = (
        [Message(Role.SYSTEM, checked_text(system))] if isinstance(system, str) and system else []
    )
    names = state.get("roles") or _ROLES
    start = state.get("offset") if isinstance(state.get("offset"), int) else 0
    for said in messages[start:]:
        if not (isinstance(said, list) and len(said) == 2 and isinstance(said[1], str)):
            raise RowRefusedError("A conversation has a message without a text.")
        role = Role.USER if said[0] == names[0] else Role.ASSISTANT
        turns.append(Message(role, checked_text(said[1])))
    if not turns or turns[-1].role is not Role.ASSISTANT:
        raise RowRefusedError("The answer does not end with a message of the assistant.")
    return tuple(turns[:-1]), turns[-1].content


def _state(system: str, turns: Any, answer: str, model: str) -> dict[str, Any]:  # noqa: ANN401
    names = {Role.USER: _ROLES[0], Role.ASSISTANT: _ROLES[1]}
    messages = [[names[turn.role], turn.content] for turn in turns]
    return {
        "system_message": system,
        "roles": list(_ROLES),
        "messages": [*messages, [_ROLES[1], answer]],
        "offset": 0,
        "model_name": model,
    }
