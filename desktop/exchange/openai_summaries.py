"""OpenAI's comparisons of summaries (Stiennon 2020): a post, two summaries, the better one.

`extra.confidence` is the labeller's slider from 1 (surely the first) to 9 (surely the second).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import Comparison, Preference
from desktop.domain.prompts import Message, Role
from desktop.exchange.chat_fields import (
    checked_text,
    extras,
    prompt_record,
    read_number,
    text_field,
)
from desktop.exchange.prompt_feedback import Loss
from desktop.exchange.records import Answer, FeedbackRecord, RowRefusedError, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.exchange.prompt_feedback import PromptFeedback, Yield

_MIDDLE = 5
_DISTANCE = {1: 1, 2: 3, 3: 4}
_INFO = "info"


class OpenAiSummaries:
    """`info`, `summaries`, `choice`, `worker`, `extra`."""

    name = "openai-summaries"
    fields = (_INFO, "summaries", "choice", "worker", "extra")
    carries = frozenset({"comparison"})

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return {"summaries", "choice"} <= row.keys()

    def read(self, row: Mapping[str, Any]) -> FeedbackRecord:
        """Read a row; raises `RowRefusedError`."""
        info, summaries = row.get(_INFO), row.get("summaries")
        if not isinstance(info, dict):
            raise RowRefusedError("There is no object in the field “info”.")
        if not isinstance(summaries, list) or len(summaries) != 2:
            raise RowRefusedError("There must be two summaries.")
        answers = tuple(
            Answer(text_field(s, "text"), author=str(s.get("policy") or "")) for s in summaries
        )
        prompt = prompt_record((Message(Role.USER, _question(info)),), row, self.fields)
        metadata = dict(prompt.metadata)
        if set(info) != {"post"}:
            metadata[_INFO] = info
        if isinstance(row.get("split"), str) and prompt.split is None:
            metadata["original_split"] = row["split"]
        prompt = type(prompt)(prompt.messages, prompt.split, prompt.tags, metadata)
        judgement = Comparison(0, 0, 1, _preference(row))
        return FeedbackRecord(prompt, answers, (Said(judgement, str(row.get("worker") or "")),))

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each comparison that has a winner."""
        messages = item.prompt.messages
        if len(messages) > 1:
            yield Loss.SYSTEM if messages[0].role is Role.SYSTEM else Loss.TURNS
            return
        info = item.prompt.metadata.get(_INFO)
        if not isinstance(info, dict) or _question(info) != messages[0].content:
            info = {"post": messages[0].content}
        for event in item.events:
            judgement = event.judgement
            if not isinstance(judgement, Comparison):
                continue
            if not judgement.preference:
                yield Loss.BOTH if judgement.preference is None else Loss.TIE
                continue
            side = 1 if judgement.preference > 0 else -1
            confidence = _MIDDLE + side * _DISTANCE[abs(judgement.preference)]
            yield {
                **extras(item.prompt),
                _INFO: info,
                "summaries": [
                    {"text": item.text(i), "policy": item.author(i)}
                    for i in (judgement.a_id, judgement.b_id)
                ],
                "choice": int(judgement.preference > 0),
                "worker": annotator(event.judge),
                "extra": {"confidence": confidence},
            }


def annotator(judge: str) -> str:
    """Return who judged as files name them: what an import was told, or our own word."""
    kind, _, rest = judge.partition(":")
    return rest.partition(":")[2] if kind == "imported" else judge


def _question(info: Mapping[str, Any]) -> str:
    """Return the post as the task puts it: with its heading, and where the summary goes."""
    text = info.get("post") or info.get("article")
    if not isinstance(text, str):
        raise RowRefusedError("There is neither a post nor an article.")
    heads = (("subreddit", "SUBREDDIT: r/"), ("title", "TITLE: "))
    known = [f"{head}{info[key]}" for key, head in heads if info.get(key)]
    if not known:
        return checked_text(text)
    return checked_text("\n\n".join([*known, f"POST: {text}", "TL;DR:"]))


def _preference(row: Mapping[str, Any]) -> Preference:
    choice = read_number(row.get("choice"), "choice")
    if choice not in (0, 1):
        raise RowRefusedError("The choice is neither 0 nor 1.")
    extra = row.get("extra")
    confidence = extra.get("confidence") if isinstance(extra, dict) else None
    strength = 2
    if confidence is not None:
        distance = abs(read_number(confidence, "confidence") - _MIDDLE)
        strength = 1 if distance <= 1 else 2 if distance <= 3 else 3
    return Preference(strength if choice == 1 else -strength)
