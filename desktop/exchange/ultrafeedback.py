"""UltraFeedback: several answers to an instruction, each rated by aspect; or binarized to pairs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import OVERALL, Comment, Comparison, Preference, Rating
from desktop.domain.prompts import Message, Role
from desktop.exchange.chat_fields import (
    assistant,
    chat,
    extras,
    prompt_record,
    read_answer,
    read_messages,
    read_number,
    text_field,
)
from desktop.exchange.prompt_feedback import Loss
from desktop.exchange.records import Answer, FeedbackRecord, PairRecord, RowRefusedError, Said
from desktop.exchange.trl import PAIR_KINDS, preference_of_margin

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from desktop.exchange.prompt_feedback import PromptFeedback, Yield

_LOW, _HIGH = 1, 5
_CRITIQUE = "critique"


class UltraFeedback:
    """`instruction` and `completions` with their ratings and rationales."""

    name = "ultrafeedback"
    fields = ("instruction", "completions")
    carries = frozenset({"rating", "comment"})

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return "instruction" in row and isinstance(row.get("completions"), list)

    def read(self, row: Mapping[str, Any]) -> FeedbackRecord:
        """Read a row; raises `RowRefusedError`."""
        completions = row.get("completions")
        if not isinstance(completions, list) or not completions:
            raise RowRefusedError("There are no completions.")
        if not all(isinstance(completion, dict) for completion in completions):
            raise RowRefusedError("A completion is not an object with named fields.")
        messages = (Message(Role.USER, text_field(row, "instruction")),)
        answers = tuple(
            Answer(text_field(c, "response"), author=str(c.get("model") or "")) for c in completions
        )
        said = [s for index, c in enumerate(completions) for s in _said(index, c)]
        return FeedbackRecord(prompt_record(messages, row, self.fields), answers, tuple(said))

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row with all answers that were rated or commented on."""
        messages = item.prompt.messages
        if len(messages) > 1:
            yield Loss.SYSTEM if messages[0].role is Role.SYSTEM else Loss.TURNS
            return
        completions: dict[int, dict[str, Any]] = {}
        for event in item.events:
            judgement = event.judgement
            if isinstance(judgement, Rating | Comment) and judgement.response_id is not None:
                response_id = judgement.response_id
                new = {
                    "model": item.author(response_id),
                    "response": item.text(response_id),
                    "annotations": {},
                }
                _write(completions.setdefault(response_id, new), judgement)
            elif isinstance(judgement, Comment):
                yield Loss.KIND
        if completions:
            yield {
                **extras(item.prompt),
                "instruction": messages[0].content,
                "completions": list(completions.values()),
            }


def _said(index: int, completion: Mapping[str, Any]) -> Iterator[Said]:
    annotations = completion.get("annotations") or {}
    if not isinstance(annotations, dict):
        raise RowRefusedError("The annotations are not an object with named fields.")
    for aspect, note in annotations.items():
        if isinstance(note, dict):
            yield from _aspect(index, str(aspect), note)
    if completion.get("overall_score") is not None:
        score = round(read_number(completion["overall_score"], "overall_score") * 10)
        yield Said(Rating(0, index, max(score, 0), low=0, high=max(100, score)))
    for text in _texts(completion.get(_CRITIQUE)):
        yield Said(Comment(0, index, text, (_CRITIQUE,)))
    for comment in completion.get("comments") or ():
        text, tags = str(comment.get("text", "")), tuple(map(str, comment.get("tags", ())))
        yield Said(Comment(0, index, text, tags))


def _texts(value: object) -> list[str]:
    return [value] if isinstance(value, str) and value.strip() else []


def _aspect(index: int, aspect: str, note: Mapping[str, Any]) -> Iterator[Said]:
    rating = note.get("Rating")
    if rating not in (None, "", "N/A"):
        low, high = int(note.get("Low", _LOW)), int(note.get("High", _HIGH))
        score = round(read_number(rating, "Rating"))
        if not low <= score <= high:
            raise RowRefusedError(f"The rating {score} is not between {low} and {high}.")
        yield Said(Rating(0, index, score, low, high, aspect))
    for text in _texts(note.get("Rationale")):
        yield Said(Comment(0, index, text, (aspect,)))


def _write(completion: dict[str, Any], judgement: Rating | Comment) -> None:
    """Put a judgement where the format has it; what it has no place for goes beside that."""
    if isinstance(judgement, Rating):
        if judgement.aspect == OVERALL and (judgement.low, judgement.high) == (0, 100):
            completion["overall_score"] = judgement.score / 10
            return
        note = completion["annotations"].setdefault(judgement.aspect, {})
        note["Rating"] = str(judgement.score)
        if (judgement.low, judgement.high) != (_LOW, _HIGH):
            note |= {"Low": judgement.low, "High": judgement.high}
        return
    aspect = judgement.tags[0] if len(judgement.tags) == 1 else ""
    notes = completion["annotations"]
    if aspect == _CRITIQUE and _CRITIQUE not in completion and judgement.text.strip():
        completion[_CRITIQUE] = judgement.text
    elif aspect in notes and "Rationale" not in notes[aspect] and judgement.text.strip():
        notes[aspect]["Rationale"] = judgement.text
    else:
        comment = {"text": judgement.text, "tags": list(judgement.tags)}
        completion.setdefault("comments", []).append(comment)


class UltraFeedbackBinarized:
    """`prompt`, `chosen` and `rejected` as conversations, and their scores."""

    name = "ultrafeedback-binarized"
    fields = ("prompt", "chosen", "rejected", "messages", "margin")
    carries = PAIR_KINDS

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return {"chosen", "rejected", "score_chosen", "score_rejected"} <= row.keys()

    def read(self, row: Mapping[str, Any]) -> PairRecord | FeedbackRecord:
        """Read a row; raises `RowRefusedError`."""
        if not {"chosen", "rejected"} <= row.keys():
            raise RowRefusedError("There is no field “chosen” or no field “rejected”.")
        if isinstance(row["chosen"], str):
            messages = read_messages(row.get("prompt"))
        else:
            messages = read_messages(row["chosen"])[:-1]
        prompt = prompt_record(messages, row, self.fields)
        chosen, rejected = read_answer(row["chosen"]), read_answer(row["rejected"])
        preference = _preference(row)
        if preference is Preference.EQUAL:
            said = Said(Comparison(0, 0, 1, preference))
            return FeedbackRecord(prompt, (Answer(chosen), Answer(rejected)), (said,))
        return PairRecord(prompt, chosen, rejected, preference)

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a row for each pair that has a winner.

        Scores are written where the prompt's metadata has them; ours are no scores of answers.
        """
        head = chat(item.prompt.messages)
        scores = {"score_chosen": None, "score_rejected": None}
        for win in item.wins():
            if isinstance(win, Loss):
                yield win
                continue
            yield {
                **scores,
                **extras(item.prompt),
                "prompt": item.prompt.text,
                "chosen": [*head, assistant(win.chosen)],
                "rejected": [*head, assistant(win.rejected)],
                "margin": float(win.strength),
            }


def _preference(row: Mapping[str, Any]) -> Preference:
    """Return how clearly the chosen answer won: by the margin, or by the scores (1 to 10)."""
    if row.get("margin") is not None:
        return preference_of_margin(row["margin"])
    scores = row.get("score_chosen"), row.get("score_rejected")
    if None in scores:
        return Preference.A
    one, other = (read_number(score, "score") for score in scores)
    if one == other:
        return Preference.EQUAL
    return preference_of_margin(one - other)
