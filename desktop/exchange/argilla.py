"""Argilla's records, flattened: fields by name, `<question>.responses`, `<question>.suggestion`.

Which fields are the prompt and which are answers is told from their names; what a question asks is
told from its responses: an order is a ranking, a number a score, a text that names an answer a
choice, any other text a correction, a demonstration or a comment.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import (
    OVERALL,
    Comment,
    Comparison,
    Correction,
    Demonstration,
    Judgement,
    Preference,
    Ranking,
    Rating,
)
from desktop.domain.responses import Origin
from desktop.exchange.chat_fields import chat, extras, prompt_record, read_messages, text_field
from desktop.exchange.openai_summaries import annotator
from desktop.exchange.prompt_feedback import Loss
from desktop.exchange.records import Answer, FeedbackRecord, RowRefusedError, Said

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from desktop.exchange.prompt_feedback import PromptFeedback, Yield

_RESPONSES, _SUGGESTION, _USERS = ".responses", ".suggestion", ".responses.users"
_PROMPTS = ("prompt", "instruction", "question", "input", "conversation", "chat", "text")
_ANSWER = re.compile(
    r"(response|answer|completion|generation|output|chosen|rejected|summary)", re.I
)
_OWN = ("id", "_server_id", "status")
_SCALES = (5, 7, 10, 100)


class Argilla:
    """Fields, `<question>.responses` and `<question>.suggestion`."""

    name = "argilla"
    fields = ("prompt", "response-1", "response-2")
    carries = frozenset({"ranking", "rating", "correction", "demonstration", "comment"})

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return any(name.endswith((_RESPONSES, _SUGGESTION)) for name in row)

    def read(self, row: Mapping[str, Any]) -> FeedbackRecord:
        """Read a row; raises `RowRefusedError`.

        Suggestions count where nobody responded. Answers that nobody judged are there to be rated.
        """
        reader = _Reader(row)
        said = [s for question in _questions(row) for s in reader.question(question)]
        used = [name for name in row if _belongs(name)]
        prompt = read_messages(row[reader.prompt])
        record = prompt_record(prompt, row, (reader.prompt, *reader.index, *used, *_OWN))
        return FeedbackRecord(record, tuple(reader.answers), tuple(said))

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield a record for each judgement, with the answers that it is about."""
        for event in item.events:
            judgement = event.judgement
            found = _written(judgement, item)
            if found is None:
                yield Loss.KIND
                continue
            shown, question, response = found
            named = {f"response-{n}": item.text(i) for n, i in enumerate(shown, start=1)}
            yield {
                **extras(item.prompt),
                "prompt": chat(item.prompt.messages),
                **named,
                f"{question}{_RESPONSES}": [response],
                f"{question}{_USERS}": [annotator(event.judge)],
            }


def _belongs(name: str) -> bool:
    """Return whether a column is part of a question's answers."""
    return any(f"{part}." in f"{name}." for part in (_RESPONSES, _SUGGESTION))


def _questions(row: Mapping[str, Any]) -> list[str]:
    ends = (_RESPONSES, _SUGGESTION)
    names = [name.removesuffix(end) for name in row for end in ends if name.endswith(end)]
    return list(dict.fromkeys(names))


class _Reader:
    """Reads the questions of one record."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self._row = row
        fields = [n for n in row if not _belongs(n) and n not in (*_OWN, "split", "tags")]
        prompts = [name for name in _PROMPTS if row.get(name)]
        if not prompts:
            raise RowRefusedError("There is no prompt among the fields.")
        self.prompt = prompts[0]
        names = [n for n in fields if n != self.prompt and _ANSWER.match(n) and row[n] is not None]
        self.index = {name: n for n, name in enumerate(names)}
        self.answers = [Answer(text_field(row, name)) for name in names]

    def question(self, name: str) -> Iterator[Said]:
        """Yield what was answered to a question."""
        values = self._row.get(f"{name}{_RESPONSES}")
        values = [] if values is None else values if isinstance(values, list) else [values]
        users = self._row.get(f"{name}{_USERS}") or ()
        if not values:
            agent = self._row.get(f"{name}{_SUGGESTION}.agent")
            values, users = [self._row.get(f"{name}{_SUGGESTION}")], [agent or "suggestion"]
        for number, value in enumerate(values):
            if value is None:
                continue
            user = str(users[number] or "") if number < len(users) else ""
            yield Said(self._judgement(name, value), user)

    def _judgement(self, name: str, value: object) -> Judgement:
        if isinstance(value, list) and value:
            return self._ranking(value)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._rating(name, value)
        if not isinstance(value, str):
            raise RowRefusedError(f"The answer to “{name}” cannot be read.")
        return self._text(name, value)

    def _ranking(self, value: Sequence[object]) -> Judgement:
        """Read an order: `{value, rank}` each, or the names from best to worst; else labels."""
        ranks: dict[int, list[int]] = {}
        for place, entry in enumerate(value, start=1):
            named = entry.get("value") if isinstance(entry, dict) else entry
            rank = entry.get("rank", place) if isinstance(entry, dict) else place
            if self._named(named) is None:
                if all(isinstance(label, str) for label in value):
                    return Comment(0, 0 if self.answers else None, "", tuple(map(str, value)))
                raise RowRefusedError(f"It ranks “{named}”, which is no answer.")
            ranks.setdefault(int(rank), []).append(self._named(named) or 0)
        return Ranking(0, tuple(tuple(ranks[rank]) for rank in sorted(ranks)))

    def _rating(self, name: str, value: float) -> Rating:
        """Read a score: 1 to 5 unless the question's name says otherwise (`tone-2[0-10]`)."""
        aspect, place, low, high = _named_scale(name)
        score = round(value)
        if high is None:
            low, high = min(low, score), next((h for h in _SCALES if score <= h), score)
        if not low <= score <= high:
            raise RowRefusedError(f"The rating {score} is not between {low} and {high}.")
        if place >= len(self.answers):
            raise RowRefusedError("It speaks of an answer that is not there.")
        return Rating(0, place, score, low, high, aspect)

    def _text(self, name: str, value: str) -> Judgement:
        chosen = self._named(value)
        if chosen is not None and len(self.answers) == 2:
            return Comparison(0, 0, 1, Preference.B if chosen else Preference.A)
        if name.startswith("comment"):
            tags = tuple(re.findall(r"\[([^\]]*)\]", name))
            return Comment(0, 0 if self.answers else None, value, tags)
        origin = Origin.CORRECTED if self.answers else Origin.WRITTEN
        self.answers.append(Answer(text_field({name: value}, name), origin))
        if len(self.answers) == 1:
            return Demonstration(0, 0)
        return Correction(0, 0, len(self.answers) - 1)

    def _named(self, value: object) -> int | None:
        """Return the answer that a value names, exactly or by its number."""
        name = str(value)
        if name in self.index:
            return self.index[name]
        plain = {re.sub(r"\W|_", "", known).lower(): n for known, n in self.index.items()}
        return plain.get(re.sub(r"\W|_", "", name).lower())


def _named_scale(name: str) -> tuple[str, int, int, int | None]:
    """Return the aspect, answer and scale that a question's name gives."""
    scale = re.search(r"\[(-?\d+)-(\d+)\]$", name)
    name = name[: scale.start()] if scale else name
    place = re.search(r"[-_ ](\d+)$", name)
    aspect = name[: place.start()] if place else name
    aspect = OVERALL if aspect in ("rating", "score") else aspect
    low, high = (int(scale[1]), int(scale[2])) if scale else (1, None)
    return aspect, max(int(place[1]) - 1, 0) if place else 0, low, high


def _written(judgement: Judgement, item: PromptFeedback) -> tuple[list[int], str, object] | None:
    """Return the answers shown, the question and the response; None when there is no place."""
    if isinstance(judgement, Ranking):
        shown = [i for tier in judgement.tiers for i in tier]
        ranks = {i: rank for rank, tier in enumerate(judgement.tiers, start=1) for i in tier}
        order = [{"value": f"response-{n}", "rank": ranks[i]} for n, i in enumerate(shown, 1)]
        return shown, "ranking", order
    if isinstance(judgement, Rating):
        aspect = "rating" if judgement.aspect == OVERALL else judgement.aspect
        question = f"{aspect}-1[{judgement.low}-{judgement.high}]"
        return [judgement.response_id], question, judgement.score
    if isinstance(judgement, Correction):
        return [judgement.original_id], "correction", item.text(judgement.edited_id)
    if isinstance(judgement, Demonstration):
        return [], "demonstration", item.text(judgement.response_id)
    if isinstance(judgement, Comment):
        shown = [] if judgement.response_id is None else [judgement.response_id]
        question = "comment" + "".join(f"[{tag}]" for tag in judgement.tags)
        return shown, question, judgement.text
    return None
