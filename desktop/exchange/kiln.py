"""Kiln's runs: an input, its output with ratings, and the repaired output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import OVERALL, Comment, Correction, Demonstration, Rating
from desktop.domain.prompts import Message, Role
from desktop.domain.responses import Origin
from desktop.exchange.chat_fields import extras, prompt_record, read_number, text_field
from desktop.exchange.prompt_feedback import Loss
from desktop.exchange.records import Answer, FeedbackRecord, RowRefusedError, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.domain.feedback import FeedbackEvent
    from desktop.exchange.prompt_feedback import PromptFeedback, Yield

_SCALES = {"five_star": (1, 5), "pass_fail": (0, 1), "pass_fail_critical": (-1, 1)}
_TYPES = {scale: name for name, scale in _SCALES.items()}
_REPAIR = "repair"


class Kiln:
    """`input`, `output`, `repair_instructions`, `repaired_output`, `tags`."""

    name = "kiln"
    fields = ("input", "output", "repair_instructions", "repaired_output")
    carries = frozenset({"rating", "correction", "demonstration", "comment"})

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return "input" in row and isinstance(row.get("output"), dict)

    def read(self, row: Mapping[str, Any]) -> FeedbackRecord:
        """Read a row; raises `RowRefusedError`."""
        prompt = prompt_record((Message(Role.USER, text_field(row, "input")),), row, self.fields)
        output = row.get("output")
        if not isinstance(output, dict):
            raise RowRefusedError("There is no output.")
        source = output.get("source")
        by_human = isinstance(source, dict) and source.get("type") == "human"
        origin = Origin.WRITTEN if by_human else Origin.IMPORTED
        answers = [Answer(text_field(output, "output"), origin, _author(source))]
        said = [Said(Demonstration(0, 0))] if by_human else []
        said += _ratings(output.get("rating"))
        repaired = row.get("repaired_output")
        if isinstance(repaired, dict):
            answers.append(Answer(text_field(repaired, "output"), Origin.CORRECTED))
            said.append(Said(Correction(0, 0, 1)))
        note = row.get("repair_instructions")
        if isinstance(note, str) and note.strip():
            said.append(Said(Comment(0, 0, note, (_REPAIR,))))
        return FeedbackRecord(prompt, tuple(answers), tuple(said))

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each answer that was rated, corrected or written."""
        messages = item.prompt.messages
        if len(messages) > 1:
            yield Loss.SYSTEM if messages[0].role is Role.SYSTEM else Loss.TURNS
            return
        runs: dict[int, dict[str, Any]] = {}
        for event in item.events:
            response_id = _judged(event)
            if response_id is None:
                if isinstance(event.judgement, Comment):
                    yield Loss.KIND
                continue
            run = runs.get(response_id)
            if run is None:
                run = runs[response_id] = {
                    **extras(item.prompt),
                    "input": messages[0].content,
                    "output": _output(item, response_id),
                }
            if not _write(run, event, item):
                yield Loss.KIND
        yield from runs.values()


def _author(source: object) -> str:
    properties = source.get("properties") if isinstance(source, dict) else None
    return str(properties.get("model_name") or "") if isinstance(properties, dict) else ""


def _ratings(rating: object) -> list[Said]:
    if not isinstance(rating, dict):
        return []
    found = [Said(_rating(rating, OVERALL))] if rating.get("value") is not None else []
    named = rating.get("requirement_ratings")
    for aspect, value in (named if isinstance(named, dict) else {}).items():
        whole = value if isinstance(value, dict) else {"value": value}
        found.append(Said(_rating(whole, str(aspect))))
    return found


def _rating(rating: Mapping[str, Any], aspect: str) -> Rating:
    kind = str(rating.get("type") or "five_star")
    low, high = _SCALES.get(kind) or (rating.get("low"), rating.get("high"))
    if not isinstance(low, int) or not isinstance(high, int):
        raise RowRefusedError(f"The kind of rating “{kind}” is not known.")
    score = round(read_number(rating.get("value"), "value"))
    if not low <= score <= high:
        raise RowRefusedError(f"The rating {score} is not between {low} and {high}.")
    return Rating(0, 0, score, low, high, aspect)


def _judged(event: FeedbackEvent) -> int | None:
    """Return the answer that a run is about; None when the judgement has no place in one."""
    judgement = event.judgement
    if isinstance(judgement, Rating | Demonstration):
        return judgement.response_id
    if isinstance(judgement, Correction):
        return judgement.original_id
    return judgement.response_id if isinstance(judgement, Comment) else None


def _output(item: PromptFeedback, response_id: int) -> dict[str, Any]:
    source: dict[str, Any] = {"type": "synthetic", "properties": {}}
    if item.author(response_id):
        source["properties"]["model_name"] = item.author(response_id)
    return {"output": item.text(response_id), "source": source}


def _write(run: dict[str, Any], event: FeedbackEvent, item: PromptFeedback) -> bool:
    """Put a judgement into its run; False when there is no more room for one of its kind."""
    judgement = event.judgement
    if isinstance(judgement, Rating):
        scale = judgement.low, judgement.high
        value: dict[str, Any] = {"type": _TYPES.get(scale, "custom"), "value": judgement.score}
        if scale not in _TYPES:
            value |= {"low": judgement.low, "high": judgement.high}
        rating = run["output"].setdefault("rating", {})
        if judgement.aspect == OVERALL:
            rating |= value
        else:
            rating.setdefault("requirement_ratings", {})[judgement.aspect] = value
        return True
    if isinstance(judgement, Correction):
        if "repaired_output" in run:
            return False
        run["repaired_output"] = {"output": item.text(judgement.edited_id)}
        return True
    if isinstance(judgement, Comment):
        if "repair_instructions" in run or judgement.tags != (_REPAIR,):
            return False
        run["repair_instructions"] = judgement.text
    if isinstance(judgement, Demonstration):
        run["output"]["source"]["type"] = "human"
    return True
