"""TRL's data formats: prompts, demonstrations (SFT), plain text, preferences and labels."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import Preference, Rating
from desktop.domain.prompts import Message, Role
from desktop.exchange.chat_fields import (
    assistant,
    chat,
    extras,
    prompt_record,
    read_answer,
    read_bool,
    read_messages,
    read_number,
    text_field,
)
from desktop.exchange.prompt_feedback import Loss
from desktop.exchange.records import (
    Answer,
    DemonstrationRecord,
    FeedbackRecord,
    PairRecord,
    PromptRecord,
    RowRefusedError,
    Said,
    TextRecord,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.exchange.prompt_feedback import PromptFeedback, Yield

PAIR_KINDS = frozenset({"comparison", "ranking", "rating", "correction"})
DEMONSTRATION_KINDS = frozenset({"demonstration", "correction"})
LABEL_KINDS = frozenset({"comparison", "rating"})


class TrlPrompts:
    """`prompt`: a text or messages."""

    name = "trl-prompts"
    fields = ("prompt",)
    carries = frozenset[str]()

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return "prompt" in row and not {"completion", "chosen", "rejected"} & row.keys()

    def read(self, row: Mapping[str, Any]) -> PromptRecord:
        """Read a row; raises `RowRefusedError`."""
        if "prompt" not in row:
            raise RowRefusedError("There is no field “prompt”.")
        return prompt_record(read_messages(row["prompt"]), row, self.fields)

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield the prompt."""
        yield {**extras(item.prompt), "prompt": chat(item.prompt.messages)}


class TrlSft:
    """`messages` that end with the assistant's, or `prompt` and `completion`."""

    name = "trl-sft"
    fields = ("messages", "prompt", "completion")
    carries = DEMONSTRATION_KINDS

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return "messages" in row or ("prompt" in row and "completion" in row and "label" not in row)

    def read(self, row: Mapping[str, Any]) -> DemonstrationRecord:
        """Read a row; raises `RowRefusedError`."""
        if "messages" in row:
            messages = read_messages(row["messages"])
            return DemonstrationRecord(
                prompt_record(messages[:-1], row, ("messages",)), read_answer(row["messages"])
            )
        if not {"prompt", "completion"} <= row.keys():
            raise RowRefusedError("There is neither “messages” nor “prompt” and “completion”.")
        prompt = prompt_record(read_messages(row["prompt"]), row, ("prompt", "completion"))
        return DemonstrationRecord(prompt, read_answer(row["completion"]))

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each demonstration and correction."""
        for answer in item.demonstrations():
            messages = [*chat(item.prompt.messages), assistant(answer)]
            yield {**extras(item.prompt), "messages": messages}


class TrlText:
    """`text`: plain text for next-token training."""

    name = "trl-text"
    fields = ("text",)

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return isinstance(row.get("text"), str)

    def read(self, row: Mapping[str, Any]) -> TextRecord:
        """Read a row; raises `RowRefusedError`."""
        text = text_field(row, "text")
        if not text.strip():
            raise RowRefusedError("There is no text in the field “text”.")
        return TextRecord(text)


class TrlPreference:
    """`chosen`, `rejected` and optionally `prompt` and `margin`.

    Without a prompt both begin with it.
    """

    name = "trl-preference"
    fields: tuple[str, ...] = ("prompt", "chosen", "rejected", "margin")
    carries = PAIR_KINDS

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return {"chosen", "rejected"} <= row.keys()

    def read(self, row: Mapping[str, Any]) -> PairRecord:
        """Read a row; raises `RowRefusedError`."""
        if not {"chosen", "rejected"} <= row.keys():
            raise RowRefusedError("There is no field “chosen” or no field “rejected”.")
        if row.get("prompt") is not None:
            messages = read_messages(row["prompt"])
        else:
            messages = _common_prompt(row["chosen"], row["rejected"])
        return PairRecord(
            prompt_record(messages, row, self.fields),
            read_answer(row["chosen"]),
            read_answer(row["rejected"]),
            preference_of_margin(row.get("margin")),
        )

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each pair that has a winner; its strength is the margin (1, 2 or 3)."""
        for win in item.wins():
            if isinstance(win, Loss):
                yield win
                continue
            yield {
                **extras(item.prompt),
                "prompt": chat(item.prompt.messages),
                "chosen": [assistant(win.chosen)],
                "rejected": [assistant(win.rejected)],
                "margin": float(win.strength),
            }


class TrlImplicit(TrlPreference):
    """Preferences without a prompt of their own: both conversations begin with it."""

    name = "trl-implicit"
    fields = ("chosen", "rejected", "margin")

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        sides = row.get("chosen"), row.get("rejected")
        return "prompt" not in row and all(isinstance(side, list) for side in sides)

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each pair that has a winner."""
        head = chat(item.prompt.messages)
        for row in super().rows(item):
            if not isinstance(row, Loss):
                row.pop("prompt")
                row |= {side: [*head, *row[side]] for side in ("chosen", "rejected")}
            yield row


class TrlUnpaired:
    """`prompt`, `completion` and `label`: whether the answer is good (KTO)."""

    name = "trl-unpaired"
    fields = ("prompt", "completion", "label")
    carries = LABEL_KINDS

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return set(self.fields) <= row.keys()

    def read(self, row: Mapping[str, Any]) -> FeedbackRecord:
        """Read a row; raises `RowRefusedError`."""
        if not {"prompt", "completion"} <= row.keys():
            raise RowRefusedError("There is no field “prompt” or no field “completion”.")
        prompt = prompt_record(read_messages(row["prompt"]), row, self.fields)
        return labelled(
            prompt, read_answer(row["completion"]), read_bool(row.get("label"), "label")
        )

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each answer that is good or bad."""
        for found in item.labels():
            if isinstance(found, Loss):
                yield found
                continue
            answer, good = found
            yield {
                **extras(item.prompt),
                "prompt": chat(item.prompt.messages),
                "completion": [assistant(answer)],
                "label": good,
            }


def labelled(prompt: PromptRecord, answer: str, good: bool) -> FeedbackRecord:
    """Return an answer called good or bad: a score of 1 or 0."""
    said = Said(Rating(0, 0, int(good), low=0, high=1))
    return FeedbackRecord(prompt, (Answer(answer),), (said,))


def _common_prompt(chosen: object, rejected: object) -> tuple[Message, ...]:
    if isinstance(chosen, str) or isinstance(rejected, str):
        raise RowRefusedError("Without a field “prompt” both answers must be lists of messages.")
    one, other = read_messages(chosen), read_messages(rejected)
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    common = min(common, len(one) - 1, len(other) - 1)
    while common > 0 and one[common - 1].role is not Role.USER:
        common -= 1
    if common != len(one) - 1 or common != len(other) - 1:
        raise RowRefusedError("The two conversations differ in more than the last answer.")
    return one[:common]


def preference_of_margin(margin: object) -> Preference:
    """Return the strength of a preference for A from a margin: 1 slightly, 2 clearly, 3 much."""
    if margin is None or margin == "":
        return Preference.A
    value = read_number(margin, "margin")
    if value <= 1.0:
        return Preference.A_SLIGHTLY
    return Preference.A if value <= 2.0 else Preference.A_MUCH
