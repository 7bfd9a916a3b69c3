"""alpaca_eval's annotations: `preference` from 1 (the first is better) to 2 (the second is).

Judges of some versions give probabilities, others just 1 or 2, and 1.5 or 0 for a tie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.derivation import STRENGTH_TARGET
from desktop.domain.feedback import Comparison, Preference
from desktop.domain.prompts import Message, Role
from desktop.exchange.chat_fields import extras, prompt_record, read_number, text_field
from desktop.exchange.openai_summaries import annotator
from desktop.exchange.prompt_feedback import Loss
from desktop.exchange.records import Answer, FeedbackRecord, RowRefusedError, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.exchange.prompt_feedback import PromptFeedback, Yield

_OUTPUTS = ("output_1", "output_2")
_TIE = 1.5


class AlpacaEval:
    """`instruction`, two outputs with their generators, `preference`, `annotator`."""

    name = "alpaca-eval"
    fields = (
        "instruction",
        *_OUTPUTS,
        "generator_1",
        "generator_2",
        "preference",
        "annotator",
    )
    carries = frozenset({"comparison"})

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return {"instruction", *_OUTPUTS} <= row.keys()

    def read(self, row: Mapping[str, Any]) -> FeedbackRecord:
        """Read a row; raises `RowRefusedError`."""
        messages = (Message(Role.USER, text_field(row, "instruction")),)
        answers = tuple(
            Answer(text_field(row, f"output_{n}"), author=str(row.get(f"generator_{n}") or ""))
            for n in (1, 2)
        )
        judgement = Comparison(0, 0, 1, _preference(row.get("preference")))
        said = Said(judgement, str(row.get("annotator") or ""))
        return FeedbackRecord(prompt_record(messages, row, self.fields), answers, (said,))

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each comparison."""
        messages = item.prompt.messages
        if len(messages) > 1:
            yield Loss.SYSTEM if messages[0].role is Role.SYSTEM else Loss.TURNS
            return
        for event in item.events:
            judgement = event.judgement
            if not isinstance(judgement, Comparison):
                continue
            if judgement.preference is None:
                yield Loss.BOTH
                continue
            yield {
                **extras(item.prompt),
                "instruction": messages[0].content,
                "output_1": item.text(judgement.a_id),
                "output_2": item.text(judgement.b_id),
                "generator_1": item.author(judgement.a_id),
                "generator_2": item.author(judgement.b_id),
                "annotator": annotator(event.judge),
                "preference": _written(judgement.preference),
            }


def _written(preference: Preference) -> float:
    first = STRENGTH_TARGET[abs(preference)]
    return round(1 + first if preference > 0 else 2 - first, 4)


def _preference(value: object) -> Preference:
    number = read_number(value, "preference")
    if number == 0:
        return Preference.EQUAL
    if not 1 <= number <= 2:
        raise RowRefusedError("The preference is not between 1 and 2.")
    # 1 and 2 are plain choices; a probability says how clear it was.
    sure = round(0.5 + abs(number - _TIE), 6)
    strength = 2 if sure == 1 else max(s for s, wanted in STRENGTH_TARGET.items() if sure >= wanted)
    return Preference(strength if number > _TIE else -strength)
