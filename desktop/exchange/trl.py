"""TRL's data formats: prompts, demonstrations (SFT), plain text and preferences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import Preference
from desktop.domain.prompts import Message, Role
from desktop.exchange.chat_fields import (
    plain_or_messages,
    prompt_record,
    read_answer,
    read_messages,
)
from desktop.exchange.records import (
    DemonstrationRecord,
    PairRecord,
    PromptRecord,
    RowRefusedError,
    TextRecord,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from desktop.domain.datasets import DemonstrationExample, PairTarget, PreferenceGroup

_MARGIN_OF_TARGET = ((0.95, 3.0), (0.8, 2.0), (0.0, 1.0))


class TrlPrompts:
    """`prompt`: a text or messages."""

    name = "trl-prompts"

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return "prompt" in row and not {"completion", "chosen", "rejected"} & row.keys()

    def read(self, row: Mapping[str, Any]) -> PromptRecord:
        """Read a row; raises `RowRefusedError`."""
        if "prompt" not in row:
            raise RowRefusedError("There is no field “prompt”.")
        return prompt_record(read_messages(row["prompt"]), row, ("prompt",))


class TrlSft:
    """`messages` that end with the assistant's, or `prompt` and `completion`."""

    name = "trl-sft"

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


class TrlText:
    """`text`: plain text for next-token training."""

    name = "trl-text"

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return isinstance(row.get("text"), str)

    def read(self, row: Mapping[str, Any]) -> TextRecord:
        """Read a row; raises `RowRefusedError`."""
        text = row.get("text")
        if not isinstance(text, str) or not text.strip():
            raise RowRefusedError("There is no text in the field “text”.")
        return TextRecord(text)


class TrlPreference:
    """`chosen`, `rejected` and optionally `prompt` and `margin`.

    Without a prompt both begin with it.
    """

    name = "trl-preference"

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return {"chosen", "rejected"} <= row.keys()

    def read(self, row: Mapping[str, Any]) -> PairRecord:
        """Read a row; raises `RowRefusedError`."""
        if not {"chosen", "rejected"} <= row.keys():
            raise RowRefusedError("There is no field “chosen” or no field “rejected”.")
        used = ("prompt", "chosen", "rejected", "margin")
        if "prompt" in row:
            messages = read_messages(row["prompt"])
        else:
            messages = _common_prompt(row["chosen"], row["rejected"])
        return PairRecord(
            prompt_record(messages, row, used),
            read_answer(row["chosen"]),
            read_answer(row["rejected"]),
            _preference(row.get("margin")),
        )


def _common_prompt(chosen: object, rejected: object) -> tuple[Message, ...]:
    if isinstance(chosen, str) or isinstance(rejected, str):
        raise RowRefusedError("Without a field “prompt” both answers must be lists of messages.")
    one, other = read_messages(chosen), read_messages(rejected)
    common = 0
    while common < min(len(one), len(other)) and one[common] == other[common]:
        common += 1
    while common and one[common - 1].role is not Role.USER:
        common -= 1
    if common != len(one) - 1 or common != len(other) - 1:
        raise RowRefusedError("The two conversations differ in more than the last answer.")
    return one[:common]


def _preference(margin: object) -> Preference:
    """Return the strength of a preference for A from TRL's margin."""
    if margin is None or margin == "":
        return Preference.A
    try:
        value = float(margin)  # type: ignore[arg-type]
    except (TypeError, ValueError) as error:
        raise RowRefusedError("The margin is not a number.") from error
    if value <= 1.0:
        return Preference.A_SLIGHTLY
    return Preference.A if value <= 2.0 else Preference.A_MUCH


def preference_rows(groups: Iterable[PreferenceGroup]) -> Iterator[dict[str, Any]]:
    """Yield a row for each pair that has a winner; its strength is the margin (1, 2 or 3)."""
    for group in groups:
        for pair in group.pairs:
            if pair.target > 0.5:
                yield {
                    "prompt": [m.to_json() for m in group.messages],
                    "chosen": _assistant(group.responses[pair.first]),
                    "rejected": _assistant(group.responses[pair.second]),
                    "margin": _margin(pair),
                    "split": group.split.value,
                }


def _margin(pair: PairTarget) -> float:
    return next(margin for target, margin in _MARGIN_OF_TARGET if pair.target >= target)


def _assistant(text: str) -> list[dict[str, str]]:
    return [Message(Role.ASSISTANT, text).to_json()]


def sft_rows(examples: Iterable[DemonstrationExample]) -> Iterator[dict[str, Any]]:
    """Yield a row for each demonstration and correction."""
    for example in examples:
        messages = [m.to_json() for m in example.messages]
        yield {"messages": [*messages, *_assistant(example.response)], "split": example.split.value}


def prompt_rows(prompts: Iterable[PromptRecord]) -> Iterator[dict[str, Any]]:
    """Yield a row for each prompt."""
    for prompt in prompts:
        row: dict[str, Any] = {"prompt": plain_or_messages(prompt.messages)}
        if prompt.tags:
            row["tags"] = list(prompt.tags)
        if prompt.split:
            row["split"] = prompt.split.value
        yield row
