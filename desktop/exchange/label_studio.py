"""Label Studio's tasks: `data` with a prompt and answers, `annotations` with what was said.

A result speaks of an answer by the name of its field in `data` (`to_name`). What Label Studio has
no type for, such as how clear a preference was, is written as further choices.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from desktop.domain.feedback import (
    OVERALL,
    Comment,
    Comparison,
    Correction,
    Demonstration,
    Judgement,
    Preference,
    Quality,
    Ranking,
    Rating,
)
from desktop.domain.responses import Origin
from desktop.exchange.chat_fields import (
    chat,
    extras,
    prompt_record,
    read_messages,
    read_number,
    text_field,
)
from desktop.exchange.openai_summaries import annotator
from desktop.exchange.prompt_feedback import Loss
from desktop.exchange.records import Answer, FeedbackRecord, RowRefusedError, Said

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from desktop.domain.feedback import FeedbackEvent
    from desktop.exchange.prompt_feedback import PromptFeedback, Yield

_PROMPTS = ("prompt", "instruction", "question", "input", "messages", "dialogue")
_ANSWER = re.compile(r"(answer|response|completion|output|text|summary)[-_ ]?(\d+|[a-z])?$", re.I)
_STRENGTHS = {1: "slightly", 2: "clearly", 3: "much"}
_QUALITIES = {q.value: q for q in Quality}
_TIES = ("tie", "equal", "same")
_LOW, _HIGH = 1, 5


class LabelStudio:
    """`data` and `annotations`."""

    name = "label-studio"
    fields = ("data", "annotations")
    carries = frozenset(
        {"comparison", "ranking", "rating", "correction", "demonstration", "comment"}
    )

    def matches(self, row: Mapping[str, Any]) -> bool:
        """Return whether a row looks like this format."""
        return isinstance(row.get("data"), dict) and isinstance(row.get("annotations"), list)

    def read(self, row: Mapping[str, Any]) -> FeedbackRecord:
        """Read a row; raises `RowRefusedError`. A cancelled annotation counts as none."""
        data = row.get("data")
        if not isinstance(data, dict):
            raise RowRefusedError("There is no object in the field “data”.")
        reader = _Reader(data)
        annotations = row.get("annotations") or []
        said = [s for a in annotations for s in reader.annotation(a)]
        used = (*reader.used, "authors")
        prompt = prompt_record(read_messages(data[reader.prompt]), data, used)
        return FeedbackRecord(prompt, tuple(reader.answers), tuple(said))

    def rows(self, item: PromptFeedback) -> Iterator[Yield]:
        """Yield one task with all answers and one annotation for each judgement."""
        named = {response_id: f"answer{n}" for n, response_id in enumerate(_shown(item), start=1)}
        annotations = []
        for event in item.events:
            result = _results(event.judgement, named, item)
            if result is None:
                yield Loss.KIND
                continue
            annotations.append(_annotation(event, result))
        if annotations:
            data = {**extras(item.prompt), "prompt": chat(item.prompt.messages)}
            data |= {name: item.text(response_id) for response_id, name in named.items()}
            authors = {name: item.author(i) for i, name in named.items() if item.author(i)}
            if authors:
                data["authors"] = authors
            yield {"data": data, "annotations": annotations}


class _Reader:
    """Reads the annotations of one task."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        prompts = [name for name in _PROMPTS if data.get(name)]
        if not prompts:
            raise RowRefusedError("There is no prompt in the field “data”.")
        self.prompt = prompts[0]
        names = [n for n in data if n != self.prompt and _ANSWER.match(n)]
        self._index = {name: n for n, name in enumerate(names)}
        authors = data.get("authors") or {}
        self.answers = [
            Answer(text_field(data, name), author=str(authors.get(name) or "")) for name in names
        ]
        self.used = (self.prompt, *names)
        self._take_items(data.get("items"))

    def _take_items(self, items: object) -> None:
        """Take the answers of a list for the ranker: each has an id and a text."""
        if not isinstance(items, list):
            return
        self.used = (*self.used, "items")
        for item in items:
            if not isinstance(item, dict):
                raise RowRefusedError("An item of the list has no text.")
            text = next((item[k] for k in ("body", "text", "html", "title") if item.get(k)), None)
            self._index[str(item.get("id"))] = len(self.answers)
            self.answers.append(Answer(text_field({"body": text}, "body")))

    def annotation(self, annotation: object) -> Iterator[Said]:
        """Yield what an annotation says."""
        if not isinstance(annotation, dict):
            raise RowRefusedError("An annotation is not an object with named fields.")
        if annotation.get("was_cancelled"):
            return
        results = [r for r in annotation.get("result") or () if isinstance(r, dict)]
        for judgement in self._judgements(results):
            seconds = annotation.get("lead_time")
            yield Said(
                judgement,
                str(annotation.get("completed_by") or ""),
                _time(annotation.get("created_at")),
                None if seconds is None else max(0.0, read_number(seconds, "lead_time")),
            )

    def _judgements(self, results: list[dict[str, Any]]) -> Iterator[Judgement]:
        readers: dict[str, Callable[[dict[str, Any], dict[str, Any]], Iterator[Judgement]]] = {
            "ranker": self._ranker,
            "rating": self._rating,
            "textarea": self._textarea,
        }
        choices = [str(c) for r in results for c in _value(r).get("choices") or ()]
        pairs = [_value(r) for r in results if r.get("type") == "pairwise"]
        compared = self._comparison(pairs[0] if pairs else {}, choices)
        if compared is not None:
            yield compared
        elif choices and not pairs:
            yield Comment(0, self._place(results[0]), "", tuple(choices))
        for result in results:
            if reader := readers.get(str(result.get("type"))):
                yield from reader(result, _value(result))

    def _comparison(self, value: Mapping[str, Any], choices: list[str]) -> Comparison | None:
        """Return what a pairwise result and the choices beside it say."""
        lowered = [choice.lower().replace(" ", "_") for choice in choices]
        quality = next((_QUALITIES[c] for c in lowered if c in _QUALITIES), None)
        preference = None
        if value.get("selected") in ("left", "right"):
            strength = next((s for s, word in _STRENGTHS.items() if word in lowered), 2)
            preference = Preference(strength if value["selected"] == "right" else -strength)
        elif any(tie in lowered for tie in _TIES):
            preference = Preference.EQUAL
        if preference is None and quality is None:
            return None
        if len(self.answers) < 2:
            raise RowRefusedError("There must be two answers to compare.")
        sides = value.get("answers") or ()
        a, b = (self._index.get(str(side), n) for n, side in enumerate([*sides, "", ""][:2]))
        return Comparison(0, a, b, preference, quality)

    def _ranker(self, result: dict[str, Any], value: dict[str, Any]) -> Iterator[Judgement]:
        ranks = value.get("tiers") or value.get("ranker")
        if isinstance(ranks, dict):
            ranks = next(iter(ranks.values()), None)
        if not isinstance(ranks, list) or not ranks:
            raise RowRefusedError("A ranking has no order.")
        tiers = [tier if isinstance(tier, list) else [tier] for tier in ranks]
        yield Ranking(0, tuple(tuple(self._named(name) for name in tier) for tier in tiers))

    def _rating(self, result: dict[str, Any], value: dict[str, Any]) -> Iterator[Judgement]:
        score = round(read_number(value.get("rating"), "rating"))
        low, high = int(value.get("low", _LOW)), int(value.get("high", max(_HIGH, score)))
        aspect = str(result.get("from_name") or OVERALL)
        yield Rating(
            0, self._place(result) or 0, score, low, high, OVERALL if aspect == "rating" else aspect
        )

    def _textarea(self, result: dict[str, Any], value: dict[str, Any]) -> Iterator[Judgement]:
        texts = value.get("text")
        texts = [texts] if isinstance(texts, str) else texts or []
        text = "\n".join(map(str, texts))
        kind = str(result.get("from_name") or "").lower()
        place = self._place(result)
        if "correct" in kind and place is not None:
            uses = [str(use) for use in value.get("uses", ("demonstration", "pair"))]
            edited = self._add(text, Origin.CORRECTED)
            yield Correction(0, place, edited, "demonstration" in uses, "pair" in uses)
        elif "demonstration" in kind or "response" in kind or "answer" in kind:
            yield Demonstration(0, self._add(text, Origin.WRITTEN))
        else:
            yield Comment(0, place, text, tuple(map(str, value.get("tags", ()))))

    def _add(self, text: str, origin: Origin) -> int:
        self.answers.append(Answer(text_field({"text": text}, "text"), origin))
        return len(self.answers) - 1

    def _place(self, result: Mapping[str, Any]) -> int | None:
        """Return the answer that a result speaks of; None when it speaks of the prompt."""
        name = str(result.get("to_name") or "")
        if name in self._index:
            return self._index[name]
        return 0 if len(self._index) == 1 and name != self.prompt else None

    def _named(self, name: object) -> int:
        if str(name) not in self._index:
            raise RowRefusedError(f"It ranks “{name}”, which is no answer.")
        return self._index[str(name)]


def _value(result: Mapping[str, Any]) -> dict[str, Any]:
    value = result.get("value")
    return value if isinstance(value, dict) else {}


def _time(text: object) -> float | None:
    if not isinstance(text, str):
        return None
    try:
        return datetime.fromisoformat(text).timestamp()
    except ValueError as error:
        raise RowRefusedError(f"“{text}” is not a time.") from error


def _shown(item: PromptFeedback) -> list[int]:
    """Return the ids of the answers that were judged, not those that the judgements made."""
    made = {
        event.judgement.edited_id if isinstance(event.judgement, Correction) else
        event.judgement.response_id
        for event in item.events
        if isinstance(event.judgement, Correction | Demonstration)
    }  # fmt: skip
    named: dict[int, None] = {}
    for event in item.events:
        named |= dict.fromkeys(_answers(event.judgement, made))
    return list(named)


def _answers(judgement: Judgement, made: set[int]) -> list[int]:
    if isinstance(judgement, Comparison):
        return [judgement.a_id, judgement.b_id]
    if isinstance(judgement, Ranking):
        return [response_id for tier in judgement.tiers for response_id in tier]
    if isinstance(judgement, Correction):
        return [judgement.original_id]
    if isinstance(judgement, Rating):
        return [judgement.response_id]
    if isinstance(judgement, Comment) and judgement.response_id is not None:
        return [judgement.response_id]
    return []


def _results(
    judgement: Judgement, named: Mapping[int, str], item: PromptFeedback
) -> list[dict[str, Any]] | None:
    """Return a judgement as results; None when there is no place for it."""
    if isinstance(judgement, Comparison):
        return _compared(judgement, named)
    if isinstance(judgement, Ranking):
        tiers = [[named[i] for i in tier] for tier in judgement.tiers]
        order = [name for tier in tiers for name in tier]
        value: dict[str, Any] = {"ranker": {"rank": order}, "tiers": tiers}
        return [_result("ranker", "ranking", "prompt", value)]
    if isinstance(judgement, Rating):
        value = {"rating": judgement.score}
        if (judgement.low, judgement.high) != (_LOW, _HIGH):
            value |= {"low": judgement.low, "high": judgement.high}
        aspect = "rating" if judgement.aspect == OVERALL else judgement.aspect
        return [_result("rating", aspect, named[judgement.response_id], value)]
    if isinstance(judgement, Correction):
        uses = [("demonstration", judgement.as_demonstration), ("pair", judgement.as_pair)]
        value = {"text": [item.text(judgement.edited_id)], "uses": [use for use, on in uses if on]}
        return [_result("textarea", "correction", named[judgement.original_id], value)]
    if isinstance(judgement, Demonstration):
        value = {"text": [item.text(judgement.response_id)]}
        return [_result("textarea", "demonstration", "prompt", value)]
    if isinstance(judgement, Comment):
        value = {"text": [judgement.text], "tags": list(judgement.tags)}
        return [
            _result("textarea", "comment", named.get(judgement.response_id or 0, "prompt"), value)
        ]
    return None


def _compared(judgement: Comparison, named: Mapping[int, str]) -> list[dict[str, Any]]:
    sides = [named[judgement.a_id], named[judgement.b_id]]
    choices = [judgement.quality.value] if judgement.quality else []
    value: dict[str, Any] = {"answers": sides}
    if judgement.preference:
        value["selected"] = "right" if judgement.preference > 0 else "left"
        choices.append(_STRENGTHS[abs(judgement.preference)])
    elif judgement.preference is not None:
        choices.append(_TIES[0])
    to_name = ",".join(sides)
    results = [_result("pairwise", "comparison", to_name, value)]
    return [*results, _result("choices", "how", to_name, {"choices": choices})]


def _result(kind: str, source: str, target: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": kind, "from_name": source, "to_name": target, "value": value}


def _annotation(event: FeedbackEvent, result: list[dict[str, Any]]) -> dict[str, Any]:
    annotation: dict[str, Any] = {
        "result": result,
        "completed_by": annotator(event.judge),
        "created_at": datetime.fromtimestamp(event.created_at, UTC).isoformat(),
    }
    if event.seconds is not None:
        annotation["lead_time"] = event.seconds
    return annotation
