"""Flat tables of pairs: OpenRLHF (`prompt`) and axolotl (`question`, `system`), texts only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.prompts import Role
from desktop.exchange.chat_fields import extras, prompt_record, text_field, with_system
from desktop.exchange.prompt_feedback import Loss
from desktop.exchange.records import PairRecord
from desktop.exchange.trl import PAIR_KINDS, TrlPreference, preference_of_margin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.exchange.prompt_feedback import PromptFeedback, Yield


class OpenRlhf(TrlPreference):
    """`prompt`, `chosen`, `rejected`, `margin`: all of them plain texts but the margin."""

    name = "openrlhf"

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format: never, TRL's preferences look the same."""
        return False

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each pair of a single question."""
        messages = item.prompt.messages
        if len(messages) > 1:
            yield Loss.SYSTEM if messages[0].role is Role.SYSTEM else Loss.TURNS
            return
        yield from pair_rows(item, {"prompt": messages[0].content})


class Axolotl:
    """`system`, `question`, `chosen`, `rejected`."""

    name = "axolotl"
    fields = ("system", "question", "chosen", "rejected", "margin")
    carries = PAIR_KINDS

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return {"question", "chosen", "rejected"} <= row.keys()

    def read(self, row: Mapping[str, Any]) -> PairRecord:
        """Read a row; raises `RowRefusedError`."""
        messages = with_system(text_field(row, "question"), row.get("system"))
        return PairRecord(
            prompt_record(messages, row, self.fields),
            text_field(row, "chosen"),
            text_field(row, "rejected"),
            preference_of_margin(row.get("margin")),
        )

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each pair of a single question."""
        *head, last = item.prompt.messages
        if len(head) > 1 or (head and head[0].role is not Role.SYSTEM):
            yield Loss.TURNS
            return
        system = head[0].content if head else ""
        yield from pair_rows(item, {"system": system, "question": last.content})


def pair_rows(item: PromptFeedback, columns: Mapping[str, str]) -> Iterator[Yield]:
    """Yield a flat row for each pair that has a winner."""
    for win in item.wins():
        if isinstance(win, Loss):
            yield win
            continue
        sides = {"chosen": win.chosen, "rejected": win.rejected, "margin": float(win.strength)}
        yield {**extras(item.prompt), **columns, **sides}
