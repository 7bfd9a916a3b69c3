"""LLaMA-Factory's two layouts, alpaca and sharegpt: demonstrations, pairs and KTO labels each.

Its list of data sets (`dataset_info.json`) has to say what a file's columns mean; `dataset_info`
makes that entry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from desktop.domain.prompts import Message, Role
from desktop.exchange.chat_fields import (
    alternate,
    checked_text,
    extras,
    prompt_record,
    read_answer,
    read_bool,
    read_messages,
    text_field,
    with_system,
    without_system,
)
from desktop.exchange.prompt_feedback import Loss
from desktop.exchange.records import (
    DemonstrationRecord,
    FeedbackRecord,
    PairRecord,
    PromptRecord,
    RowRefusedError,
)
from desktop.exchange.trl import (
    DEMONSTRATION_KINDS,
    LABEL_KINDS,
    PAIR_KINDS,
    labelled,
    preference_of_margin,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.exchange.prompt_feedback import PromptFeedback, Yield

_HEAD = ("instruction", "input", "system", "history")
_NAMES = {Role.SYSTEM: "system", Role.USER: "human", Role.ASSISTANT: "gpt"}
_TAGS = {
    "role_tag": "from",
    "content_tag": "value",
    "user_tag": "human",
    "assistant_tag": "gpt",
    "system_tag": "system",
}


class Alpaca:
    """`instruction`, `input`, `output`, `system`, `history`."""

    name = "alpaca"
    formatting = "alpaca"
    fields: tuple[str, ...] = (*_HEAD, "output")
    carries = DEMONSTRATION_KINDS
    columns: ClassVar[dict[str, str]] = {"response": "output"}

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return {"instruction", "output"} <= row.keys() and isinstance(row["output"], str)

    def read(self, row: Mapping[str, Any]) -> DemonstrationRecord | FeedbackRecord | PairRecord:
        """Read a row; raises `RowRefusedError`."""
        return DemonstrationRecord(self.prompt(row), text_field(row, "output"))

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each answer to imitate."""
        for answer in item.demonstrations():
            yield self.row(item, {"output": answer})

    def prompt(self, row: Mapping[str, Any]) -> PromptRecord:
        """Read the prompt of a row."""
        text = text_field(row, "instruction")
        if row.get("input"):
            text = f"{text}\n{text_field(row, 'input')}"
        *system, user = with_system(text, row.get("system"))
        messages = (*system, *_turns(row.get("history") or ()), user)
        return prompt_record(messages, row, self.fields)

    def row(self, item: PromptFeedback, more: Mapping[str, Any]) -> Yield:
        """Return a row with the prompt's columns, if they can hold it."""
        system, turns = without_system(item.prompt.messages)
        if not alternate(turns):
            return Loss.TURNS
        head: dict[str, Any] = {"instruction": turns[-1].content, "input": "", "system": system}
        pairs = zip(turns[:-1:2], turns[1::2], strict=True)
        head["history"] = [[user.content, answer.content] for user, answer in pairs]
        return {**extras(item.prompt), **head, **more}


class AlpacaPairs(Alpaca):
    """`instruction`, `input`, `chosen`, `rejected`."""

    name = "alpaca-pairs"
    fields = (*_HEAD, "chosen", "rejected", "margin")
    carries = PAIR_KINDS
    columns: ClassVar[dict[str, str]] = {"chosen": "chosen", "rejected": "rejected"}

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return {"instruction", "chosen", "rejected"} <= row.keys()

    def read(self, row: Mapping[str, Any]) -> PairRecord:
        """Read a row; raises `RowRefusedError`."""
        return _pair(self.prompt(row), row)

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each pair that has a winner."""
        for win in item.wins():
            if isinstance(win, Loss):
                yield win
                continue
            sides = {"chosen": win.chosen, "rejected": win.rejected}
            yield self.row(item, {**sides, "margin": float(win.strength)})


class AlpacaKto(Alpaca):
    """`instruction`, `input`, `output`, `kto_tag`."""

    name = "alpaca-kto"
    fields = (*_HEAD, "output", "kto_tag")
    carries = LABEL_KINDS
    columns: ClassVar[dict[str, str]] = {"response": "output", "kto_tag": "kto_tag"}

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return {"instruction", "output", "kto_tag"} <= row.keys()

    def read(self, row: Mapping[str, Any]) -> FeedbackRecord:
        """Read a row; raises `RowRefusedError`."""
        good = read_bool(row.get("kto_tag"), "kto_tag")
        return labelled(self.prompt(row), text_field(row, "output"), good)

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each answer that is good or bad."""
        for found in item.labels():
            if isinstance(found, Loss):
                yield found
            else:
                yield self.row(item, {"output": found[0], "kto_tag": found[1]})


class ShareGpt:
    """`conversations`: messages with `from` and `value`, the last one the model's."""

    name = "sharegpt"
    formatting = "sharegpt"
    fields: tuple[str, ...] = ("conversations", "system")
    carries = DEMONSTRATION_KINDS
    columns: ClassVar[dict[str, str]] = {"messages": "conversations"}

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return "conversations" in row

    def read(self, row: Mapping[str, Any]) -> DemonstrationRecord | FeedbackRecord | PairRecord:
        """Read a row; raises `RowRefusedError`."""
        return DemonstrationRecord(*self.prompt_and_answer(row))

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each answer to imitate."""
        for answer in item.demonstrations():
            yield self.row(item, {}, answer)

    def prompt_and_answer(self, row: Mapping[str, Any]) -> tuple[PromptRecord, str]:
        """Read a conversation that ends with the model's message."""
        messages = read_messages(row.get("conversations"))
        return self.prompt(row, messages[:-1]), read_answer(row["conversations"])

    def prompt(self, row: Mapping[str, Any], messages: Sequence[Message]) -> PromptRecord:
        """Return the prompt of a row."""
        system = row.get("system")
        if isinstance(system, str) and system:
            messages = (Message(Role.SYSTEM, checked_text(system)), *messages)
        return prompt_record(messages, row, self.fields)

    def row(self, item: PromptFeedback, more: Mapping[str, Any], answer: str | None) -> Yield:
        """Return a row with the conversation, if its turns alternate."""
        messages = list(item.prompt.messages)
        if not alternate(without_system(messages)[1]):
            return Loss.TURNS
        if answer is not None:
            messages.append(Message(Role.ASSISTANT, answer))
        return {**extras(item.prompt), "conversations": [_said(m) for m in messages], **more}


class ShareGptPairs(ShareGpt):
    """`conversations` up to the user's message, `chosen` and `rejected`."""

    name = "sharegpt-pairs"
    fields = ("conversations", "system", "chosen", "rejected", "margin")
    carries = PAIR_KINDS
    columns: ClassVar[dict[str, str]] = {
        "messages": "conversations",
        "chosen": "chosen",
        "rejected": "rejected",
    }

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return {"conversations", "chosen", "rejected"} <= row.keys()

    def read(self, row: Mapping[str, Any]) -> PairRecord:
        """Read a row; raises `RowRefusedError`."""
        return _pair(self.prompt(row, read_messages(row.get("conversations"))), row)

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each pair that has a winner."""
        for win in item.wins():
            if isinstance(win, Loss):
                yield win
                continue
            sides = {
                "chosen": _said(Message(Role.ASSISTANT, win.chosen)),
                "rejected": _said(Message(Role.ASSISTANT, win.rejected)),
            }
            yield self.row(item, {**sides, "margin": float(win.strength)}, None)


class ShareGptKto(ShareGpt):
    """`conversations` and `kto_tag`: whether the last message is good."""

    name = "sharegpt-kto"
    fields = ("conversations", "system", "kto_tag")
    carries = LABEL_KINDS
    columns: ClassVar[dict[str, str]] = {"messages": "conversations", "kto_tag": "kto_tag"}

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return {"conversations", "kto_tag"} <= row.keys()

    def read(self, row: Mapping[str, Any]) -> FeedbackRecord:
        """Read a row; raises `RowRefusedError`."""
        good = read_bool(row.get("kto_tag"), "kto_tag")
        return labelled(*self.prompt_and_answer(row), good)

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each answer that is good or bad."""
        for found in item.labels():
            if isinstance(found, Loss):
                yield found
            else:
                yield self.row(item, {"kto_tag": found[1]}, found[0])


def dataset_info(format: Alpaca | ShareGpt, file_name: str) -> dict[str, Any]:
    """Return the entry of `dataset_info.json` that describes an exported file."""
    entry: dict[str, Any] = {"file_name": file_name, "formatting": format.formatting}
    if "chosen" in format.columns:
        entry["ranking"] = True
    if isinstance(format, Alpaca):
        head = {"prompt": "instruction", "query": "input", "system": "system", "history": "history"}
        return {**entry, "columns": {**head, **format.columns}}
    return {**entry, "columns": format.columns, "tags": _TAGS}


def _pair(prompt: PromptRecord, row: Mapping[str, Any]) -> PairRecord:
    if not {"chosen", "rejected"} <= row.keys():
        raise RowRefusedError("There is no field “chosen” or no field “rejected”.")
    preference = preference_of_margin(row.get("margin"))
    return PairRecord(prompt, read_answer(row["chosen"]), read_answer(row["rejected"]), preference)


def _turns(history: Any) -> Iterator[Message]:  # noqa: ANN401 - any field of a row
    if not isinstance(history, list | tuple):
        raise RowRefusedError("The history is not a list of questions and answers.")
    for turn in history:
        if not (
            isinstance(turn, list) and len(turn) == 2 and all(isinstance(t, str) for t in turn)
        ):
            raise RowRefusedError("The history is not a list of questions and answers.")
        yield Message(Role.USER, checked_text(turn[0]))
        yield Message(Role.ASSISTANT, checked_text(turn[1]))


def _said(message: Message) -> dict[str, str]:
    return {"from": _NAMES[message.role], "value": message.content}
